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

  // On a phone the contents stand at the end of the page. Who scrolls back up is looking for something: then they
  // float at the lower edge, but never over the answer, a form, a result or an example.
  if (contents && "IntersectionObserver" in window) {
    const kept = new Set();
    let last = scrollY;
    const place = (isWanted) => {
      contents.parentElement.classList.toggle("is-floating", isWanted && !kept.size);
    };
    const observer = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) kept[isIntersecting ? "add" : "delete"](target);
      if (kept.size) place(false);
    }, { rootMargin: "-50% 0px 0px 0px" });
    for (const each of document.querySelectorAll(".first, .calculator, .worked, .toc, .site-footer")) observer.observe(each);
    addEventListener("scroll", () => {
      if (Math.abs(scrollY - last) < 8) return;
      const isUpwards = scrollY < last;
      last = scrollY;
      if (!isUpwards && !wide.matches) contents.open = false;
      place(isUpwards);
    }, { passive: true });
  }

  // The example steps back once the reader has an answer; paper leaves out a calculation without one.
  for (const result of document.querySelectorAll(".calculation .calculator-result")) {
    const section = result.closest(".calculation");
    const example = section.querySelector(".worked > details");
    new MutationObserver(() => {
      const isThere = result.childElementCount > 0;
      section.classList.toggle("has-result", isThere);
      if (example) example.open = !isThere;
    }).observe(result, { childList: true });
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

  // A table of the whole country can be put in order by its figures; the provinces' lines step back then.
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const groups = Array.from(table.tBodies);
    const rows = Array.from(table.querySelectorAll("tr[data-number]"));
    if (rows.length < 2) continue;
    const homes = rows.map((row) => [row, row.parentNode, row.nextSibling]);
    const sorted = document.createElement("tbody");
    const button = document.createElement("button");
    const words = ["从低到高排", "从高到低排", "按省份排"];
    let next = 0;  // what a press does
    button.className = "button button-quiet";
    button.textContent = words[next];
    button.addEventListener("click", () => {
      const isByFigure = next < 2;
      if (isByFigure) {
        const sign = next ? -1 : 1;
        sorted.append(...rows.slice().sort((a, b) => sign * (a.dataset.number - b.dataset.number)));
        table.append(sorted);
      } else {
        for (const [row, home, before] of homes.slice().reverse()) home.insertBefore(row, before);
        sorted.remove();
      }
      for (const group of groups) group.hidden = isByFigure;
      next = (next + 1) % words.length;
      button.textContent = words[next];
    });
    table.closest(".scroll").before(button);
  }

  // A link to what is folded, or into it, unfolds it; so does a printer.
  function unfold(hash) {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1).split("?")[0]));
    for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    return target;
  }
  function unfoldAddress() {
    const target = unfold(location.hash);
    if (target) target.scrollIntoView();
  }
  unfoldAddress();
  addEventListener("hashchange", unfoldAddress);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) unfold(link.hash);
  });
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll(".fold, .more, .long")) each.open = true;
  });

  // Whoever reads a proof and knows better finds the report a tap away, filled in with what stands here.
  const report = document.querySelector('.site-footer a[href$="report/"]');
  const said = (each, most) => (each ? each.textContent.replace(/\s+/g, " ").trim().slice(0, most) : "");
  const page = { page: location.href.replace(/[?#].*/, "").slice(new URL("..", report.href).href.length), title: said(document.querySelector("h1"), 30) };
  const address = report.href;
  const filled = (about) => `${address}#${new URLSearchParams(Object.assign(about, page))}`;
  report.href = filled({});
  function reportOn(body) {
    const proof = body.closest(".proof, .side");
    const shown = document.createRange();
    shown.setStart(proof.parentNode, 0);
    shown.setEndBefore(proof);
    const value = body.querySelector(".proof-value") || (proof.matches(".side") ? proof.firstElementChild : shown.cloneContents());
    const link = document.createElement("a");
    link.className = "report";
    link.textContent = "这里不对？";
    link.href = filled({
      key: proof.id.replace("proof-", "") || proof.parentNode.dataset.key,
      label: said(body.querySelector(".meaning"), 60).split("：")[0],
      value: said(value, 50),
      source: said(body.querySelector(".source"), 50),
    });
    body.append(link);
  }
  document.addEventListener("toggle", ({ target }) => {
    const body = target.open && target.matches(".proof") && target.querySelector(".proof-body");
    if (body && !body.querySelector(".report")) reportOn(body);
  }, true);
  document.querySelectorAll(".side > .proof-body").forEach(reportOn);

  // Who has gone to the sheet of paper gets only that sheet out of the printer.
  function choosePrint() {
    document.documentElement.classList.toggle("only-paper", location.hash === "#paper");
  }
  choosePrint();
  addEventListener("hashchange", choosePrint);
})();
