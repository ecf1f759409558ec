// 造快照: starts Python once, lets it import the calculators, and writes its memory down, so that readers' browsers need not
// do that work. Then the snapshot answers every question given on standard input, [[slug, payload, reply], …]; one wrong
// reply and nothing is written. Arguments: the folder with the interpreter, standard library and calculators; the file to write.
import { readFileSync, writeFileSync } from "node:fs";
import { Python, takeSnapshot } from "../content/_theme/assets/python.js";
import { interpreter } from "./interpreter.mjs";

// What only the imports needed, and what would differ from day to day.
const TIDY = `
import dataclasses, gc, re, sys, zipimport
for name in ("ast", "_ast", "dis", "inspect", "linecache", "opcode", "_opcode", "_opcode_metadata", "token", "tokenize", "_tokenize"):
    sys.modules.pop(name, None)
dataclasses.inspect = None
re.purge()
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
for module in sys.modules.values():
    for name in ("__spec__", "__cached__", "__loader__"):
        module.__dict__.pop(name, None)
gc.collect()
sys._clear_type_cache()
`;

const [folder, target] = process.argv.slice(2);
const read = (name) => readFileSync(`${folder}/${name}`);
const program = WebAssembly.compile(read("pyodide.asm.wasm"));

/** Free memory holds rests of what was there; zeros are smaller to send. */
function zeroFreeMemory({ module, exports }) {
  const end = exports.sbrk(0);
  const taken = [];
  const sizes = [];
  for (let size = 1 << 20; size > 512; size = Math.floor(size / 1.5)) sizes.push(size);
  for (let size = 512; size >= 8; size -= 8) sizes.push(size);
  for (const size of sizes) {
    for (let at = exports.malloc(size); ; at = exports.malloc(size)) {
      taken.push(at);
      if (at + size >= end) break;
      module.HEAPU8.fill(0, at, at + size);
    }
  }
  taken.forEach((at) => exports.free(at));
}

const questions = JSON.parse(readFileSync(0));
const python = await Python.begin(interpreter(folder), program, read("python_stdlib.zip"), read("calculators.zip"));
const size = python.machine.module.HEAPU8.length;
python.execute("for slug in calculators.SLUGS: calculators.calculator(slug)"); // imported when first asked
python.execute(TIDY);
zeroFreeMemory(python.machine);
if (python.machine.module.HEAPU8.length !== size) throw new Error("The memory has grown: a fresh one would be too small.");
const snapshot = takeSnapshot(python.machine);

const restored = await Python.resume(interpreter(folder), program, snapshot);
for (const [slug, payload, reply] of questions) {
  const answer = restored.ask(slug, payload);
  if (answer !== reply) throw new Error(`${slug} ${payload}\nexpected ${reply}\ngot ${answer}`);
}
writeFileSync(target, snapshot);
process.exit(); // the interpreter leaves a message port open, which would keep Node waiting
