// 找城市、找问题：one box that takes a place, a matter, or both, in characters, pinyin or initials.
// The table (finder.json) is loaded when the reader first touches the box. Without this script the box is a plain link.
(function () {
  "use strict";

  const PLACE_ENDINGS = /^(特别行政区|自治区|自治州|地区|[省市州盟县区])/;
  const MOST = 8;
  const SURE = 100;  // a whole name was said, not its beginning or something like it
  const IDLE = /^[的了吗呢吧我你您他是有没不能会可以要就都还也在和从到把给怎么样多少几什哪里这那个]+$/;  // tells nothing about the matter
  const SHORTEST_PINYIN = 4;  // letters that a misspelt or glued name must have

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
      table.calculators.map(([slug, title, summary]) => matter("calculator", `calculators/${slug}/`, title, summary, [])),
      table.claims.map(([id, claim, why, topics]) => Object.assign(matter("claim", `claims/#${id}`, claim, why, []), { topics })),
    );
    return { places, sounds: soundsOf(places), matters, rarity: rarityOf(matters) };
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

  /** Runs of characters and of letters; pinyin may be written with spaces: chang zhou. */
  function tokens(index, query) {
    const runs = query.normalize("NFKC").toLowerCase().replace(/['’]/g, "").match(/[a-z]+(?:\s+[a-z]+)*|[\u3400-\u9fff]+/g) || [];
    return [].concat(...runs.map((run) => {
      const parts = run.split(/\s+/);
      const whole = parts.join("");
      return parts.length === 1 || matchLetters(index, whole).some(({ score }) => score >= SURE) ? [whole] : parts;
    }));
  }

  /** The places a query names, best first; whether that is certain; and the words left over. */
  function matchPlaces(index, words) {
    const exact = matchWith(index, words, matchLetters, matchCharacters);
    if (exact.matches.length) return ranked(exact, true);
    return ranked(matchWith(index, words, misspeltLetters, misspeltCharacters), false);
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

  function ranked({ matches, rest }, isCertain) {
    const points = new Map();
    for (const { place, said, score } of matches) {
      if (matches.some((other) => other.said !== said && other.said.includes(said))) continue;
      const inside = matches.some((other) => other.place === place.province && other.said !== said);  // named with its province
      points.set(place, Math.max(score + (inside ? 1000 : 0), points.get(place) || 0));
    }
    const order = Array.from(points).sort((a, b) => b[1] - a[1]);
    const least = order.length && order[0][1] >= SURE ? order[0][1] - 20 : 0;
    return { places: order.filter(([, score]) => score >= least).map(([place]) => place), isCertain, rest };
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

  function matchCharacters({ places }, word) {
    const match = (fits, score) => [].concat(...places.map((place) =>
      place.names.filter(fits).map((name) => ({ place, said: name, score: score(name) }))));
    const whole = match((name) => (name.length > 1 ? word.includes(name) : word === name), (name) => SURE + 10 * name.length);
    return whole.length ? whole : match((name) => name.startsWith(word), () => word.length)
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

  /** When nothing else is like a word of two characters: places with one of them, the first telling more. */
  function placesWithOneOf({ places }, word) {
    if (word.length !== 2) return [];
    const first = places.filter(({ short }) => short.length === 2 && short[0] === word[0]);
    return first.concat(places.filter(({ short }) => short.length === 2 && short[1] === word[1]));
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

  /** Topics, calculators and claims that the left-over words are about, best first. */
  function matchMatters(index, rest) {
    const said = folded(rest.join(" ").replace(/[a-z ]+/g, ""));
    if (!said) return [];
    const scored = (score) => index.matters.map((each) => ({ matter: each, score: score(each) }))
      .filter(({ score: points }) => points > 0).sort((a, b) => b.score - a.score);
    const found = scored((each) => pairScore(index, each, said));
    return found.length ? found : scored((each) => letterScore(each, said));
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
  const RELATED = 1.3;
  const LIKELY = { topic: 1, calculator: 0.8, claim: 1 };
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  // ── Both together ─────────────────────────────────────────────────────

  /** Results for a query; `here` is the slug of the place whose page the reader is on, if any. */
  function find(index, query, here) {
    const { places, isCertain, rest } = matchPlaces(index, tokens(index, query));
    const found = matchMatters(index, rest);
    if (!places.length && !found.length) return placesWithOneOf(index, rest.join("")).map(placeResult).slice(0, MOST);
    const topics = likely(found.filter(({ matter: { kind } }) => kind === "topic"));
    const others = likely(besides(found, topics[0]));

    if (!places.length) {
      const near = index.places.find((place) => place.slug === here);
      const own = near ? topics.slice(0, 1).map(({ matter: topic }) => pairResult(near, topic)) : [];
      return own.concat(mixed(topics, others).map(nationalResult)).slice(0, MOST);
    }
    if (!found.length) {
      const all = index.matters.filter(({ kind }) => kind === "topic");
      return places.map(placeResult).concat(places.length === 1 ? all.map((topic) => pairResult(places[0], topic)) : []).slice(0, MOST);
    }
    const deep = places.length > 3 ? 1 : places.length > 1 ? 2 : 3;
    const pairs = [].concat(...places.slice(0, MOST - 2).map((place) => topics.slice(0, deep).map(({ matter: topic }) => pairResult(place, topic))));
    const after = others.slice(0, 2).map(nationalResult).concat(places.map(placeResult));
    return (isCertain ? pairs : pairs.slice(0, 2).concat(topics.slice(0, 1).map(nationalResult), pairs.slice(2))).concat(after).slice(0, MOST);
  }

  /** The first ones, without those that hardly fit. */
  function likely(found) {
    return found.filter(({ score }) => score >= 0.25 * found[0].score).slice(0, 4);
  }

  /** Calculators and claims; a claim about the best topic fits better than its words show. */
  function besides(found, topic) {
    const about = ({ matter: { topics } }) => topics && topic && topics.some((slug) => topic.matter.url === `${slug}/`);
    return found.filter(({ matter: { kind } }) => kind !== "topic")
      .map((each) => ({ matter: each.matter, score: (about(each) ? RELATED : 1) * each.score }))
      .sort((a, b) => b.score - a.score);
  }

  /** The best topic, the best of the others, then everything by how well it fits. */
  function mixed(topics, others) {
    const more = topics.slice(1).concat(others.slice(1)).sort((a, b) => b.score - a.score);
    return topics.slice(0, 1).concat(others.slice(0, 1), more);
  }

  const NOTES = { topic: "全国规定", calculator: "算一算", claim: "常听到的说法" };
  const above = (place) => (place.province ? place.province.short : "");
  const placeResult = (place) => ({ label: place.name, note: above(place), url: `${place.slug}/` });
  const pairResult = (place, topic) => ({ label: `${place.short} · ${topic.title}`, note: above(place), url: `${place.slug}/${topic.url}` });
  const nationalResult = ({ matter: { kind, title, url } }) => ({ label: title, note: NOTES[kind], url });

  /** Cities only, for whoever has to choose one; a province stands for all its cities. */
  function findCities(index, query) {
    const words = tokens(index, query);
    const places = matchPlaces(index, words).places;
    const named = places.length ? places : placesWithOneOf(index, words.join(""));
    const cities = [].concat(...named.map((place) => (place.isCity ? [place] : index.places.filter((each) => each.province === place))));
    return Array.from(new Set(cities)).map((place) => Object.assign(placeResult(place), { slug: place.slug }));
  }

  // ── The box ───────────────────────────────────────────────────────────

  const NAME = "找城市、找问题";
  const NOTHING = "没有找到。换个说法试试：只写城市名，或者只写要办的事，比如“转移”“断缴”。也可以从这里找：";
  const NO_NETWORK = "网络不好，没能取到城市表。请再试一次，或者从这里找：";
  const HELP = [
    { label: "按省份找", note: "", url: "#provinces" },
    { label: "算一算", note: "", url: "calculators/" },
  ];
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

  let loading = null;
  function load() {
    loading = loading || fetch(new URL("assets/finder.json", site)).then((reply) => {
      if (!reply.ok) throw new Error(`finder.json: ${reply.status}`);
      return reply.json();
    }).then(unfold);
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
      this.input = input;
      const attributes = {
        role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
        autocomplete: "off", autocapitalize: "none", spellcheck: "false",
      };
      for (const name of Object.keys(attributes)) input.setAttribute(name, attributes[name]);
      this.panel = element("div", { class: "finder-list", hidden: "" });
      this.message = element("p", { class: "finder-message", hidden: "" });
      this.list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": ways.list });
      this.status = element("p", { class: "finder-status", role: "status" });
      this.panel.append(this.message, this.list);
      place.append(this.panel, this.status);
      this.results = [];
      this.chosen = -1;
      this.listen();
    }

    listen() {
      this.input.addEventListener("focus", () => this.refresh());
      this.input.addEventListener("input", () => this.refresh());
      this.input.addEventListener("blur", () => this.close());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.panel.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.open(Array.from(this.list.children).indexOf(option));
      });
    }

    press(event) {
      if (event.isComposing || event.keyCode === 229) return;
      const count = this.panel.hidden ? 0 : this.results.length;
      if (event.key === "ArrowDown" && count) this.choose((this.chosen + 1) % count);
      else if (event.key === "ArrowUp" && count) this.choose(this.chosen > 0 ? this.chosen - 1 : count - 1);
      else if (event.key === "Enter" && count) this.open(this.message.hidden ? Math.max(this.chosen, 0) : this.chosen);
      else if (event.key === "Escape" && !this.panel.hidden) this.close();
      else return;
      event.preventDefault();
    }

    async refresh() {
      let index = null;
      try {
        index = await load();
      } catch (lost) {
        this.draw(this.ways.help, NO_NETWORK);
        return;
      }
      if (document.activeElement !== this.input) return;
      const query = this.input.value.trim();
      if (!query) {
        this.status.textContent = "";
        this.close();
        return;
      }
      const results = this.ways.find(index, query);
      this.draw(results.length ? results : this.ways.help, results.length ? "" : this.ways.nothing);
    }

    draw(results, message) {
      this.results = results;
      this.list.textContent = "";
      this.list.append(...results.map((result, number) => drawn(result, `${this.id}-${number}`)));
      this.message.textContent = message;
      this.message.hidden = !message;
      this.status.textContent = message || `找到 ${results.length} ${this.ways.counted}，用上下键选择`;
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
      this.panel.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.choose(-1);
    }

    open(at) {
      if (this.results[at]) this.ways.open(this.results[at]);
    }
  }

  function equip(place, id) {
    const link = place.querySelector(".finder-box");
    const input = element("input", {
      class: "finder-box", type: "search", placeholder: link.textContent, "aria-label": NAME, enterkeyhint: "search",
    });
    const here = location.pathname.slice(site.pathname.length).split("/")[0];
    link.replaceWith(input);
    return new Box(place, input, id, {
      find: (index, query) => find(index, query, here),
      open: (result) => { location.href = new URL(result.url, site).href; },
      list: "找到的网页", counted: "个网页", nothing: NOTHING, help: HELP,
    });
  }

  window.finder = { unfold, find, findCities, Box };

  if (site) Array.from(document.querySelectorAll(".finder")).forEach((place, number) => equip(place, `finder-${number}`));
})();
