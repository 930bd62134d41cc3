// An identity provider that nobody here wrote, oidc-provider, set up as docs/tenants.md says; and a Graph that trusts it.
//
// Everything is on loopback, in this process. The Graph checks each token with the provider's published keys, and hands the request
// to the simulator with the word by which that knows the user or the app.
import { createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider, { errors } from 'oidc-provider';

const GRAPH = 'https://graph.microsoft.com';
const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The gateway's client at the provider. */
export const CLIENT = { id: 'print-gateway', secret: 'a secret of thirty-two characters' };

/** The user, as the simulator knows them. */
const USER = { id: 'adele', oid: '87d349ed-44d7-43e1-9a83-5f2406dee5bd', word: 'adele-vance' };
const APP_WORD = 'pull-print-app';

const stopped = (server) => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

const part = (token, at) => JSON.parse(Buffer.from(token.split('.')[at], 'base64url'));

/** The claims of a token that one of these keys has signed for this audience. */
function claimsOf(token, keys, audience) {
  const { alg, kid } = part(token, 0);
  const key = keys.find((known) => known.kid === kid);
  if (alg !== 'RS256' || !key) throw new Error('the key is not known');
  const [head, body, signature] = token.split('.');
  const publicKey = createPublicKey({ key, format: 'jwk' });
  if (!verify('sha256', `${head}.${body}`, publicKey, Buffer.from(signature, 'base64url'))) throw new Error('not signed');
  const claims = part(token, 1);
  if (claims.aud !== audience) throw new Error(`for ${claims.aud}`);
  return claims;
}

export class IdentityProvider {
  #serve;
  #next = newKey();

  /** `without` is a grant that it does not offer. */
  static async start(tenant, { without } = {}) {
    const own = new IdentityProvider();
    const server = createServer((request, response) => own.#serve(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    own.issuer = `http://127.0.0.1:${server.address().port}`;
    own.tenant = tenant;
    own.without = without;
    own.stop = () => stopped(server);
    own.rotate();
    return own;
  }

  /** Signs from now on with the key that was published as the next one, and no longer publishes the last one. */
  rotate() {
    const { issuer, tenant } = this;
    const key = this.#next;
    this.#next = newKey();
    const service = (audience, scope) => ({ audience, scope, accessTokenFormat: 'jwt', accessTokenTTL: 3600, jwt: { sign: { alg: 'RS256' } } });
    const grants = ['client_credentials', ON_BEHALF_OF].filter((grant) => grant !== this.without);
    const provider = new Provider(issuer, {
      jwks: { keys: [key, this.#next] },
      cookies: { keys: ['of this test'] },
      scopes: ['openid', `${GRAPH}/.default`],
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          token_endpoint_auth_method: 'client_secret_post',
          grant_types: grants,
          response_types: [],
          redirect_uris: [],
        },
      ],
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        // A client that names no resource gets the one that its scopes begin with.
        resourceIndicators: { enabled: true, defaultResource: () => GRAPH, getResourceServerInfo: () => service(GRAPH, `${GRAPH}/.default`) },
      },
      // `tid`, `oid` and `scp` are Entra's. `roles` is left out, as most providers do.
      extraTokenClaims: (_, { accountId, scope }) =>
        accountId ? { tid: tenant, oid: USER.oid, scp: scope.split('/').at(-1) } : { tid: tenant },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    });
    const issue = async (client, audience, scope) => {
      const token = new provider.AccessToken({ accountId: USER.id, client, scope, gty: 'test' });
      token.resourceServer = new provider.ResourceServer(audience, service(audience, scope));
      return token.save();
    };
    this.token = async () => issue(await provider.Client.find(CLIENT.id), CLIENT.id, 'Jobs.Redirect');
    if (this.without !== ON_BEHALF_OF) {
      const exchange = async (context) => {
        const { params, client } = context.oidc;
        if (params.requested_token_use !== 'on_behalf_of') throw new errors.InvalidRequest('requested_token_use');
        try {
          claimsOf(params.assertion, [key], CLIENT.id);
        } catch (error) {
          throw new errors.InvalidGrant(error.message);
        }
        context.body = { access_token: await issue(client, GRAPH, params.scope), expires_in: 3600, token_type: 'Bearer' };
      };
      provider.registerGrantType(ON_BEHALF_OF, exchange, ['assertion', 'requested_token_use', 'scope']);
    }
    this.#serve = provider.callback();
  }

  /** The keys that it publishes, as anybody reads them. */
  async keys() {
    const { jwks_uri: address } = await (await fetch(`${this.issuer}/.well-known/openid-configuration`)).json();
    return (await (await fetch(address)).json()).keys;
  }
}

/** A Graph at the simulator's, for the tokens of this provider. */
export async function startGraph(simulator, provider) {
  const server = createServer(async (request, response) => {
    try {
      const parts = await request.toArray();
      const token = request.headers.authorization.split(' ')[1];
      const { oid } = claimsOf(token, await provider.keys(), GRAPH);
      const headers = new Headers(request.headers);
      for (const name of ['host', 'connection', 'content-length']) headers.delete(name);
      headers.set('authorization', `Bearer ${oid === USER.oid ? USER.word : APP_WORD}`);
      const body = parts.length ? Buffer.concat(parts) : undefined;
      const answer = await fetch(`${simulator.origin}${request.url}`, { method: request.method, headers, body });
      response.writeHead(answer.status, { 'content-type': 'application/json', 'request-id': answer.headers.get('request-id') ?? 'none' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    } catch (error) {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'InvalidAuthenticationToken', message: error.message } }));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => stopped(server) };
}
