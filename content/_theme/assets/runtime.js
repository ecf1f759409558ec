// 页面这一边：starts the worker when asked to, tries once more, the plain way, when that fails, and matches answers to
// questions.

const ATTEMPTS = 2;

/** Asks the service worker, where there is one, to keep these files for days without a network. */
function keep(files) {
  const { controller } = navigator.serviceWorker || {};
  if (controller) controller.postMessage({ files });
}

export class Runtime {
  constructor(folder) {
    this.folder = folder;
    this.watchers = [];
    this.questions = new Map();
    this.count = 0;
    this.rest();
  }

  /** Calls back after every change of `state` ("idle", "loading", "ready", "failed") or `progress` (0 to 1). */
  watch(watcher) {
    this.watchers.push(watcher);
  }

  /** Begins the download; does nothing when it is under way or done. */
  start() {
    if (this.state === "loading" || this.state === "ready") return;
    this.failures = 0;
    this.launch();
  }

  /** The calculators' reply to this payload, as a promise; starts the download if need be. */
  ask(slug, payload) {
    this.count += 1;
    const question = { id: this.count, slug, payload };
    return new Promise((resolve, reject) => {
      this.questions.set(question.id, { question, resolve, reject });
      if (this.worker) this.worker.postMessage(question);
      else this.start();
    });
  }

  /** Stops the download and forgets what was asked; these questions stay unanswered. */
  stop() {
    this.questions.clear();
    this.rest();
    this.tell("idle", 0);
  }

  rest() {
    if (this.worker) this.worker.terminate();
    this.worker = null;
    this.state = "idle";
    this.progress = 0;
  }

  launch() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => worker === this.worker && this.receive(data);
    worker.onerror = () => worker === this.worker && this.fail();
    this.worker = worker;
    worker.postMessage({ folder: this.folder, isPlain: this.failures > 0 });
    this.questions.forEach(({ question }) => worker.postMessage(question));
    this.tell("loading", 0);
  }

  receive({ id, answer, error, progress, files }) {
    if (files) keep(files);
    if (progress !== undefined) return this.tell(progress === 1 ? "ready" : "loading", progress);
    if (id === undefined) return this.fail();
    const { resolve, reject } = this.questions.get(id);
    this.questions.delete(id);
    if (error === undefined) resolve(JSON.parse(answer));
    else reject(new Error(error));
  }

  fail() {
    this.failures += 1;
    this.rest();
    if (this.failures < ATTEMPTS) this.launch();
    else this.giveUp();
  }

  giveUp() {
    const unanswered = Array.from(this.questions.values());
    this.questions.clear();
    this.tell("failed", 0);
    unanswered.forEach(({ reject }) => reject(new Error("runtime")));
  }

  tell(state, progress) {
    this.state = state;
    this.progress = progress;
    this.watchers.forEach((watcher) => watcher());
  }
}
