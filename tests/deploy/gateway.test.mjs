// What the image, Compose and Kubernetes start: their health checks and their configuration, with the gateway's program.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Simulator, startGateway } from './programs.mjs';

const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy');
const PORT = 9464;

/** Runs a program. Resolves with how it ended and what it said. */
async function ended(program, args, env) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  const [code] = await once(child, 'close');
  return { code, said };
}

/** The command for bash in a health check, for another port. */
async function healthCheck(file, port) {
  const text = await readFile(join(DEPLOY, file), 'utf8');
  const [quoted] = text.match(/"exec 3<>[^\n]*200 '"/);
  return JSON.parse(quoted).replace(`/${PORT} `, `/${port} `);
}

let simulator;
let gateway;
before(async () => {
  simulator = await Simulator.start();
  gateway = await startGateway(
    simulator.environment({ GATEWAY__SERVER__LISTEN: '127.0.0.1:0', GATEWAY__SERVER__ADMIN_LISTEN: '127.0.0.1:0' }),
  );
});
after(async () => {
  gateway?.signal('SIGTERM');
  await gateway?.stop();
  await simulator?.program.stop();
});

for (const file of ['docker/Dockerfile', 'compose.yaml']) {
  test(`the health check of ${file} accepts a gateway that is well`, async () => {
    const { code, said } = await ended('bash', ['-c', await healthCheck(file, gateway.admin.split(':')[1])]);
    assert.equal(code, 0, said);
  });

  test(`the health check of ${file} refuses one that is not, and one that is not there`, async () => {
    const unwell = createServer((_, response) => response.writeHead(503).end('HTTP/1.0 200 OK')).listen(0, '127.0.0.1');
    await once(unwell, 'listening');
    const check = await healthCheck(file, unwell.address().port);
    assert.notEqual((await ended('bash', ['-c', check])).code, 0);
    unwell.closeAllConnections();
    await new Promise((resolve) => unwell.close(resolve));
    assert.notEqual((await ended('bash', ['-c', check])).code, 0);
  });
}

test('the configuration for Kubernetes is one that the gateway accepts', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'print-gateway-'));
  context.after(() => rm(folder, { recursive: true }));
  const lines = (await readFile(join(DEPLOY, 'kubernetes', 'gateway.env'), 'utf8')).split('\n');
  const env = Object.fromEntries(lines.filter((line) => line.includes('=')).map((line) => line.split(/=(.*)/).slice(0, 2)));
  assert.ok(env.GATEWAY__APP__FEDERATED_TOKEN_FILE);
  // Kubernetes puts the token there.
  env.GATEWAY__APP__FEDERATED_TOKEN_FILE = join(folder, 'token');
  await writeFile(env.GATEWAY__APP__FEDERATED_TOKEN_FILE, 'a.b.c');
  const { code, said } = await ended(process.env.GATEWAY, ['check'], env);
  assert.equal(code, 0, said);
});
