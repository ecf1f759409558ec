// 大字版：blocks the first paint for a moment, so that the reader's text size is there from the beginning.
// The root carries data-text-size (large, largest; nothing is the standard size), has-scripts, and is-offered on the
// first pages a reader sees, until the offer is answered. Where storage is blocked the switch works for the page, and
// nothing is offered.
(function () {
  "use strict";

  const KEY = "text-size";
  const SIZES = ["standard", "large", "largest"];
  const OFFERS = 3;
  const root = document.documentElement;

  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch (blocked) {
      return "standard";
    }
  }

  function remember(size) {
    try {
      localStorage.setItem(KEY, size);
    } catch (blocked) {
      return;
    }
  }

  function show(size) {
    if (size === "large" || size === "largest") root.setAttribute("data-text-size", size);
    else root.removeAttribute("data-text-size");
  }

  function choose(size) {
    show(size);
    remember(size);
    root.classList.remove("is-offered");
  }

  const size = remembered();
  const offered = SIZES.indexOf(size) < 0 ? Number(size) : OFFERS; // not answered yet: on how many pages
  root.classList.add("has-scripts");
  show(size);
  if (offered < OFFERS) {
    root.classList.add("is-offered");
    remember(String(offered + 1));
  }
  addEventListener("storage", (event) => {
    if (event.key === KEY) show(event.newValue);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose-size]");
    if (!button) return;
    const now = SIZES.indexOf(root.getAttribute("data-text-size") || "standard");
    choose(button.getAttribute("data-choose-size") || SIZES[(now + 1) % SIZES.length]);
  });
})();
