// 修剪：the interpreter of Pyodide without what only other packages' compiled code could call, which the calculators, being pure
// Python, never load: a tenth less to download. A function stays if the program or the script beside it asks for it by name.
// Done once, when the pinned packages are installed; `sums` then says what every file that the build reads has to be.
// Arguments: the folder of Pyodide; the folder to write to.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const [pyodide, target] = process.argv.slice(2);
process.on("uncaughtException", ({ message }) => {
  console.error(`浏览器用的 Python 没有装好（${message}）：磁盘满了就腾出地方，否则请删掉 node_modules 文件夹，再运行一次。`);
  process.exit(1);
});
const { default: binaryen } = await import("binaryen");
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

const KEPT = ["package.json", "pyodide-lock.json", "python_stdlib.zip", "pyodide.asm.js", "pyodide.asm.wasm"];
const written = [...KEPT.map((name) => `${pyodide}/${name}`), `${target}/pyodide.asm.js`, `${target}/pyodide.asm.wasm`];
const sum = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
writeFileSync(`${target}/sums`, written.map((path) => `${sum(path)}  ${path}\n`).join(""));
