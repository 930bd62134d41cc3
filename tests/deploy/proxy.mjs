// Starts nginx and Caddy with the files of `deploy/`, on loopback and with a certificate for this test.
//
// Of the files only addresses and the certificate are replaced: everything else is what an administrator gets. A
// replacement that is not found is an error.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Program, freePorts } from './programs.mjs';

const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy');
const run = promisify(execFile);

/** The name in both files. */
export const NAME = 'print.contoso.example';

/** What `ask` needs of a proxy: `port`. `stop` ends it and removes its files. */
class Proxy {
  constructor(folder, port) {
    Object.assign(this, { folder, port });
  }

  async stop() {
    await this.program?.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Writes a certificate for the name, and its key, under the names that the file for nginx has. */
async function certify(folder) {
  const { generate } = createRequire(new URL('../e2e/package.json', import.meta.url))('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: NAME }], { algorithm: 'sha256' });
  await writeFile(join(folder, 'privkey.pem'), key);
  await writeFile(join(folder, 'fullchain.pem'), cert);
}

function replaced(text, replacements) {
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`the file has no "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
}

export class Nginx extends Proxy {
  /** `upstreams` are the addresses of gateways. */
  static async start(upstreams) {
    const folder = await mkdtemp(join(tmpdir(), 'print-gateway-nginx-'));
    const [port] = await freePorts(1);
    const nginx = new Nginx(folder, port);
    await certify(folder);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((it) => `${it}_temp_path ${folder}/${it};`);
    await writeFile(
      join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log stderr notice; ${process.getuid() === 0 ? 'user root root;' : ''}
       events {} http { access_log off; ${temporary.join(' ')} include ${folder}/print-gateway.conf; }`,
    );
    await nginx.#write(upstreams.map((address) => `server ${address}`));
    // Without an environment: nginx reads its sockets from a variable NGINX, which here names the program.
    await run(process.env.NGINX, [...nginx.#arguments(), '-t'], { env: {} });
    nginx.program = new Program(process.env.NGINX, nginx.#arguments(), { env: {} });
    await nginx.program.next('start worker process ');
    return nginx;
  }

  #arguments() {
    return ['-p', this.folder, '-e', 'stderr', '-c', join(this.folder, 'nginx.conf')];
  }

  async #write([first, second]) {
    const text = await readFile(join(DEPLOY, 'nginx', 'print-gateway.conf'), 'utf8');
    await writeFile(
      join(this.folder, 'print-gateway.conf'),
      replaced(text, [
        ['server 127.0.0.1:8080', first],
        ['# server 127.0.0.1:8081', second],
        ['listen 443 ', `listen 127.0.0.1:${this.port} `],
        ['listen [::]:443 ssl http2;', ''],
        ['/etc/ssl/print-gateway/', `${this.folder}/`],
      ]),
    );
  }

  /** Takes gateways out, as the file says: writes `down` behind their addresses, and reloads. */
  async use(upstreams, down = []) {
    await this.#write(upstreams.map((address) => (down.includes(address) ? `server ${address} down` : `server ${address}`)));
    const old = this.program.next('exited with code 0');
    this.program.signal('SIGHUP');
    // The old worker ends when it has answered everything that it began.
    await old;
  }
}

export class Caddy extends Proxy {
  /** `healthPort` is the port of the admin address of each gateway. */
  static async start(upstreams, healthPort) {
    const folder = await mkdtemp(join(tmpdir(), 'print-gateway-caddy-'));
    const [port, plain] = await freePorts(2);
    const caddy = new Caddy(folder, port);
    const env = {
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      PRINT_GATEWAY_UPSTREAMS: upstreams.join(' '),
      PRINT_GATEWAY_HEALTH_PORT: String(healthPort),
      PRINT_GATEWAY_HTTP_PORT: String(plain),
      PRINT_GATEWAY_HTTPS_PORT: String(port),
    };
    const source = ['--config', join(DEPLOY, 'caddy', 'Caddyfile'), '--adapter', 'caddyfile'];
    await run(process.env.CADDY, ['validate', ...source], { env });
    const { stdout } = await run(process.env.CADDY, ['adapt', ...source], { env });
    await certify(folder);
    const file = join(folder, 'caddy.json');
    await writeFile(file, JSON.stringify(onLoopback(JSON.parse(stdout), port, folder)));
    caddy.program = new Program(process.env.CADDY, ['run', '--config', file], { env });
    await caddy.program.next('serving initial configuration');
    return caddy;
  }
}

/** Listens on loopback alone, redirects from no other port, and asks no authority for its certificate. */
function onLoopback(configuration, port, folder) {
  const [server] = Object.values(configuration.apps.http.servers);
  if (server.listen[0] !== `:${port}`) throw new Error(`Caddy would listen on ${server.listen}`);
  server.listen = [`127.0.0.1:${port}`];
  server.automatic_https = { disable: true };
  server.tls_connection_policies = [{}];
  const files = { certificate: join(folder, 'fullchain.pem'), key: join(folder, 'privkey.pem') };
  configuration.apps.tls = { certificates: { load_files: [files] } };
  return configuration;
}

/** Sends a request on a connection of its own. Resolves with status, headers and text of the answer. */
export function ask({ port }, { method = 'GET', path, headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, servername: NAME, rejectUnauthorized: false, agent: false, method, path, headers: { host: NAME, ...headers } },
      (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part)).once('error', reject);
        answer.once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
