// The pages in examples/, built as their README says: each prints a job.
import { startAuthority } from './support/authority.mjs';
import { test as base, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

const test = base.extend({
  authority: async ({ tenant }, use) => {
    await tenant.scenario('one-job');
    const authority = await startAuthority(await tenant.host());
    await use(authority);
    authority.stop();
  },
});

// The authority has a self-signed certificate.
test.use({ ignoreHTTPSErrors: true });

async function printIt({ widget, tenant }) {
  await expect(widget.job(REPORT)).toBeVisible();
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
  expect(await tenant.redirects()).toHaveLength(1);
}

for (const example of ['msal', 'react']) {
  test(`the example ${example} signs in with MSAL and prints`, async ({ page, widget, tenant, server, authority }) => {
    const { queues } = await tenant.host();
    await page.route('**/config.json', (route) => route.fulfill({
      json: {
        msal: {
          auth: { clientId: 'example', authority: authority.origin, knownAuthorities: [new URL(authority.origin).host] },
          cache: { cacheLocation: 'memoryStorage' },
          system: { protocolMode: 'OIDC' },
        },
        widget: { queues: [{ share: queues[0].share }], graph: { baseUrl: tenant.base } },
      },
    }));
    await page.goto(`${server.origin}/examples/${example}/index.html?policy=sign-in`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await printIt({ widget, tenant });
    expect(authority.scopes.some((scopes) => scopes.includes('https://graph.microsoft.com/PrintJob.ReadBasic'))).toBe(true);
    if (example === 'react') await expect(page.getByText('1 sent from this page')).toBeVisible();
  });
}

/** Opens the Leptos example on a tenant with one job. Its `host.js` is replaced: that is the page's own sign-in. */
async function openLeptos({ page, tenant, server, signIn }) {
  const { queues, account } = await tenant.scenario('one-job');
  expect(signIn.needs).toEqual([]);
  const options = { queues: [{ share: queues[0].share }], graph: { baseUrl: tenant.base }, account };
  await page.route('**/host.js', (route) => route.fulfill({
    contentType: 'text/javascript',
    body: `export const options = () => ${JSON.stringify(JSON.stringify(options))};
      export const acquireToken = (scopes) => window.signIn({ scopes });`,
  }));
  await page.goto(`${server.origin}/examples/leptos/index.html`);
}

test('the example leptos shows the component and prints', async ({ page, widget, tenant, server, signIn, browserLog }) => {
  await openLeptos({ page, tenant, server, signIn });
  await printIt({ widget, tenant });
  await expect.poll(() => browserLog.lines.filter((line) => line.startsWith('sent ')).length).toBe(1);
});

test('the example leptos loads a language when the user chooses it, and prints', async ({ page, widget, tenant, server, signIn }) => {
  const languages = [];
  page.on('request', (request) => languages.push(...(new URL(request.url()).pathname.match(/[^/]*(?=\.js$)/g) ?? [])));
  await openLeptos({ page, tenant, server, signIn });
  await expect(widget.job(REPORT)).toBeVisible();
  expect(languages).not.toContain('de');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  const main = page.getByRole('main');
  const jobs = main.getByRole('list', { name: 'Wartende Druckaufträge' });
  await expect(jobs.getByRole('listitem').filter({ hasText: REPORT })).toBeVisible();
  expect(languages).toContain('de');
  await main.getByRole('radio', { name: KITCHEN }).check();
  await main.getByRole('button', { name: /^(1 Auftrag )?drucken$/i }).click();
  await expect(jobs.getByRole('listitem').filter({ hasText: `wurde an ${KITCHEN} gesendet` })).toBeVisible();
  expect(await tenant.redirects()).toHaveLength(1);
});
