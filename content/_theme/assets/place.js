// 选城市：a question answered by a city, found in the finder's own table; its facts are fetched once it is chosen.

import { Field } from "./field.js";

const SITE = new URL("../", import.meta.url);
const SLUG = /^[a-z-]+$/;
const WORDS = { list: "找到的城市", counted: "个城市", nothing: "没有找到这个城市。只写城市名试试，比如前两个字，或者拼音。", help: [] };
const fetched = new Map();

/** A city as the API gives it; asked for once, and once more after a failure. */
function cityOf(slug) {
  if (!fetched.has(slug)) {
    const city = fetch(new URL(`api/v1/cities/${slug}.json`, SITE)).then((reply) => {
      if (!reply.ok) throw new Error(`${slug}: ${reply.status}`);
      return reply.json();
    });
    city.catch(() => fetched.delete(slug));
    fetched.set(slug, city);
  }
  return fetched.get(slug);
}

export class Place extends Field {
  constructor(node) {
    super(node);
    [this.input] = this.controls;
    this.slug = this.input.dataset.city || "";
    this.chosen = this.input.value;
    this.box = new window.finder.Box(this.input.parentElement, this.input, this.input.id, Object.assign({
      find: (table, query) => window.finderSearch.findCities(table, query),
      choose: (city) => this.choose(city),
    }, WORDS));
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("blur", () => this.settle());
  }

  choose({ slug, label }) {
    this.slug = slug;
    this.chosen = label;
    this.input.value = label;
    this.box.close();
    this.showError("");
    cityOf(slug).catch(() => {});  // ahead of time; a failure is told when the answer is wanted
  }

  /** A whole name, or the only one that begins like this, counts as chosen. */
  settle() {
    const written = this.input.value.trim();
    if (!written || written === this.chosen) return;
    const fitting = this.box.results.filter(({ label }) => label.startsWith(written));
    const city = fitting.length === 1 ? fitting[0] : fitting.find(({ label }) => label === written);
    if (city) this.choose(city);
  }

  read() {
    return this.input.value === this.chosen ? this.slug : "";
  }

  /** The slug of a city, as it stands in a link; its name is written as soon as it is known. */
  write(slug) {
    this.slug = SLUG.test(slug) ? slug : "";
    this.chosen = this.input.value = "";
    if (!this.slug) return;
    cityOf(slug).then(({ region }) => {
      if (this.slug === slug) this.chosen = this.input.value = region.name;
    }, () => {});
  }

  get label() {
    return this.node.querySelector(".field-label").textContent;
  }

  /** {region, facts}. */
  city() {
    return cityOf(this.slug);
  }
}
