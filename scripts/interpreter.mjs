// 解释器：the interpreter of Pyodide for the build's scripts, as if in a reader's worker, but in a world where no time passes
// and nothing is random: equal inputs give equal bytes.
import { readFileSync } from "node:fs";

const WORLD = {
  process: undefined,
  self: { location: { href: "file:///worker.js" } },
  WorkerGlobalScope: class {},
  // Called an iPhone, it takes no short cut that some browsers lack.
  navigator: { userAgent: "iPhone", platform: "iPhone", maxTouchPoints: 1, languages: ["C"] },
  crypto: { getRandomValues: (view) => view.fill(0) },
  performance: { now: () => 0 },
  Date: class extends Date {
    static now() {
      return 0;
    }
  },
};

/** The function that makes the interpreter, from its own script in `folder`. */
export function interpreter(folder) {
  const script = readFileSync(`${folder}/pyodide.asm.js`, "utf8");
  new Function(...Object.keys(WORLD), script)(...Object.values(WORLD));
  return globalThis._createPyodideModule;
}
