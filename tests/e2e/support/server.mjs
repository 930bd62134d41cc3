// Serves the pages under test on loopback, as a strict intranet would.
//
// Their Content-Security-Policy allows their own origin, WebAssembly, and connections to the tenant; nothing else.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const ROOTS = {
  hosts: join(import.meta.dirname, '../hosts'),
  pkg: process.env.PRINT_REDIRECT_PKG,
  demo: process.env.PRINT_REDIRECT_DEMO,
  examples: process.env.PRINT_REDIRECT_EXAMPLES,
  site: process.env.PRINT_REDIRECT_SITE,
};

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Other policies. A page gets one of them if its address has the parameter `policy`. */
const POLICIES = {
  'no-wasm': (policy) => policy.replace(" 'wasm-unsafe-eval'", ''),
  // Also allows connections to the identity provider, which MSAL needs.
  'sign-in': (policy) => policy.replace('connect-src', 'connect-src https://127.0.0.1:*'),
  // The documentation's site has fonts, and its scripts write markup.
  site: (policy) => policy.replace(/require-trusted-types.*/, "font-src 'self'"),
  // Also allows connections to Graph's own clouds, in whose place the test puts the tenant.
  cloud: (policy) => policy.replace('connect-src', 'connect-src https://graph.microsoft.com https://graph.microsoft.us'),
  // The same, without the wasm.
  'cloud-only': (policy) => policy.replace(/connect-src [^;]*/, 'connect-src https://graph.microsoft.com'),
  // Allows scripts file by file, so that the languages are blocked.
  'no-locales': (policy) => policy.replace("script-src 'self'", ['hosts/', 'pkg/print-redirect.js', 'pkg/print-redirect-program.js']
    .reduce((directive, path) => `${directive} http://127.0.0.1:*/${path}`, 'script-src')),
  // Allows scripts that the page makes itself.
  'blob-scripts': (policy) => policy.replace("script-src 'self'", "script-src 'self' blob:"),
  'no-files': (policy) => policy.replace("connect-src 'self'", 'connect-src'),
};

function policy(graph, variant, path) {
  // The examples have neither pictures nor frames: the policy in docs/permissions.md is enough for them.
  const more = path.startsWith('/examples/') ? [] : ["img-src 'self' data:", "frame-src 'self'"];
  const strict = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `connect-src 'self' ${graph}`,
    ...more,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return POLICIES[variant]?.(strict) ?? strict;
}

/** Serves the pages under test. `graph` lists the other origins that they may connect to. */
export function startServer(graph) {
  if (!ROOTS.pkg) throw new Error('PRINT_REDIRECT_PKG is not set: tests/e2e/README.md says how to run one spec');
  return serve({
    locate: (pathname) => {
      const [, root, ...rest] = pathname.split('/');
      return join(ROOTS[root], ...rest);
    },
    policy: (query, path) => policy(graph, query.get('policy') ?? (path.startsWith('/site/') ? 'site' : undefined), path),
  });
}

/**
 * Serves files on loopback until `stop` is called.
 *
 * @param {object} site
 * @param {number} [site.port] by default a free port
 * @param {(pathname: string) => string | undefined} site.locate gives the file for a path; the path never contains `..`
 * @param {(query: URLSearchParams, path: string) => string} site.policy gives the Content-Security-Policy for an address
 * @param {Record<string, () => unknown>} [site.data] values that are served as JSON, by path
 */
export async function serve({ port = 0, locate, policy: policyFor, data = {} }) {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const path = normalize(pathname);
    try {
      const file = data[path] ? path : locate(path);
      const body = data[path] ? JSON.stringify(data[path]()) : await readFile(file);
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policyFor(searchParams, path),
        'cache-control': 'no-store',
        // A sandboxed frame has no origin, so its scripts are loaded across origins.
        'access-control-allow-origin': '*',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
