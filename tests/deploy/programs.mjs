// Starts the programs that the tests in this folder run beside each other, and waits until each one is ready by what it says.
//
// Nothing leaves this machine: the simulator stands for Graph and for the identity provider, and everything listens on
// loopback. The environment names the programs: SIMULATOR, GATEWAY, NGINX and CADDY.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** The origin of the page that embeds the widget. */
export const PAGE = 'https://intranet.contoso.example';

/** What runs now. Nothing of it outlives the tests, however they end. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A program that has been started. */
export class Program {
  #lines = [];
  #waiting = [];

  /** `from` is the stream that it speaks on. */
  constructor(path, args, { env, from = 'stderr' } = {}) {
    this.name = path.split('/').at(-1);
    this.child = spawn(path, args, { env, stdio: ['ignore', from === 'stdout' ? 'pipe' : 'ignore', 'pipe'] });
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(`${this.name} did not start: ${error.message}`));
      this.child.once('close', (code, signal) => resolve(`${this.name} ended with ${code ?? signal}`));
    });
    running.add(this.child);
    this.ended.then(() => running.delete(this.child));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.#hear(line));
    }
  }

  #hear(line) {
    this.#lines.push(line);
    this.#waiting = this.#waiting.filter(({ words, resolve }) => {
      if (line.includes(words)) resolve(line);
      return !line.includes(words);
    });
  }

  /** What it has said. */
  get output() {
    return this.#lines.join('\n');
  }

  /** The next line from now on that contains these words. */
  next(words) {
    const line = new Promise((resolve) => this.#waiting.push({ words, resolve }));
    const tooEarly = this.ended.then((how) => {
      throw new Error(`${how} before it said "${words}":\n${this.output}`);
    });
    return Promise.race([line, tooEarly]);
  }

  /** A line with these words that it has said already, or else the next one. */
  said(words) {
    return this.#lines.find((line) => line.includes(words)) ?? this.next(words);
  }

  /** Sends a signal. */
  signal(name) {
    this.child.kill(name);
  }

  /** Ends it, and resolves when it has ended. */
  async stop(signal = 'SIGTERM') {
    this.signal(signal);
    await this.ended;
  }
}

/** Ports of this machine that are free now, at each of the addresses. */
export async function freePorts(count, addresses = ['127.0.0.1']) {
  const servers = [];
  const ports = [];
  while (ports.length < count) {
    const first = createServer().listen(0, addresses[0]);
    servers.push(first);
    await once(first, 'listening');
    const { port } = first.address();
    const others = addresses.slice(1).map((address) => createServer().listen(port, address));
    servers.push(...others);
    const free = await Promise.allSettled(others.map((server) => once(server, 'listening')));
    if (free.every(({ status }) => status === 'fulfilled')) ports.push(port);
  }
  await Promise.all(servers.map((server) => server.listening && new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** The tenant, with its identity provider. */
export class Simulator {
  static async start() {
    const [port] = await freePorts(1);
    const origin = `http://127.0.0.1:${port}`;
    const args = ['--port', String(port), '--clock', 'real', '--keep-alive', '--identity', origin];
    const program = new Program(process.env.SIMULATOR, args, { from: 'stdout' });
    await program.next('listening');
    return Object.assign(new Simulator(), { origin, program, known: await control(origin, 'sign-in', { redirectUri: PAGE }) });
  }

  /** The environment of a gateway in front of this tenant. */
  environment(settings) {
    const { tenantId, gateway } = this.known;
    return {
      GATEWAY__SERVER__ORIGINS: PAGE,
      GATEWAY__TENANT__IDS: tenantId,
      GATEWAY__TENANT__GRAPH: this.origin,
      GATEWAY__TENANT__AUTHORITY: this.origin,
      GATEWAY__APP__CLIENT_ID: gateway.clientId,
      GATEWAY__APP__SECRET: gateway.secret,
      GATEWAY__LIMITS__PER_USER_PER_MINUTE: '1000000',
      ...settings,
    };
  }

  /** Prints this many documents of one user. Resolves with requests that redirect them, each to the same open share. */
  async redirects(count) {
    const { queues } = await control(this.origin, 'host');
    const { printer } = queues[0];
    const shares = await graph(this.origin, '/print/shares');
    const open = shares.value.find(({ id, allowAllUsers }) => allowAllUsers && id !== queues[0].share);
    const { id: share, printer: destination } = await graph(this.origin, `/print/shares/${open.id}?$expand=printer`);
    const requests = [];
    for (let at = 0; at < count; at += 1) {
      const { id } = await control(this.origin, 'job', { printer, document: 'Rolling.pdf', size: 1 });
      requests.push({
        method: 'POST',
        path: `/v1.0/print/printers/${printer}/jobs/${id}/redirect`,
        headers: { 'content-type': 'application/json', 'print-share': share },
        body: JSON.stringify({ destinationPrinterId: destination.id }),
      });
    }
    return requests;
  }

  /** How often Graph was asked to redirect, by the path of the request. */
  async redirected() {
    const counts = new Map();
    for (const { method, url } of await control(this.origin, 'requests')) {
      const { pathname } = new URL(url);
      if (method === 'POST' && pathname.endsWith('/redirect')) counts.set(pathname, (counts.get(pathname) ?? 0) + 1);
    }
    return counts;
  }

  /** A user's token for the gateway, requested as a page does it. The verifier is the example of RFC 7636, appendix B. */
  async token() {
    const { tenantId, clientId, gateway } = this.known;
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: PAGE,
      response_type: 'code',
      response_mode: 'query',
      scope: gateway.scope,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    const signedIn = await fetch(`${this.origin}/${tenantId}/oauth2/v2.0/authorize?${query}`, { redirect: 'manual' });
    const code = new URL(signedIn.headers.get('location')).searchParams.get('code');
    const answer = await fetch(`${this.origin}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { origin: PAGE },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: PAGE,
        code,
        code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      }),
    });
    const { access_token: token } = await answer.json();
    return token;
  }
}

/** Starts a gateway with these variables. Resolves when it listens. */
export async function startGateway(env) {
  const program = new Program(process.env.GATEWAY, ['serve'], { env });
  const line = await program.next('"listening"');
  const { public: address, admin } = JSON.parse(line);
  return Object.assign(program, { address, admin });
}

/** Resolves when a gateway says that it is ready. Its first check asks the identity provider. */
export async function ready({ admin }) {
  const answer = await fetch(`http://${admin}/readyz`);
  if (!answer.ok) throw new Error(`the gateway is not ready: ${await answer.text()}`);
}

async function control(origin, verb, body) {
  const answer = await fetch(`${origin}/control/${verb}`, { method: body ? 'POST' : 'GET', body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${verb}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function graph(origin, path) {
  const answer = await fetch(`${origin}/v1.0${path}`, { headers: { authorization: 'Bearer megan-bowen' } });
  return answer.json();
}
