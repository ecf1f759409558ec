// 修剪：the interpreter of Pyodide without what only other packages' compiled code could call, which the calculators, being pure
// Python, never load: a tenth less to download. A function stays if the program or the script beside it asks for it by name.
// Done once, when the pinned packages are installed. Arguments: the folder of Pyodide; the folder to write to.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

const [pyodide, target] = process.argv.slice(2);
const script = readFileSync(`${pyodide}/pyodide.asm.js`, "utf8");
const program = readFileSync(`${pyodide}/pyodide.asm.wasm`);

const HANDED_ON = /var ([\w$]+)=(?:Module\["[\w$]+"\]=)?wasmExports\["[\w$]+"\];/g;
const words = (text) => new Set(text.match(/[\w$]+/g));
const named = words(script.replace(HANDED_ON, ""));
const lean = script.replace(HANDED_ON, (line, name) => (named.has(name) ? line : ""));

const compiled = new WebAssembly.Module(program);
const own = WebAssembly.Module.imports(compiled).filter(({ module }) => module === "GOT.func" || module === "GOT.mem");
const wanted = new Set([...own.map(({ name }) => name), ...words(lean)]);
const module = binaryen.readBinary(program);
for (const { name } of WebAssembly.Module.exports(compiled)) if (!wanted.has(name)) module.removeExport(name);
module.runPasses(["remove-unused-module-elements"]);

mkdirSync(target, { recursive: true });
writeFileSync(`${target}/pyodide.asm.js`, lean);
writeFileSync(`${target}/pyodide.asm.wasm`, module.emitBinary());
