// 写法：figures and dates as people write them, on the screen, on paper and in a picture.

export const CERTAINTY = {
  exact: "按已经公布的规定算出。办理时以经办机构核定的为准。",
  estimate: "这是估算：有的规定没有查到，或者需要再核对。以经办机构的答复为准。",
  unknown: "凭现有的资料还算不出确定的结果，请打 12393 问清楚。",
};

/** What places are called until their names are known. */
export const PLACES = { origin: "原来的城市", destination: "要去的城市" };

/** A year, a month or a day: 2026年, 2026年3月, 2026年3月5日. */
export function dated(text) {
  return text.split("-").map((part, at) => Number(part) + "年月日"[at]).join("");
}

const WRITERS = {
  money: (value) => {
    const [yuan, fen] = value.split(".");
    return yuan.replace(/\B(?=(\d{3})+$)/g, ",") + (fen === "00" ? "" : `.${fen}`);
  },
  share: (value) => String(Number((value * 100).toPrecision(6))),
  date: dated,
  month: dated,
  boolean: (value) => (value ? "是" : "否"),
};

function plain(value, figure) {
  if (figure.kind === "choice") return figure.options.find((option) => option.value === value).label;
  return (WRITERS[figure.kind] || String)(value);
}

function unit({ kind, unit: word }) {
  if (kind === "share") return "%";
  if (!word && kind !== "money") return "";
  return ` ${word || "元"}`;
}

/** Whether a figure has a value for each of several places. */
export function isByPlace(value) {
  return value !== null && typeof value === "object" && "origin" in value;
}

/** A figure in words: one value, several, a range, or not known. */
export function written(value, figure) {
  if (value === null) return figure.absent || "还不知道";
  if (Array.isArray(value)) return value.map((item) => plain(item, figure)).join("、") || "无";
  if (typeof value !== "object") return plain(value, figure) + unit(figure);
  const [low, high] = [plain(value.low, figure), plain(value.high, figure)];
  return (low === high ? low : `${low} 至 ${high}`) + unit(figure);
}
