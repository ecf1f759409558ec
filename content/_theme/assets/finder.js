// 找城市、找问题：the box on every page. What is typed is understood by search.js, which is loaded with its table (finder.json)
// when the reader first touches the box. Without this script the box is a plain link.
(function () {
  "use strict";

  const NAME = "找城市、找问题";
  const SHORT_NAME = "城市、问题";  // fits at 360 px in the largest type
  const LOADING = "正在取城市表…";
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

  /** A link, unless it is only to be chosen: then it leads nowhere. */
  function drawn(result, id, leads) {
    const attributes = { id, role: "option", class: "finder-option", "aria-selected": "false", tabindex: "-1" };
    const option = element(leads ? "a" : "span", leads ? Object.assign({ href: new URL(result.url, site) }, attributes) : attributes);
    option.append(element("span", {}, result.label));
    if (result.note) option.append(" ", element("small", {}, result.note));
    return option;
  }

  let index = null;
  let loading = null;
  function load() {
    loading = loading || Promise.all([loadTable(), loadScript()]).then(([table]) => {
      index = window.finderSearch.unfold(table);
    });
    loading.catch(() => {
      loading = null;
    });
    return loading;
  }

  function loadTable() {
    return fetch(new URL("assets/finder.json", site)).then((reply) => {
      if (!reply.ok) throw new Error(`finder.json: ${reply.status}`);
      return reply.json();
    });
  }

  function loadScript() {
    return window.finderSearch || new Promise((resolve, reject) => {
      const script = element("script", { src: new URL("assets/search.js", site) });
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  }

  /** A text field with a list under it. `ways` says what for: {find, list, counted, nothing, help}; and {choose} instead of links. */
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
      this.options = [];
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
        const at = this.options.indexOf(event.target.closest("[role=option]"));
        if (at < 0) return;
        if (this.ways.choose) this.ways.choose(this.results[at]);
        else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.close();  // the link does the rest
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
      const option = this.options[this.message.hidden ? Math.max(this.chosen, 0) : this.chosen];
      if (option) option.click();
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
      this.options = results.map((result, number) => drawn(result, `${this.id}-${number}`, !this.ways.choose));
      this.list.textContent = "";
      for (const option of this.options) {
        const item = element("li", { role: "none" });
        item.append(option);
        this.list.append(item);
      }
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
      this.options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
      if (at < 0) {
        this.input.removeAttribute("aria-activedescendant");
        return;
      }
      this.input.setAttribute("aria-activedescendant", this.options[at].id);
      this.options[at].scrollIntoView({ block: "nearest" });
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
  }

  function equip(place, id) {
    const link = place.querySelector(".finder-box");
    const input = element("input", {
      class: "finder-box", type: "search", placeholder: SHORT_NAME, "aria-label": NAME, enterkeyhint: "search",
    });
    const here = location.pathname.slice(site.pathname.length).split("/")[0];
    link.replaceWith(input);
    return new Box(place, input, id, {
      find: (table, query) => window.finderSearch.answer(table, query, here),
      list: "找到的网页", counted: "个网页", nothing: "", help: HELP,
    });
  }

  window.finder = { Box };

  if (site) Array.from(document.querySelectorAll(".finder")).forEach((place, number) => equip(place, `finder-${number}`));
})();
