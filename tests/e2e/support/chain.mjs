// The whole chain on one machine, each link a program of its own: the simulator with its identity
// provider, the gateway, and the page, which signs in with MSAL.
//
// Sign-in libraries and the gateway want TLS of an identity provider, so a front with a certificate
// of its own stands before the simulator's; the gateway trusts it as it would an organisation's
// own authority. The gateway's clock is the machine's: tests let the tenant's time pass last.
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

/** What a person reads who came to accept the certificate. */
const ACCEPTED =
  '<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>Accepted</title>' +
  '<p>Your browser accepts this certificate now. Close this tab and go back to the intranet page.</p></html>';

/** Starts the front: TLS before whatever `target` says once it is known. */
async function startFront(folder) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    algorithm: 'sha256',
    extensions: EXTENSIONS,
  });
  const certificate = join(folder, 'front.pem');
  await writeFile(certificate, cert);
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(publicKey).digest('base64');
  const front = { certificate, pin, target: undefined, asked: [] };
  const server = createServer({ key, cert }, (request, response) => {
    if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(ACCEPTED);
      return;
    }
    front.asked.push(`${request.method} ${request.url.split('?')[0]}`);
    const { method, headers } = request;
    const onward = forward(new URL(request.url, front.target), { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  front.origin = `https://127.0.0.1:${server.address().port}`;
  front.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return front;
}

/** Starts the gateway's program with a configuration file; resolves with its origin and its log. */
async function startGateway(folder, certificate, configuration) {
  const file = join(folder, 'gateway.toml');
  await writeFile(file, configuration);
  const program = spawn(process.env.GATEWAY, ['serve', '--config', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Nothing of the machine's own: a proxy would not find the way to loopback.
    env: { SSL_CERT_FILE: certificate },
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

/** Starts all of it on a scenario, for a page on this origin whose sign-ins end at `redirectUri`. */
export async function startChain(scenario, page, redirectUri, clock) {
  const folder = await mkdtemp(join(tmpdir(), 'print-redirect-'));
  const front = await startFront(folder);
  const simulator = await startSimulator({ identity: front.origin, clock });
  front.target = simulator.origin;
  const tenant = new Tenant(simulator.origin);
  const { queues } = await tenant.scenario(scenario);
  // As Graph answers: a user's token is refused.
  await tenant.switch('redirectAcceptsUserTokens', false);
  const { tenantId, authority, clientId, gateway: app } = await tenant.signIn(redirectUri);
  const gateway = await startGateway(folder, front.certificate, `
    [server]
    listen = "127.0.0.1:0"
    admin_listen = "127.0.0.1:0"
    origins = ["${page}"]
    [tenant]
    ids = ["${tenantId}"]
    graph = "${simulator.origin}"
    authority = "${front.origin}"
    [app]
    client_id = "${app.clientId}"
    secret = "${app.secret}"
  `);
  return {
    tenant,
    gateway,
    /** What Chromium's `--ignore-certificate-errors-spki-list` takes for the front's certificate. */
    pin: front.pin,
    /** What the page of examples/msal reads. */
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
    /** What was asked of the identity provider. */
    asked: front.asked,
    stop: async () => {
      gateway.stop();
      simulator.stop();
      front.stop();
      await rm(folder, { recursive: true });
    },
  };
}
