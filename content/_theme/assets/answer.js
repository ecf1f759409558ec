// 结果：the same HTML for an answer as content/_shared/answer.html.j2 makes at build time; a test compares the two.

/** An element with a class (or none), attributes and content. */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function rule({ document, article, url }) {
  const name = document + (article || "");
  if (!url) return element("span", "step-rule", "依据：", name);
  const link = element("a", "", name);
  link.href = url;
  link.rel = "external noopener";
  return element("span", "step-rule", "依据：", link);
}

function step({ text, rule: basis }) {
  return basis ? element("li", "", `${text} `, rule(basis)) : element("li", "", text);
}

function figureRow({ label, text }) {
  return element("div", "figure", element("dt", "", label), element("dd", "", text));
}

function heading(text, scope, columns) {
  const cell = element("th", "", text);
  cell.scope = scope;
  if (columns) cell.colSpan = columns;
  return cell;
}

/** 两地并排：one column for each place; every figure is a group of its own, so that two columns suffice on a phone. */
function comparison(lines, names) {
  const places = Object.keys(names);
  const table = element("table", "comparison", element("caption", "", "两边放在一起看"));
  table.append(element("thead", "", element("tr", "", ...places.map((place) => heading(names[place], "col")))));
  for (const { label, text } of lines) {
    const cells = places.map((place) => element("td", "", text[place]));
    const head = element("tr", "", heading(label, "rowgroup", places.length));
    table.append(element("tbody", "", head, element("tr", "", ...cells)));
  }
  return table;
}

/** The answer as one element; all its words are Python's. `names` is what each of several places is called. */
export function render(answer, names = {}) {
  const box = element("div", `answer answer-${answer.certainty}`, element("p", "answer-headline", answer.headline));
  const single = answer.written.filter(({ text }) => typeof text === "string");
  const compared = answer.written.filter(({ text }) => typeof text !== "string");
  if (single.length) box.append(element("dl", "answer-figures", ...single.map(figureRow)));
  if (compared.length) box.append(comparison(compared, names));
  box.append(element("p", "answer-certainty", answer.certainty_text));
  if (answer.cautions.length) {
    box.append(element("ul", "answer-cautions", ...answer.cautions.map((text) => element("li", "", text))));
  }
  if (answer.steps.length) {
    box.append(element("h3", "answer-heading", "怎么算的"), element("ol", "answer-steps", ...answer.steps.map(step)));
  }
  return box;
}
