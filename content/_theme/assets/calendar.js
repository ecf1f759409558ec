// 日历文件：days for the reader's own calendar (RFC 5545), made on the device. A day is {name, day, until, label, text}.

const LONGEST = 75; // octets of a line (3.1)
const DISCLAIMER = "办事以当地医保局的答复为准。";

const plain = (text) => text.replace(/[\\;,]/g, "\\$&");
const digits = (day) => day.replace(/-/g, "");

/** The day after, as digits: an event ends where the next day begins. */
function after(day) {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return digits(next.toISOString().slice(0, 10));
}

/** A long line goes on after a line break and a space, never inside a character. */
function folded(line) {
  const octets = new TextEncoder();
  const parts = [""];
  let size = 0;
  for (const letter of line) {
    const more = octets.encode(letter).length;
    if (size + more > LONGEST - 1) {
      parts.push("");
      size = 0;
    }
    parts[parts.length - 1] += letter;
    size += more;
  }
  return parts.join("\r\n ");
}

function event({ name, day, label, text }, host, stamp) {
  return [
    "BEGIN:VEVENT", `UID:${name}-${day}@${host}`, `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${digits(day)}`, `DTEND;VALUE=DATE:${after(day)}`,
    `SUMMARY:${plain(label)}`, `DESCRIPTION:${plain(text)}。${DISCLAIMER}`, "END:VEVENT",
  ];
}

/** The whole file; `name` is what the calendar is called. */
export function calendar(days, name, host) {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${host}//${name}//ZH`, `X-WR-CALNAME:${plain(name)}`,
    ...[].concat(...days.map((each) => event(each, host, stamp))), "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
