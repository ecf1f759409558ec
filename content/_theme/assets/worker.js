// 计算线程：Python, loaded from this site only, away from the page so that scrolling never stalls.
// Receives {folder} once, then {id, slug, payload}; sends {progress}, {id, answer}, {id, error}, or {error} when it cannot start.

const send = (message) => self.postMessage(message);
const fail = (error) => send({ error: String(error) });

self.onunhandledrejection = (event) => {
  event.preventDefault();
  fail(event.reason);
};

// Pyodide only logs a failed download and then waits for ever, so failures are caught where they happen.
const fetchPlainly = self.fetch;
self.fetch = async (...request) => {
  try {
    const response = await fetchPlainly(...request);
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response;
  } catch (error) {
    fail(error);
    throw error;
  }
};

// Compiles while it downloads; a server that calls the file something else than application/wasm is slower, not fatal.
const compileStreaming = WebAssembly.instantiateStreaming;
WebAssembly.instantiateStreaming = async (source, imports) => {
  try {
    const response = await source;
    const isWasm = (response.headers.get("Content-Type") || "").startsWith("application/wasm");
    const instance = isWasm
      ? await compileStreaming(response, imports)
      : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
    send({ progress: 0.7 });
    return instance;
  } catch (error) {
    fail(error);
    throw error;
  }
};

async function start(folder) {
  const lock = fetch(`${folder}pyodide-lock.json`).then((response) => response.json());
  const wheel = lock
    .then((list) => fetch(folder + list.packages["yibao-calculators"].file_name))
    .then((response) => response.arrayBuffer());
  send({ progress: 0.1 });
  const { loadPyodide } = await import(`${folder}pyodide.mjs`);
  send({ progress: 0.2 });
  const pyodide = await loadPyodide({ indexURL: folder, packageBaseUrl: folder, lockFileContents: lock });
  send({ progress: 0.9 });
  pyodide.FS.writeFile("/calculators.whl", new Uint8Array(await wheel));
  pyodide.pyimport("sys").path.insert(0, "/calculators.whl");
  const calculators = pyodide.pyimport("calculators");
  send({ progress: 1 });
  return calculators;
}

let calculators;

self.onmessage = async ({ data }) => {
  if (data.folder) {
    calculators = start(data.folder);
    calculators.catch(fail);
    return;
  }
  try {
    const { run } = await calculators;
    send({ id: data.id, answer: run(data.slug, data.payload) });
  } catch (error) {
    send({ id: data.id, error: String(error) });
  }
};
