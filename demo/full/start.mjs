// Starts the full demo: the simulated identity provider and Graph, the gateway's program, and the page in this folder with
// MSAL and the built widget. `cargo xtask demo --full` runs it, and tests/e2e/full-demo.spec.mjs tests it.
//
//   node start.mjs [--port N] [--open]
//
// The environment names the programs (SIMULATOR, GATEWAY), the built package (PRINT_REDIRECT_PKG) and, for --open, the browser
// (CHROMIUM, CHROMIUM_ARGUMENTS). The addresses are printed on standard output. SIGINT, SIGTERM or SIGHUP ends everything.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startChain } from '../../tests/e2e/support/chain.mjs';
import { serve } from '../../tests/e2e/support/server.mjs';

const { CHROMIUM, CHROMIUM_ARGUMENTS = '', PRINT_REDIRECT_PKG } = process.env;
const PACKAGE = '/print-redirect/';
/** The folders of the page's files: its own first, then those that it shares with the plain demo. */
const FOLDERS = [import.meta.dirname, join(import.meta.dirname, '..')];
const SCENARIO = 'everyday';
/** The printer that the control “Close …” closes. */
const DESTINATION = 'BER-A2 Kitchen corner';
const AUDIT_LINES = 12;

const { values: options } = parseArgs({ options: { port: { type: 'string', default: '8080' }, open: { type: 'boolean' } } });

let config;
let chain;

/** Functions that stop what was started, in the order of starting. They are called in the reverse order. */
const stops = [];
let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (isEnding) return;
    isEnding = true;
    while (stops.length) await stops.pop()();
    console.log('Everything has ended.');
    process.exit(0);
  });
}

function locate(path) {
  if (path === '/') return join(import.meta.dirname, 'index.html');
  if (path.startsWith(PACKAGE)) return join(PRINT_REDIRECT_PKG, path.slice(PACKAGE.length));
  return FOLDERS.map((folder) => join(folder, path)).find((file) => existsSync(file));
}

function policy() {
  const provider = new URL(config.authority).origin;
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `connect-src 'self' ${config.graph} ${config.gateway.url} ${provider}`,
    'img-src data:',
    `frame-src ${provider}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** The last lines of the gateway's audit log, without the fields that are the same in all of them. */
function audit() {
  const lines = chain.gateway.log.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  return lines
    .filter(({ target }) => target === 'audit')
    .slice(-AUDIT_LINES)
    .map(({ timestamp, level, target, tenant, client, ...fields }) => fields);
}

/** Opens Chromium with a new profile that accepts the identity provider's certificate. */
async function open(page) {
  const profile = await mkdtemp(join(tmpdir(), 'print-redirect-profile-'));
  const arguments_ = CHROMIUM_ARGUMENTS.split(' ').filter(Boolean);
  const browser = spawn(
    CHROMIUM,
    [...arguments_, `--user-data-dir=${profile}`, `--ignore-certificate-errors-spki-list=${chain.pin}`, page],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => {
    browser.once('exit', resolve).once('error', resolve);
  });
  stops.push(async () => {
    browser.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
}

const server = await serve({
  port: Number(options.port),
  locate,
  policy,
  data: { '/config.json': () => config, '/audit.json': audit },
}).catch((error) => {
  const advice = error.code === 'EADDRINUSE' ? '; choose another port with --port' : '';
  console.error(`The page cannot be served on port ${options.port}: ${error.code}${advice}.`);
  process.exit(1);
});
stops.push(server.stop);
chain = await startChain(SCENARIO, server.origin, `${server.origin}/redirect.html`, 'real');
stops.push(chain.stop);
const destination = await chain.tenant.share(DESTINATION);
const { msal, widget } = chain.config;
const { queues } = await chain.tenant.host();
config = {
  client: msal.auth.clientId,
  authority: msal.auth.authority,
  graph: widget.graph.baseUrl,
  gateway: widget.gateway,
  queue: queues[0],
  destination: { name: destination.displayName, share: destination.id, printer: destination.printer.id },
};

console.log(`
The whole chain is running on this machine:

  the page               ${server.origin}/
  the identity provider  ${new URL(config.authority).origin}/
  the gateway            ${config.gateway.url}
  Graph                  ${config.graph}

Open ${server.origin}/ and sign in as AdeleV@contoso.example, who has several waiting documents, or as
Alex.O'Wilber@contoso.example, who has one. No password is needed.`);
console.log(
  options.open
    ? '\nChromium opens there with a new profile.'
    : `
Your browser does not trust the identity provider's new certificate yet. The page asks you to open
${new URL(config.authority).origin}/ and to accept it: "Advanced", then "Proceed to 127.0.0.1" (Firefox:
"Accept the Risk and Continue"). With --open, a Chromium that accepts the certificate is started instead.`,
);
console.log('\nCtrl-C ends everything.');

if (options.open) await open(`${server.origin}/`);
