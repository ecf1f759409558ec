// 自检: asks the browser's Python every question given on standard input, [[slug, payload, reply], …], twice: started from its
// files, and resumed from a snapshot that was taken before any question, as on a reader's second visit. One wrong reply ends
// in an error. Argument: the folder with the interpreter, the library.
import { readFileSync } from "node:fs";
import { Python } from "../../content/_theme/assets/python.js";
import { interpreter } from "./interpreter.mjs";

const [folder] = process.argv.slice(2);
const read = (name) => readFileSync(`${folder}/${name}`);
const program = WebAssembly.compile(read("pyodide.asm.wasm"));
const questions = JSON.parse(readFileSync(0));

function test(python) {
  for (const [slug, payload, reply] of questions) {
    const answer = python.ask(slug, payload);
    if (answer !== reply) throw new Error(`${slug} ${payload}\nexpected ${reply}\ngot ${answer}`);
  }
}

const started = await Python.begin(interpreter(folder), program, read("python.zip"));
const snapshot = started.snapshot();
test(started);
test(await Python.resume(interpreter(folder), program, snapshot));
process.exit(); // the interpreter leaves a message port open, which would keep Node waiting
