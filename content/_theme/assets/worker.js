// 计算线程：Python, loaded from this site only, away from the page so that scrolling never stalls.
// Receives {folder, isPlain} once, then {id, slug, payload}; sends {progress}, at its end with the {files} of the runtime;
// {id, answer}; {id, error}; or {error} when it cannot start. Before the reader has asked anything it keeps Python's memory on
// the device, so that later visits resume instead of starting. `isPlain` does without what is kept: the second attempt, when
// the first has failed.

const KEPT = "memory.bin";
const FILES = ["pyodide.asm.js", "pyodide.asm.wasm", "python.zip"];

const send = (message) => self.postMessage(message);
const fail = (error) => send({ error: String(error) });
self.onunhandledrejection = (event) => {
  event.preventDefault();
  fail(event.reason); // a download fails while others are awaited
};

/** Where sw.js keeps the runtime, too. */
const cache = (folder) => caches.open(`${new URL("../../..", folder).pathname} python 1`);

/** The memory kept on this device, if any; without storage there is none. */
async function keptMemory(folder) {
  try {
    const kept = await (await cache(folder)).match(folder + KEPT);
    return kept && new Uint32Array(await kept.arrayBuffer());
  } catch (error) {
    return undefined;
  }
}

async function forgetMemory(folder) {
  const python = await cache(folder);
  const kept = (await python.keys()).filter(({ url }) => url.endsWith(KEPT));
  await Promise.all(kept.map((request) => python.delete(request)));
}

async function keepMemory(folder, memory) {
  await forgetMemory(folder); // that of an earlier version
  await (await cache(folder)).put(folder + KEPT, new Response(memory));
}

/** Compiles while it downloads; a server that calls the file something else than application/wasm is slower, not fatal. */
async function compile(response) {
  const isWasm = (response.headers.get("Content-Type") || "").startsWith("application/wasm");
  if (isWasm && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function start(folder, isPlain) {
  const [glue, wasm, library] = FILES.map((name) => folder + name);
  let finished = 0;
  const step = (result) => {
    finished += 1;
    send({ progress: 0.05 + 0.2 * finished });
    return result;
  };
  const download = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response;
  };
  const bytes = async (url) => new Uint8Array(await (await download(url)).arrayBuffer());

  // The large file first: everything below travels at the same time.
  const program = download(wasm).then(compile).then(step);
  const scripts = Promise.all([import("./python.js"), import(glue)]).then(step);
  send({ progress: 0.05 });
  const memory = isPlain ? undefined : await keptMemory(folder);
  const modules = memory ? undefined : bytes(library).then(step);

  const [{ Python }] = await scripts;
  const createModule = self._createPyodideModule;
  const python = memory
    ? await Python.resume(createModule, program, memory)
    : await Python.begin(createModule, program, await modules);
  send({ progress: 1, files: [glue, wasm, library] });
  return { python, isResumed: Boolean(memory) };
}

/** Nothing that a reader filled in may be in what is kept, and nobody may wait for it. */
function keepUnlessAsked(folder, { python, isResumed }) {
  if (isResumed || isAsked) return;
  keepMemory(folder, python.snapshot()).catch(() => undefined); // no storage, or not enough: then not
}

let started;
let isAsked = false;

self.onmessage = async ({ data }) => {
  if (data.folder) {
    if (data.isPlain) forgetMemory(data.folder).catch(() => undefined);
    started = start(data.folder, data.isPlain);
    started.catch(fail);
    started.then((own) => setTimeout(keepUnlessAsked, 0, data.folder, own));
    return;
  }
  isAsked = true;
  const { python, isResumed } = await started;
  try {
    send({ id: data.id, answer: python.ask(data.slug, data.payload) });
  } catch (error) {
    if (isResumed) fail(error);
    else send({ id: data.id, error: String(error) });
  }
};
