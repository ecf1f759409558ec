// 进度：what a form says while the runtime is on its way; one message at a time, with progress and a way to stop.

const SLOW = 8000;
export const SAY = {
  preparing: "正在下载计算程序（第一次约 3 MB），您可以先填表。",
  waiting: "正在准备，马上就算。",
  slow: "网络或手机有点慢，还在准备。您可以再等等，也可以先看本页别的内容。",
  stopped: "已经停下。要算的时候，再按一次“算一算”。",
  failed: "计算程序没有装上，可能是网络断了，也可能是这部手机带不动。请过一会儿再按一次“算一算”，或者先看本页别的内容。",
  missing: "这个浏览器不能现场计算，请看本页别的内容；换一个新一点的浏览器也可以。",
  changed: "您改了内容，下面还是改之前的结果。请再按一次“算一算”。",
  refused: "有几处要改一改，请看红字。",
  unchosen: "请选一个城市：写出名字，再从列表里选。",
  unreached: "没有取到城市的资料，可能是网络断了。请再按一次“算一算”。",
  unkept: "结果单没有装上，可能是网络断了。结果不受影响。",
};

/** `hotline` is the page's, "" where none is known. */
export function broken(hotline) {
  const call = hotline && `，或打 ${hotline} 问`;
  return `这次没有算出来，是我们的程序出了错。请看本页别的内容${call}。`;
}

export class Status {
  constructor(node) {
    this.node = node;
    this.isWaiting = false;
    this.note = "";
  }

  /** Follows a runtime; `stopped` is called when the reader has stopped it. */
  follow(runtime, stopped) {
    this.runtime = runtime;
    this.stopped = stopped;
    runtime.watch(() => this.show());
  }

  wait() {
    this.rest("");
    this.isWaiting = true;
    this.slowly = setTimeout(() => {
      this.isSlow = true;
      this.show();
    }, SLOW);
    this.show();
  }

  /** Nothing is waited for; `text` stays until the reader asks again. */
  rest(text) {
    clearTimeout(this.slowly);
    this.note = text;
    this.isWaiting = false;
    this.isSlow = false;
    this.say(text);
  }

  show() {
    const { state, progress } = this.runtime;
    if (state === "loading") {
      this.say(this.isSlow ? SAY.slow : this.isWaiting ? SAY.waiting : this.note || SAY.preparing);
      this.showProgress(progress);
    } else if (state === "idle") {
      this.stopped();
      this.rest(SAY.stopped);
    } else if (state === "failed") {
      this.say(SAY.failed);
    } else if (state === "ready" && !this.isWaiting) {
      this.remove(".calculator-progress, .calculator-cancel");
      this.say(this.note);
    }
  }

  /** Takes these away; the keyboard goes back into the form. */
  remove(selector) {
    for (const node of this.node.querySelectorAll(selector)) {
      if (node === document.activeElement) this.node.closest("form").querySelector(".calculator-submit").focus();
      node.remove();
    }
  }

  /** Said again only when it changes, so that a screen reader is not made to repeat it. */
  say(text) {
    const [message] = this.node.children;
    if ((message ? message.textContent : "") === text) return;
    this.remove("*");
    if (!text) return;
    const paragraph = document.createElement("p");
    paragraph.className = "calculator-message";
    paragraph.textContent = text;
    this.node.append(paragraph);
  }

  showProgress(progress) {
    if (!this.node.querySelector("progress")) {
      const bar = document.createElement("progress");
      bar.className = "calculator-progress";
      bar.setAttribute("aria-label", "准备进度");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button calculator-cancel";
      button.textContent = "停下";
      button.addEventListener("click", () => this.runtime.stop());
      this.node.append(bar, button);
    }
    this.node.querySelector("progress").value = progress;
  }
}
