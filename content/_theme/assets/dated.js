// 日子：a year, a month or a day as people write it: 2026年, 2026年3月, 2026年3月5日.

export function dated(text) {
  return text.split("-").map((part, at) => Number(part) + "年月日"[at]).join("");
}
