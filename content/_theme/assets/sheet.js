// 结果单：one result with all it rests on, as {title, sections: [{heading, rows: [{term, text, url}]}]}. `sections` is what comes
// between the questions and the end, where it is no calculator's answer.
// Table, text and picture are made of the same sheet. No name and no number of a person is in it.

import { dated, versionWords } from "./link.js";

const DISCLAIMER = "本站不是官方网站，办事以当地医保局的答复为准。这张单子不问姓名和证件号，只留在您自己手里。";

/** Rules in the order of the steps, each once: the row's number by all that is told of it. */
function rulesOf(steps) {
  return Array.from(new Set(steps.filter(({ rule }) => rule).map(({ rule }) => JSON.stringify(rule))));
}

/** 依据 1, 依据 2: documents with their standing. */
export function ruleRows(rules) {
  return rules.map(({ document, article, url, standing }, at) => ({ term: `依据 ${at + 1}`, text: document + (article || ""), url, more: standing }));
}

function textIn(text, names) {
  if (typeof text === "string") return text;
  return Object.keys(names).map((place) => `${names[place]}：${text[place]}`).join("；");
}

/** What a calculator says. */
function sectionsOf(answer, row) {
  const rules = rulesOf(answer.steps);
  const numbered = (rule) => (rule ? `（依据 ${rules.indexOf(JSON.stringify(rule)) + 1}）` : "");
  return [
    {
      heading: "结果",
      rows: [
        { term: "一句话", text: answer.headline },
        ...answer.written.map(row),
        { term: "有多准", text: answer.certainty_text },
      ],
    },
    { heading: "请注意", rows: answer.cautions.map((text) => ({ text })) },
    { heading: "怎么算的", rows: answer.steps.map(({ text, rule }, at) => ({ text: `${at + 1}. ${text}${numbered(rule)}` })) },
    { heading: "依据", rows: ruleRows(rules.map((each) => JSON.parse(each))) },
  ];
}

export function sheetOf({ title, places, answer, names, sections: told, version, link, day }) {
  const row = ({ label, text }) => ({ term: label, text: textIn(text, names) });
  const sections = [
    { heading: "您填的", rows: places.concat(answer.given).map(row) },
    ...(told || sectionsOf(answer, row)),
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
