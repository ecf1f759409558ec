// 找城市、找问题：one box that takes a place, a matter, or both, in characters, pinyin or initials.
// The table (finder.json) is loaded when the reader first touches the box. Without this script the box is a plain link.

const PLACE_ENDINGS = /^(特别行政区|自治区|自治州|地区|[省市州盟县区])/;
const MOST = 8;
const SURE = 100;  // a whole name was said, not only its beginning

// ── Matching ──────────────────────────────────────────────────────────

export function unfold(table) {
  const place = (row, province) => {
    const [slug, name, short, pinyin, aliases] = row;
    const syllables = pinyin.split(" ");
    return {
      slug, name, short, province,
      names: [name, short, ...aliases],
      letters: syllables.join(""),
      initials: syllables.map((syllable) => syllable[0]).join(""),
    };
  };
  const places = table.provinces.flatMap((row) => {
    const province = place(row, null);
    return [province, ...row[5].map((city) => place(city, province))];
  });
  return {
    places,
    topics: table.topics.map(([slug, title, words]) => ({ slug, title, words: [title, ...words] })),
    calculators: table.calculators.map(([url, title]) => ({ url, title, words: [title] })),
  };
}

export function find(index, query) {
  const { places, rest } = matchPlaces(index.places, tokens(query));
  const topics = matchMatters(index.topics, rest);
  if (places.length && topics.length) {
    const pairs = places.slice(0, MOST - 2).flatMap((place) => topics.slice(0, places.length > 3 ? 1 : 2).map((topic) => pairResult(place, topic)));
    return [...pairs, ...places.map(placeResult)].slice(0, MOST);
  }
  if (places.length === 1) return [placeResult(places[0]), ...index.topics.map((topic) => pairResult(places[0], topic))].slice(0, MOST);
  if (places.length) return places.map(placeResult).slice(0, MOST);
  const calculators = matchMatters(index.calculators, rest);
  return [...topics.slice(0, 4).map(nationalResult), ...calculators.slice(0, 4).map(calculatorResult)].slice(0, MOST);
}

function tokens(query) {
  return query.normalize("NFKC").toLowerCase().replace(/['’]/g, "").match(/[a-z]+|[\u3400-\u9fff]+/g) || [];
}

/** The places a query names, best first, and the words left over. */
function matchPlaces(places, words) {
  const matches = [];
  const rest = words.map((word) => {
    const found = /[a-z]/.test(word) ? matchLetters(places, word) : matchCharacters(places, word);
    matches.push(...found);
    return found.length ? leftOver(word, found) : word;
  });
  const points = new Map();
  for (const { place, said, score } of matches) {
    if (matches.some((other) => other.said !== said && other.said.includes(said))) continue;
    const inside = matches.some((other) => other.place === place.province && other.said !== said);  // named with its province
    points.set(place, Math.max(score + (inside ? 1000 : 0), points.get(place) || 0));
  }
  const ranked = [...points].sort((a, b) => b[1] - a[1]);
  const least = ranked.length && ranked[0][1] >= SURE ? ranked[0][1] - 20 : 0;
  return { places: ranked.filter(([, score]) => score >= least).map(([place]) => place), rest };
}

function matchLetters(places, word) {
  const letters = word.length > 5 ? word.replace(/shi$/, "") : word;
  return places.map((place) => ({
    place,
    said: word,
    score: place.letters === word || place.letters === letters || place.slug === word ? SURE + 20
      : place.initials === word && word.length > 1 ? SURE + 10
      : place.letters.startsWith(word) ? word.length : 0,
  })).filter((match) => match.score);
}

function matchCharacters(places, word) {
  const match = (fits, score) => places.flatMap((place) =>
    place.names.filter(fits).map((name) => ({ place, said: name, score: score(name) })));
  const whole = match((name) => (name.length > 1 ? word.includes(name) : word === name), (name) => SURE + 10 * name.length);
  return whole.length ? whole : match((name) => name.startsWith(word), () => word.length).map((found) => ({ ...found, said: word }));
}

/** The word without the places named in it and their endings. */
function leftOver(word, found) {
  const names = [...new Set(found.map((match) => match.said))].sort((a, b) => b.length - a.length);
  return names.reduce((rest, name) => {
    const at = rest.indexOf(name);
    return at < 0 ? rest : rest.slice(0, at) + rest.slice(at + name.length).replace(PLACE_ENDINGS, "");
  }, word);
}

/** The topics or calculators that the left-over words are about, best first. */
function matchMatters(matters, rest) {
  const said = rest.join("");
  if (!said) return [];
  const pairs = bigrams(said);
  const score = (matter) => Math.max(...matter.words.map((word) =>
    said.includes(word) ? 10 * word.length
      : word.includes(said) ? 6 * said.length
      : [...bigrams(word)].filter((pair) => pairs.has(pair)).length * 3));
  return matters.map((matter) => [matter, score(matter)]).filter(([, points]) => points > 0)
    .sort((a, b) => b[1] - a[1]).map(([matter]) => matter);
}

function bigrams(text) {
  const pairs = new Set();
  for (let at = 0; at + 1 < text.length; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}

const placeResult = (place) => ({ label: place.name, note: place.province ? place.province.short : "", url: `${place.slug}/` });
const pairResult = (place, topic) => ({ label: `${place.short} · ${topic.title}`, note: place.province ? place.province.short : "", url: `${place.slug}/${topic.slug}/` });
const nationalResult = (topic) => ({ label: topic.title, note: "全国规定", url: `${topic.slug}/` });
const calculatorResult = (calculator) => ({ label: calculator.title, note: "算一算", url: calculator.url });

// ── The box ───────────────────────────────────────────────────────────

const NOTHING = "没有找到。可以只写城市名，比如您参保的地级市；或者只写要办的事，比如“转移”“断缴”。";
const NO_NETWORK = "网络不好，没能取到城市表。请再试一次，或者按省份找。";

if (typeof document !== "undefined") {
  document.querySelectorAll(".finder").forEach((place, number) => equip(place, `finder-${number}`));
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function equip(place, id) {
  const site = new URL("../", import.meta.url);
  const link = place.querySelector(".finder-box");
  const input = element("input", {
    class: "finder-box", type: "search", role: "combobox", placeholder: link.textContent, "aria-label": "找城市、找问题",
    "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
    autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search",
  });
  const panel = element("div", { class: "finder-list", hidden: "" });
  const list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": "找到的网页" });
  const message = element("p", { class: "finder-message", hidden: "" });
  const status = element("p", { class: "finder-status", role: "status" });
  panel.append(list, message);
  link.replaceWith(input);
  place.append(panel, status);

  let index = null;
  let results = [];
  let chosen = -1;

  async function load() {
    if (index) return;
    const reply = await fetch(new URL("assets/finder.json", site));
    if (!reply.ok) throw new Error(`finder.json: ${reply.status}`);
    index = unfold(await reply.json());
  }

  function close() {
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    chosen = -1;
  }

  function say(text) {
    message.textContent = text;
    message.hidden = !text;
  }

  function choose(at) {
    chosen = at;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function draw() {
    const query = input.value.trim();
    if (!query) {
      status.textContent = "";
      close();
      return;
    }
    results = find(index, query);
    list.replaceChildren(...results.map((result, number) => {
      const option = element("li", { id: `${id}-${number}`, role: "option", class: "finder-option", "aria-selected": "false" }, result.label);
      if (result.note) option.append(element("small", {}, result.note));
      return option;
    }));
    list.hidden = !results.length;
    say(results.length ? "" : NOTHING);
    status.textContent = results.length ? `找到 ${results.length} 个网页，用上下键选择` : NOTHING;
    panel.hidden = false;
    input.setAttribute("aria-expanded", String(results.length > 0));
    choose(-1);
  }

  async function refresh() {
    try {
      await load();
    } catch {
      results = [];
      list.replaceChildren();
      list.hidden = true;
      say(NO_NETWORK);
      status.textContent = NO_NETWORK;
      panel.hidden = false;
      return;
    }
    draw();
  }

  function open(at) {
    if (results[at]) location.href = new URL(results[at].url, site).href;
  }

  input.addEventListener("focus", refresh);
  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = panel.hidden ? 0 : results.length;
    if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose(chosen > 0 ? chosen - 1 : count - 1);
    else if (event.key === "Enter" && count) open(Math.max(chosen, 0));
    else if (event.key === "Escape" && !panel.hidden) close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  panel.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) open([...list.children].indexOf(option));
  });
}
