// 朗读：reads the answer on the first screen, and a calculator's result, with a Chinese voice of the device itself.
// A voice that works over the network would send the text away, so it doesn't count. Without a voice: no button.
(function () {
  "use strict";

  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;

  const NOT_READ = ".keep, .proof, .cite, .status, .step-rule, button, svg, script, [hidden]";
  const BLOCKS = "p, li, dt, dd, h1, h2, h3, h4, div";
  const LONGEST = 120;  // characters; some engines fall silent in longer pieces
  const START = "朗读";
  const STOP = "停止";  // as wide as the word before it: nothing moves
  let reading = null;

  function chineseVoice() {
    return speech.getVoices().find((voice) => voice.localService && /^(zh|cmn)\b/i.test(voice.lang));
  }

  const textOf = (cell) => cell.textContent.replace(/\s+/g, " ").trim();
  const isSaid = (text) => /[\u3400-\u9fff\w]/.test(text);

  /** A row of a table: its own name, then each cell with the heading of its column. */
  function rowWords(row, columns) {
    const cells = Array.from(row.cells);
    const name = cells.filter((cell) => cell.tagName === "TH").map(textOf).filter(isSaid).join("，");
    const told = cells.filter((cell) => cell.tagName === "TD" && isSaid(textOf(cell)))
      .map((cell) => (columns[cell.cellIndex] ? columns[cell.cellIndex] + "：" : "") + textOf(cell));
    return (name ? name + "：" : "") + told.join("；") + (told.length ? "。" : "");
  }

  /** A table row by row, after its caption, in place of the table itself. */
  function flatten(table) {
    const columns = table.tHead ? Array.from(table.tHead.rows[0].cells, textOf) : [];
    const rows = Array.from(table.rows).filter((row) => !table.tHead || !table.tHead.contains(row));
    const lines = rows.map((row) => rowWords(row, columns)).filter(isSaid);
    if (table.caption) lines.unshift(textOf(table.caption) + "。");
    const said = document.createElement("div");
    said.textContent = lines.map((line) => line + "\n").join("");
    table.replaceWith(said);
  }

  /** What is said of an element, sentence by sentence. */
  function sentences(element) {
    const copy = element.cloneNode(true);
    for (const silent of copy.querySelectorAll(NOT_READ)) silent.remove();
    for (const table of copy.querySelectorAll("table")) flatten(table);
    for (const term of copy.querySelectorAll("dt")) term.append("：");
    for (const block of copy.querySelectorAll(BLOCKS)) if (block.tagName !== "DT") block.append("\n");
    const pieces = copy.textContent.replace(/[ \t]+/g, " ").match(/[^。！？；\n]+[。！？；]?/g) || [];
    return pieces.map((piece) => piece.trim()).filter(isSaid).map((piece) => (/[。！？；：，]$/.test(piece) ? piece : piece + "。"))
      .reduce((said, piece) => {
        const last = said.length - 1;
        if (last >= 0 && said[last].length + piece.length < LONGEST / 2) said[last] += piece;
        else said.push(piece);
        return said;
      }, []);
  }

  function stop() {
    if (!reading) return;
    const button = reading;
    reading = null;
    speech.cancel();
    button.textContent = START;
  }

  function start(button, elements) {
    stop();
    const said = [].concat(...elements.map(sentences));
    const voice = chineseVoice();
    if (!said.length || !voice) return;
    reading = button;
    button.textContent = STOP;
    said.forEach((text, number) => {
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = 0.9;
      words.onend = () => {
        if (reading === button && number === said.length - 1) stop();
      };
      words.onerror = () => {
        if (reading === button) stop();
      };
      speech.speak(words);
    });
  }

  function equip(button, elements) {
    button.addEventListener("click", () => {
      if (reading === button) stop();
      else start(button, elements());
    });
  }

  function addToResults() {
    for (const result of document.querySelectorAll(".calculator-result")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button read-result";
      button.textContent = START;
      button.hidden = true;
      result.after(button);
      equip(button, () => [result]);
      new MutationObserver(() => {
        if (reading === button) stop();
        button.hidden = !result.querySelector(".answer");
      }).observe(result, { childList: true });
    }
  }

  // Voices often arrive late; everything is added once, when the first Chinese one is there.
  let isOffered = false;
  function offer() {
    if (isOffered || !chineseVoice()) return;
    isOffered = true;
    const button = document.querySelector(".read-aloud");
    const first = document.querySelector(".first");
    if (button && first) {
      equip(button, () => [document.querySelector("h1"), first]);
      button.hidden = false;
    }
    addToResults();
  }

  offer();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  else speech.onvoiceschanged = offer;
  addEventListener("pagehide", stop);
})();
