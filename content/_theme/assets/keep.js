// 留一份：the sheet as a table, and four ways to take it along: on paper, as text, as a picture, as a link.

import { element } from "./answer.js";
import { sheetOf, textOf } from "./sheet.js";

const IN_WECHAT = /MicroMessenger/i.test(navigator.userAgent);
const SIZES = ["large", "middle", "small"];  // 12, 10.5 and 9 pt; never smaller, rather a second page
const RELEASED = 60000;  // by then the picture is saved
const SAID = {
  text: "结果已经复制。到微信或记事本里长按，选“粘贴”。",
  link: "链接已经复制。发给自己或家人，打开就能再看到这次的结果。",
  byHand: "没能自动复制。请长按下面的文字，选“全选”，再选“复制”。",
  picture: "图片做好了，在下面。没有自动存下来的话，长按图片，选“保存图片”。",
  pressed: "图片做好了，在下面。请长按图片，选“保存图片”。",
  undrawn: "画图的程序没有取到，可能是网络断了。请再按一次。",
};

function rowOf({ term, text, more, url }) {
  const cell = element("td", "");
  if (url) {
    const link = element("a", "", text);
    link.href = url;
    link.rel = "external noopener";
    cell.append(link);
  } else cell.append(text);
  if (more) cell.append(element("span", "sheet-more", more));
  if (!term) {
    cell.colSpan = 2;
    return element("tr", "", cell);
  }
  const head = element("th", "", term);
  head.scope = "row";
  return element("tr", "", head, cell);
}

function tableOf({ title, sections }) {
  const table = element("table", "sheet", element("caption", "", title));
  for (const { heading, rows } of sections) {
    const head = element("th", "sheet-heading", heading);
    head.scope = "rowgroup";
    head.colSpan = 2;
    table.append(element("tbody", "", element("tr", "", head), ...rows.map(rowOf)));
  }
  return table;
}

/** Only the sheet is printed, in the largest letters with which it fits on one A4; what is too long even in 9 pt goes on. */
function print(table) {
  document.querySelectorAll(".sheet-paper").forEach((paper) => paper.remove());
  const paper = element("div", "", table.cloneNode(true));
  document.body.append(paper);
  SIZES.find((size) => {
    paper.className = `sheet-paper sheet-${size}`;
    return paper.firstChild.offsetHeight <= paper.offsetHeight;
  });
  document.documentElement.classList.add("prints-sheet");
  addEventListener("afterprint", () => {
    paper.remove();
    document.documentElement.classList.remove("prints-sheet");
  }, { once: true });
  window.print();
}

/** Shows what the reader has to copy by hand, where a browser lets no page write to the clipboard. */
async function copy(text, shown) {
  if (navigator.clipboard) {
    const isDone = await navigator.clipboard.writeText(text).then(() => true, () => false);
    if (isDone) return true;
  }
  const area = element("textarea", "keep-text");
  area.readOnly = true;
  area.value = text;
  area.setAttribute("aria-label", "请复制这些文字");
  shown.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  if (isDone) area.remove();
  return isDone;
}

async function savePicture(sheet, file, shown) {
  const drawing = await import("./picture.js").catch(() => null);
  if (!drawing) return SAID.undrawn;
  const canvas = drawing.draw(sheet);
  const image = element("img", "keep-picture");
  image.src = canvas.toDataURL("image/png");
  image.alt = sheet.title;
  shown.append(image);
  if (IN_WECHAT) return SAID.pressed;
  const link = element("a", "");
  link.href = URL.createObjectURL(await new Promise((resolve) => canvas.toBlob(resolve, "image/png")));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASED);
  return SAID.picture;
}

/** Everything about keeping a result, as one element. */
export function keep(result) {
  const sheet = sheetOf(result);
  const table = tableOf(sheet);
  const shown = element("div", "keep-shown");
  const status = element("p", "keep-status");
  status.setAttribute("role", "status");
  const copied = async (text, said) => ((await copy(text, shown)) ? said : SAID.byHand);
  const ways = [
    ["打印一张", () => print(table), !IN_WECHAT && typeof window.print === "function"],
    ["复制文字", () => copied(textOf(sheet), SAID.text), true],
    ["存成图片", () => savePicture(sheet, `${result.title}-${result.day}.png`, shown), true],
    ["复制链接", () => copied(result.link, SAID.link), true],
  ];
  const buttons = ways.filter(([, , isPossible]) => isPossible).map(([label, act]) => {
    const button = element("button", "button", label);
    button.type = "button";
    button.addEventListener("click", async () => {
      shown.textContent = "";
      status.textContent = (await act()) || "";
    });
    return button;
  });
  const details = element("details", "keep-sheet", element("summary", "", "看结果单：填了什么、按哪条规定、结果"), table);
  const heading = element("h3", "", "留一份");
  return element("div", "keep", heading, element("div", "keep-ways", ...buttons), status, shown, details);
}
