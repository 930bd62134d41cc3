// Starts the simulator's program and controls its tenants.
//
// Each Playwright worker starts one simulator; each test has a tenant of its own in it. A tenant's clock stands still until
// `advance` is called, unless the simulator was started with the `real` clock.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts the program. Resolves with its origin and a function that stops it. */
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
  /** Without a name, it is the tenant that the simulator itself starts with. */
  constructor(origin, name) {
    /** The address for the widget's option `baseUrl`. */
    this.base = name === undefined ? origin : `${origin}/t/${name}`;
  }

  /** Resets the tenant to the start of a scenario. Returns what a host page knows about it. */
  scenario(name) {
    return this.#control('POST', 'scenario', { name });
  }

  /** Advances the tenant's clock. */
  advance(ms) {
    return this.#control('POST', 'advance', { ms });
  }

  /** Makes a coming request fail; the forms are in the simulator's module `fault`. */
  fault(fault) {
    return this.#control('POST', 'fault', fault);
  }

  /** Turns a switch of the tenant on or off, such as `redirectAcceptsUserTokens`. */
  switch(name, value) {
    return this.#control('POST', 'switch', { name, value });
  }

  /** Sets the state that a printer reports. */
  setPrinterState(id, state, details = []) {
    return this.#control('POST', 'printer', { id, state, details });
  }

  /** Opens a share to all users, or closes it. */
  setAllowAllUsers(id, allowAllUsers) {
    return this.#control('POST', 'share', { id, allowAllUsers });
  }

  /** Adds jobs of the user to the queue: the documents' names, and how many copies each has. */
  async print(jobs) {
    const { queues } = await this.host();
    for (const [document, copies] of jobs) {
      await this.#control('POST', 'job', { printer: queues[0].printer, document, size: 90_000, copies });
    }
  }

  /** Registers a redirect URI. Returns what page and gateway know about the directory: client ids, authority, scope. */
  signIn(redirectUri) {
    return this.#control('POST', 'sign-in', { redirectUri });
  }

  /** Demands claims of a user, who then has to sign in again with them. */
  challenge(user, claims) {
    return this.#control('POST', 'challenge', { user, claims });
  }

  /** Makes every token for Graph that the identity provider issued expire. */
  expire() {
    return this.#control('POST', 'expire');
  }

  /** What a host page knows about the tenant: queues, account and token. */
  host() {
    return this.#control('GET', 'host');
  }

  /** The paper that came out of the printers. */
  printed() {
    return this.#control('GET', 'printed');
  }

  /** The requests that the tenant received. */
  requests() {
    return this.#control('GET', 'requests');
  }

  /** The redirect requests among them. */
  async redirects() {
    return (await this.requests()).filter(({ method, url }) => method === 'POST' && url.endsWith('/redirect'));
  }

  /** Reads from Graph as the printer administrator. */
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
