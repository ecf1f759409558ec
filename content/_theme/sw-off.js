// 离线的总开关：publish this file under the name sw.js, and every reader's browser, at its next visit, removes all copies and
// the service worker itself. The site goes on without.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(removeEverything()));

async function removeEverything() {
  const { pathname } = new URL(self.registration.scope);
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(`${pathname} `)).map((name) => caches.delete(name)));
  await self.registration.unregister();
}
