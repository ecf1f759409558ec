// 照 Pyodide 文档的写法：loadPyodide from our own server and the calculators' wheel unpacked, in a worker.
import { loadPyodide } from "./pyodide.mjs";

const start = async () => {
  const pyodide = await loadPyodide();
  const wheel = await fetch("calculators.whl");
  pyodide.unpackArchive(await wheel.arrayBuffer(), "wheel");
  return pyodide.pyimport("calculators");
};
const calculators = start();

self.onmessage = async ({ data }) => {
  if (data.folder) return;
  const { run } = await calculators;
  self.postMessage({ id: data.id, answer: run(data.slug, data.payload) });
};
