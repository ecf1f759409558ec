// 追踪导入: starts Pyodide, imports the modules named on the command line, and prints every file of the standard library
// that was read on the way. runtime.py keeps these files and leaves the rest out of the reader's download.
import { readFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const { info } = JSON.parse(await readFile(new URL("../node_modules/pyodide/pyodide-lock.json", import.meta.url)));
const pyodide = await loadPyodide({ lockFileContents: { info, packages: {} } });
pyodide.globals.set("names", pyodide.toPy(process.argv.slice(2)));
console.log(
  pyodide.runPython(`
import importlib, json, sys

for name in names:
    importlib.import_module(name)
archive = next(path for path in sys.path if path.endswith(".zip")) + "/"
files = {module.__spec__.origin for module in sys.modules.values() if getattr(module, "__spec__", None)}
json.dumps(sorted(file.removeprefix(archive) for file in files if file and file.startswith(archive)))
`),
);
