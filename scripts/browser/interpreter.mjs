// 解释器：the interpreter of Pyodide for the build's scripts, as if in a reader's worker.
import { readFileSync } from "node:fs";

const WORLD = { process: undefined, self: { location: { href: "file:///worker.js" } }, WorkerGlobalScope: class {} };

/** The function that makes the interpreter, from its own script in `folder`. */
export function interpreter(folder) {
  const script = readFileSync(`${folder}/pyodide.asm.js`, "utf8");
  new Function(...Object.keys(WORLD), script)(...Object.values(WORLD));
  return globalThis._createPyodideModule;
}
