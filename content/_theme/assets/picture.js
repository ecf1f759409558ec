// 图片：draws a sheet on a canvas, wide enough for a phone held upright. Nothing leaves the device.

const WIDTH = 1080;
const MARGIN = 56;
const FULL = WIDTH - 2 * MARGIN;
const GAP = 28;
const TALLEST = 8000;  // beyond this some phones draw nothing
const LEADING = 1.42;
const STYLES = {
  title: { size: 58, weight: 700, colour: "#0a6558" },
  heading: { size: 46, weight: 700, colour: "#0a6558" },
  term: { size: 42, weight: 400, colour: "#4d5a57" },
  text: { size: 46, weight: 400, colour: "#1c2624" },
  strong: { size: 46, weight: 700, colour: "#1c2624" },
  more: { size: 40, weight: 400, colour: "#4d5a57" },
};
const HANGING = /^[，。；：、！？）》”]/;  // may stand in the margin rather than begin a line
const PIECES = /[（《“]*(?:[\w.,%/:#?=&~-]+|[^])/gu;  // an opening bracket stays with what it opens

/** Lines no wider than the picture; Latin words and numbers stay whole when they fit. */
function wrapped(pen, text) {
  const fits = (line) => pen.measureText(line).width <= FULL;
  const lines = [""];
  const add = (piece) => {
    const last = lines.length - 1;
    if (fits(lines[last] + piece) || HANGING.test(piece)) lines[last] += piece;
    else if (piece.length > 1 && !fits(piece)) Array.from(piece).forEach(add);
    else lines.push(piece.trimStart());
  };
  (text.match(PIECES) || []).forEach(add);
  return lines;
}

/** Where every line stands, from the top down. */
class Layout {
  constructor(pen, family) {
    this.pen = pen;
    this.family = family;
    this.lines = [];
    this.rules = [];
    this.y = MARGIN;
  }

  use(name) {
    const { size, weight, colour } = STYLES[name];
    this.pen.font = `${weight} ${size}px ${this.family}`;
    return { font: this.pen.font, colour, step: size * LEADING };
  }

  write(text, name) {
    const { font, colour, step } = this.use(name);
    for (const line of wrapped(this.pen, text)) {
      this.y += step;
      this.lines.push({ line, x: MARGIN, y: this.y, font, colour });
    }
  }

  /** A short text stands beside its term, a long one below it. */
  row({ term, text, more }, name) {
    this.y += 8;
    if (term) {
      this.write(term, "term");
      this.use("term");
      const x = MARGIN + this.pen.measureText(term).width + GAP;
      const { font, colour } = this.use(name);
      if (x + this.pen.measureText(text).width <= WIDTH - MARGIN) this.lines.push({ line: text, x, y: this.y, font, colour });
      else this.write(text, name);
    } else this.write(text, name);
    if (more) this.write(more, "more");
  }

  section({ heading, rows }, isMain) {
    this.y += 30;
    this.rules.push(this.y);
    this.write(heading, "heading");
    for (const row of rows) this.row(row, isMain && row.term ? "strong" : "text");
  }
}

export function draw({ title, sections }) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const layout = new Layout(pen, getComputedStyle(document.body).fontFamily);
  layout.write(title, "title");
  sections.forEach((section, at) => layout.section(section, at < 2));
  const height = Math.ceil(layout.y + MARGIN);
  const scale = Math.min(1, TALLEST / height);
  canvas.width = Math.round(WIDTH * scale);
  canvas.height = Math.round(height * scale);
  pen.scale(scale, scale);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, WIDTH, height);
  pen.fillStyle = "#dcdbd2";
  layout.rules.forEach((y) => pen.fillRect(MARGIN, y, FULL, 2));
  for (const { line, x, y, font, colour } of layout.lines) {
    pen.font = font;
    pen.fillStyle = colour;
    pen.fillText(line, x, y);
  }
  return canvas;
}
