// The example for Teams in a stand-in for its host: it signs in by the host, prints, and follows the host's theme and language.
import { expect, isBuilt, test, withHosts } from './support/examples.mjs';
import { REPORT } from './support/names.mjs';
import { Widget } from './support/widget.mjs';

const TRUSTED = 'https://res.cdn.office.net';

function unsigned(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${Buffer.from('unsigned').toString('base64url')}`;
}

/** Serves the tab under the policy that docs/hosts.md has. Gives its origin. */
async function serveTab({ page, tenant, serveExample }) {
  // teams-js reads from Microsoft which hosts it may trust. It trusts the page's own origin as well.
  await page.route(`${TRUSTED}/**`, (route) => route.fulfill({ json: { validOrigins: [] } }));
  return serveExample('teams', { 'connect-src': `'self' ${new URL(tenant.base).origin} ${TRUSTED}` }, withHosts);
}

/** Shows the tab in its host. Gives its frame, and what the host was asked for. */
async function openTab({ page, tenant, serveExample }, { locale = 'en-us', theme = 'default' } = {}) {
  const { queues, account, token } = await tenant.scenario('one-job');
  const asked = [];
  await page.exposeFunction('hostToken', (request) => {
    asked.push(request);
    const { localAccountId, username } = account;
    const claims = { oid: localAccountId, sub: localAccountId, tid: 'tenant', preferred_username: username };
    return {
      token: { access_token: token, id_token: unsigned(claims), expires_in: 3_600, scope: request.scope },
      account: { environment: 'login.microsoftonline.com', homeAccountId: `${localAccountId}.tenant`, tenantId: 'tenant', localAccountId, username },
    };
  });
  await page.route('**/config.json', (route) => route.fulfill({
    json: {
      msal: { auth: { clientId: 'example', authority: 'https://login.microsoftonline.com/tenant', clientCapabilities: ['CP1'] } },
      widget: { queues: [{ share: queues[0].share }], graph: { baseUrl: tenant.base } },
    },
  }));
  const origin = await serveTab({ page, tenant, serveExample });
  await page.goto(`${origin}/host/teams.html?${new URLSearchParams({ tab: '/index.html', locale, theme })}`);
  return { frame: page.frame('tab'), asked };
}

test.describe('the example teams', () => {
  test.skip(() => !isBuilt('teams'), 'it was not built');

  test('signs in as the user of its host, and prints', async ({ page, tenant, serveExample, printIn }) => {
    const { frame, asked } = await openTab({ page, tenant, serveExample });
    await printIn(new Widget(frame));
    expect(asked.map(({ method }) => method)).not.toContain('GetTokenPopup');
    expect(asked[0].scope).toContain('https://graph.microsoft.com/PrintJob.ReadBasic');
    expect(asked[0].claims).toContain('CP1');
  });

  test('tells its host once that something is on the screen', async ({ page, tenant, serveExample }) => {
    const { frame } = await openTab({ page, tenant, serveExample });
    await expect(new Widget(frame).job(REPORT)).toBeVisible();
    const told = () => page.evaluate(() => window.told.map(([name]) => name).filter((name) => name.startsWith('appInitialization.')));
    await expect.poll(told).toEqual(['appInitialization.success']);
  });

  test('says where to open it when no host is around it', async ({ page, tenant, serveExample }) => {
    await page.goto(`${await serveTab({ page, tenant, serveExample })}/`);
    await expect(page.getByText('Open this page in Microsoft Teams or Outlook.')).toBeVisible();
  });

  test('has the theme and the language of its host', async ({ page, tenant, serveExample }) => {
    const { frame } = await openTab({ page, tenant, serveExample }, { locale: 'de-de', theme: 'contrast' });
    await expect(frame.getByRole('button', { name: 'Aktualisieren' })).toBeVisible();
    const theme = () => frame.evaluate(() => document.querySelector('print-redirect').theme);
    expect(await theme()).toBe('contrast');
    await page.evaluate(() => window.setTheme('glass'));
    await expect.poll(theme).toBe('dark');
  });
});
