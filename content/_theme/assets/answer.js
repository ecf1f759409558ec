// 结果：the same HTML for an answer as content/_shared/answer.html.j2 makes at build time; a test compares the two.

/** An element with a class (or none), attributes and content. */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** A document and its clause, as a link where it has an address. */
export function source({ document, article, url }) {
  const name = document + (article || "");
  if (!url) return name;
  const link = element("a", "", name);
  link.href = url;
  link.rel = "external noopener";
  return link;
}

/** A sentence and on what it rests. */
export function step({ text, rule }) {
  return rule ? element("li", "", `${text} `, element("span", "step-rule", "依据：", source(rule))) : element("li", "", text);
}

export function figureRow({ label, text }) {
  return element("div", "figure", element("dt", "", label), element("dd", "", text));
}

function heading(text, scope, columns) {
  const cell = element("th", "", text);
  cell.scope = scope;
  if (columns) cell.colSpan = columns;
  return cell;
}

/** 并排：every row, as [label, what each cell holds], is a group of its own, so that its columns suffice on a phone. */
export function comparison(caption, columns, rows) {
  const table = element("table", "comparison", element("caption", "", caption));
  table.append(element("thead", "", element("tr", "", ...columns.map((column) => heading(column, "col")))));
  for (const [label, cells] of rows) {
    const head = element("tr", "", heading(label, "rowgroup", columns.length));
    table.append(element("tbody", "", head, element("tr", "", ...cells.map((content) => element("td", "", ...content)))));
  }
  return table;
}

/** The answer as one element; all its words are Python's. `names` is what each of several places is called. */
export function render(answer, names = {}) {
  const box = element("div", `answer answer-${answer.certainty}`, element("p", "answer-headline", answer.headline));
  const single = answer.written.filter(({ text }) => typeof text === "string");
  const compared = answer.written.filter(({ text }) => typeof text !== "string");
  if (single.length) box.append(element("dl", "answer-figures", ...single.map(figureRow)));
  if (compared.length) {
    const places = Object.keys(names);
    const rows = compared.map(({ label, text }) => [label, places.map((place) => [text[place]])]);
    box.append(comparison("两边放在一起看", places.map((place) => names[place]), rows));
  }
  box.append(element("p", "answer-certainty", answer.certainty_text));
  if (answer.cautions.length) {
    box.append(element("ul", "answer-cautions", ...answer.cautions.map((text) => element("li", "", text))));
  }
  if (answer.steps.length) {
    box.append(element("h3", "answer-heading", "怎么算的"), element("ol", "answer-steps", ...answer.steps.map(step)));
  }
  return box;
}
