// The simulated tenant: the few reads of Microsoft Graph that a first screen needs, on an origin of its own.
//
// The pages call it by Graph's own address, which the browser resolves to this server, because the widget treats that address
// in no other way than in life. As at Graph, a page has to ask by a CORS preflight first, answers are gzipped, and HTTP/2 is
// spoken. Answers are made and compressed once, so that the server's time hardly counts.
import { createHash, X509Certificate } from 'node:crypto';
import { createSecureServer } from 'node:http2';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { job, recentShares, share } from './data.mjs';

const { generate } = createRequire(join(import.meta.dirname, '../../tests/e2e/package.json'))('selfsigned');

const HOST = 'graph.microsoft.com';
/** How many printers an answer has at most; as in `crates/simulator`. */
const PRINTERS_AT_ONCE = 100;
/** How many jobs. More than in life, so that lists of thousands are about drawing them and not about round trips. */
const JOBS_AT_ONCE = 1_000;
const EXPOSED = 'etag, location, request-id, client-request-id, retry-after, www-authenticate';
const DAY = 86_400;

/**
 * Starts the tenant.
 *
 * @returns the tenant: set `jobs` and `printers` to what the next pages shall find, and `preflightMs` to the latency of their
 *   link, because Chromium's limits leave preflights out. `browserArguments` are what Chromium needs to reach it.
 */
export async function startTenant() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: HOST }] }],
  });
  const tenant = { jobs: 50, printers: 100, preflightMs: 0 };
  const answers = new Map();
  const server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
    const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED, vary: 'accept-encoding' };
    if (request.method === 'OPTIONS') {
      const allowed = {
        ...cors,
        'access-control-allow-methods': request.headers['access-control-request-method'] ?? 'GET',
        'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
        'access-control-max-age': DAY,
      };
      return setTimeout(() => response.writeHead(204, allowed).end(), tenant.preflightMs);
    }
    const { jobs, printers } = tenant;
    const key = `${jobs} ${printers} ${request.url}`;
    if (!answers.has(key)) answers.set(key, answer(new URL(request.url, `https://${HOST}`), tenant));
    const { status, body } = answers.get(key);
    response.writeHead(status, {
      ...cors,
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'gzip',
      'content-length': body.length,
      'cache-control': 'no-cache',
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(spki).digest('base64');
  return Object.assign(tenant, {
    browserArguments: [
      `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${server.address().port}`,
      `--ignore-certificate-errors-spki-list=${pin}`,
    ],
    stop: () => server.close(),
  });
}

function answer(url, { jobs, printers }) {
  if (url.pathname.endsWith('/print/shares')) return list(url, printers, PRINTERS_AT_ONCE, share);
  if (url.pathname.endsWith('/jobs')) return list(url, jobs, JOBS_AT_ONCE, job);
  if (url.pathname.endsWith('/recentPrinterShares')) return json(200, { value: recentShares(printers) });
  return json(404, { error: { code: 'NotFound', message: 'Not here.' } });
}

/** One answer of a list, with the link to the next. */
function list(url, total, most, item) {
  const start = Number(url.searchParams.get('$skiptoken') ?? 0);
  const end = Math.min(start + most, total);
  const value = Array.from({ length: end - start }, (_, at) => item(start + at));
  if (end === total) return json(200, { value });
  const next = new URL(url);
  next.searchParams.set('$skiptoken', end);
  return json(200, { '@odata.nextLink': next.href, value });
}

function json(status, value) {
  return { status, body: gzipSync(JSON.stringify(value)) };
}
