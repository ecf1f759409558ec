// 这里不对？: the text of a report about the value that the reader came from; nothing is sent from here.
(function () {
  "use strict";

  const form = document.querySelector(".report-form");
  const [area, button, status] = ["textarea", "button", "[role=status]"].map((each) => form.querySelector(each));
  const mail = form.querySelector(".report-write");
  const ASKED = "应该是：\n\n哪份文件、哪个网页说的：\n\n";

  function write() {
    const told = new URLSearchParams(location.hash.slice(1));
    const lines = ["page", "key", "value", "source"].filter((name) => told.get(name)).map((name) => `${name}: ${told.get(name)}`);
    const head = [told.get("title"), told.get("label")].filter(Boolean).join("：");
    const block = told.get("key") ? `\`\`\`\n${lines.join("\n")}\ndata: ${form.dataset.version}\n\`\`\`\n` : "";
    area.value = `${head || "哪一页、哪句话："}\n\n${ASKED}${block}`;
    form.hidden = false;
    fill();
  }

  function fill() {
    if (mail) mail.href = `${mail.href.split("?")[0]}?subject=${encodeURIComponent("这里不对")}&body=${encodeURIComponent(area.value.replace(/\n/g, "\r\n"))}`;
  }

  area.addEventListener("input", fill);
  button.addEventListener("click", () => {
    const done = () => { status.textContent = "已经复制。"; };
    area.select();
    if (document.execCommand("copy")) done();
    else if (navigator.clipboard) navigator.clipboard.writeText(area.value).then(done);
  });
  addEventListener("hashchange", write);
  write();
})();
