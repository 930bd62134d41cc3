// A gateway behind a proxy is replaced while users print: no request fails, and each redirect reaches Graph exactly once.
//
// The load is bounded: a few users, each with one request at a time and a pause after it, until the new gateway serves, and
// never more than MOST requests. Everything is on this machine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Caddy, Nginx, ask } from './proxy.mjs';
import { PAGE, Simulator, freePorts, ready, startGateway } from './programs.mjs';

const USERS = 6;
/** Between the answer and the next request of a user, in milliseconds. */
const PAUSE = 40;
const MOST = 3000;
/** Longer than any shutdown takes, in milliseconds. */
const LIMIT = 120_000;
/** Every so many requests one is a redirect. */
const REDIRECTS = 3;

/** Sends requests until `stop` is called. */
class Load {
  answered = 0;
  failures = [];
  /** The paths of the redirects that it sent. */
  redirected = [];
  #going = true;
  #milestones = [];

  constructor(proxy, redirects, authorization) {
    const [{ path }] = redirects;
    const read = { path: path.replace(/\/redirect$/, ''), headers: {} };
    const send = async () => {
      const redirect = this.answered % REDIRECTS === 0 && redirects.pop();
      const { headers, ...request } = redirect || read;
      if (redirect) this.redirected.push(request.path);
      try {
        const { status, text } = await ask(proxy, { ...request, headers: { ...headers, origin: PAGE, authorization } });
        if (status !== 200) this.failures.push(`${request.path}: ${status} ${text}`);
      } catch (error) {
        this.failures.push(`${request.path}: ${error}`);
      }
      this.answered += 1;
      this.#milestones = this.#milestones.filter(({ count, resolve }) => this.answered < count || resolve());
    };
    const user = async () => {
      while (this.#going && this.answered < MOST) {
        await send();
        await pause(PAUSE);
      }
    };
    this.ended = Promise.all(Array.from({ length: USERS }, user));
  }

  /** Resolves when so many more requests have been answered. */
  more(count) {
    const reached = new Promise((resolve) => this.#milestones.push({ count: this.answered + count, resolve }));
    const over = this.ended.then(() => {
      throw new Error(`the load ended after ${this.answered} requests`);
    });
    over.catch(() => {});
    return Promise.race([reached, over]);
  }

  async stop() {
    this.#going = false;
    await this.ended;
  }
}

let simulator;
before(async () => {
  simulator = await Simulator.start();
});
after(() => simulator?.program.stop());

/** Two gateways at the same ports of two addresses of this machine, as on two machines. */
async function startGateways(context, settings) {
  const hosts = ['127.0.0.1', '127.0.0.2'];
  const [port, healthPort] = await freePorts(2, hosts);
  const start = async (host) => {
    const gateway = await startGateway(
      simulator.environment({
        GATEWAY__SERVER__LISTEN: `${host}:${port}`,
        GATEWAY__SERVER__ADMIN_LISTEN: `${host}:${healthPort}`,
        ...settings,
      }),
    );
    context.after(async () => {
      // The second signal ends the time in which a gateway goes on serving.
      gateway.signal('SIGTERM');
      await gateway.stop();
    });
    await ready(gateway);
    return gateway;
  };
  const gateways = [await start(hosts[0]), await start(hosts[1])];
  return { gateways, healthPort, addresses: hosts.map((host) => `${host}:${port}`), restarted: () => start(hosts[0]) };
}

/** Prints through the proxy while `replace` replaces a gateway, and checks what users and Graph saw of it. */
async function printed(context, proxy, replace) {
  const redirects = await simulator.redirects(500);
  const load = new Load(proxy, redirects, `Bearer ${await simulator.token()}`);
  context.after(() => load.stop());
  await load.more(60);
  await replace(load);
  await load.more(60);
  await load.stop();
  assert.deepEqual(load.failures, []);
  const counts = await simulator.redirected();
  const wrong = load.redirected.filter((path) => counts.get(path) !== 1);
  assert.deepEqual(wrong, []);
  assert.ok(load.redirected.length > 30, `${load.redirected.length} redirects`);
  context.diagnostic(`${load.answered} requests, of which ${load.redirected.length} redirect: none failed, none was sent twice`);
}

test('behind Caddy, a gateway is replaced by a signal alone', { skip: !process.env.CADDY, timeout: LIMIT }, async (context) => {
  const { gateways, healthPort, addresses, restarted } = await startGateways(context, {});
  const proxy = await Caddy.start(addresses, healthPort);
  context.after(() => proxy.stop());
  await printed(context, proxy, async () => {
    await gateways[0].stop();
    await restarted();
  });
});

test('behind nginx, a gateway is replaced by a signal alone', { skip: !process.env.NGINX, timeout: LIMIT }, async (context) => {
  const { gateways, addresses, restarted } = await startGateways(context, {});
  const proxy = await Nginx.start(addresses);
  context.after(() => proxy.stop());
  await printed(context, proxy, async () => {
    await gateways[0].stop();
    await restarted();
  });
});

test('behind nginx, a gateway is taken out, replaced and put back', { skip: !process.env.NGINX, timeout: LIMIT }, async (context) => {
  const { gateways, addresses, restarted } = await startGateways(context, { GATEWAY__SERVER__DRAIN_SECONDS: '0' });
  const proxy = await Nginx.start(addresses);
  context.after(() => proxy.stop());
  await printed(context, proxy, async (load) => {
    await proxy.use(addresses, [addresses[0]]);
    await gateways[0].stop();
    await load.more(60);
    await restarted();
    await proxy.use(addresses);
  });
});
