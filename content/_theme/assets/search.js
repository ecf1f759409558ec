// 找城市、找问题：a place, a matter, or both, in characters, pinyin or initials, and what they lead to. The box that asks is
// finder.js; it loads this and the table (finder.json) when the reader first touches it.
(function () {
  "use strict";

  const PLACE_ENDINGS = /^(特别行政区|自治区|自治州|地区|[省市州盟县区])/;
  const IDLE_LETTERS = "的了吗呢吧我你您他是有没不能会可以要就都还也在和从到把给怎么样多少几什哪里这那个";
  const IDLE = new RegExp(`^[${IDLE_LETTERS}]+$`);  // tells nothing about the matter
  const IDLER = new RegExp(`[${IDLE_LETTERS}]`);
  const LEFT = /(从|由|离开|(原来|原先|以前|之前)(是?在)?)$/;  // what stands before the place that somebody leaves
  const OTHER_NAME = new RegExp(`^[^${IDLE_LETTERS}a-z\\d]{2,4}$`);
  const COUNTY = new RegExp(`^[^${IDLE_LETTERS}]{2,4}?[县区市镇旗]`);  // what looks like a place and may be none of ours

  /** What decides the order, and the query each was set for: without it, that one is answered otherwise. */
  const RANK = {
    // places
    named: 100,  // “dali”: whole names from here up, so not 大连, which only begins so
    inside: 1000,  // “江苏南京的余额能转移吗”: 南京, named with its province, and not all of 江苏
    pinyin: 4,  // “xain”: the fewest letters that are taken for a slip
    heard: 3,  // “du”: the fewest that are taken for the beginning of a matter's pinyin
    // matters: a pair of characters that a matter's own words hold counts as rare as it is
    called: 2.5,  // “手机改医保参保地”: times for a whole word
    mentioned: 0.6,  // “转走了有什么影响”: times for a pair that is only told of, or holds an idle character
    beside: 0.1,  // “换工作断缴两个月住院能报吗”: times for what stands beside a matter that is called
    calculator: 0.8,  // “医保账户金额可以转移吗”: times for a calculator, here 补缴金额
    number: 10,  // “12333能查余额吗”: for a telephone number
    likely: 0.25,  // “转医保要先停保吗”: part of the best that others must reach
    // how many
    results: 8,  // “上海”
    few: 3,  // “余额”: topics, and where the first claim may stand
    extras: 2,  // “江苏退休”: what else there is of a kind
  };

  // ── The table ─────────────────────────────────────────────────────────

  function unfold(table) {
    const readings = readingsOf(table.misread);
    const place = (row, province) => {
      const [slug, name, short, pinyin, aliases] = row;
      const syllables = pinyin.split(" ");
      const spelt = speltWith(readings, short, syllables);
      return {
        slug, name, short, province, syllables,
        names: [name, short].concat(aliases),
        isCity: Boolean(province) || !row[5].length,
        letters: spelt[0],
        misread: spelt.slice(1),
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
      table.calculators.map(([slug, title, summary, words]) => Object.assign(
        matter("calculator", `calculators/${slug}/`, title, summary, words), { slug, hosts: table.hosts[slug].map((topic) => `${topic}/`) })),
      table.claims.map(([id, claim, why, topics, verdict, words]) => Object.assign(
        matter("claim", `claims/#${id}`, claim, why, words), { title: `${verdict}：“${claim}”`, topics })),
    );
    const uncovered = table.uncovered.map(folded).sort((a, b) => b.length - a.length);
    return {
      places, matters, uncovered, moving: table.moving, hotline: table.hotline, alike: table.alike,
      beside: table.beside.map(folded).sort((a, b) => b.length - a.length),
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

  /** Each character that is read in more than one way: 厦 → [sha]. */
  function readingsOf(table) {
    const readings = new Map();
    for (const syllable of Object.keys(table)) Array.from(table[syllable]).forEach((letter) => readings.set(letter, (readings.get(letter) || []).concat(syllable)));
    return readings;
  }

  /** The pinyin of a name, as it should be and then as it is misread. */
  function speltWith(readings, short, syllables) {
    const heard = syllables.map((syllable, at) => [syllable].concat(short.length === syllables.length ? readings.get(short[at]) || [] : []));
    const spelt = heard.reduce((heads, tails) => [].concat(...tails.map((tail) => heads.map((head) => head + tail))), [""]);
    return Array.from(new Set(spelt));
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
    const sounds = readingsOf(table);
    const spellings = { whole: new Map(), initials: new Map() };
    const note = (map, letters, word) => map.set(letters, (map.get(letters) || new Set()).add(word));
    const words = [].concat(uncovered, ...matters.map(({ kind, words: own }) => (kind === "claim" ? own.slice(1) : own)));
    for (const word of words) {
      const syllables = Array.from(word).map((letter) => (sounds.get(letter) || " ")[0]);
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
    const isNamed = words.some((word) => isName(index, word) || matchCharacters(index, word).some(({ score }) => score >= RANK.named));
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
    if (isName(index, word) || index.spellings.whole.has(word) || index.places.some((place) => spellsOf(place).some((letters) => isOneSlip(word, letters)))) return [word];
    for (let at = word.length - 2; at > 1; at -= 1) {
      const [head, tail] = [word.slice(0, at), word.slice(at)];
      const isPlaceFirst = isName(index, head) && heardAs(index, tail, true);
      const isPlaceLast = index.spellings.whole.has(head) && matchLetters(index, tail).some(({ score }) => score >= RANK.named);
      const isShort = index.spellings.whole.has(tail) && matchLetters(index, head).some(({ score }) => score >= RANK.named);
      if (isPlaceFirst || isPlaceLast || isShort) return [head, tail];
    }
    return [word];
  }

  function isName({ places }, word) {
    return places.some((place) => word === place.slug || spellsOf(place).some((letters) => word === letters || word === `${letters}shi`));
  }

  const spellsOf = ({ letters, misread }) => [letters].concat(misread);

  /** The words of matters that sound so; initials and beginnings count where no place begins so or one has been named. */
  function heardAs(index, word, isNamed) {
    if (!/^[a-z]{2,}$/.test(word) || isName(index, word)) return "";
    const { whole, initials } = index.spellings;
    const found = new Set(whole.get(word));
    if (!found.size && (isNamed || !matchLetters(index, word).length)) {
      (initials.get(word) || []).forEach((each) => found.add(each));
      const begun = word.length < RANK.heard ? [] : Array.from(whole.keys()).filter((letters) => letters.startsWith(word));
      if (!found.size && !begun.length && word.length > RANK.pinyin && !misspeltLetters(index, word).length) {
        begun.push(...Array.from(whole.keys()).filter((letters) => isOneSlip(word, letters)));
      }
      begun.sort((a, b) => a.length - b.length).slice(0, RANK.few).forEach((letters) => whole.get(letters).forEach((each) => found.add(each)));
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
      points.set(place, Math.max(score + (inside ? RANK.inside : 0), points.get(place) || 0));
    }
    const order = Array.from(points).sort((a, b) => b[1] - a[1]);
    const best = order.length ? order[0][1] : 0;
    const least = [RANK.inside, RANK.named].find((each) => best >= each) || 0;
    return { places: order.filter(([, score]) => score >= least).map(([place]) => place), rest, misread: "", route: null };
  }

  /** From where to where, when two places are named in full: to the last, unless that is the one that is left. */
  function routeOf(index, matches, query) {
    const named = new Map();
    for (const { place, said, score } of matches) if (score > RANK.named + 1) named.set(said, (named.get(said) || []).concat(place));
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

  /** Names that are written so; misread ones, only if none is. */
  function matchLetters({ places }, word) {
    const letters = word.length > 5 ? word.replace(/shi$/, "") : word;
    const scored = (score) => places.map((place) => ({ place, said: word, score: score(place) })).filter((match) => match.score);
    const named = scored((place) => (place.letters === word || place.letters === letters || place.slug === word ? RANK.named + word.length : 0));
    const misread = named.length ? [] : scored((place) => (place.misread.includes(word) || place.misread.includes(letters) ? RANK.named + word.length : 0));
    const begun = scored((place) => (place.initials === word && word.length > 1 ? RANK.named : place.letters.startsWith(word) ? word.length : 0));
    return named.concat(misread, begun);
  }

  /** Names from left to right, the longest first: 中山城区 is in 中山, not in 山城. */
  function matchCharacters({ places }, word) {
    const match = (fits, score) => [].concat(...places.map((place) =>
      place.names.filter(fits).map((name) => ({ place, said: name, at: word.indexOf(name), score: score(name) }))));
    const whole = match((name) => (name.length > 1 ? word.includes(name) : word === name), (name) => RANK.named + name.length)
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
    if (word.length < RANK.pinyin) return [];
    const slips = places.filter((place) => spellsOf(place).some((letters) => isOneSlip(word, letters)));
    const heads = places.filter((place) => place.letters.length >= RANK.pinyin && word.startsWith(place.letters));
    return slips.map((place) => ({ place, said: word, score: word.length }))
      .concat(heads.map((place) => ({ place, said: word, score: place.letters.length })));
  }

  function isOneSlip(said, meant) {
    if (Math.abs(said.length - meant.length) > 1) return false;
    let at = 0;
    while (at < said.length && said[at] === meant[at]) at += 1;
    if (said.slice(at + 1) === meant.slice(at + 1) || said.slice(at) === meant.slice(at + 1) || said.slice(at + 1) === meant.slice(at)) return true;
    return said[at] === meant[at + 1] && said[at + 1] === meant[at] && said.slice(at + 2) === meant.slice(at + 2);
  }

  /** A name with one character wrong or missing; of two characters the wrong one must sound or look right: 常洲, 维坊. */
  function misspeltCharacters({ places, sounds, alike }, word) {
    const found = [];
    for (const place of places) {
      const name = place.short;
      for (let at = 0; at + name.length <= word.length; at += 1) {
        const said = word.slice(at, at + name.length);
        const wrong = Array.from(said).map((_, number) => number).filter((number) => said[number] !== name[number]);
        const isAlike = wrong.every((number) => sounds.get(said[number]) === place.syllables[number]
          || (alike[name[number]] || "").includes(said[number]));
        if (isAlike || (wrong.length === 1 && name.length > 2)) found.push({ place, said, score: name.length });
      }
      if (name.length < 3) continue;
      for (let missing = 0; missing < name.length; missing += 1) {
        const said = name.slice(0, missing) + name.slice(missing + 1);
        if (word.includes(said)) found.push({ place, said, score: said.length });
      }
    }
    return found;
  }

  /** When nothing else is like a word of two characters: places that begin alike, or the few that end alike. */
  function placesWithOneOf({ places }, word) {
    if (word.length !== 2) return [];
    const alike = (at) => places.filter(({ short }) => short.length === 2 && short[at] === word[at]);
    return alike(0).concat(alike(1).length > RANK.few ? [] : alike(1));
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
    const weights = weightsOf(index, said);
    const found = said ? scored((each) => pairScore(weights, each, said) + numberScore(each, said)) : [];
    if (found.length || !said) return { found, isGuess: false };
    const alike = scored((each) => letterScore(each, said));
    return { found: alike, isGuess: alike.length > 0 };
  }

  /** What each pair of characters tells: rare ones more; little in words that only stand beside a matter called by its own. */
  function weightsOf({ matters, beside, rarity }, said) {
    const without = (text) => beside.reduce((left, word) => left.split(word).join(" "), text);
    const left = without(said);
    const saysMore = (word) => said.includes(word) && without(word) !== word && without(word).trim();  // 外地看病 is more than 看病
    const called = [].concat(...matters.map(({ kind, words }) => (
      kind === "claim" ? [] : words.filter((word) => left.includes(word) || (kind === "topic" && saysMore(word))))));
    const main = called.length ? pairsOf([left].concat(called).join(" ")) : pairsOf(said);
    const weights = new Map();
    pairsOf(said).forEach((pair) => weights.set(pair, (main.has(pair) ? 1 : RANK.beside) * (rarity.get(pair) || 0)));
    return weights;
  }

  function isCalled({ words }, said) {
    return words.some((word) => said.includes(word));
  }

  /** Telephone numbers. */
  function numberScore({ words }, said) {
    return words.filter((word) => /^\d+$/.test(word) && said.includes(word)).length * RANK.number;
  }

  /** Pairs of characters in common; more for those in a matter's own words. */
  function pairScore(weights, { kind, pairs, strong, words }, said) {
    const own = new Set();
    for (const word of words) {
      if (said.includes(word)) pairsOf(word).forEach((pair) => own.add(pair));
      else if (word.includes(said)) weights.forEach((_, pair) => own.add(pair));
    }
    let points = 0;
    weights.forEach((weight, pair) => {
      if (pairs.has(pair)) points += weight * (own.has(pair) ? RANK.called : strong.has(pair) && !IDLER.test(pair) ? 1 : RANK.mentioned);
    });
    return points * (kind === "calculator" ? RANK.calculator : 1);
  }

  /** When no two characters in a row are right: a topic's word of the same length with one right character. */
  function letterScore({ kind, words }, said) {
    if (kind !== "topic") return 0;
    return words.filter((word) => word.length === said.length && word.length < 4 && Array.from(word).some((letter, at) => letter === said[at])).length;
  }

  // ── Both together ─────────────────────────────────────────────────────

  /** Results for a query, and what has to be said of them; `here` is the slug of the place whose page is open, if any. */
  function find(index, query, here) {
    const { words, heard } = understood(index, query);
    const { places, misread, rest, route } = matchPlaces(index, words, query);
    const said = folded(rest.map((word) => word.replace(/[a-z]/g, "")).concat(heard).join(" ")).trim();
    const missing = index.uncovered.find((word) => said.includes(word));
    const { found, isGuess } = matchMatters(index, missing ? said.replace(missing, " ").trim() : said);
    if (missing && !found.some(({ isCalled }) => isCalled)) {
      return { results: places.slice(0, RANK.few).map(placeResult).concat(help(index)), message: notCovered(index, missing) };
    }
    if (!places.length && !found.length) return resembling(index, rest.join(""));
    const near = index.places.find((place) => place.slug === here);
    const results = route ? onTheWay(index, route, found)
      : places.length ? inPlaces(index, places, found, !misread)
      : everywhere(index, found, near);
    const also = alsoHeard(index, words, places);
    if (also.length) results.splice(RANK.results - RANK.few, results.length, ...also.map(({ matter: topic }) => nationalResult(topic)));
    const message = missing ? `${notCovered(index, missing)}${FIRST_THESE}` : misread || isGuess ? isItThis(misread || said) : unread(index, rest);
    return { results: results.slice(0, RANK.results), message };
  }

  /** Topics that may be meant by what are the initials of places too. */
  function alsoHeard(index, words, places) {
    const isInitials = places.some(({ initials }) => initials === words.join());
    return isInitials ? likely(ofKind(matchMatters(index, heardAs(index, words[0], true)).found, "topic")) : [];
  }

  function everywhere(index, found, near) {
    const topics = likely(ofKind(found, "topic"));
    const first = topics.concat(likely(ofKind(found, "page", "calculator"))).sort(byScore);
    return nearby(index, near, topics, first).concat(withClaims(index, first, found).map(nationalResult));
  }

  /** The same in the place whose page is open. */
  function nearby(index, near, topics, [first]) {
    if (!near || !first) return [];
    const host = hostOf(index, first.matter, topics);
    if (host) return toolResults([near], first.matter, host).concat(pairResult(near, host));
    return topics.slice(0, 1).map(({ matter: topic }) => pairResult(near, topic));
  }

  function inPlaces(index, places, found, isCertain) {
    const own = places.map(placeResult);
    if (!found.length) {
      const all = places.length === 1 ? index.matters.filter(({ kind }) => kind === "topic") : [];
      return own.concat(all.map((topic) => pairResult(places[0], topic)));
    }
    const topics = likely(ofKind(found, "topic"));
    const tools = likely(ofKind(found, "page", "calculator")).slice(0, RANK.extras)
      .map(({ matter: tool, score }) => ({ tool, host: hostOf(index, tool, topics), isFirst: !topics.length || score > topics[0].score }));
    const hosts = tools.filter(({ host, isFirst }) => host && isFirst).map(({ host }) => host);
    const about = Array.from(new Set(hosts.concat(topics.map(({ matter: topic }) => topic))));
    const deep = places.length > RANK.few ? 1 : places.length > 1 ? RANK.extras : RANK.few;
    const pairs = [].concat(...places.slice(0, RANK.results - RANK.extras).map((place) => about.slice(0, deep).map((topic) => pairResult(place, topic))));
    if (!isCertain) pairs.splice(RANK.few - 1, 0, ...about.slice(0, 1).map(nationalResult));
    const [before, after] = [true, false].map((isFirst) => [].concat(...tools
      .filter((each) => each.isFirst === isFirst).map(({ tool, host }) => toolResults(places, tool, host))));
    const claims = withClaims(index, topics, found).filter((each) => !about.includes(each))
      .map((each) => (each.kind === "topic" ? pairResult(places[0], each) : nationalResult(each)));
    return before.concat(pairs, after, own, claims);
  }

  /** The topic on whose pages a calculator stands; of several the one that is asked about. */
  function hostOf({ matters }, { hosts = [] }, topics) {
    const asked = topics.map(({ matter: topic }) => topic.url).find((url) => hosts.includes(url));
    return matters.find(({ url }) => url === (asked || hosts[0]));
  }

  function toolResults(places, tool, host) {
    if (!host) return [nationalResult(tool)];
    const url = `${host.url}#calculator-${tool.slug}`;
    return places.slice(0, RANK.extras).map((place) => Object.assign(pairResult(place, { title: tool.title, url }), { note: NOTES.calculator }));
  }

  /** Two places are named: first the balance and how both compare, or the topic that is called by its name if nobody moves. */
  function onTheWay(index, { from, to, isMove }, found) {
    const { topic, calculator } = index.moving;
    const [transfer, compare] = [`${topic}/`, `calculators/${calculator}/`].map((url) => index.matters.find((each) => each.url === url));
    const move = [pairResult(to, transfer), nationalResult(compare)];
    const called = ofKind(found, "topic").filter(({ isCalled }) => isCalled).map((each) => each.matter);
    const asked = called.includes(transfer) ? [] : called.slice(0, RANK.extras);
    const others = [].concat(...asked.map((each) => [pairResult(to, each), pairResult(from, each)]));
    const hubs = [pairResult(from, transfer), placeResult(to), placeResult(from)];
    return (isMove ? move.concat(others) : others.concat(move)).concat(hubs);
  }

  /** What is often said stands after its own topic: third at best if it is called by a word of its own, else after all that fits. */
  function withClaims(index, first, found) {
    const claims = likely(ofKind(found, "claim"));
    const called = claims.filter(({ isCalled }) => isCalled).slice(0, RANK.extras);
    const ahead = called.length ? first.slice(0, RANK.few - 1) : [];
    const list = new Set();
    for (const each of ahead.concat(called, first, claims)) {
      const about = (each.matter.topics || []).map((slug) => index.matters.find(({ url }) => url === `${slug}/`));
      const isReady = () => about.some((topic) => list.has(topic)) && list.size >= RANK.few - (called.includes(each) ? 1 : 0);
      for (const topic of about) if (!isReady()) list.add(topic);
      list.add(each.matter);
    }
    return Array.from(list);
  }

  /** When only a place may have been meant, and none is called so. */
  function resembling(index, word) {
    const results = placesWithOneOf(index, word).map(placeResult).slice(0, RANK.results - RANK.extras);
    return results.length ? { results: results.concat(help(index)), message: isItThis(word) } : { results, message: "" };
  }

  const byScore = (a, b) => b.score - a.score;
  const ofKind = (found, ...kinds) => found.filter(({ matter: { kind } }) => kinds.includes(kind));

  /** The first ones, without those that hardly fit. */
  function likely(found) {
    return found.filter(({ score }) => score >= RANK.likely * found[0].score).slice(0, RANK.few);
  }

  const NOTES = { topic: "全国规定", page: "", calculator: "算一算", claim: "常听到的说法" };
  const above = (place) => (place.province ? place.province.short : "");
  const placeResult = (place) => ({ label: place.name, note: above(place), url: `${place.slug}/` });
  const pairResult = (place, topic) => ({ label: `${place.short} · ${topic.title}`, note: above(place), url: `${place.slug}/${topic.url}` });
  const nationalResult = ({ kind, title, url }) => ({ label: title, note: NOTES[kind], url });

  const FIRST_THESE = "先看这些：";
  const SMALLER = "县、区、县级市请写所在的市";
  const shown = (words) => (words.length > 12 ? `${words.slice(0, 12)}…` : words);
  const nothing = (words) => `没有找到“${shown(words)}”。${SMALLER}；要办的事只写一两个词，比如“转移”“断缴”。也可以：`;
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

  /** What is found; or what to do when nothing is. */
  function answer(index, query, here) {
    const found = find(index, query, here);
    return found.results.length ? found : { results: help(index), message: nothing(query) };
  }

  window.finderSearch = { unfold, find, findCities, answer };
})();

