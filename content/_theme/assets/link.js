// 链接：#calculator?answers&data=version reopens a result; the version is the fingerprint of the facts and of what came out.

const VERSION = "data";
const WRITTEN = /^(\d{4}-\d{2}-\d{2})?\.([0-9a-f]{8})$/;

/** 2026年3月5日. */
export function dated(day) {
  return day.split("-").map((part, at) => Number(part) + "年月日"[at]).join("");
}

/** The facts of one place or of several, one after the other, each with what a larger place says instead. */
function factsIn(facts) {
  const values = Object.values(facts).filter((each) => each && typeof each === "object");
  return [].concat(...values.map((each) => ("status" in each ? [each, each.reference].filter(Boolean) : factsIn(each))));
}

/** The day of the latest look at any of the facts, and eight digits that change when one of them or the answer does. */
export function versionOf(facts, answer) {
  const looks = factsIn(facts).map(({ looked }) => looked || "").sort();
  let hash = 0x811c9dc5;  // FNV-1a
  for (const letter of JSON.stringify([facts, answer])) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
  return `${looks.pop() || ""}.${(hash >>> 0).toString(16).padStart(8, "0")}`;
}

/** 2026年11月22日，版本 1a2b3c4d; whatever a link may say instead is not repeated. */
export function versionWords(version) {
  const [, date, code] = WRITTEN.exec(version) || [];
  if (!code) return "版本不详";
  return `${date ? `${dated(date)}，` : ""}版本 ${code}`;
}

export function fragment(slug, given, version) {
  return `#${slug}?${new URLSearchParams(Object.assign({}, given, { [VERSION]: version }))}`;
}

/** The answers and the version in the page's address, when they are for this calculator. */
export function opened(slug) {
  const [name, answers] = location.hash.slice(1).split("?");
  if (name !== slug || answers === undefined) return null;
  const given = new URLSearchParams(answers);
  return { given, version: given.get(VERSION) };
}
