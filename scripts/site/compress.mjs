// 压缩副本：writes a .br and a .gz beside every file of the site that gets smaller, for hosts that send such copies as they
// are (nginx: gzip_static, brotli_static; Caddy: precompressed br gzip). Hosts that compress by themselves don't need it.
// What browsers keep for long, and what is large, is compressed as far as it goes. Argument: the folder of the site.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const KINDS = /\.(html|css|js|json|svg|xml|txt|csv|ics|atom|webmanifest|wasm|bin|zip)$/;
const LEAST = 1000; // bytes; less travels in one packet anyway
const { BROTLI_PARAM_QUALITY: QUALITY, BROTLI_PARAM_LGWIN: WINDOW } = zlib.constants;
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

async function compress(path) {
  const content = await readFile(path);
  if (content.length < LEAST) return;
  const isAsset = /[\\/]assets[\\/]/.test(path);
  const copies = {
    br: await brotli(content, { params: { [QUALITY]: isAsset ? 11 : 5, [WINDOW]: 24 } }),
    gz: await gzip(content, { level: isAsset ? 9 : 6 }),
  };
  for (const [ending, copy] of Object.entries(copies)) {
    if (copy.length < content.length) await writeFile(`${path}.${ending}`, copy);
  }
}

const [site] = process.argv.slice(2);
const paths = (await readdir(site, { recursive: true })).filter((name) => KINDS.test(name)).map((name) => join(site, name));
const work = async () => {
  for (let path = paths.pop(); path; path = paths.pop()) await compress(path);
};
await Promise.all(Array.from({ length: availableParallelism() }, work));
