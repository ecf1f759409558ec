// 找城市、找问题：one box that takes a place, a matter, or both, in characters, pinyin or initials.
// The table (finder.json) is loaded when the reader first touches the box. Without this script the box is a plain link.
(function () {
  "use strict";

  const PLACE_ENDINGS = /^(特别行政区|自治区|自治州|地区|[省市州盟县区])/;
  const MOST = 8;
  const FEW = 3;
  const SURE = 100;  // a whole name was said, not its beginning or something like it
  const IDLE_LETTERS = "的了吗呢吧我你您他是有没不能会可以要就都还也在和从到把给怎么样多少几什哪里这那个";
  const IDLE = new RegExp(`^[${IDLE_LETTERS}]+$`);  // tells nothing about the matter
  const SHORTEST_PINYIN = 4;  // letters that a misspelt or glued name must have
  const SHORTEST_HEARD = 3;  // letters of a matter's pinyin that is not yet written out
  const LEFT = /(从|由|离开|(原来|原先|以前|之前)(是?在)?)$/;  // what stands before the place that somebody leaves
  const OTHER_NAME = new RegExp(`^[^${IDLE_LETTERS}a-z\\d]{2,4}$`);
  const COUNTY = new RegExp(`^[^${IDLE_LETTERS}]{2,4}?[县区市镇旗]`);  // what looks like a place and may be none of ours

  // ── The table ─────────────────────────────────────────────────────────

  function unfold(table) {
    const place = (row, province) => {
      const [slug, name, short, pinyin, aliases] = row;
      const syllables = pinyin.split(" ");
      return {
        slug, name, short, province, syllables,
        names: [name, short].concat(aliases),
        isCity: Boolean(province) || !row[5].length,
        letters: syllables.join(""),
        initials: syllables.map((syllable) => syllable[0]).join(""),
      };
    };
    const places = [];
    for (const row of table.provinces) {
      const province = place(row, null);
      places.push(province, ...row[5].map((city) => place(city, province)));
    }
    const matters = [].concat(
      table.topics.map(([slug, title, question, words]) => matter("topic", `${slug}/`, title, question, words)),
      table.pages.map(([url, title, words]) => matter("page", url, title, "", words)),
      table.calculators.map(([slug, title, summary, words]) => matter("calculator", `calculators/${slug}/`, title, summary, words)),
      table.claims.map(([id, claim, why, topics, verdict, words]) => Object.assign(
        matter("claim", `claims/#${id}`, claim, why, words), { title: `${verdict}：“${claim}”`, topics })),
    );
    const uncovered = table.uncovered.map(folded).sort((a, b) => b.length - a.length);
    return {
      places, matters, uncovered, moving: table.moving, hotline: table.hotline,
      sounds: soundsOf(places), rarity: rarityOf(matters), spellings: spellingsOf(matters, uncovered, table.sounds),
    };
  }

  function matter(kind, url, title, text, words) {
    const said = [title].concat(words).map(folded);
    return { kind, url, title, words: said, strong: pairsOf(said.join(" ")), pairs: pairsOf(said.concat(folded(text)).join(" ")) };
  }

  /** Two ways of writing the same word: 补交 and 补缴. */
  function folded(text) {
    return text.replace(/交/g, "缴").replace(/帐/g, "账");
  }

  /** How each character of a place name sounds: 常 → chang. */
  function soundsOf(places) {
    const sounds = new Map();
    for (const { short, syllables } of places) {
      if (short.length === syllables.length) syllables.forEach((syllable, at) => sounds.set(short[at], syllable));
    }
    return sounds;
  }

  /** The words of all matters, and their parts of two characters and more, by their pinyin; whole words by their initials too. */
  function spellingsOf(matters, uncovered, table) {
    const sounds = new Map();
    for (const syllable of Object.keys(table)) Array.from(table[syllable]).forEach((letter) => sounds.set(letter, syllable));
    const spellings = { whole: new Map(), initials: new Map() };
    const note = (map, letters, word) => map.set(letters, (map.get(letters) || new Set()).add(word));
    const words = [].concat(uncovered, ...matters.map(({ kind, words: own }) => (kind === "claim" ? own.slice(1) : own)));
    for (const word of words) {
      const syllables = Array.from(word).map((letter) => sounds.get(letter) || " ");
      for (let from = 0; from < word.length; from += 1) {
        for (let to = from + 2; to <= word.length; to += 1) note(spellings.whole, syllables.slice(from, to).join(""), word.slice(from, to));
      }
      note(spellings.initials, syllables.map((syllable) => syllable[0]).join(""), word);
    }
    return spellings;
  }

  /** The fewer matters hold a pair of characters, the more it tells. */
  function rarityOf(matters) {
    const counts = new Map();
    for (const { pairs } of matters) pairs.forEach((pair) => counts.set(pair, (counts.get(pair) || 0) + 1));
    const rarity = new Map();
    counts.forEach((count, pair) => rarity.set(pair, Math.log(1 + matters.length / count)));
    return rarity;
  }

  function pairsOf(text) {
    const pairs = new Set();
    for (let at = 0; at + 1 < text.length; at += 1) {
      const pair = text.slice(at, at + 2);
      if (!/[^\u3400-\u9fff]/.test(pair) && !IDLE.test(pair)) pairs.add(pair);
    }
    return pairs;
  }

  // ── Places ────────────────────────────────────────────────────────────

  /** What a query consists of: words that may name places, and matters that are written in pinyin. */
  function understood(index, query) {
    const runs = plain(query).match(/[a-z]+(?:\s+[a-z]+)*|\d{4,}|[\u3400-\u9fff]+/g) || [];
    const words = [].concat(...runs.map((run) => (/[a-z]/.test(run) ? segments(index, run.split(/\s+/)) : [run])));
    const isNamed = words.some((word) => isName(index, word) || matchCharacters(index, word).some(({ score }) => score >= SURE));
    const heard = words.map((word) => heardAs(index, word, isNamed));
    return { words: words.filter((_, at) => !heard[at]), heard: heard.filter(Boolean) };
  }

  function plain(query) {
    return query.normalize("NFKC").toLowerCase().replace(/['’]/g, "");
  }

  /** Pinyin may be written with spaces, chang zhou, or without any between place and matter. */
  function segments(index, parts) {
    for (let length = parts.length; length > 1; length -= 1) {
      for (let at = 0; at + length <= parts.length; at += 1) {
        const joined = parts.slice(at, at + length).join("");
        if (isName(index, joined) || index.spellings.whole.has(joined)) {
          return segments(index, parts.slice(0, at)).concat(joined, segments(index, parts.slice(at + length)));
        }
      }
    }
    return [].concat(...parts.map((part) => unglued(index, part)));
  }

  function unglued(index, word) {
    if (isName(index, word) || index.spellings.whole.has(word) || index.places.some(({ letters }) => isOneSlip(word, letters))) return [word];
    for (let at = word.length - 2; at > 1; at -= 1) {
      const [head, tail] = [word.slice(0, at), word.slice(at)];
      const isPlaceFirst = isName(index, head) && heardAs(index, tail, true);
      const isPlaceLast = index.spellings.whole.has(head) && matchLetters(index, tail).some(({ score }) => score >= SURE);
      const isShort = index.spellings.whole.has(tail) && matchLetters(index, head).some(({ score }) => score >= SURE);
      if (isPlaceFirst || isPlaceLast || isShort) return [head, tail];
    }
    return [word];
  }

  function isName({ places }, word) {
    return places.some(({ letters, slug }) => word === letters || word === `${letters}shi` || word === slug);
  }

  /** The words of matters that sound so; initials and beginnings count where no place begins so or one has been named. */
  function heardAs(index, word, isNamed) {
    if (!/^[a-z]{2,}$/.test(word) || isName(index, word)) return "";
    const { whole, initials } = index.spellings;
    const found = new Set(whole.get(word));
    if (!found.size && (isNamed || !matchLetters(index, word).length)) {
      (initials.get(word) || []).forEach((each) => found.add(each));
      const begun = word.length < SHORTEST_HEARD ? [] : Array.from(whole.keys()).filter((letters) => letters.startsWith(word));
      if (!found.size && !begun.length && word.length > SHORTEST_PINYIN && !misspeltLetters(index, word).length) {
        begun.push(...Array.from(whole.keys()).filter((letters) => isOneSlip(word, letters)));
      }
      begun.sort((a, b) => a.length - b.length).slice(0, 3).forEach((letters) => whole.get(letters).forEach((each) => found.add(each)));
    }
    return Array.from(found).join(" ");
  }

  /** The places a query names, best first; what was misread as one of them; the words left over; and the way between two. */
  function matchPlaces(index, words, query) {
    const exact = matchWith(index, words, matchLetters, matchCharacters);
    if (exact.matches.length) return Object.assign(ranked(exact), { route: routeOf(index, exact.matches, plain(query)) });
    const likely = matchWith(index, words, misspeltLetters, misspeltCharacters);
    return Object.assign(ranked(likely), { misread: likely.matches.length ? likely.matches[0].said : "" });
  }

  function matchWith(index, words, letters, characters) {
    const matches = [];
    const rest = words.map((word) => {
      const found = (/[a-z]/.test(word) ? letters : characters)(index, word);
      matches.push(...found);
      return found.length ? leftOver(word, found) : word;
    });
    return { matches, rest };
  }

  function ranked({ matches, rest }) {
    const points = new Map();
    for (const { place, said, score } of matches) {
      if (matches.some((other) => other.said !== said && other.said.includes(said))) continue;
      const inside = matches.some((other) => other.place === place.province && other.said !== said);  // named with its province
      points.set(place, Math.max(score + (inside ? 1000 : 0), points.get(place) || 0));
    }
    const order = Array.from(points).sort((a, b) => b[1] - a[1]);
    const least = order.length && order[0][1] >= SURE ? order[0][1] - 20 : 0;
    return { places: order.filter(([, score]) => score >= least).map(([place]) => place), rest, misread: "", route: null };
  }

  /** From where to where, when two places are named in full: to the last, unless that is the one that is left. */
  function routeOf(index, matches, query) {
    const named = new Map();
    for (const { place, said, score } of matches) if (score >= SURE + 20) named.set(said, (named.get(said) || []).concat(place));
    const groups = Array.from(named);
    const isNamedWith = (places, fits) => groups.some(([, others]) => others !== places && others.some(fits));
    const ends = groups.filter(([, places]) => !places.some((place) => isNamedWith(places, (other) => other.province === place)))
      .map(([said, places]) => [said, places.find((place) => isNamedWith(places, (other) => place.province === other)) || places[0]]);
    if (ends.length < 2 || ends.every(([, place]) => place === ends[0][1])) return null;
    const [last] = ends[ends.length - 1];
    if (LEFT.test(query.slice(0, query.lastIndexOf(last)))) ends.reverse();
    const isMove = index.moving.words.some((word) => query.includes(word));
    return { from: ends[0][1], to: ends[ends.length - 1][1], isMove };
  }

  function matchLetters({ places }, word) {
    const letters = word.length > 5 ? word.replace(/shi$/, "") : word;
    return places.map((place) => ({
      place,
      said: word,
      score: place.letters === word || place.letters === letters || place.slug === word ? SURE + 20
        : place.initials === word && word.length > 1 ? SURE + 10
        : place.letters.startsWith(word) ? word.length : 0,
    })).filter((match) => match.score);
  }

  /** Names from left to right, the longest first: 中山城区 is in 中山, not in 山城. */
  function matchCharacters({ places }, word) {
    const match = (fits, score) => [].concat(...places.map((place) =>
      place.names.filter(fits).map((name) => ({ place, said: name, at: word.indexOf(name), score: score(name) }))));
    const whole = match((name) => (name.length > 1 ? word.includes(name) : word === name), (name) => SURE + 10 * name.length)
      .sort((a, b) => a.at - b.at || b.said.length - a.said.length);
    const apart = [];
    for (const each of whole) {
      const last = apart[apart.length - 1];
      if (!last || each.at >= last.at + last.said.length || each.said === last.said) apart.push(each);
    }
    return apart.length ? apart : match((name) => name.startsWith(word), () => word.length)
      .map((found) => Object.assign(found, { said: word }));
  }

  /** Pinyin with one letter wrong, missing, too many or exchanged, or with more written after it. */
  function misspeltLetters({ places }, word) {
    if (word.length < SHORTEST_PINYIN) return [];
    const slips = places.filter((place) => isOneSlip(word, place.letters));
    const heads = places.filter((place) => place.letters.length >= SHORTEST_PINYIN && word.startsWith(place.letters));
    return slips.map((place) => ({ place, said: word, score: 2 * word.length }))
      .concat(heads.map((place) => ({ place, said: word, score: place.letters.length })));
  }

  function isOneSlip(said, meant) {
    if (Math.abs(said.length - meant.length) > 1) return false;
    let at = 0;
    while (at < said.length && said[at] === meant[at]) at += 1;
    if (said.slice(at + 1) === meant.slice(at + 1) || said.slice(at) === meant.slice(at + 1) || said.slice(at + 1) === meant.slice(at)) return true;
    return said[at] === meant[at + 1] && said[at + 1] === meant[at] && said.slice(at + 2) === meant.slice(at + 2);
  }

  /** A name with one character wrong or missing; of two characters the wrong one must sound right: 常洲. */
  function misspeltCharacters({ places, sounds }, word) {
    const found = [];
    for (const place of places) {
      const name = place.short;
      for (let at = 0; at + name.length <= word.length; at += 1) {
        const said = word.slice(at, at + name.length);
        const wrong = Array.from(said).map((_, number) => number).filter((number) => said[number] !== name[number]);
        const soundsRight = wrong.every((number) => sounds.get(said[number]) === place.syllables[number]);
        if (soundsRight) found.push({ place, said, score: 10 * name.length });
        else if (wrong.length === 1 && name.length > 2) found.push({ place, said, score: 10 * name.length - 5 });
      }
      if (name.length < 3) continue;
      for (let missing = 0; missing < name.length; missing += 1) {
        const said = name.slice(0, missing) + name.slice(missing + 1);
        if (word.includes(said)) found.push({ place, said, score: 10 * said.length });
      }
    }
    return found;
  }

  /** When nothing else is like a word of two characters: places that begin alike, or the few that end alike. */
  function placesWithOneOf({ places }, word) {
    if (word.length !== 2) return [];
    const alike = (at) => places.filter(({ short }) => short.length === 2 && short[at] === word[at]);
    return alike(0).concat(alike(1).length > FEW ? [] : alike(1));
  }

  /** The word without the places named in it and their endings. */
  function leftOver(word, found) {
    const names = Array.from(new Set(found.map((match) => match.said))).sort((a, b) => b.length - a.length);
    return names.reduce((rest, name) => {
      const at = rest.indexOf(name);
      return at < 0 ? rest : rest.slice(0, at) + rest.slice(at + name.length).replace(PLACE_ENDINGS, "");
    }, word);
  }

  // ── Matters ───────────────────────────────────────────────────────────

  /** What the left-over words are about, best first; or what only looks so. */
  function matchMatters(index, said) {
    const scored = (score) => index.matters.map((each) => ({ matter: each, score: score(each), isCalled: isCalled(each, said) }))
      .filter((each) => each.score > 0).sort(byScore);
    const found = said ? scored((each) => pairScore(index, each, said) + numberScore(each, said)) : [];
    if (found.length || !said) return { found, isGuess: false };
    const alike = scored((each) => letterScore(each, said));
    return { found: alike, isGuess: alike.length > 0 };
  }

  function isCalled({ words }, said) {
    return words.some((word) => said.includes(word));
  }

  /** Telephone numbers. */
  function numberScore({ words }, said) {
    return words.filter((word) => /^\d+$/.test(word) && said.includes(word)).length * NUMBER;
  }

  /** Pairs of characters in common, the rare ones weighing more; three times as much in a topic's own words. */
  function pairScore({ rarity }, { kind, pairs, strong, words }, said) {
    const asked = pairsOf(said);
    const own = new Set();
    for (const word of words) {
      if (said.includes(word)) pairsOf(word).forEach((pair) => own.add(pair));
      else if (word.includes(said)) asked.forEach((pair) => own.add(pair));
    }
    const points = Array.from(asked).filter((pair) => pairs.has(pair)).map((pair) => (own.has(pair) ? 3 : strong.has(pair) ? 1 : WEAK) * rarity.get(pair));
    return LIKELY[kind] * sum(points) * (words.includes(said) ? 2 : 1);
  }

  /** When no two characters in a row are right: a topic's word of the same length with one right character. */
  function letterScore({ kind, words }, said) {
    if (kind !== "topic") return 0;
    return words.filter((word) => word.length === said.length && word.length < 4 && Array.from(word).some((letter, at) => letter === said[at])).length;
  }

  const WEAK = 0.6;
  const NUMBER = 10;
  const RELATED = 1.3;
  const LEAST = 0.25;
  const LIKELY = { topic: 1, page: 1, calculator: 0.8, claim: 1 };
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  // ── Both together ─────────────────────────────────────────────────────

  /** Results for a query, and what has to be said of them; `here` is the slug of the place whose page is open, if any. */
  function find(index, query, here) {
    const { words, heard } = understood(index, query);
    const { places, misread, rest, route } = matchPlaces(index, words, query);
    const said = folded(rest.map((word) => word.replace(/[a-z]/g, "")).concat(heard).join(" ")).trim();
    const missing = index.uncovered.find((word) => said.includes(word));
    const { found, isGuess } = matchMatters(index, missing ? said.replace(missing, " ").trim() : said);
    if (missing && !found.some(({ isCalled }) => isCalled)) {
      return { results: places.slice(0, FEW).map(placeResult).concat(help(index)), message: notCovered(index, missing) };
    }
    if (!places.length && !found.length) return resembling(index, rest.join(""));
    const near = index.places.find((place) => place.slug === here);
    const results = route ? onTheWay(index, route, found)
      : places.length ? inPlaces(index, places, found, !misread)
      : everywhere(index, found, near);
    const also = alsoHeard(index, words, places);
    if (also.length) results.splice(MOST - FEW, results.length, ...also.map(({ matter: topic }) => nationalResult(topic)));
    const message = missing ? `${notCovered(index, missing)}${FIRST_THESE}` : misread || isGuess ? isItThis(misread || said) : unread(index, rest);
    return { results: results.slice(0, MOST), message };
  }

  /** Topics that may be meant by what are the initials of places too. */
  function alsoHeard(index, words, places) {
    const isInitials = places.some(({ initials }) => initials === words.join());
    return isInitials ? likely(ofKind(matchMatters(index, heardAs(index, words[0], true)).found, "topic")) : [];
  }

  function everywhere(index, found, near) {
    const topics = ofKind(found, "topic");
    const own = near && topics.length ? [pairResult(near, topics[0].matter)] : [];
    const first = likely(topics).concat(likely(ofKind(found, "page", "calculator"))).sort(byScore);
    return own.concat(withClaims(index, first, found).map(nationalResult));
  }

  function inPlaces(index, places, found, isCertain) {
    const own = places.map(placeResult);
    if (!found.length) {
      const all = places.length === 1 ? index.matters.filter(({ kind }) => kind === "topic") : [];
      return own.concat(all.map((topic) => pairResult(places[0], topic)));
    }
    const topics = likely(ofKind(found, "topic"));
    const deep = places.length > 3 ? 1 : places.length > 1 ? 2 : 3;
    const pairs = [].concat(...places.slice(0, MOST - 2).map((place) => topics.slice(0, deep).map(({ matter: topic }) => pairResult(place, topic))));
    if (!isCertain) pairs.splice(2, 0, ...topics.slice(0, 1).map(({ matter: topic }) => nationalResult(topic)));
    const tools = likely(ofKind(found, "page", "calculator")).slice(0, 2);
    const isToolFirst = tools.length > 0 && (!topics.length || tools[0].score > topics[0].score);
    const others = tools.map(({ matter: tool }) => nationalResult(tool));
    const claims = withClaims(index, topics, found).filter((each) => !topics.some(({ matter: topic }) => topic === each))
      .map((each) => (each.kind === "topic" ? pairResult(places[0], each) : nationalResult(each)));
    return (isToolFirst ? others.concat(pairs) : pairs.concat(others)).concat(own, claims);
  }

  /** Two places are named: first the balance and how both compare, or the topic that is called by its name if nobody moves. */
  function onTheWay(index, { from, to, isMove }, found) {
    const { topic, calculator } = index.moving;
    const [transfer, compare] = [`${topic}/`, `calculators/${calculator}/`].map((url) => index.matters.find((each) => each.url === url));
    const move = [pairResult(to, transfer), nationalResult(compare)];
    const called = ofKind(found, "topic").filter(({ isCalled }) => isCalled).map((each) => each.matter);
    const asked = called.includes(transfer) ? [] : called.slice(0, 2);
    const others = [].concat(...asked.map((each) => [pairResult(to, each), pairResult(from, each)]));
    const hubs = [pairResult(from, transfer), placeResult(to), placeResult(from)];
    return (isMove ? move.concat(others) : others.concat(move)).concat(hubs);
  }

  /** What is often said stands after its own topic: third at best if it is called by a word of its own, else after all that fits. */
  function withClaims(index, first, found) {
    const best = ofKind(first, "topic")[0];
    const isAbout = (claim) => best && claim.topics.some((slug) => best.matter.url === `${slug}/`);
    const claims = likely(ofKind(found, "claim")
      .map((each) => Object.assign({}, each, { score: (isAbout(each.matter) ? RELATED : 1) * each.score })).sort(byScore));
    const called = claims.filter(({ isCalled }) => isCalled).slice(0, 2);
    const ahead = called.length ? first.slice(0, 2) : [];
    const list = new Set();
    for (const each of ahead.concat(called, first, claims)) {
      const about = (each.matter.topics || []).map((slug) => index.matters.find(({ url }) => url === `${slug}/`));
      const isReady = () => about.some((topic) => list.has(topic)) && list.size >= (called.includes(each) ? 2 : FEW);
      for (const topic of about) if (!isReady()) list.add(topic);
      list.add(each.matter);
    }
    return Array.from(list);
  }

  /** When only a place may have been meant, and none is called so. */
  function resembling(index, word) {
    const results = placesWithOneOf(index, word).map(placeResult).slice(0, MOST - 2);
    return results.length ? { results: results.concat(help(index)), message: isItThis(word) } : { results, message: "" };
  }

  const byScore = (a, b) => b.score - a.score;
  const ofKind = (found, ...kinds) => found.filter(({ matter: { kind } }) => kinds.includes(kind));

  /** The first ones, without those that hardly fit. */
  function likely(found) {
    return found.filter(({ score }) => score >= LEAST * found[0].score).slice(0, 4);
  }

  const NOTES = { topic: "全国规定", page: "", calculator: "算一算", claim: "常听到的说法" };
  const above = (place) => (place.province ? place.province.short : "");
  const placeResult = (place) => ({ label: place.name, note: above(place), url: `${place.slug}/` });
  const pairResult = (place, topic) => ({ label: `${place.short} · ${topic.title}`, note: above(place), url: `${place.slug}/${topic.url}` });
  const nationalResult = ({ kind, title, url }) => ({ label: title, note: NOTES[kind], url });

  const FIRST_THESE = "先看这些：";
  const SMALLER = "县、区、县级市请写所在的市";
  const shown = (words) => (words.length > 12 ? `${words.slice(0, 12)}…` : words);
  const isItThis = (words) => `没有找到“${shown(words)}”，您是不是找：`;
  const notCovered = ({ hotline }, word) => `“${shown(word)}”：这里还没有这方面的内容，请打${hotline ? ` ${hotline}` : "医保服务热线"}。`;

  /** What to do when nothing fits. */
  function help({ hotline }) {
    const call = hotline ? [{ label: `打 ${hotline} 问`, note: "医保服务热线", url: `tel:${hotline}` }] : [];
    return [{ label: "按省份找", note: "", url: "#provinces" }].concat(call);
  }

  /** What was written beside the rest and is neither a place nor a matter. */
  function unread({ rarity }, rest) {
    const isKnown = (word) => Array.from(pairsOf(folded(word))).some((pair) => rarity.has(pair));
    const letters = rest.filter((each) => /^[a-z]{3,}$/.test(each));
    const characters = rest.map((each) => (COUNTY.exec(each) || [rest.length > 1 ? each : ""])[0])
      .filter((each) => (OTHER_NAME.test(each) || COUNTY.test(each)) && !isKnown(each));
    const word = letters.concat(characters)[0];
    return word ? `没有找到“${shown(word)}”。${/[a-z]/.test(word) ? "" : `${SMALLER}。`}${FIRST_THESE}` : "";
  }

  /** Cities only, for whoever has to choose one; a province stands for all its cities. */
  function findCities(index, query) {
    const words = plain(query).match(/[a-z]+(?:\s+[a-z]+)*|[\u3400-\u9fff]+/g) || [];
    const { places, misread } = matchPlaces(index, words.map((word) => word.replace(/\s/g, "")), query);
    const named = places.length ? places : placesWithOneOf(index, words.join(""));
    const cities = [].concat(...named.map((place) => (place.isCity ? [place] : index.places.filter((each) => each.province === place))));
    const results = Array.from(new Set(cities)).map((place) => Object.assign(placeResult(place), { slug: place.slug }));
    return { results, message: results.length && (misread || !places.length) ? isItThis(misread || words.join("")) : "" };
  }

  // ── The box ───────────────────────────────────────────────────────────

  const NAME = "找城市、找问题";
  const SHORT_NAME = "城市、问题";  // fits at 360 px in the largest type
  const LOADING = "正在取城市表…";
  const nothing = (words) => `没有找到“${shown(words)}”。${SMALLER}；要办的事只写一两个词，比如“转移”“断缴”。也可以：`;
  const NO_NETWORK = "网络不好，没能取到城市表。请再试一次，或者从这里找：";
  const HELP = [
    { label: "按省份找", note: "", url: "#provinces" },
    { label: "算一算", note: "", url: "calculators/" },
  ];
  const SMALL_SCREEN = "(max-height: 50em)";
  const site = document.currentScript ? new URL("../", document.currentScript.src) : null;

  function element(name, attributes, text) {
    const made = document.createElement(name);
    for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
    if (text) made.textContent = text;
    return made;
  }

  function drawn(result, id) {
    const option = element("li", { id, role: "option", class: "finder-option", "aria-selected": "false" });
    option.append(element("span", {}, result.label));
    if (result.note) option.append(" ", element("small", {}, result.note));
    return option;
  }

  let index = null;
  let loading = null;
  function load() {
    loading = loading || fetch(new URL("assets/finder.json", site)).then((reply) => {
      if (!reply.ok) throw new Error(`finder.json: ${reply.status}`);
      return reply.json();
    }).then((table) => {
      index = unfold(table);
    });
    loading.catch(() => {
      loading = null;
    });
    return loading;
  }

  /** A text field with a list under it. `ways` says what it is for: {find, open, list, counted, nothing, help}. */
  class Box {
    constructor(place, input, id, ways) {
      this.id = id;
      this.ways = ways;
      this.place = place;
      this.input = input;
      const attributes = {
        role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
        autocomplete: "off", autocapitalize: "none", spellcheck: "false",
      };
      for (const name of Object.keys(attributes)) input.setAttribute(name, attributes[name]);
      this.panel = element("div", { class: "finder-list", hidden: "" });
      this.message = element("p", { class: "finder-message", hidden: "" });
      this.list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": ways.list, tabindex: "-1" });
      this.status = element("p", { class: "finder-status", role: "status" });
      this.panel.append(this.message, this.list);
      place.append(this.panel, this.status);
      this.results = [];
      this.chosen = -1;
      this.isWanted = false;  // touched, and not closed since
      this.entered = null;  // what stood there when Enter was pressed before the table had come
      this.listen();
    }

    listen() {
      this.input.addEventListener("focus", () => {
        this.rise();
        this.refresh();
      });
      this.input.addEventListener("input", () => this.refresh());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.panel.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.open(Array.from(this.list.children).indexOf(option));
      });
      this.closeFromOutside();
    }

    /** A tap, the focus or Escape elsewhere; not the mere loss of focus, which is also a phone's key to put its keyboard away. */
    closeFromOutside() {
      const leave = (event) => {
        if (this.isWanted && !this.place.contains(event.target)) this.close();
      };
      let isScrolling = false;
      document.addEventListener("touchstart", () => { isScrolling = false; }, { passive: true });
      document.addEventListener("touchmove", () => { isScrolling = true; }, { passive: true });
      document.addEventListener("touchend", (event) => { if (!isScrolling) leave(event); });
      document.addEventListener("mousedown", leave);
      document.addEventListener("focusin", leave);
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.isComposing || this.panel.hidden) return;
        event.preventDefault();
        this.close();
      });
    }

    /** To the top of a small screen, so that the list has room above the keyboard. */
    rise() {
      if (!window.matchMedia(SMALL_SCREEN).matches) return;
      const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.place.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" });
    }

    press(event) {
      if (event.isComposing || event.keyCode === 229) return;
      const count = this.panel.hidden ? 0 : this.results.length;
      if (event.key === "ArrowDown" && count) this.choose((this.chosen + 1) % count);
      else if (event.key === "ArrowUp" && count) this.choose(this.chosen > 0 ? this.chosen - 1 : count - 1);
      else if (event.key === "Enter" && count) this.enter();
      else if (event.key === "Enter" && !index && this.isWanted) this.entered = this.input.value;
      else {
        if (event.key === "Tab") this.close();
        return;
      }
      event.preventDefault();
    }

    /** What is chosen, or the first result; what is only guessed has to be chosen. */
    enter() {
      this.open(this.message.hidden ? Math.max(this.chosen, 0) : this.chosen);
    }

    async refresh() {
      this.isWanted = true;
      if (!index) await this.wait();
      if (!index || !this.isWanted) return;
      const query = this.input.value.trim();
      if (!query) {
        this.draw([], "");
        this.hide();
        return;
      }
      const { results, message } = this.ways.find(index, query);
      this.draw(results.length ? results : this.ways.help, results.length ? message : this.ways.nothing);
      if (this.entered === this.input.value) this.enter();
      this.entered = null;
    }

    /** Until the table has come, or cannot. */
    async wait() {
      if (this.input.value.trim()) this.draw([], LOADING);
      try {
        await load();
      } catch (lost) {
        this.entered = null;
        if (this.isWanted && this.input.value.trim()) this.draw(this.ways.help, NO_NETWORK);
      }
    }

    draw(results, message) {
      this.results = results;
      this.list.textContent = "";
      this.list.append(...results.map((result, number) => drawn(result, `${this.id}-${number}`)));
      this.message.textContent = message;
      this.message.hidden = !message;
      const counted = results.length ? `${message ? "下面有" : "找到"} ${results.length} ${this.ways.counted}，用上下键选择` : "";
      this.status.textContent = message + counted;
      this.panel.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.choose(-1);
    }

    choose(at) {
      this.chosen = at;
      Array.from(this.list.children).forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
      if (at < 0) {
        this.input.removeAttribute("aria-activedescendant");
        return;
      }
      this.input.setAttribute("aria-activedescendant", this.list.children[at].id);
      this.list.children[at].scrollIntoView({ block: "nearest" });
    }

    close() {
      this.isWanted = false;
      this.entered = null;
      this.hide();
    }

    hide() {
      this.panel.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.choose(-1);
    }

    open(at) {
      if (this.results[at]) this.ways.open(this.results[at]);
    }
  }

  /** What is found; or what to do when nothing is. */
  function found(table, query, here) {
    const answer = find(table, query, here);
    return answer.results.length ? answer : { results: help(table), message: nothing(query) };
  }

  function equip(place, id) {
    const link = place.querySelector(".finder-box");
    const input = element("input", {
      class: "finder-box", type: "search", placeholder: SHORT_NAME, "aria-label": NAME, enterkeyhint: "search",
    });
    const here = location.pathname.slice(site.pathname.length).split("/")[0];
    link.replaceWith(input);
    return new Box(place, input, id, {
      find: (table, query) => found(table, query, here),
      open: (result) => { location.href = new URL(result.url, site).href; },
      list: "找到的网页", counted: "个网页", nothing: "", help: HELP,
    });
  }

  window.finder = { unfold, find, findCities, Box };

  if (site) Array.from(document.querySelectorAll(".finder")).forEach((place, number) => equip(place, `finder-${number}`));
})();
