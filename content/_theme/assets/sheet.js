// 结果单：one result with all it rests on, as {title, sections: [{heading, rows: [{term, text, url}]}]}.
// Table, text and picture are made of the same sheet. No name and no number of a person is in it.

import { factsIn, versionWords } from "./link.js";
import { dated } from "./dated.js";

const PROOF = { official: "官方原文", quoted: "转引自官方文件，没有对过原文", web: "网上的说法，没有找到官方依据" };
const DISCLAIMER = "本站不是官方网站，办事以当地医保局的答复为准。这张单子不问姓名和证件号，只留在您自己手里。";

/** A document as the calculators cite it. */
function documentOf({ title, document_number: number }) {
  const name = title.includes("《") ? title : `《${title}》`;
  return !number || title.includes(number) ? name : `${name}（${number}）`;
}

const distinct = (items) => Array.from(new Set(items)).filter(Boolean);

/** Since when a rule holds, who says so and when that was looked at, from the facts that cite it. */
function standing({ document, article }, facts) {
  const cited = facts.filter(({ source, clause }) => source && documentOf(source) === document && (clause || null) === article);
  const since = distinct(cited.map((fact) => fact.since)).sort().map(dated);
  const status = distinct(cited.map((fact) => PROOF[fact.proof]));
  const looked = distinct(cited.map((fact) => fact.looked)).sort().map(dated).pop();
  return [
    since.length ? `${since.join("、")}起` : cited.length && "没查到从哪天起",
    status.join("、"),
    looked && `${looked}查看`,
  ].filter(Boolean).join("；");
}

/** Rules in the order of the steps, each once. */
function rulesOf(steps) {
  const rules = new Map();
  for (const { rule } of steps) if (rule) rules.set(rule.document + (rule.article || ""), rule);
  return rules;
}

function inOneLine(words, names) {
  if (typeof words === "string") return words;
  return Object.keys(names).map((place) => `${names[place]}：${words[place]}`).join("；");
}

export function sheetOf({ title, asked, answer, figures, names, facts, version, link, day }) {
  const rules = rulesOf(answer.steps);
  const numbers = Array.from(rules.keys());
  const numbered = (rule) => (rule ? `（依据 ${numbers.indexOf(rule.document + (rule.article || "")) + 1}）` : "");
  const known = factsIn(facts);
  const sections = [
    { heading: "您填的", rows: asked.map(({ label, text }) => ({ term: label, text })) },
    {
      heading: "结果",
      rows: [
        { term: "一句话", text: answer.headline },
        ...figures.filter(({ name }) => name in answer.written)
          .map((figure) => ({ term: figure.label, text: inOneLine(answer.written[figure.name], names) })),
        { term: "有多准", text: answer.certainty_text },
      ],
    },
    { heading: "请注意", rows: answer.cautions.map((text) => ({ text })) },
    { heading: "怎么算的", rows: answer.steps.map(({ text, rule }, at) => ({ text: `${at + 1}. ${text}${numbered(rule)}` })) },
    {
      heading: "依据",
      rows: Array.from(rules).map(([name, rule], at) => (
        { term: `依据 ${at + 1}`, text: name, url: rule.url, more: standing(rule, known) })),
    },
    {
      heading: "这张单子",
      rows: [
        { term: "网页", text: link.split("#")[0] },
        { term: "资料", text: versionWords(version) },
        { term: "算的日子", text: dated(day) },
        { text: DISCLAIMER },
      ],
    },
  ];
  return { title: `${title}：结果单`, sections: sections.filter(({ rows }) => rows.length) };
}

/** The sheet as plain text. */
export function textOf({ title, sections }) {
  const line = ({ term, text, more, url }) => [`${term ? `${term}：` : ""}${text}`, more, url].filter(Boolean).join("\n  ");
  return [title, ...sections.map(({ heading, rows }) => `\n【${heading}】\n${rows.map(line).join("\n")}`)].join("\n");
}
