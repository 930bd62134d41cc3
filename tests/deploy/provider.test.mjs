// The gateway with an identity provider that nobody here wrote: `check`, `doctor`, redirects, and a change of the provider's keys.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { CLIENT, IdentityProvider, startGraph } from './provider.mjs';
import { PAGE, Simulator, ready, startGateway } from './programs.mjs';

const LIMIT = { timeout: 60_000 };

/** The tenant, the provider and Graph, and the environment of a gateway for them. */
async function world(context, options) {
  const simulator = await Simulator.start();
  context.after(() => simulator.program.stop());
  const { tenantId } = simulator.known;
  const provider = await IdentityProvider.start(tenantId, options);
  context.after(provider.stop);
  const graph = await startGraph(simulator, provider);
  context.after(graph.stop);
  const env = {
    GATEWAY__SERVER__ORIGINS: PAGE,
    GATEWAY__SERVER__LISTEN: '127.0.0.1:0',
    GATEWAY__SERVER__ADMIN_LISTEN: '127.0.0.1:0',
    GATEWAY__SERVER__DRAIN_SECONDS: '0',
    GATEWAY__TENANT__IDS: tenantId,
    GATEWAY__TENANT__ISSUER: provider.issuer,
    GATEWAY__TENANT__GRAPH: graph.origin,
    GATEWAY__APP__CLIENT_ID: CLIENT.id,
    GATEWAY__APP__SECRET: CLIENT.secret,
    GATEWAY__DESTINATIONS__ACCEPT: 'readable',
  };
  return { simulator, provider, env };
}

/** What one of the gateway's commands says. */
async function said(env, command) {
  const child = spawn(process.env.GATEWAY, [command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part) => (text += part));
  await once(child, 'close');
  return text;
}

/** Sends one redirect. */
async function redirect(gateway, { path, ...request }, token) {
  const headers = { ...request.headers, origin: PAGE, authorization: `Bearer ${token}` };
  const answer = await fetch(`http://${gateway.address}${path}`, { ...request, headers });
  return { status: answer.status, text: await answer.text() };
}

test('another provider serves: check, doctor, a redirect, and new keys', LIMIT, async (context) => {
  const { simulator, provider, env } = await world(context);
  assert.match(await said(env, 'check'), /configuration is valid/);
  const report = await said(env, 'doctor');
  for (const line of [/^ok +identity provider/m, /^ok +clock/m, /^ok +credential/m, /^unknown application permissions/m]) {
    assert.match(report, line);
  }
  assert.doesNotMatch(report, /on behalf of users/);

  const gateway = await startGateway(env);
  context.after(() => gateway.stop());
  await ready(gateway);
  const requests = await simulator.redirects(2);
  const first = await redirect(gateway, requests[0], await provider.token());
  assert.equal(first.status, 200, `${first.text}\n${gateway.output}`);
  // Graph no longer knows the old key, so it refuses the token that the gateway keeps. Users' tokens have the new key, which the
  // gateway has read before.
  provider.rotate();
  const second = await redirect(gateway, requests[1], await provider.token());
  assert.equal(second.status, 200, `${second.text}\n${gateway.output}`);
  const redirected = await simulator.redirected();
  assert.deepEqual(requests.map(({ path }) => redirected.get(path)), [1, 1]);
});

test('doctor foresees a provider without on-behalf-of', LIMIT, async (context) => {
  const { env } = await world(context, { without: 'urn:ietf:params:oauth:grant-type:jwt-bearer' });
  assert.match(await said(env, 'doctor'), /^FAILED +on behalf of users: .*no redirect can work/m);
});
