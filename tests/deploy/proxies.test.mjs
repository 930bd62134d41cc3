// nginx and Caddy with the files of `deploy/`: what they may do with a request, and what they must not.
//
// Some tests have the gateway behind the proxy, others a server that notes exactly what arrives.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:http2';
import { after, before, test } from 'node:test';
import { Caddy, NAME, Nginx, ask } from './proxy.mjs';
import { PAGE, Simulator, ready, startGateway } from './programs.mjs';

/** The headers that docs/deploy.md names. */
const HEADERS = {
  authorization: 'Bearer a.b.c',
  origin: PAGE,
  'content-type': 'application/json',
  'client-request-id': '5b0c0bb5-3b52-4b0b-9d9f-0d2c6d3d0a10',
  prefer: 'include-unknown-enum-members',
  'print-share': '20000000-0000-4000-8000-00000000000c',
};

/** A proxy that hangs must not hang the tests. */
const LIMIT = { timeout: 60_000 };

/** A server that notes what arrives and answers with `answer`. */
async function startWitness(answer) {
  const seen = [];
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part)).once('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(parts).toString() });
      answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `127.0.0.1:${server.address().port}`, seen, stop };
}

const well = (_, response) => response.writeHead(200, { 'request-id': 'of-graph', 'retry-after': '7' }).end('{}');

/** A started proxy and witnesses behind it, for one test. */
async function behind(kind, context, upstreams, healthPort) {
  const proxy = await kind.start(upstreams, healthPort ?? upstreams[0].split(':').at(-1));
  context.after(() => proxy.stop());
  return proxy;
}

async function witness(context, answer) {
  const started = await startWitness(answer);
  context.after(started.stop);
  return started;
}

const KINDS = [
  ['nginx', Nginx, process.env.NGINX],
  ['Caddy', Caddy, process.env.CADDY],
].filter(([, , program]) => program);

let simulator;
let gateway;
async function start() {
  simulator = await Simulator.start();
  gateway = await startGateway(
    simulator.environment({ GATEWAY__SERVER__LISTEN: '127.0.0.1:0', GATEWAY__SERVER__ADMIN_LISTEN: '127.0.0.1:0' }),
  );
  await ready(gateway);
}
async function stop() {
  // The second signal ends the time in which a gateway goes on serving.
  gateway?.signal('SIGTERM');
  await gateway?.stop();
  await simulator?.program.stop();
}
// Without a proxy there is no test, and after no test Node calls no `after`: the programs would run on.
if (KINDS.length) {
  before(start);
  after(stop);
}

for (const [name, kind] of KINDS) {
  test(`${name} passes path, query and headers on as they came`, LIMIT, async (context) => {
    const { address, seen } = await witness(context, well);
    const proxy = await behind(kind, context, [address, address]);
    const path = '/v1.0/print/printers/a%2Fb/jobs/%31/../x//redirect?$expand=documents&x=%20a+b&$select=id';
    const answer = await ask(proxy, { method: 'POST', path, headers: HEADERS, body: '{"destinationPrinterId": "ü"}' });
    assert.equal(answer.status, 200);
    const [{ method, url, headers, body }] = seen.filter(({ url }) => url !== '/readyz');
    assert.deepEqual({ method, url, body }, { method: 'POST', url: path, body: '{"destinationPrinterId": "ü"}' });
    for (const [header, value] of Object.entries(HEADERS)) assert.equal(headers[header], value);
    assert.equal(answer.headers['request-id'], 'of-graph');
    assert.equal(answer.headers['retry-after'], '7');
    assert.match(answer.headers['strict-transport-security'], /^max-age=\d{8}$/);
  });

  test(`${name} passes the longest token on`, LIMIT, async (context) => {
    const { address, seen } = await witness(context, well);
    const proxy = await behind(kind, context, [address, address]);
    const authorization = `Bearer ${'t'.repeat(16 * 1024)}`;
    const answer = await ask(proxy, { path: '/v1.0/', headers: { ...HEADERS, authorization } });
    assert.equal(answer.status, 200);
    assert.ok(seen.some(({ headers }) => headers.authorization === authorization));
  });

  test(`${name} never repeats a POST that was sent`, LIMIT, async (context) => {
    const cut = (request, response) => (request.method === 'POST' ? request.socket.destroy() : well(request, response));
    const witnesses = [await witness(context, cut), await witness(context, cut)];
    const proxy = await behind(kind, context, witnesses.map(({ address }) => address), witnesses[0].address.split(':')[1]);
    // An abort has no body; a redirect has one.
    const sent = ['abort', 'redirect', 'abort', 'redirect'].map((call, at) => `/v1.0/print/printers/a/jobs/${at}/${call}`);
    for (const path of sent) {
      const answer = await ask(proxy, { method: 'POST', path, headers: HEADERS, body: path.endsWith('redirect') ? '{}' : undefined });
      assert.equal(answer.status, 502);
    }
    const seen = witnesses.flatMap((it) => it.seen.filter(({ method }) => method === 'POST').map(({ url }) => url));
    assert.deepEqual(seen.toSorted(), sent.toSorted());
  });

  test(`${name} gives a POST to the other gateway if one is not there`, LIMIT, async (context) => {
    const { address, seen } = await witness(context, well);
    const port = address.split(':')[1];
    const proxy = await behind(kind, context, [`127.0.0.2:${port}`, address]);
    // nginx notices when the connection is refused. Caddy asks before, at /readyz.
    if (kind === Caddy) await proxy.program.said('HTTP request failed');
    for (let count = 0; count < 8; count += 1) {
      const answer = await ask(proxy, { method: 'POST', path: '/v1.0/', headers: HEADERS, body: '{}' });
      assert.equal(answer.status, 200);
    }
    assert.equal(seen.filter(({ method }) => method === 'POST').length, 8);
  });

  test(`${name} gives each of many POSTs at once to the other gateway if one is not there`, LIMIT, async (context) => {
    const { address, seen } = await witness(context, well);
    const port = address.split(':')[1];
    const proxy = await behind(kind, context, [`127.0.0.2:${port}`, address]);
    if (kind === Caddy) await proxy.program.said('HTTP request failed');
    // nginx ends a connection after a thousand requests.
    const sessions = Array.from({ length: 4 }, () => connect(`https://127.0.0.1:${proxy.port}`, { servername: NAME, rejectUnauthorized: false }));
    const post = async (session) => {
      const stream = session.request({ ':method': 'POST', ':path': '/v1.0/', ':authority': NAME, ...HEADERS });
      stream.end('{}');
      const [headers] = await once(stream, 'response');
      stream.resume();
      await once(stream, 'close');
      return headers[':status'];
    };
    const users = 48;
    const each = 60;
    const user = async (_, at) => {
      const statuses = [];
      while (statuses.length < each) statuses.push(await post(sessions[at % sessions.length]));
      return statuses;
    };
    const statuses = (await Promise.all(Array.from({ length: users }, user))).flat();
    sessions.forEach((session) => session.close());
    assert.deepEqual(statuses.filter((status) => status !== 200), []);
    assert.equal(seen.filter(({ method }) => method === 'POST').length, users * each);
  });

  test(`${name} speaks HTTP/2 with browsers`, LIMIT, async (context) => {
    const { address } = await witness(context, well);
    const { port } = await behind(kind, context, [address, address]);
    const session = connect(`https://127.0.0.1:${port}`, { servername: NAME, rejectUnauthorized: false });
    const stream = session.request({ ':path': '/v1.0/', ':authority': NAME });
    const [headers] = await once(stream, 'response');
    assert.equal(headers[':status'], 200);
    stream.resume();
    await once(stream, 'close');
    session.close();
  });

  test(`${name} lets the gateway answer a preflight`, LIMIT, async (context) => {
    const proxy = await behind(kind, context, [gateway.address, gateway.address], gateway.admin.split(':')[1]);
    const { status, headers } = await ask(proxy, {
      method: 'OPTIONS',
      path: '/v1.0/print/printers/a/jobs/1/redirect',
      headers: {
        origin: PAGE,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,client-request-id,content-type,print-share',
      },
    });
    assert.ok(status === 200 || status === 204, `${status}`);
    assert.equal(headers['access-control-allow-origin'], PAGE);
    assert.match(headers['access-control-allow-methods'], /POST/);
    assert.match(headers['access-control-allow-headers'], /print-share/);
  });

  test(`${name} passes a 401 of the gateway on with its headers`, LIMIT, async (context) => {
    const proxy = await behind(kind, context, [gateway.address, gateway.address], gateway.admin.split(':')[1]);
    const sent = { ...HEADERS, authorization: 'Bearer nothing' };
    const { status, headers, text } = await ask(proxy, { method: 'POST', path: '/v1.0/print/printers/a/jobs/1/redirect', headers: sent, body: '{}' });
    assert.equal(status, 401);
    assert.equal(headers['access-control-allow-origin'], PAGE);
    assert.equal(headers['client-request-id'], HEADERS['client-request-id']);
    assert.ok(headers['request-id']);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(headers['strict-transport-security'], /^max-age=/);
    assert.match(JSON.parse(text).error.innerError?.code ?? text, /token/);
  });

  test(`${name} lets a user's job through, once`, LIMIT, async (context) => {
    const proxy = await behind(kind, context, [gateway.address, gateway.address], gateway.admin.split(':')[1]);
    const [request] = await simulator.redirects(1);
    const authorization = `Bearer ${await simulator.token()}`;
    const answer = await ask(proxy, { ...request, headers: { ...request.headers, origin: PAGE, authorization } });
    assert.equal(answer.status, 200, answer.text);
    const redirected = await simulator.redirected();
    assert.equal(redirected.get(request.path), 1);
  });
}
