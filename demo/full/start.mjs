// The whole chain for a person to try, or for a test: identity provider and Graph (simulated), the
// gateway's program, and this folder's page with MSAL and the built widget. `cargo xtask demo --full`
// runs it and names the programs, the package and the browser in the environment.
//
//   node start.mjs [--port N] [--open]
//
// Says where to go on standard output and ends everything when it is told to end.
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
/** What this page has of its own comes before what it shares with the other demo. */
const FOLDERS = [import.meta.dirname, join(import.meta.dirname, '..')];
const SCENARIO = 'everyday';
/** The printer that the person of this scenario mostly uses. */
const USUAL = 'BER-A2 Kitchen corner';
const AUDIT_LINES = 12;

const { values: asked } = parseArgs({ options: { port: { type: 'string', default: '8080' }, open: { type: 'boolean' } } });

let config;
let chain;

/** What has to be ended, in the order in which it was started. */
const endings = [];
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (ending) return;
    ending = true;
    while (endings.length) await endings.pop()();
    console.log('All of it has ended.');
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

/** The last lines of the gateway's audit log, without what every line has. */
function audit() {
  const lines = chain.gateway.log.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  return lines
    .filter(({ target }) => target === 'audit')
    .slice(-AUDIT_LINES)
    .map(({ timestamp, level, target, tenant, client, ...told }) => told);
}

/** Opens Chromium with a profile of its own, in which the provider's certificate is known. */
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
  endings.push(async () => {
    browser.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
}

const server = await serve({
  port: Number(asked.port),
  locate,
  policy,
  data: { '/config.json': () => config, '/audit.json': audit },
}).catch((error) => {
  const advice = error.code === 'EADDRINUSE' ? '; choose another with --port' : '';
  console.error(`The page cannot be served at port ${asked.port}: ${error.code}${advice}.`);
  process.exit(1);
});
endings.push(server.stop);
chain = await startChain(SCENARIO, server.origin, `${server.origin}/redirect.html`, 'real');
endings.push(chain.stop);
const destination = await chain.tenant.share(USUAL);
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

Open ${server.origin}/ and sign in as AdeleV@contoso.example, who has documents waiting, or as
Alex.O'Wilber@contoso.example, who has one. Nobody asks for a password.`);
console.log(
  asked.open
    ? '\nA Chromium with a profile of its own opens there.'
    : `
The identity provider's certificate was made a moment ago, so the page first has you open
${new URL(config.authority).origin}/ and accept it: "Advanced", then "Proceed to 127.0.0.1" (Firefox:
"Accept the Risk and Continue"). With --open a Chromium that knows the certificate is started instead.`,
);
console.log('\nCtrl-C ends all of it.');

if (asked.open) await open(`${server.origin}/`);
