// 离线：keeps what was visited for days without a network. The network always comes first, so nothing old can get stuck; only
// the calculators' runtime, whose folder is named after its content, is taken from the copy at once. scripts/site/offline.py
// writes VERSION and SHELL above these lines. To switch all of this off, publish sw-off.js under the name sw.js.
/* global VERSION, SHELL */

const SCOPE = new URL(self.registration.scope);
const PAGES = `${SCOPE.pathname} pages 1`;
const PYTHON = `${SCOPE.pathname} python 1`;
const FILES = `${SCOPE.pathname} shell ${VERSION}`;
const PATIENCE = 4000; // ms before a kept copy is shown instead
const IMPATIENCE = 300; // … once the network has proved slow
const MOST_PAGES = 300;
const DAY = 24 * 60 * 60 * 1000;
const KEPT_ON = "X-Kept-On";
const NEWEST = { cache: "no-cache" }; // asks the server even where it says nothing about how long its pages hold

let patience = PATIENCE;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(
    caches.open(FILES).then((files) => files.addAll(SHELL.map((name) => new Request(name, NEWEST)))),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(removeOldCaches().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE.href)) return;
  if (request.url.includes("/assets/python/")) event.respondWith(runtimeFile(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
  else event.respondWith(file(request));
});

self.addEventListener("message", (event) => {
  if (event.data.visited) event.waitUntil(keepRegion(plain(event.data.visited)));
  if (event.data.files) event.waitUntil(keepRuntime(event.data.files));
});

async function removeOldCaches() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`${SCOPE.pathname} `) && ![PAGES, PYTHON, FILES].includes(name));
  return Promise.all(old.map((name) => caches.delete(name)));
}

/** A page from the network; the copy, marked with its day, when the network fails or dawdles. */
async function page(event) {
  const address = plain(event.request.url);
  const fresh = fetch(event.request, NEWEST).then((response) => {
    if (isPage(response)) event.waitUntil(keepPage(address, response.clone()));
    return response;
  });
  const kept = await copy(PAGES, address);
  if (!kept) return fresh.catch(nothingKept);
  return soon(fresh).catch(() => marked(kept));
}

/** Anything else a page asks for: the network, then the copy. */
async function file(request) {
  const kept = (await copy(FILES, plain(request.url))) || (await copy(PAGES, plain(request.url)));
  return kept ? soon(fetch(request)).catch(() => kept) : fetch(request);
}

/** The copy, else the network, else the file of that name in whatever runtime is kept: a kept page may name an older one. */
async function runtimeFile(request) {
  const kept = await copy(PYTHON, request.url);
  if (kept) return kept;
  const fresh = await fetch(request).catch(() => undefined);
  if (fresh && fresh.ok) return fresh;
  const python = await caches.open(PYTHON);
  const name = request.url.split("/").pop();
  const alike = (await python.keys()).find(({ url }) => url.endsWith(`/${name}`));
  return alike ? python.match(alike) : fresh || Response.error();
}

/** The response, unless it is late or the server has broken down. */
function soon(coming) {
  const late = new Promise((resolve, reject) => setTimeout(() => reject(new Error("late")), patience));
  return Promise.race([coming, late]).then(
    (response) => {
      patience = PATIENCE;
      if (response.status >= 500) throw new Error(response.statusText);
      return response;
    },
    (error) => {
      patience = IMPATIENCE;
      throw error;
    },
  );
}

const plain = (url) => url.split(/[?#]/)[0];
const isPage = ({ ok, headers }) => ok && (headers.get("Content-Type") || "").startsWith("text/html");
const copy = async (cache, url) => (await caches.open(cache)).match(url);

async function keepPage(url, response) {
  const headers = { "Content-Type": response.headers.get("Content-Type"), [KEPT_ON]: new Date().toISOString() };
  const pages = await caches.open(PAGES);
  await pages.delete(url); // so that it goes to the end of the list
  await pages.put(url, new Response(await response.blob(), { headers }));
  const kept = await pages.keys();
  await Promise.all(kept.slice(0, -MOST_PAGES).map((request) => pages.delete(request)));
}

/** The page, the region's other pages that it links to, and the region's facts. */
async function keepRegion(url) {
  const [slug, isDeeper] = url.slice(SCOPE.href.length).split("/");
  await keepNewly(SCOPE.href);
  await keepNewly(url);
  if (isDeeper === undefined || (self.navigator.connection || {}).saveData) return;
  const html = await (await copy(PAGES, url)).text();
  const links = Array.from(html.matchAll(/ href="([^"#]*)/g), ([, link]) => new URL(link, url).href);
  const region = links.filter((link) => link.startsWith(`${SCOPE.href}${slug}/`) && link.endsWith("/"));
  const [, file] = /<link rel="alternate" type="application\/json" href="([^"]*)"/.exec(html) || [];
  const facts = file ? [new URL(file, url).href] : [];
  for (const each of new Set([...region, ...facts])) await keepNewly(each);
}

async function keepNewly(url) {
  const kept = await copy(PAGES, url);
  if (kept && Date.now() - Date.parse(kept.headers.get(KEPT_ON)) < DAY) return;
  const response = await fetch(url);
  if (response.ok) await keepPage(url, response);
}

/** The runtime that has just started, mostly from the browser's own cache; earlier ones go. */
async function keepRuntime(urls) {
  const python = await caches.open(PYTHON);
  for (const url of urls) if (!(await python.match(url))) await python.add(url);
  const folder = urls[0].replace(/[^/]*$/, "");
  const old = (await python.keys()).filter((request) => !request.url.startsWith(folder));
  await Promise.all(old.map((request) => python.delete(request)));
}

const html = (text) => new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });

async function marked(kept) {
  const day = new Date(kept.headers.get(KEPT_ON));
  const date = `${day.getFullYear()}年${day.getMonth() + 1}月${day.getDate()}日`;
  const notice = `<p class="stale" role="status">网络不通，先给您看 ${date} 存在手机里的这一页，内容可能不是最新的。</p>`;
  return html((await kept.text()).replace(/<main[^>]*>/, `$&${notice}`));
}

async function nothingKept() {
  const pages = await caches.open(PAGES);
  const links = await Promise.all((await pages.keys()).map((request) => link(pages, request)));
  return html(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>没有网络</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><script src="${SCOPE.pathname}assets/display.js"></script><link rel="stylesheet" href="${SCOPE.pathname}assets/site.css">
<body><div class="layout"><main><h1>现在没有网络</h1><p class="lead">这一页以前没有打开过，手机里没有存。请连上网再试一次。</p>
${links.length ? `<h2>手机里存着的网页</h2><ul class="cards">${links.reverse().join("")}</ul>` : ""}</main></div>`);
}

async function link(pages, request) {
  const [, title] = /<title>([^<]*)/.exec(await (await pages.match(request)).text()) || [];
  return title ? `<li><a href="${request.url}"><b>${title.split(" · ")[0]}</b></a></li>` : "";
}
