// Starts the whole chain on this machine: the simulator with its identity provider, the gateway's program, and a TLS proxy.
// The page signs in with MSAL.
//
// MSAL and the gateway require that an identity provider has https, so the proxy stands in front of the simulator's. The
// gateway trusts the proxy's certificate, as it would trust an organisation's own authority. The gateway uses the machine's
// clock, so tests advance the tenant's clock only at their end.
import { spawn } from 'node:child_process';
import { X509Certificate, createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { generate } from 'selfsigned';
import { Tenant, startSimulator } from './simulator.mjs';

const EXTENSIONS = [
  { name: 'basicConstraints', cA: false },
  { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
];

/** The page for a person who accepted the certificate in the browser. */
const ACCEPTED_PAGE =
  '<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>Accepted</title>' +
  '<p>Your browser accepts this certificate now. Close this tab and go back to the intranet page.</p></html>';

/** Starts the TLS proxy. It forwards to `target`, which is set once the simulator's origin is known. */
async function startProxy(folder) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    algorithm: 'sha256',
    extensions: EXTENSIONS,
  });
  const certificate = join(folder, 'proxy.pem');
  await writeFile(certificate, cert);
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(publicKey).digest('base64');
  const proxy = { certificate, pin, target: undefined, requests: [] };
  const server = createServer({ key, cert }, (request, response) => {
    if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(ACCEPTED_PAGE);
      return;
    }
    proxy.requests.push(`${request.method} ${request.url.split('?')[0]}`);
    const { method, headers } = request;
    const forwarded = forward(new URL(request.url, proxy.target), { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    forwarded.once('error', () => response.destroy());
    request.pipe(forwarded);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.origin = `https://127.0.0.1:${server.address().port}`;
  proxy.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return proxy;
}

/** Starts the gateway's program. Resolves with its origin, the lines of its log and a function that stops it. */
async function startGateway(folder, certificate, configuration) {
  const file = join(folder, 'gateway.toml');
  await writeFile(file, configuration);
  const program = spawn(process.env.GATEWAY, ['serve', '--config', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // No other variables: a proxy of the machine could not reach loopback.
    // No balancer has to notice that it ends, so it ends at once.
    env: { SSL_CERT_FILE: certificate, GATEWAY__SERVER__DRAIN_SECONDS: '0' },
  });
  const log = [];
  const address = await new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('exit', (code) => reject(new Error(`the gateway ended with ${code}: ${log.join('\n')}`)));
    createInterface({ input: program.stderr }).on('line', (line) => {
      log.push(line);
      const listening = line.startsWith('{') && JSON.parse(line);
      if (listening.message === 'listening') resolve(listening.public);
    });
  });
  return { origin: `http://${address}`, log, stop: () => program.kill() };
}

/**
 * Starts the chain.
 *
 * @param {string} scenario the tenant's scenario
 * @param {string} page the origin of the page, which the gateway accepts requests from
 * @param {string} redirectUri where the page's sign-ins end
 * @param {'driven' | 'real'} [clock] the tenant's clock
 */
export async function startChain(scenario, page, redirectUri, clock) {
  const folder = await mkdtemp(join(tmpdir(), 'print-redirect-'));
  const proxy = await startProxy(folder);
  const simulator = await startSimulator({ identity: proxy.origin, clock });
  proxy.target = simulator.origin;
  const tenant = new Tenant(simulator.origin);
  const { queues } = await tenant.scenario(scenario);
  // As Graph does, the simulator refuses a redirect with a user's token.
  await tenant.switch('redirectAcceptsUserTokens', false);
  const { tenantId, authority, clientId, gateway: app } = await tenant.signIn(redirectUri);
  const gateway = await startGateway(folder, proxy.certificate, `
    [server]
    listen = "127.0.0.1:0"
    admin_listen = "127.0.0.1:0"
    origins = ["${page}"]
    [tenant]
    ids = ["${tenantId}"]
    graph = "${simulator.origin}"
    authority = "${proxy.origin}"
    [app]
    client_id = "${app.clientId}"
    secret = "${app.secret}"
  `);
  return {
    tenant,
    gateway,
    /** The proxy's certificate, as Chromium's `--ignore-certificate-errors-spki-list` expects it. */
    pin: proxy.pin,
    /** The content of `config.json` for examples/msal. */
    config: {
      msal: {
        auth: { clientId, authority, knownAuthorities: [new URL(authority).host], clientCapabilities: ['CP1'] },
        cache: { cacheLocation: 'memoryStorage' },
        system: { protocolMode: 'OIDC' },
      },
      widget: {
        queues: [{ share: queues[0].share }],
        graph: { baseUrl: simulator.origin },
        gateway: { url: gateway.origin, scope: app.scope },
      },
    },
    /** The requests that reached the identity provider, as `POST /path`. */
    providerRequests: proxy.requests,
    stop: async () => {
      gateway.stop();
      simulator.stop();
      proxy.stop();
      await rm(folder, { recursive: true });
    },
  };
}
