// 计算表单：makes every form.calculator of the page work. It knows no calculator: questions, facts and the names of the
// figures stand in the page, answers come from Python in the worker. Nothing is sent anywhere.

import { render } from "./answer.js";
import { Field } from "./field.js";
import { Runtime } from "./runtime.js";

const SLOW = 8000;
const SAY = {
  preparing: "正在下载计算程序（第一次约 3 MB），您可以先填表。",
  waiting: "正在准备，马上就算。",
  slow: "网络或手机有点慢，还在准备。您可以再等等，也可以先看本页的例子。",
  stopped: "已经停下。要算的时候，再按一次“算一算”。",
  failed: "计算程序没有装上，可能是网络断了。请过一会儿再按一次“算一算”，或者先看本页的例子。",
  missing: "这个浏览器不能现场计算，请看本页的例子；换一个新一点的浏览器也可以。",
  broken: "这次没有算出来，是我们的程序出了错。请看本页的例子，或打 12393 问。",
  refused: "有几处要改一改，请看红字。",
};

let runtime;

/** One runtime for all forms of the page, made when the first of them is touched. */
function sharedRuntime(form) {
  if (!runtime) runtime = new Runtime(new URL(form.dataset.runtime, document.baseURI).href);
  return runtime;
}

/** The reader's own day, not that of Greenwich. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

class Calculator {
  constructor(form) {
    this.form = form;
    this.slug = form.dataset.slug;
    this.fields = Array.from(form.querySelectorAll(".field"), (node) => new Field(node));
    this.status = form.querySelector(".calculator-status");
    this.result = form.querySelector(".calculator-result");
    this.latest = 0;
    this.isWaiting = false;
    if (typeof Worker === "undefined" || typeof WebAssembly === "undefined") return this.say(SAY.missing);

    const prepare = () => this.prepare();
    ["focusin", "pointerdown", "input"].forEach((event) => form.addEventListener(event, prepare, { once: true }));
    form.addEventListener("input", () => this.showNeeded());
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

  /** Starts the download at the reader's first touch, so that it is done when the form is filled. */
  prepare() {
    if (this.runtime) return;
    this.runtime = sharedRuntime(this.form);
    this.runtime.watch(() => this.showState());
    this.runtime.start();
  }

  async submit() {
    this.prepare();
    const inputs = this.inputs();
    const { facts, figures } = JSON.parse(this.form.querySelector(".calculator-data").textContent);
    this.latest += 1;
    const own = this.latest;
    this.wait();
    try {
      const reply = await this.runtime.ask(this.slug, JSON.stringify({ inputs, facts, on: today() }));
      if (own === this.latest) this.show(reply, figures, inputs);
    } catch (error) {
      if (own === this.latest) this.rest(this.runtime.state === "failed" ? SAY.failed : SAY.broken);
    }
  }

  inputs() {
    const asked = this.fields.filter((field) => !field.isHidden && field.read() !== "");
    return Object.assign({}, ...asked.map((field) => ({ [field.name]: field.read() })));
  }

  show(reply, figures, inputs) {
    this.rest("");
    this.result.textContent = "";
    const errors = reply.errors || {};
    this.fields.forEach((field) => field.showError(errors[field.name]));
    if (!reply.ok) return this.showErrors(errors);
    this.result.append(render(reply.answer, figures));
    this.result.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#${this.slug}?${new URLSearchParams(inputs)}`);
  }

  showErrors(errors) {
    const names = this.fields.map((field) => field.name);
    const others = Object.keys(errors).filter((name) => !names.includes(name));
    this.say([SAY.refused, ...others.map((name) => errors[name])].join(""));
    const first = this.fields.find((field) => field.name in errors);
    if (first) first.focus();
  }

  /** Hides the questions that the answers so far make needless. */
  showNeeded() {
    const answers = {};
    this.fields.forEach((field) => {
      field.isHidden = !field.isNeeded(answers);
      answers[field.name] = field.isHidden ? "" : field.read();
    });
  }

  /** Answers in the address (#slug?name=value&…) fill the form and are reckoned at once. */
  restore() {
    const [slug, answers] = location.hash.slice(1).split("?");
    if (slug !== this.slug || answers === undefined) return;
    const given = new URLSearchParams(answers);
    this.fields.forEach((field) => field.write(given.get(field.name) || ""));
    this.showNeeded();
    this.form.scrollIntoView();
    this.submit();
  }

  wait() {
    this.rest("");
    this.isWaiting = true;
    this.slowly = setTimeout(() => {
      this.isSlow = true;
      this.showState();
    }, SLOW);
    this.showState();
  }

  rest(text) {
    clearTimeout(this.slowly);
    this.isWaiting = false;
    this.isSlow = false;
    this.say(text);
  }

  showState() {
    const { state, progress } = this.runtime;
    if (state === "loading") {
      this.say(this.isSlow ? SAY.slow : this.isWaiting ? SAY.waiting : SAY.preparing);
      this.showProgress(progress);
    } else if (state === "idle") {
      this.latest += 1;
      this.rest(SAY.stopped);
    } else if (state === "failed") {
      this.say(SAY.failed);
    } else if (state === "ready" && !this.isWaiting) {
      this.say("");
    }
  }

  /** One message at a time; said again only when it changes, so that a screen reader is not made to repeat it. */
  say(text) {
    const [message] = this.status.children;
    if ((message ? message.textContent : "") === text) return;
    this.status.textContent = "";
    if (!text) return;
    const paragraph = document.createElement("p");
    paragraph.className = "calculator-message";
    paragraph.textContent = text;
    this.status.append(paragraph);
  }

  showProgress(progress) {
    if (!this.status.querySelector("progress")) {
      const bar = document.createElement("progress");
      bar.className = "calculator-progress";
      bar.setAttribute("aria-label", "准备进度");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "calculator-cancel";
      button.textContent = "停下";
      button.addEventListener("click", () => this.runtime.stop());
      this.status.append(bar, button);
    }
    this.status.querySelector("progress").value = progress;
  }
}

document.querySelectorAll("form.calculator").forEach((form) => new Calculator(form));
