// 小帮手：conveniences only; every page is complete without them.
(function () {
  "use strict";

  const wide = window.matchMedia("(min-width: 60em)");
  const contents = document.querySelector(".toc details");
  if (contents) {
    contents.open = wide.matches;
    contents.addEventListener("click", (event) => {
      if (event.target.closest("a")) contents.open = wide.matches;
    });
  }

  // On a phone the button would lie over the answer; it comes once the answer is scrolled away.
  const first = document.querySelector(".first");
  if (contents && first && "IntersectionObserver" in window) {
    new IntersectionObserver((seen) => {
      contents.parentElement.classList.toggle("is-away", seen[seen.length - 1].isIntersecting);
    }).observe(first);
  }

  // A table wider than the page can be moved by keyboard, and says so.
  function announceWideTables() {
    for (const table of document.querySelectorAll(".scroll")) {
      if (table.scrollWidth > table.clientWidth) {
        table.tabIndex = 0;
        table.setAttribute("role", "group");
        table.setAttribute("aria-label", "表格，可以左右滑动");
      } else {
        ["tabindex", "role", "aria-label"].forEach((name) => table.removeAttribute(name));
      }
    }
  }
  announceWideTables();
  addEventListener("resize", announceWideTables);
  document.addEventListener("toggle", announceWideTables, true);
  new MutationObserver(announceWideTables).observe(document.documentElement, { attributes: true, attributeFilter: ["data-text-size"] });

  // A link to a proof opens it; paper shows all of them.
  function openProof(hash) {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (target && target.tagName === "DETAILS") target.open = true;
  }
  openProof(location.hash);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) openProof(link.hash);
  });

  // Who has gone to the sheet of paper gets only that sheet out of the printer.
  function choosePrint() {
    document.documentElement.classList.toggle("only-paper", location.hash === "#paper");
  }
  choosePrint();
  addEventListener("hashchange", choosePrint);

  const shut = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details:not([open])")) {
      details.open = true;
      shut.push(details);
    }
  });
  addEventListener("afterprint", () => {
    while (shut.length) shut.pop().open = false;
  });
})();
