// The whole chain: MSAL signs in, the widget calls the gateway's program, the gateway calls the simulated Graph, paper comes out.
import { startChain } from './support/chain.mjs';
import { startServer } from './support/server.mjs';
import { test as base, expect } from './support/fixtures.mjs';
import { REPORT, POSTER, SALARY_REVIEW, KITCHEN } from './support/names.mjs';

const SCENARIO = 'everyday';

const test = base.extend({
  server: async ({}, use) => {
    const server = await startServer('http://127.0.0.1:*');
    await use(server);
    server.stop();
  },

  chain: async ({ server }, use) => {
    const { origin } = server;
    const chain = await startChain(SCENARIO, origin, `${origin}/examples/msal/redirect.html`);
    await use(chain);
    await chain.stop();
  },

  tenant: async ({ chain }, use) => use(chain.tenant),

  /** Opens the example page, configured with the gateway, and signs in. */
  signedIn: async ({ page, server, chain, widget }, use) => {
    await use(async () => {
      await page.route('**/config.json', (route) => route.fulfill({ json: chain.config }));
      await page.goto(`${server.origin}/examples/msal/index.html?policy=sign-in`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(widget.job(REPORT)).toBeVisible();
    });
  },

  /** The requests that the page sent to the gateway. */
  relayed: async ({ page, chain }, use) => {
    const requests = [];
    page.on('request', (request) => {
      if (request.url().startsWith(chain.gateway.origin)) requests.push(request);
    });
    await use(requests);
  },
});

// The TLS proxy of the identity provider has a self-signed certificate.
test.use({ ignoreHTTPSErrors: true });

/** Cancels the job that waits beside the report. */
async function cancelPoster(page, widget) {
  await widget.chooseFor(POSTER, 'Cancel job');
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await expect(widget.job(POSTER)).toHaveCount(0);
}

/** The requests that the gateway sent to Graph. */
async function fromGateway(tenant) {
  const isGateway = ([name, value]) => name.toLowerCase() === 'user-agent' && value.startsWith('print-redirect-gateway/');
  return (await tenant.requests()).filter(({ headers }) => headers.some(isGateway));
}

test('a redirect through the gateway prints the job once', async ({
  widget, tenant, signedIn, relayed,
}) => {
  await signedIn();
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);

  const [redirect, ...more] = relayed.filter((request) => request.url().endsWith('/redirect'));
  expect(more).toEqual([]);
  expect(await redirect.headerValue('print-share')).toBe((await tenant.share(KITCHEN)).id);
  const redirects = await tenant.redirects();
  expect(redirects).toHaveLength(1);
  expect(await fromGateway(tenant)).toContainEqual(redirects[0]);

  await tenant.advance(3_600_000);
  expect(await tenant.printed()).toEqual([
    expect.objectContaining({ document: REPORT, printer: KITCHEN }),
  ]);
});

test('a job cancelled through the gateway is never printed', async ({ page, widget, tenant, signedIn, relayed }) => {
  await signedIn();
  await cancelPoster(page, widget);
  expect(relayed.filter((request) => request.method() === 'POST').map((request) => request.url().split('/').at(-1))).toEqual(['abort']);
  const aborts = (await fromGateway(tenant)).filter(({ url }) => url.endsWith('/abort'));
  expect(aborts).toEqual([expect.objectContaining({ status: 204 })]);
  await tenant.advance(3_600_000);
  expect(await tenant.printed()).toEqual([]);
});

test('a claims challenge leads to one sign-in and one print', async ({
  page, widget, tenant, chain, signedIn, relayed,
}) => {
  await signedIn();
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  // From here on, the page has its tokens for Graph and for the gateway.
  await cancelPoster(page, widget);
  const claims = { access_token: { acrs: { essential: true, value: 'c1' } } };
  await tenant.challenge((await tenant.host()).account.username, JSON.stringify(claims));
  const signIns = () => chain.providerRequests.filter((request) => request.endsWith('/authorize')).length;
  const before = signIns();
  await widget.press();
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
  expect(signIns()).toBe(before + 1);

  const sent = relayed.filter((request) => request.url().endsWith('/redirect'));
  const answers = await Promise.all(sent.map((request) => request.response()));
  expect(answers.map((answer) => answer.status())).toEqual([401, 200]);
  const challenge = await answers[0].headerValue('www-authenticate');
  const [, demanded] = /claims="([^"]+)"/.exec(challenge);
  expect(JSON.parse(Buffer.from(demanded, 'base64').toString())).toEqual(claims);
  expect(await tenant.redirects()).toHaveLength(1);
});

test('a printer closed to the user is refused and explained', async ({
  widget, tenant, signedIn,
}) => {
  await tenant.setAllowAllUsers((await tenant.share(KITCHEN)).id, false);
  await signedIn();
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect(widget.result(REPORT)).toContainText("You aren't allowed to print on this printer.");
  expect(await widget.detailsForIt()).toContain('destinationNotAllowed');
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await tenant.redirects()).toEqual([]);
});

test('a user’s token cannot redirect another user’s job', async ({ page, widget, tenant, chain, signedIn, relayed }) => {
  await signedIn();
  await cancelPoster(page, widget);
  const { authorization } = await relayed.find((request) => request.method() === 'POST').allHeaders();
  const [{ printer }] = (await tenant.host()).queues;
  const { value: jobs } = await tenant.read(`/print/printers/${printer}/jobs?$expand=documents`);
  const usual = await tenant.share(KITCHEN);
  const redirect = async (job) => {
    const answer = await fetch(`${chain.gateway.origin}/v1.0/print/printers/${printer}/jobs/${job.id}/redirect`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'print-share': usual.id },
      body: JSON.stringify({ destinationPrinterId: usual.printer.id }),
    });
    return answer.status;
  };
  const ofDocument = (name) => jobs.find(({ documents }) => documents.some(({ displayName }) => displayName === name));
  expect(await redirect(ofDocument(SALARY_REVIEW))).toBe(404);
  expect(await tenant.redirects()).toEqual([]);
  expect(await redirect(ofDocument(REPORT))).toBe(200);
});
