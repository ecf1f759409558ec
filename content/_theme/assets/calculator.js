// 计算表单：makes every form.calculator of the page work. It knows no calculator: questions and facts stand in the page,
// answers come from Python in the worker, in words. Nothing is sent anywhere.

import { element, render } from "./answer.js";
import { Field } from "./field.js";
import { fragment, opened, versionOf, versionWords } from "./link.js";
import { Place } from "./place.js";
import { Runtime } from "./runtime.js";
import { SAY, Status, broken } from "./status.js";

// A smallest program with exceptions, the youngest feature of WebAssembly that Python needs.
const NEEDED = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];

let runtime;

/** One runtime for all forms of the page, made when the first of them is touched. */
function sharedRuntime(form) {
  if (!runtime) runtime = new Runtime(new URL(form.dataset.runtime, document.baseURI).href);
  return runtime;
}

function canReckon() {
  return typeof Worker !== "undefined" && typeof WebAssembly !== "undefined" && WebAssembly.validate(new Uint8Array(NEEDED));
}

/** The reader's own day, not that of Greenwich. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** An object with one member for each item. */
function collect(items, member) {
  return Object.assign({}, ...items.map((item, at) => ({ [item.name]: member(item, at) })));
}

export class Calculator {
  constructor(form) {
    this.form = form;
    this.slug = form.dataset.slug;
    this.data = JSON.parse(form.querySelector(".calculator-data").textContent);
    this.fields = Array.from(form.querySelectorAll(".field"), (node) => (node.dataset.kind === "place" ? new Place(node) : new Field(node)));
    this.places = this.fields.filter((field) => field instanceof Place);
    this.status = new Status(form.querySelector(".calculator-status"));
    this.result = form.querySelector(".calculator-result");
    this.kept = form.querySelector(".calculator-kept");
    this.latest = 0;
    this.status.say("");
    if (!canReckon()) return this.status.say(SAY.missing);

    const prepare = () => this.prepare();
    ["focusin", "pointerdown", "input"].forEach((event) => form.addEventListener(event, prepare, { once: true }));
    form.addEventListener("input", () => {
      this.showNeeded();
      this.age();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.fields.filter((field) => field.startsToday).forEach((field) => field.write(today()));
    this.showNeeded();
    form.querySelector(".calculator-submit").disabled = false;
    this.restore();
    window.addEventListener("hashchange", () => this.restore());
  }

  /** Starts the downloads at the reader's first touch, so that they are done when the form is filled. */
  prepare() {
    if (this.runtime) return;
    this.keeping = import("./keep.js").catch(() => null);
    this.runtime = sharedRuntime(this.form);
    this.status.follow(this.runtime, () => this.outdate());
    this.runtime.start();
  }

  /** Whatever was asked before is no longer wanted. */
  outdate() {
    this.latest += 1;
    return this.latest;
  }

  /** Answers what stands in the form; `version` is that of the data a link was made from. */
  async submit(version) {
    this.prepare();
    const own = this.outdate();
    const unchosen = this.places.filter((place) => !place.read());
    if (unchosen.length) return this.clear(collect(unchosen, () => SAY.unchosen));
    const question = this.question();
    this.status.wait();
    try {
      const facts = await this.facts();
      if (own !== this.latest) return undefined;
      if (!facts) return this.status.rest(SAY.unreached);
      const reply = await this.ask({ inputs: question.inputs, facts, on: today() });
      if (own === this.latest) this.show(reply, Object.assign(question, { facts, version }));
    } catch (error) {
      if (own === this.latest) this.status.rest(this.runtime.state === "failed" ? SAY.failed : broken(this.form.dataset.hotline));
    }
    return undefined;
  }

  /** Python's reply. */
  ask(payload) {
    return this.runtime.ask(this.slug, JSON.stringify(payload));
  }

  /** What was filled in: for the calculators, and for a link. */
  question() {
    const answered = this.fields.filter((field) => !field.isHidden && field.read() !== "");
    return {
      inputs: collect(answered.filter((field) => !(field instanceof Place)), (field) => field.read()),
      given: collect(answered, (field) => field.read()),
    };
  }

  /** The page's own facts, or those of each chosen city; null when these cannot be fetched. */
  async facts() {
    if (!this.places.length) return this.data.facts;
    const cities = await Promise.all(this.places.map((place) => place.city())).catch(() => null);
    return cities && collect(this.places, (_, at) => {
      const { facts, region } = cities[at];
      const used = this.data.keys.filter((key) => key in facts).map((name) => ({ name }));
      return Object.assign(collect(used, ({ name }) => facts[name]), { region });
    });
  }

  show(reply, question) {
    this.clear(reply.errors || {});
    if (!reply.ok) return;
    const names = collect(this.places, ({ name }) => question.facts[name].region.name);
    const version = versionOf(question.facts, reply.answer);
    if (question.version && question.version !== version) {
      const [then, now] = [question.version, version].map(versionWords);
      this.result.append(element("p", "caution", `您打开的链接是用以前的资料算的（${then}）。下面按现在的资料和算法（${now}）重新算过，以这里为准。`));
    }
    this.result.append(this.draw(reply.answer, question, names));
    this.result.scrollIntoView({ block: "nearest" });
    const hash = fragment(this.slug, question.given, version);
    history.replaceState(null, "", hash);
    this.keep({
      title: this.form.getAttribute("aria-label"), answer: reply.answer, names, sections: this.sections(reply.answer),
      places: this.places.map(({ name, label }) => ({ label, text: names[name] })), version, link: new URL(hash, location.href).href, day: today(),
    });
    if (JSON.stringify(this.question().given) !== JSON.stringify(question.given)) this.age();
  }

  /** The answer as an element. */
  draw(answer, question, names) {
    return render(answer, names);
  }

  /** What its sheet says in another way than that of a calculator's answer. */
  sections() {
    return undefined;
  }

  /** The sheet to take away, once its program is there. */
  async keep(result) {
    const own = this.latest;
    const keeping = await this.keeping;
    if (own !== this.latest) return;
    if (keeping) this.kept.append(keeping.keep(result));
    else this.status.say(SAY.unkept);
  }

  /** Clears away the last result and tells what is wrong, if anything is. */
  clear(errors) {
    this.status.rest("");
    this.result.textContent = "";
    this.result.classList.remove("is-outdated");
    this.kept.textContent = "";
    this.fields.forEach((field) => field.showError(errors[field.name]));
    const wrong = Object.keys(errors);
    if (!wrong.length) return;
    const names = this.fields.map((field) => field.name);
    this.status.rest([SAY.refused, ...wrong.filter((name) => !names.includes(name)).map((name) => errors[name])].join(""));
    const first = this.fields.find((field) => field.name in errors);
    if (first) first.focus();
  }

  /** The result no longer fits what stands in the form. */
  age() {
    if (!this.result.firstChild) return;
    this.outdate();
    this.result.classList.add("is-outdated");
    this.kept.textContent = "";
    this.status.rest(SAY.changed);
  }

  /** Hides the questions that the answers so far make needless. */
  showNeeded() {
    const answers = {};
    this.fields.forEach((field) => {
      field.isHidden = !field.isNeeded(answers);
      answers[field.name] = field.isHidden ? "" : field.read();
    });
  }

  /** Answers in the address fill the form and are reckoned at once. */
  restore() {
    const link = opened(this.slug);
    if (!link) return;
    this.fields.forEach((field) => field.write(link.given.get(field.name) || ""));
    this.showNeeded();
    this.form.scrollIntoView();
    this.submit(link.version);
  }
}

document.querySelectorAll("form.calculator:not([data-situation])").forEach((form) => new Calculator(form));
