// 解释器：the interpreter of Pyodide for the build's scripts, as if in a reader's worker, but where no time passes and nothing
// is random: equal inputs give equal bytes.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

process.type = "renderer"; // so the interpreter takes this for a browser
Date.now = () => 0;
const stand = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true });
stand("self", globalThis);
stand("WorkerGlobalScope", class {});
stand("location", { href: "file:///worker.js" });
stand("crypto", { getRandomValues: (view) => view.fill(0) });
// Called an iPhone, it takes no short cut that some browsers lack.
stand("navigator", { userAgent: "iPhone", platform: "iPhone", maxTouchPoints: 1, languages: ["C"] });

/** The function that makes the interpreter, from its own script in `folder`. */
export function interpreter(folder) {
  runInThisContext(readFileSync(`${folder}/pyodide.asm.js`, "utf8"));
  return globalThis._createPyodideModule;
}
