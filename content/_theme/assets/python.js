// 浏览器里的 Python：the interpreter of Pyodide alone, without its bridge to JavaScript, which the calculators don't need and
// which is half of the start. Text goes in and out through two files of its memory. Everything here is internal to one
// pinned version of Pyodide, so the build asks it every example before anything is published. Used by worker.js and by
// scripts/browser/self_test.mjs.

const LIBRARY = "/lib/python313.zip";
const QUESTION = "/question";
const ANSWER = "/answer";
const READY = `
import json, calculators

def reply():
    with open("${QUESTION}", encoding="utf-8") as file:
        question = json.load(file)
    with open("${ANSWER}", "w", encoding="utf-8") as file:
        file.write(calculators.run(*question))
`;
const IMPORT_ALL = "import calculators.engine.situation\nfor slug in calculators.SLUGS: calculators.calculator(slug)"; // else each when first asked
const HEAD = 4; // words before the list of runs: checksum, words of data in the program, their checksum, number of runs

export class Python {
  constructor(machine) {
    this.machine = machine;
  }

  /** Starts from a zip file of the standard library and the calculators. */
  static async begin(createModule, program, library) {
    const machine = await instantiate(createModule, program, false, ({ FS }) => {
      FS.mkdirTree("/lib");
      FS.writeFile(LIBRARY, library);
    });
    const python = new Python(machine);
    python.execute(READY);
    return python;
  }

  /** Starts from the snapshot of a Python that has started before, whose memory it puts into a new one. */
  static async resume(createModule, program, snapshot) {
    const machine = await instantiate(createModule, program, true, () => undefined);
    restore(machine, snapshot);
    return new Python(machine);
  }

  /** 快照: how the memory, with all calculators in it, differs from the program's original one, as runs of words. */
  snapshot() {
    this.execute(IMPORT_ALL);
    const { module, original, size } = this.machine;
    if (module.HEAPU8.length !== size) throw new Error("snapshot: larger than the memory of a new program");
    return takeSnapshot(new Uint32Array(module.HEAPU8.buffer), original);
  }

  /** The calculators' reply. */
  ask(slug, payload) {
    const { FS } = this.machine.module;
    FS.writeFile(QUESTION, JSON.stringify([slug, payload]));
    this.execute("reply()");
    return FS.readFile(ANSWER, { encoding: "utf8" });
  }

  execute(code) {
    const [failed, traceback] = this.machine.module.API.rawRun(code);
    if (failed) throw new Error(traceback);
  }
}

/** The program in memory, Python started or not; `original` is its memory of `size` bytes before anything ran. */
async function instantiate(createModule, program, isResumed, prepare) {
  const marker = Symbol("sentinel");
  const machine = {};
  machine.module = await new Promise((resolve, reject) => {
    createModule({
      API: { config: { jsglobals: globalThis }, runtimeEnv: { IN_BROWSER: true, IN_BROWSER_WEB_WORKER: true } },
      arguments: [],
      noInitialRun: isResumed,
      preRun: [(module) => Object.assign(module.ENV, { HOME: "/", LANG: "C.UTF-8", PYTHONHASHSEED: "0" }), prepare],
      instantiateWasm(imports, done) {
        imports.sentinel = { create_sentinel: () => marker, is_sentinel: (value) => value === marker };
        Promise.resolve(program)
          .then((module) => WebAssembly.instantiate(module, imports).then((instance) => [instance, module]))
          .then(([instance, module]) => {
            machine.exports = instance.exports;
            machine.size = imports.env.memory.buffer.byteLength;
            machine.original = withoutEnd(new Uint32Array(imports.env.memory.buffer));
            done(instance, module);
          })
          .catch(reject);
        return {};
      },
    }).then(resolve, reject);
  });
  return machine;
}

/** A copy without the zeros at the end. */
function withoutEnd(words) {
  let length = words.length;
  while (length && words[length - 1] === 0) length -= 1;
  return words.slice(0, length);
}

/** 校验和 of words. */
function checksum(words) {
  let sum = 0;
  for (let index = 0; index < words.length; index += 1) sum = (Math.imul(sum, 31) + words[index]) | 0;
  return sum >>> 0;
}

function takeSnapshot(memory, original) {
  const runs = [];
  let run;
  for (let index = 0; index < memory.length; index += 1) {
    if (memory[index] === (original[index] || 0)) continue;
    if (run && index - run.end < 4) run.end = index + 1;
    else runs.push((run = { start: index, end: index + 1 }));
  }
  const words = runs.reduce((total, { start, end }) => total + end - start, 0);
  const snapshot = new Uint32Array(HEAD + 2 * runs.length + words);
  snapshot.set([0, original.length, checksum(original), runs.length]);
  let at = HEAD + 2 * runs.length;
  runs.forEach(({ start, end }, number) => {
    snapshot.set([start, end - start], HEAD + 2 * number);
    snapshot.set(memory.subarray(start, end), at);
    at += end - start;
  });
  snapshot[0] = checksum(snapshot.subarray(1));
  return snapshot;
}

function restore({ module, exports, original }, snapshot) {
  const [sum, length, originalSum, count] = snapshot;
  if (checksum(snapshot.subarray(1)) !== sum) throw new Error("snapshot: damaged");
  if (original.length !== length || checksum(original) !== originalSum) throw new Error("snapshot: of another program");
  const memory = new Uint32Array(module.HEAPU8.buffer);
  memory.fill(0, original.length, exports.sbrk(0) >>> 2); // what the first steps of the program left
  memory.set(original);
  let at = HEAD + 2 * count;
  for (let index = HEAD; index < HEAD + 2 * count; index += 2) {
    const words = snapshot[index + 1];
    memory.set(snapshot.subarray(at, at + words), snapshot[index]);
    at += words;
  }
}
