// 核对单：what is marked and written becomes rows of proposals. Understood by browsers of 2018; nothing is sent.
(function () {
  "use strict";

  const DATA = JSON.parse(document.getElementById("data").textContent);
  const KEPT = `worksheet/${DATA.region}/${DATA.data}`;
  const KINDS = { date: "如 2026-01-01", month: "如 2026-01", month_day: "如 10-01", phone: "如 0519-12345678", url: "https://" };

  // ── What was entered, kept in this browser where it allows ──────────
  function recall() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) || {};
    } catch (refused) {
      return {};
    }
  }
  const state = Object.assign({ day: today(), person: "", entries: {} }, recall());
  let isSaved = true;
  function keep() {
    isSaved = false;
    try {
      localStorage.setItem(KEPT, JSON.stringify(state));
    } catch (refused) {
      document.getElementById("kept").textContent = "这个浏览器记不住填的内容：关掉以前，请按“保存”。这张单子不上网，填的内容不会自己发出去。";
      window.onbeforeunload = () => (isSaved ? undefined : "还没有保存");
    }
    count();
  }

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  // ── From what people type to what the data say ──────────────────────
  const UNSEEN = new RegExp(DATA.unseen, "g");
  const plain = (text) => String(text || "").replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
  const quoted = (text) => JSON.stringify(plain(text));

  /** 2026年7月1日, 2026.7.1, 2026 → 2026-07-01, 2026; null if it is no date. */
  function dated(text) {
    const found = /^(\d{4})(?:[-年./](?:(\d{1,2})(?:[-月./](?:(\d{1,2})日?)?)?)?)?$/.exec(plain(text).normalize("NFKC").replace(/\s/g, ""));
    return found && found.slice(1).filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
  }

  /** A number without separators and unit; a percentage becomes a share, by its digits. */
  function numbered(text, kind) {
    const figure = plain(text).normalize("NFKC").replace(/[,\s]/g, "").replace(/%$/, "");
    if (!/^\d+(\.\d+)?$/.test(figure) || (kind === "integer" && figure.includes("."))) return null;
    let [whole, rest = ""] = figure.split(".");
    if (kind === "share") {
      rest = whole.padStart(2, "0").slice(-2) + rest;
      whole = whole.slice(0, -2);
    }
    rest = rest.replace(/0+$/, "");
    whole = whole.replace(/^0+(?=\d)/, "") || "0";
    return rest ? `${whole}.${rest}` : whole;
  }

  function isEmpty(raw) {
    if (raw === undefined || raw === null) return true;
    if (Array.isArray(raw)) return raw.every(isEmpty);
    return typeof raw === "object" ? Object.keys(raw).every((name) => isEmpty(raw[name])) : !plain(raw);
  }

  /** The value as YAML; null where something is missing or not of its form. */
  function written(shape, raw) {
    if (isEmpty(raw)) return null;
    if (shape.kind === "list") {
      const items = raw.filter((each) => !isEmpty(each)).map((each) => written(shape.of, each));
      return items.includes(null) ? null : `[${items.join(", ")}]`;
    }
    if (shape.kind === "record") {
      const names = Object.keys(shape.fields).filter((name) => !shape.fields[name].optional || !isEmpty(raw[name]));
      const parts = names.map((name) => written(shape.fields[name].shape, raw[name]));
      return parts.includes(null) ? null : `{${names.map((name, at) => `${name}: ${parts[at]}`).join(", ")}}`;
    }
    if (["integer", "decimal", "money", "share"].includes(shape.kind)) return numbered(raw, shape.kind);
    if (shape.kind === "boolean") return raw;
    if (["date", "month"].includes(shape.kind)) return dated(raw) && quoted(dated(raw));
    return quoted(raw);
  }

  // ── Fields ──────────────────────────────────────────────────────────
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.keys(attributes).forEach((each) => {
      if (each.startsWith("on")) made.addEventListener(each.slice(2), attributes[each]);
      else if (attributes[each] !== false) made.setAttribute(each, attributes[each]);
    });
    made.append(...children);
    return made;
  }

  const select = (chosen, options, onchange) => element("select", { onchange: (event) => onchange(event.target.value) },
    element("option", { value: "" }, "请选"),
    ...Object.keys(options).map((value) => element("option", { value, selected: value === chosen && "" }, options[value])));

  function control(shape, raw, onchange) {
    if (shape.kind === "choice") return select(raw, shape.options, onchange);
    if (shape.kind === "boolean") return select(raw, { true: "是", false: "否" }, onchange);
    const isLong = shape.kind === "text";
    const input = element(isLong ? "textarea" : "input", {
      rows: isLong && 2,
      type: !isLong && "text",
      inputmode: ["integer", "decimal", "money", "share"].includes(shape.kind) && "decimal",
      placeholder: KINDS[shape.kind] || false,
      autocomplete: "off",
      oninput: (event) => {
        onchange(event.target.value);
        event.target.setAttribute("aria-invalid", String(!isEmpty(event.target.value) && written(shape, event.target.value) === null));
      },
    });
    input.value = raw || "";
    return input;
  }

  /** What takes a value of any form: a field, fields side by side, or a growing list of them. */
  function editor(shape, raw, label, onchange) {
    if (shape.kind === "record") {
      const record = Object.assign({}, raw);
      return element("div", { class: "fields", role: "group", "aria-label": label }, ...Object.keys(shape.fields).map((name) => {
        const field = shape.fields[name];
        return editor(field.shape, record[name], field.label + (field.optional ? "（可不填）" : ""), (value) => {
          record[name] = value;
          onchange(record);
        });
      }));
    }
    if (shape.kind === "list") {
      const items = Array.isArray(raw) && raw.length ? raw.slice() : [undefined];
      const list = element("ol", { class: "items" });
      const show = () => {
        list.textContent = "";
        items.forEach((item, at) => list.append(element("li", { class: "item" },
          editor(shape.of, item, `${label}，第 ${at + 1} 项`, (value) => {
            items[at] = value;
            onchange(items.slice());
          }),
          element("button", { type: "button", class: "button button-quiet", "aria-label": `删掉第 ${at + 1} 项`, onclick: () => {
            items.splice(at, 1);
            onchange(items.slice());
            show();
          } }, "删掉"))));
      };
      show();
      return element("div", { role: "group", "aria-label": label }, element("p", { class: "field-label" }, label), list,
        element("button", { type: "button", class: "button", onclick: () => {
          items.push(undefined);
          show();
        } }, "加一项"));
    }
    const unit = shape.kind === "share" ? "%" : shape.unit;
    return element("label", { class: shape.kind === "text" ? "field field-wide" : "field" },
      element("span", {}, label + (unit ? `（${unit}）` : "")), control(shape, raw, onchange));
  }

  // ── One entry: what its mark asks for ───────────────────────────────
  const articles = Array.from(document.querySelectorAll(".entry"));
  const TEXT = { kind: "text" }, LINE = { kind: "line" }, DAY = { kind: "date" };

  function form(key, entry) {
    const { shape, label } = DATA.facts[key];
    const stated = DATA.stated[key];
    const set = (name) => (value) => {
      entry[name] = value;
      change(key);
    };
    const field = (name, words, kind, longest) => {
      const made = editor(kind, entry[name], words, set(name));
      if (longest) made.lastChild.maxLength = longest;
      return made;
    };
    const document_ = () => element("fieldset", { class: "fields document" }, element("legend", {}, "哪份文件说的"),
      field("title", "文件名，照原样", LINE), field("issuer", "谁发的", LINE), field("document_number", "文号（可不填）", LINE),
      field("date", "哪天发的（可不填）", DAY), field("url", "网址（可不填）", { kind: "url" }),
      field("tier", "您读的是", { kind: "choice", options: DATA.tiers }),
      field("area", "只讲一个区、县的，是哪里（可不填）", LINE),
      field("clause", "第几条（可不填）", LINE), field("quote", `原话，一字不改，至多${DATA.longest.quote}字`, TEXT, DATA.longest.quote));
    const remark = (words) => field("remark", words, TEXT);
    if (entry.mark === "unsure") return [remark("为什么拿不准（可不填）")];
    if (entry.mark === "agrees") {
      const options = { none: "没读文件，照办事的经验" };
      if (stated.source && stated.source.tier === "original") options.same = "读了上面写的那份文件";
      options.other = "读了别的文件";
      return [
        element("label", { class: "field field-wide" }, element("span", {}, "这次读了文件吗？"),
          select(entry.read || "none", options, (value) => {
            entry.read = value;
            open(key);
            change(key);
          })),
        ...(entry.read === "other" ? [document_()] : []),
        remark("还想说的（可不填）"),
      ];
    }
    const places = { [DATA.region]: `只是${DATA.name}这样` };
    if (stated && stated.region !== DATA.region) places[stated.region] = `${stated.where}都这样`;
    return [
      ...(Object.keys(places).length > 1 ? [editor({ kind: "choice", options: places }, entry.region, "哪里的规定", set("region"))] : []),
      editor(shape, entry.value, `应该是：${label}`, set("value")),
      element("div", { class: "fields" },
        field("since", "从哪天起，只知道年份写年份", DAY), field("until", "到哪天为止（没有写明不填）", DAY)),
      document_(),
      field("note", "提醒读者的一句话（可不填）", TEXT, DATA.longest.note),
      remark("还想说的；没有文件的，说说怎么知道的"),
    ];
  }

  function start(key, mark) {
    const { value, since, until, note } = DATA.stated[key] || {};
    const before = state.entries[key] || {};
    const fresh = mark === "differs" ? { value, since: since === "unknown" ? "" : since, until, note, region: DATA.region } : {};
    state.entries[key] = Object.assign(fresh, before, { mark });
  }

  function open(key) {
    const article = articles.find((each) => each.dataset.key === key);
    const entry = state.entries[key];
    const place = article.querySelector(".entry-form");
    place.textContent = "";
    place.hidden = !entry;
    article.classList.toggle("is-marked", Boolean(entry));
    article.querySelectorAll(".mark input").forEach((input) => {
      input.checked = Boolean(entry) && input.value === entry.mark;
    });
    if (!entry) return;
    place.append(...form(key, entry), element("p", { class: "entry-state small", role: "status" }, standing(key)),
      element("button", { type: "button", class: "button button-quiet", onclick: () => {
        delete state.entries[key];
        open(key);
        keep();
        article.querySelector(".mark input").focus();
      } }, "撤回这一条"));
  }

  function change(key) {
    articles.find((each) => each.dataset.key === key).querySelector(".entry-state").textContent = standing(key);
    keep();
  }

  // ── Rows ────────────────────────────────────────────────────────────
  const hasDocument = (entry) => Boolean(plain(entry.title) && plain(entry.issuer) && entry.tier);

  function lacking(key) {
    const entry = state.entries[key];
    const needs = entry.mark === "differs" ? [
      [written(DATA.facts[key].shape, entry.value) !== null, "对的写法"],
      [isEmpty(entry.since) || dated(entry.since), "能看懂的起始日子"],
      [isEmpty(entry.until) || dated(entry.until), "能看懂的截止日子"],
    ] : [];
    const reads = entry.mark === "differs" || entry.read === "other";
    if (reads) {
      needs.push([plain(entry.title), "文件名"], [plain(entry.issuer), "谁发的"], [entry.tier, "读的是哪种"],
        [isEmpty(entry.date) || dated(entry.date), "能看懂的发文日子"]);
    }
    return needs.filter(([isThere]) => !isThere).map(([, words]) => words);
  }

  function standing(key) {
    const entry = state.entries[key];
    if (entry.mark === "unsure") return "记下了：我们再去查。";
    const missing = lacking(key);
    if (entry.mark === "agrees" && entry.read !== "other") return "记下了：这次看过，没有变。";
    return missing.length ? `先记作线索，去查。要直接能用，还缺：${missing.join("、")}。` : "齐了：核对以后就能改上。";
  }

  const isSame = (document, typed) => [["url", "url"], ["document_number", "document_number"], ["title", "title"]]
    .some(([known, own]) => document[known] && document[known] === plain(typed[own]));

  /** A statement as it stands, looked at again; with what a newly read document adds. */
  function agreeing(key, entry, day) {
    const stated = DATA.stated[key];
    const row = [["region", quoted(stated.region)], ["key", quoted(key)]];
    const isNew = entry.read === "other" && !lacking(key).length
      && (entry.tier === "original" || stated.status !== "official");
    const isRead = (entry.read === "same") || (isNew && entry.tier === "original");
    if (stated.value !== undefined) row.push(["value", written(DATA.facts[key].shape, stated.value)]);
    row.push(["since", quoted(stated.since)]);
    if (stated.until) row.push(["until", quoted(stated.until)]);
    const known = (stated.source ? [stated.source] : []).concat(stated.also || []);
    const also = isNew ? known.filter((each) => !isSame(each, entry)) : stated.also || [];
    row.push(["source", isNew ? sourceOf(entry) : quoted(stated.source.id)]);
    if (also.length) row.push(["also", `[${also.map((each) => quoted(each.id)).join(", ")}]`]);
    const words = isNew ? Object.assign({}, stated, { clause: entry.clause, quote: entry.quote }) : stated;
    DATA.texts.forEach((name) => plain(words[name]) && row.push([name, quoted(words[name])]));
    DATA.marks.forEach((name) => stated[name] && row.push([name, "true"]));
    row.push(["status", isRead ? "official" : stated.status], ["looked", quoted(day)]);
    if (isRead) row.push(["confirmed", quoted(day)]);
    return row;
  }

  function differing(key, entry, day) {
    const stated = DATA.stated[key] || {};
    const { shape, local } = DATA.facts[key];
    const row = [["region", quoted(entry.region || DATA.region)], ["key", quoted(key)], ["value", written(shape, entry.value)]];
    row.push(["since", quoted(dated(entry.since) || "unknown")]);
    if (dated(entry.until)) row.push(["until", quoted(dated(entry.until))]);
    row.push(["source", sourceOf(entry)]);
    ["clause", "quote", "note"].forEach((name) => plain(entry[name]) && row.push([name, quoted(entry[name])]));
    if (stated.depends && plain(entry.note)) row.push(["depends", "true"]);
    if (stated.uniform && local && entry.region === stated.region) row.push(["uniform", "true"]);
    row.push(["status", entry.tier === "original" ? "official" : "secondary"], ["looked", quoted(day)]);
    if (entry.tier === "original") row.push(["confirmed", quoted(day)]);
    return row;
  }

  function sourceOf(entry) {
    const parts = ["title", "issuer", "document_number", "url", "area"].filter((name) => plain(entry[name]))
      .map((name) => `    ${name}: ${quoted(entry[name])}`);
    if (dated(entry.date)) parts.push(`    date: ${quoted(dated(entry.date))}`);
    return `\n${parts.join("\n")}\n    tier: ${entry.tier}`;
  }

  /** What cannot change anything: a doubt, with all that was written about it. */
  function reporting(key, entry) {
    const stated = DATA.stated[key] || {};
    const isTyped = (name) => plain(entry[name]) !== plain(stated[name]);  // not what the sheet had filled in
    const parts = ["since", "until", "title", "issuer", "document_number", "date", "url", "clause", "quote", "note", "remark"]
      .filter(isTyped).map((name) => plain(entry[name])).filter(Boolean);
    if (!isEmpty(entry.value) && JSON.stringify(entry.value) !== JSON.stringify(stated.value)) {
      parts.unshift(`应该是 ${written(DATA.facts[key].shape, entry.value) || JSON.stringify(entry.value)}`);
    }
    const row = [["region", quoted(entry.region || DATA.region)], ["key", quoted(key)], ["reported", entry.mark === "differs" ? "不符" : "不确定"]];
    if (parts.length) row.push(["remark", quoted(parts.join("；").replace(/[<>]/g, " "))]);
    return row;
  }

  function rowOf(key) {
    const entry = state.entries[key];
    const day = dated(state.day) || today();
    const isReport = entry.mark === "unsure" || (entry.mark === "differs" && lacking(key).length > 0);
    const row = isReport ? reporting(key, entry) : entry.mark === "agrees" ? agreeing(key, entry, day) : differing(key, entry, day);
    const person = plain(state.person).replace(/[<>]/g, " ");
    const how = { none: "没有读文件，照办事的经验", same: "读了写着的那份文件", other: "读了别的文件" };
    const evidence = [`核对单 ${DATA.name} ${day}`, person && `核对的人 ${person}`, entry.mark === "agrees" && how[entry.read || "none"]];
    if (entry.mark === "agrees" && entry.read === "other") {
      evidence.push(...["title", "issuer", "document_number", "url"].map((name) => plain(entry[name])));
    }
    row.unshift(["id", quoted(`${DATA.region}/${key}`)]);
    if (!isReport && plain(entry.remark)) row.push(["remark", quoted(plain(entry.remark).replace(/[<>]/g, " "))]);
    row.push(["evidence", quoted(evidence.filter(Boolean).join("；").replace(/[<>]/g, " "))]);
    return row.map(([name, text], at) => `${at ? "  " : "- "}${name}:${text.startsWith("\n") ? "" : " "}${text}`).join("\n");
  }

  const marked = () => articles.map((each) => each.dataset.key).filter((key) => state.entries[key]);

  // ── The page ────────────────────────────────────────────────────────
  function count() {
    const keys = marked();
    const told = keys.filter((key) => DATA.stated[key]);
    const total = articles.filter((each) => DATA.stated[each.dataset.key]).length;
    const having = (mark) => keys.filter((key) => state.entries[key].mark === mark).length;
    const progress = document.getElementById("progress");
    progress.textContent = "";
    progress.append(element("b", {}, `${told.length} / ${total} 条`), ...[["相符", "agrees"], ["不符", "differs"], ["不确定", "unsure"]]
      .map(([words, mark]) => element("span", {}, `${words} ${having(mark)} `)));
    document.getElementById("bar").value = told.length;
    document.querySelectorAll(".done").forEach((each) => {
      const own = articles.filter((one) => one.closest(`#topic-${each.dataset.topic}`) && DATA.stated[one.dataset.key]);
      const ready = own.filter((one) => state.entries[one.dataset.key]).length;
      each.textContent = `${ready}/${own.length}`;
      each.classList.toggle("is-done", ready === own.length);
    });
  }

  articles.forEach((article) => {
    const { key } = article.dataset;
    article.querySelectorAll(".mark input").forEach((input) => {
      input.addEventListener("change", () => {
        start(key, input.value);
        open(key);
        keep();
      });
    });
    if (state.entries[key]) open(key);
  });
  ["day", "person"].forEach((name) => {
    const input = document.getElementById(name);
    input.value = state[name];
    input.addEventListener("input", () => {
      state[name] = input.value;
      if (name === "day") input.setAttribute("aria-invalid", String(!/^\d{4}-\d\d-\d\d$/.test(dated(input.value) || "")));
      keep();
    });
  });
  state.day = document.getElementById("day").value;

  // A table wider than the screen can be moved by keyboard.
  function announceWideTables() {
    document.querySelectorAll(".scroll").forEach((table) => {
      if (table.scrollWidth <= table.clientWidth) return;
      table.tabIndex = 0;
      table.setAttribute("role", "group");
      table.setAttribute("aria-label", "表格，可以左右滑动");
    });
  }
  addEventListener("resize", announceWideTables);
  document.addEventListener("toggle", announceWideTables, true);
  announceWideTables();

  document.getElementById("save").addEventListener("click", () => {
    const keys = marked();
    const section = document.getElementById("saved");
    const words = document.getElementById("saved-words");
    section.hidden = false;
    if (!keys.length) {
      words.textContent = "还没有按过一条，没有可以保存的。";
    } else {
      const name = `${DATA.region}-${dated(state.day) || today()}.yaml`;
      const text = `# ${DATA.name}核对单；网上的数据到 ${DATA.data}。用 make propose FILE=${name} 看。\n${keys.map(rowOf).join("\n")}\n`;
      document.getElementById("saved-text").value = text;
      const link = element("a", { href: URL.createObjectURL(new Blob([text], { type: "text/yaml" })), download: name });
      document.body.append(link);
      link.click();
      link.remove();
      isSaved = true;
      words.textContent = `存下来的文件叫 ${name}，写了 ${keys.length} 条，一般在“下载”文件夹里。请把它交回给请您核对的人。后来又改了，再按一次保存。`;
    }
    section.scrollIntoView();
  });
  document.getElementById("copy").addEventListener("click", () => {
    const area = document.getElementById("saved-text");
    area.select();
    if (!document.execCommand("copy") && navigator.clipboard) navigator.clipboard.writeText(area.value);
  });
  document.getElementById("forget").addEventListener("click", () => {
    if (!confirm("填的全部清空，找不回来。确定吗？")) return;
    state.entries = {};
    state.person = "";
    document.getElementById("person").value = "";
    articles.forEach((each) => open(each.dataset.key));
    keep();
  });
  count();
})();
