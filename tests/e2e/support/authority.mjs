// A minimal OpenID Connect authority for MSAL, over https on loopback.
//
// It asks for no password. Its access tokens are tokens of the simulated tenant.
import { createServer } from 'node:https';
import { generate } from 'selfsigned';

const CROSS_ORIGIN = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Starts the authority. It signs in `account` and issues `token` as the access token. */
export async function startAuthority({ account, token }) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  const nonces = new Map();
  const scopes = [];
  const server = createServer({ key, cert }, async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, origin);
    const json = (value) => {
      response.writeHead(200, { ...CROSS_ORIGIN, 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (request.method === 'OPTIONS') response.writeHead(204, CROSS_ORIGIN).end();
    else if (pathname.endsWith('/.well-known/openid-configuration')) {
      json({ issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token`, jwks_uri: `${origin}/keys` });
    } else if (pathname === '/authorize') {
      const code = `code-${nonces.size}`;
      nonces.set(code, searchParams.get('nonce'));
      const answer = new URLSearchParams({ code, state: searchParams.get('state') });
      response.writeHead(302, { location: `${searchParams.get('redirect_uri')}#${answer}` }).end();
    } else if (pathname === '/token') {
      let body = '';
      for await (const chunk of request) body += chunk;
      const parameters = new URLSearchParams(body);
      scopes.push(parameters.get('scope'));
      const now = Math.floor(Date.now() / 1_000);
      const claims = {
        iss: origin, aud: parameters.get('client_id'), sub: account.localAccountId, oid: account.localAccountId, tid: 'tenant',
        preferred_username: account.username, nonce: nonces.get(parameters.get('code')), iat: now, nbf: now, exp: now + 3_600,
      };
      json({
        token_type: 'Bearer', expires_in: 3_600, scope: parameters.get('scope'), access_token: token, refresh_token: 'refresh',
        id_token: `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.${Buffer.from('unsigned').toString('base64url')}`,
      });
    } else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${server.address().port}`;
  return {
    origin,
    scopes,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
