// 我的情况：one form for several calculators. The plan stands in the page; Python joins the answers, in words; here they are laid
// out as one sheet: what comes of it, what to do by when, what it costs, what to ask, on what it rests.

import { comparison, element, figureRow, render, source, step } from "./answer.js";
import { calendar } from "./calendar.js";
import { Calculator } from "./calculator.js";
import { opened } from "./link.js";
import { ruleRows } from "./sheet.js";

const SHORT = { exact: "", estimate: "估算", unknown: "要问清楚" };
const IN_WECHAT = /MicroMessenger/i.test(navigator.userAgent);
const ASKING = /请打[^“]*问：“[^”]*”$/; // on the sheet all questions stand together
const RELEASED = 60000; // by then the file is saved

function section(heading, ...content) {
  return element("section", "told", element("h3", "answer-heading", heading), ...content);
}

function list(name, className, items) {
  return element(name, className, ...items.map((item) => element("li", "", ...[].concat(item))));
}

/** One part: its sentence, and the reasons behind it to unfold. */
function conclusion({ title, answer }) {
  const sure = SHORT[answer.certainty] ? [element("span", "told-sure", SHORT[answer.certainty])] : [];
  const reasons = element("details", "told-reasons", element("summary", "", "怎么算的"), render(Object.assign({}, answer, { headline: "" })));
  return element("li", `told-${answer.certainty}`, element("b", "told-title", title, ...sure), element("p", "told-headline", answer.headline), reasons);
}

function rule(basis) {
  return [source(basis), ...(basis.standing ? [element("span", "sheet-more", basis.standing)] : [])];
}

/** Documents, each with all its clauses that are used: paper is short. */
function documents(rules) {
  const found = [];
  for (const { document: name, article, url, standing } of rules) {
    const same = found.find((each) => each.name === name && each.standing === standing);
    if (!same) found.push({ name, document: name, article: article || "", url, standing });
    else if (article && !same.article.includes(article)) same.article += `${same.article && "、"}${article}`;
  }
  return found;
}

/** 几条路. */
function table({ columns, rows }) {
  const made = comparison("几条路放在一起看", columns, rows.map(([label, cells]) => [label, cells.map(hedged)]));
  made.classList.add("ways");
  return made;
}

/** 540元（估算）: the doubt on a line of its own, so that no figure is broken. */
function hedged(text) {
  const [figure, doubt] = text.split(/(?=（估算）$)/);
  return doubt ? [figure, element("small", "", doubt)] : [figure];
}

class Situation extends Calculator {
  ask({ inputs, facts, on }) {
    return this.runtime.ask("situation", JSON.stringify({ plan: this.data.plan, inputs, facts, on }));
  }

  draw(answer, question) {
    const told = answer.parts.filter(({ is_beside: isBeside }) => !isBeside);
    const [own, stated] = [told.filter(({ answer: { headline } }) => headline), told.filter(({ answer: { headline } }) => !headline)];
    const box = element("div", "answer situation");
    if (own.length) box.append(section("结论", element("ul", "told-list", ...own.map(conclusion))));
    box.append(this.inPlace(section("要办的事", ...this.toDo(answer.dates, question))));
    if (answer.costs.length || answer.ways) box.append(section("花多少钱", ...this.money(answer)));
    stated.forEach(({ title, answer: facts }) => box.append(section(title, ...this.rules(facts))));
    if (answer.asks.length) box.append(section("还要问的", this.telephone(), list("ul", "questions", answer.asks.map((text) => `“${text}”`))));
    if (answer.rules.length) {
      const folded = element("details", "", element("summary", "", `用到的${answer.rules.length}条依据`), list("ol", "told-rules", answer.rules.map(rule)));
      box.append(section("依据", folded));
    }
    return box;
  }

  /** What holds here, and folded how sure it is. */
  rules({ steps, cautions, certainty_text: sure }) {
    const told = element("ul", "told-facts", ...steps.map(step));
    if (!cautions.length) return [told];
    const doubts = element("details", "", element("summary", "", "这几条有多可靠"), element("p", "answer-certainty", sure), list("ul", "answer-cautions", cautions));
    return [told, doubts];
  }

  telephone() {
    const number = this.form.dataset.hotline;
    if (!number) return element("p", "", "打当地医保热线，照着问：");
    const link = element("a", "phone", number);
    link.href = `tel:${number}`;
    return element("p", "", "打 ", link, "，照着问：");
  }

  /** The page's own list, which knows no city, gives way to this one. */
  inPlace(made) {
    const general = document.getElementById("steps");
    if (general && !this.form.contains(general)) {
      general.hidden = true;
      general.removeAttribute("id");
    }
    made.id = "steps";
    return made;
  }

  money({ costs, ways }) {
    return [...(costs.length ? [element("dl", "answer-figures", ...costs.map(figureRow))] : []), ...(ways ? [table(ways)] : [])];
  }

  /** Days first, the soonest at the top; then what has no day, with the way to the city's own page. */
  toDo(dates, { given }) {
    const dated = dates.map(({ label, text }) => [element("b", "told-day", text), label]);
    const steps = this.data.steps.map(({ text, topic, title, place }) => {
      const link = element("a", "", title);
      link.href = `../../${given[place]}/${topic}/`;
      return [`${text} `, link];
    });
    const made = [list("ol", "told-steps", steps)];
    if (dates.length) made.unshift(list("ul", "told-days", dated), this.calendarButton(dates));
    return made;
  }

  calendarButton(dates) {
    const button = element("button", "button", "放进手机日历");
    button.type = "button";
    const status = element("p", "keep-status");
    status.setAttribute("role", "status");
    button.addEventListener("click", () => {
      if (IN_WECHAT) {
        status.textContent = "微信里存不了日历文件。请点右上角，选“在浏览器打开”，再按一次。";
        return;
      }
      const title = this.form.getAttribute("aria-label");
      const link = element("a", "");
      link.href = URL.createObjectURL(new Blob([calendar(dates, `我的医保：${title}`, location.host)], { type: "text/calendar" }));
      link.download = `${title}.ics`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), RELEASED);
      status.textContent = "日历文件做好了。打开它，选“添加”，到日子手机会提醒。";
    });
    return element("div", "told-calendar", button, status);
  }

  sections({ parts, dates, costs, ways, asks, rules }) {
    const sources = documents(rules);
    const number = (basis) => 1 + sources.findIndex(({ name, standing }) => name === basis.document && standing === basis.standing);
    const told = parts.filter(({ is_beside: isBeside }) => !isBeside);
    const stated = [].concat(...told.filter(({ answer }) => !answer.headline).map(({ answer }) => answer.steps));
    return [
      { heading: "结论", rows: told.filter(({ answer }) => answer.headline).map(({ title, answer }) => ({ term: title, text: answer.headline.replace(ASKING, "要问清楚。") })) },
      {
        heading: "要办的事",
        rows: [...dates.map(({ label, text }) => ({ term: text, text: label })), ...this.data.steps.map(({ text }, at) => ({ text: `${at + 1}. ${text}` }))],
      },
      {
        heading: "花多少钱",
        rows: [...costs.map(({ label, text }) => ({ term: label, text })), ...(ways ? ways.rows : []).map(([label, cells]) => (
          { term: label, text: cells.map((text, at) => `${ways.columns[at]}：${text}`).join("；") }))],
      },
      { heading: "这里的规定", rows: stated.map(({ text, rule: basis }) => ({ text: text + (basis ? `（依据 ${number(basis)}）` : "") })) },
      { heading: "还要问的", rows: asks.map((text) => ({ text: `□ “${text}”` })) },
      { heading: "依据", rows: ruleRows(sources) },
    ];
  }

  /** The sheet is long: instead of having all of it read out, one is led to its beginning. */
  show(reply, question) {
    super.show(reply, question);
    const heading = this.result.querySelector("h3");
    if (!heading) return;
    heading.tabIndex = -1;
    this.result.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  /** A link with a city only, as from that city's page, fills it in; one with all answers is reckoned. */
  restore() {
    const link = opened(this.slug);
    if (link && link.version) super.restore();
    else if (link) this.places.forEach((place) => place.write(link.given.get(place.name) || ""));
  }
}

document.querySelectorAll("form.calculator[data-situation]").forEach((form) => new Situation(form));
