// 离线：after the reader's first touch, starts the service worker and tells it which page was visited. A first look costs
// nothing, and where service workers are missing or storage is blocked the site works the same.
(function () {
  "use strict";

  const workers = navigator.serviceWorker;
  if (!workers) return;
  const script = new URL("../sw.js", document.currentScript.src);
  const signs = ["touchstart", "mousedown", "keydown", "scroll"];

  function begin() {
    signs.forEach((sign) => removeEventListener(sign, begin));
    workers
      .register(script, { updateViaCache: "none" })
      .then(() => workers.ready)
      .then(({ active }) => active.postMessage({ visited: location.href }))
      .catch(() => undefined); // blocked storage, private window: then there is no copy
  }
  signs.forEach((sign) => addEventListener(sign, begin, { passive: true }));
})();
