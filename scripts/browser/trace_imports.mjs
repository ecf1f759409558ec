// 追踪导入: starts Python with its whole standard library and the calculators, asks these every question given on standard
// input ([[slug, payload, reply], …]), and prints every module that was read on the way. runtime.py keeps these and leaves
// the rest out of the reader's download. Arguments: the folder of Pyodide; a zip of all modules.
import { readFileSync } from "node:fs";
import { Python } from "../../content/_theme/assets/python.js";
import { interpreter } from "./interpreter.mjs";

const LIST = `
import sys
archive = "/lib/python313.zip/"
origins = {str(getattr(getattr(module, "__spec__", None), "origin", "")) for module in sys.modules.values()}
with open("/answer", "w", encoding="utf-8") as file:
    json.dump(sorted(each.removeprefix(archive) for each in origins if each.startswith(archive)), file)
`;

const [folder, library] = process.argv.slice(2);
const questions = JSON.parse(readFileSync(0));
const program = WebAssembly.compile(readFileSync(`${folder}/pyodide.asm.wasm`));
const python = await Python.begin(interpreter(folder), program, readFileSync(library));
questions.forEach(([slug, payload]) => python.ask(slug, payload));
python.execute(LIST);
console.log(python.machine.module.FS.readFile("/answer", { encoding: "utf8" }));
process.exit(); // the interpreter leaves a message port open, which would keep Node waiting
