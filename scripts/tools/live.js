// 边改边看：reloads the page after each change; what is wrong lies over it until it is mended.
"use strict";

const STYLE = `
:host { position: fixed; inset: auto 0 0; z-index: 9; max-height: 60vh; overflow: auto; padding: 1rem 1.2rem;
  background: #fff4f2; color: #3c0b06; border-top: 4px solid #b3261e; font: 1rem/1.7 sans-serif; }
h2 { margin: 0 0 .5rem; font-size: 1.1rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }`;

const overlay = document.createElement("section");
overlay.setAttribute("role", "alert");
const root = overlay.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];

const version = document.currentScript.src.split("?")[1];

function paragraph(text, name = "p") {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

new EventSource("/-/live").addEventListener("message", ({ data }) => {
  const state = JSON.parse(data);
  if (state.problems) {
    const lines = state.problems.trim().split("\n");
    root.replaceChildren(paragraph("这里要改（下面还是改之前的网页）", "h2"), ...lines.map((line) => paragraph(line)));
    document.body.append(overlay);
  } else if (state.version !== version) {
    location.reload();
  }
});
