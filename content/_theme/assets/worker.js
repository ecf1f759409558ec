// 计算线程：Python, loaded from this site only, away from the page so that scrolling never stalls.
// Receives {folder, isPlain} once, then {id, slug, payload}; sends {progress}, at its end with the {files} that were
// needed; {id, answer}; {id, error}; or {error} when it cannot start or the snapshot fails. `isPlain` starts Python from its
// files instead of the snapshot: slower, but nothing can be wrong with it.

const send = (message) => self.postMessage(message);
const fail = (error) => send({ error: String(error) });
self.onunhandledrejection = (event) => {
  event.preventDefault();
  fail(event.reason); // a download fails while others are awaited
};

/** Compiles while it downloads; a server that calls the file something else than application/wasm is slower, not fatal. */
async function compile(response) {
  const isWasm = (response.headers.get("Content-Type") || "").startsWith("application/wasm");
  if (isWasm && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function start(folder, isPlain) {
  const glue = `${folder}pyodide.asm.js`;
  const files = [glue];
  let finished = 0;
  const step = (result) => {
    finished += 1;
    send({ progress: 0.05 + (0.8 * finished) / (files.length + 1) });
    return result;
  };
  const download = async (name) => {
    files.push(folder + name);
    const response = await fetch(folder + name);
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response;
  };
  const bytes = (name) => download(name).then((response) => response.arrayBuffer()).then(step);

  // The large files first: everything below travels at the same time.
  const program = download("pyodide.asm.wasm").then(compile).then(step);
  const wanted = isPlain ? ["python_stdlib.zip", "calculators.zip"] : ["snapshot.bin"];
  const data = Promise.all(wanted.map(bytes));
  const scripts = Promise.all([import("./python.js"), import(glue)]).then(step);
  send({ progress: 0.05 });

  const [{ Python }] = await scripts;
  const createModule = self._createPyodideModule;
  const python = isPlain
    ? await Python.begin(createModule, program, ...(await data).map((each) => new Uint8Array(each)))
    : await Python.resume(createModule, program, data.then(([each]) => new Uint32Array(each)));
  send({ progress: 1, files });
  return python;
}

let python;
let isTrusted;

self.onmessage = async ({ data }) => {
  if (data.folder) {
    isTrusted = data.isPlain;
    python = start(data.folder, data.isPlain);
    python.catch(fail);
    return;
  }
  try {
    send({ id: data.id, answer: (await python).ask(data.slug, data.payload) });
  } catch (error) {
    if (isTrusted) send({ id: data.id, error: String(error) });
    else fail(error);
  }
};
