// The tenant behind a test: the simulator's program, once a worker, and a tenant of its own for
// each test. Its clock stands still but for `advance`, unless it is to be the `real` one.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts the program. Resolves with its origin and the way to end it. */
export async function startSimulator({ clock = 'driven', identity } = {}) {
  const provider = identity ? ['--identity', identity] : [];
  const program = spawn(process.env.SIMULATOR, ['--port', '0', '--clock', clock, ...provider], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
    createInterface({ input: program.stdout }).once('line', (line) => resolve(line.split(' ').at(-1)));
  });
  return { origin, stop: () => program.kill() };
}

export class Tenant {
  /** Without a name it is the tenant that a simulator starts with. */
  constructor(origin, name) {
    /** What a page gives the widget as Graph's address; the version comes after it. */
    this.base = name === undefined ? origin : `${origin}/t/${name}`;
  }

  /** Starts afresh; gives what a page knows of the tenant. */
  scenario(name) {
    return this.#control('POST', 'scenario', { name });
  }

  advance(ms) {
    return this.#control('POST', 'advance', { ms });
  }

  fault(fault) {
    return this.#control('POST', 'fault', fault);
  }

  switch(name, value) {
    return this.#control('POST', 'switch', { name, value });
  }

  /** Changes what a printer says of itself. */
  report(id, state, details = []) {
    return this.#control('POST', 'printer', { id, state, details });
  }

  /** Opens a share to everyone, or closes it. */
  open(id, allowAllUsers) {
    return this.#control('POST', 'share', { id, allowAllUsers });
  }

  /** Registers where a page's sign-ins end; gives what page and gateway know of the directory. */
  signIn(redirectUri) {
    return this.#control('POST', 'sign-in', { redirectUri });
  }

  /** Demands claims of a user, who has to sign in anew with them. */
  challenge(user, claims) {
    return this.#control('POST', 'challenge', { user, claims });
  }

  /** Ends every token that the identity provider gave for Graph. */
  expire() {
    return this.#control('POST', 'expire');
  }

  host() {
    return this.#control('GET', 'host');
  }

  printed() {
    return this.#control('GET', 'printed');
  }

  requests() {
    return this.#control('GET', 'requests');
  }

  async redirects() {
    return (await this.requests()).filter(({ method, url }) => method === 'POST' && url.endsWith('/redirect'));
  }

  /** Reads from Graph as the tenant's printer administrator. */
  async read(path) {
    const answer = await fetch(`${this.base}/v1.0${path}`, { headers: { authorization: 'Bearer megan-bowen' } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** The share with this name, with the printer behind it. */
  async share(name) {
    const { value } = await this.read('/print/shares');
    const { id } = value.find(({ displayName }) => displayName === name);
    return this.read(`/print/shares/${id}?$expand=printer`);
  }

  async #control(method, verb, body) {
    const answer = await fetch(`${this.base}/control/${verb}`, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${verb}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}
