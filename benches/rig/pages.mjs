// Serves the measured pages as a content delivery network would: brotli at its highest quality, made once; scripts and wasm
// immutable, so that a second visit takes them from the cache; the page itself asked for again each time.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};
const YEAR = 31_536_000;

/** An empty page of the same origin. */
const BLANK = '/blank.html';

/**
 * Starts the server.
 *
 * @param {Record<string, string>} roots folders by the first part of the path
 * @returns `origin`, `blank`, and `sent`: the bytes of the bodies that were sent, by path. Empty it before you count.
 */
export async function startPages(roots) {
  const sent = new Map();
  const files = new Map([[BLANK, compressed(Buffer.from('<!doctype html><title>Blank</title><link rel="icon" href="data:,">'))]]);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      if (!files.has(pathname)) {
        const [, root, ...rest] = normalize(pathname).split('/');
        files.set(pathname, compressed(await readFile(join(roots[root], ...rest))));
      }
    } catch {
      return response.writeHead(404).end();
    }
    const body = files.get(pathname);
    const type = extname(pathname);
    response.writeHead(200, {
      'content-type': TYPES[type] ?? 'application/octet-stream',
      'content-encoding': 'br',
      'content-length': body.length,
      'cache-control': type === '.html' ? 'no-cache' : `public, max-age=${YEAR}, immutable`,
    });
    sent.set(pathname, (sent.get(pathname) ?? 0) + body.length);
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, blank: `${origin}${BLANK}`, sent, stop: () => server.close() };
}

function compressed(body) {
  return brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}
