// 结果：the same HTML for an answer as content/_shared/answer.html.j2 makes at build time; a test compares the two.

const CERTAINTY = {
  exact: "按已经公布的规定算出。办理时以经办机构核定的为准。",
  estimate: "这是估算：有的规定没有查到，或者需要再核对。以经办机构的答复为准。",
  unknown: "凭现有的资料还算不出确定的结果，请打 12393 问清楚。",
};

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

const WRITERS = {
  money: (value) => {
    const [yuan, fen] = value.split(".");
    return yuan.replace(/\B(?=(\d{3})+$)/g, ",") + (fen === "00" ? "" : `.${fen}`);
  },
  share: (value) => String(Number((value * 100).toPrecision(6))),
  date: (value) => `${+value.slice(0, 4)}年${+value.slice(5, 7)}月${+value.slice(8)}日`,
  month: (value) => `${+value.slice(0, 4)}年${+value.slice(5)}月`,
  boolean: (value) => (value ? "是" : "否"),
};

function plain(value, figure) {
  if (figure.kind === "choice") return figure.options.find((option) => option.value === value).label;
  return (WRITERS[figure.kind] || String)(value);
}

function unit({ kind, unit }) {
  if (kind === "share") return "%";
  const word = unit || (kind === "money" ? "元" : "");
  return word && ` ${word}`;
}

/** A figure as a person writes it: one value, several, a range, one for each of two cities, or not known. */
function written(value, figure) {
  if (value === null) return "还不知道";
  if (Array.isArray(value)) return value.map((item) => plain(item, figure)).join("、") || "无";
  if (typeof value !== "object") return plain(value, figure) + unit(figure);
  if ("origin" in value) {
    return `原来的城市：${written(value.origin, figure)}；要去的城市：${written(value.destination, figure)}`;
  }
  const [low, high] = [plain(value.low, figure), plain(value.high, figure)];
  return (low === high ? low : `${low} 至 ${high}`) + unit(figure);
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

/** The answer as one element. `figures` lists {name, label, kind, unit, options} in the order to be shown. */
export function render(answer, figures) {
  const box = element("div", `answer answer-${answer.certainty}`, element("p", "answer-headline", answer.headline));
  const rows = figures
    .filter((figure) => figure.name in answer.figures)
    .map((figure) => {
      const text = written(answer.figures[figure.name], figure);
      return element("div", "figure", element("dt", "", figure.label), element("dd", "", text));
    });
  if (rows.length) box.append(element("dl", "answer-figures", ...rows));
  box.append(element("p", "answer-certainty", CERTAINTY[answer.certainty]));
  if (answer.cautions.length) {
    box.append(element("ul", "answer-cautions", ...answer.cautions.map((text) => element("li", "", text))));
  }
  if (answer.steps.length) {
    box.append(element("h3", "answer-heading", "怎么算的"), element("ol", "answer-steps", ...answer.steps.map(step)));
  }
  return box;
}
