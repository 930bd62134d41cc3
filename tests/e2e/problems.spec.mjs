// Problems with a code: what the user reads, what a screen reader announces, and what the page learns by `problem`.
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN, PROJECT_SPACE } from './support/names.mjs';

test('a rejected token is renewed once, then sign-in is requested', async ({ page, open, widget, signIn }) => {
  await open('token-rejected');
  await expect(widget.alert).toHaveText(/Your sign-in wasn't accepted\./);
  await expect(page.getByText('Sign in to this page again, then try again.')).toBeVisible();
  expect(await widget.lastProblem()).toBe('signInRejected');
  expect(signIn.needs.filter(({ forceRefresh }) => forceRefresh).length).toBeGreaterThan(0);
});

test('“Try again” continues once the sign-in works', async ({ page, open, widget, signIn }) => {
  const answer = signIn.answer;
  signIn.answer = () => Promise.reject(new Error('the window was closed'));
  await open('everyday');
  await expect(widget.alert).toHaveText(/Your sign-in wasn't accepted\./);
  expect(await widget.lastProblem()).toBe('signInRejected');
  signIn.answer = answer;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(widget.job(REPORT)).toBeVisible();
});

test('without a token the widget asks the page for one', async ({ page, open, widget, tenant }) => {
  await open('everyday', { 'sign-in': 'none' });
  await expect(widget.alert).toHaveText(/You aren't signed in\./);
  expect(await widget.lastProblem()).toBe('signInMissing');
  const [need] = await widget.events('tokenrequired');
  expect(need).toMatchObject({ audience: 'graph', scopes: expect.arrayContaining([expect.stringMatching(/PrintJob\.ReadBasic$/)]) });
  const { token } = await tenant.host();
  await page.evaluate((token) => { window.widget.token = token; }, token);
  await expect(widget.job(REPORT)).toBeVisible();
});

test('a missing permission is named in the details for IT', async ({ page, open, widget }) => {
  await open('permission-missing');
  await expect(widget.alert).toHaveText(/This page isn't allowed to see your print jobs or printers\./);
  await expect(page.getByText("It lacks a permission, or you don't have a Universal Print license.")).toBeVisible();
  expect(await widget.lastProblem()).toBe('permissionMissing');
  const details = await widget.detailsForIt();
  expect(details).toContain('PrintJob.ReadBasic (delegated permission). The user or an administrator can consent to it.');
  expect(details).toMatch(/^request-id: \S+/m);
});

test('a redirect refused without a gateway says one is needed', async ({ page, open, widget, tenant }) => {
  await open('as-graph-answers');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  const row = widget.result(REPORT);
  await expect(row).toContainText("This page isn't allowed to release print jobs.");
  await expect(row).toContainText('Your job is still waiting.');
  await expect(widget.alert).toHaveText(/This page isn't allowed to release print jobs\./);
  expect(await widget.lastProblem()).toBe('gatewayNeeded');
  await expect(widget.checkbox(REPORT)).toBeEnabled();
  expect(await tenant.printed()).toEqual([]);

  const details = await widget.detailsForIt();
  expect(details).toContain('application permission PrintJob.Manage.All');
  expect(details).toMatch(/^request-id: \S+/m);
  const [sent] = await tenant.redirects();
  const id = sent.headers.find(([name]) => name === 'client-request-id')[1];
  expect(details).toContain(`client-request-id: ${id}`);
});

test('an unreachable gateway is named and nothing is sent', async ({
  page, openBare, widget, tenant, browserLog, eventually,
}) => {
  await openBare('one-job');
  const gateway = { url: 'https://gateway.example', scope: 'api://print/Jobs.Redirect' };
  await page.evaluate((gateway) => window.load().then(() => void window.show({ gateway })), gateway);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText("The print service can't be reached."));
  await expect(widget.result(REPORT)).toContainText('local network, allow it and try again');
  const details = await widget.detailsForIt();
  expect(details).toContain('LocalNetworkAccessAllowedForUrls');
  expect(details).toContain('error: gatewayUnreachable');
  expect(await widget.lastProblem()).toBe('gatewayUnreachable');
  expect(await tenant.redirects()).toEqual([]);
  browserLog.expectError(/connect-src|Content Security Policy/);
});

test('a throttled list counts down and continues by itself', async ({ page, open, widget, eventually }) => {
  await open('throttled');
  await expect(page.getByText(/The print service is busy\. Continuing in \d seconds?\./)).toBeVisible();
  await expect(widget.status).toContainText('The print service is busy.');
  await eventually((expect) => expect(widget.job(REPORT)).toBeVisible());
});

test('a throttled redirect counts down and is then sent', async ({
  open, widget, tenant, stopTime, eventually,
}) => {
  await open('throttled');
  await eventually((expect) => expect(widget.job(REPORT)).toBeVisible());
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await stopTime();
  await widget.press();
  await expect(widget.result(REPORT)).toContainText(/Continuing in \d seconds?\./);
  await expect(widget.status).toContainText('The print service is busy.');
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  expect((await tenant.redirects()).map(({ status }) => status)).toEqual([429, 200]);
  expect(await tenant.printed()).toHaveLength(1);
});

test('being offline is reported and ends by itself', async ({ page, context, open, widget, tenant }) => {
  await open('one-job');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  const { id } = await tenant.share(KITCHEN);
  const read = page.waitForResponse((response) => response.url().includes(`/shares/${id}`));
  await widget.chooseRecent(KITCHEN);
  // An answer that comes later would show that the network works.
  await read;
  await context.setOffline(true);
  await expect(widget.alert).toHaveText(/Your browser says that you're offline\./);
  await expect(page.getByText("Otherwise, this continues as soon as you're back online.")).toBeVisible();
  // Some browsers say so although the network works.
  await expect(widget.button).toHaveAttribute('aria-disabled', 'false');
  await context.setOffline(false);
  await expect(widget.status).toContainText("You're back online.");
  await expect(widget.button).toHaveAttribute('aria-disabled', 'false');
});

test('“Try again” recovers from an unreachable service', async ({
  page, open, widget, tenant, eventually,
}) => {
  await open('offline');
  await eventually((expect) => expect(widget.alert).toHaveText(/The print service can't be reached\./));
  expect(await widget.lastProblem()).toBe('unreachable');
  await tenant.switch('offline', false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await eventually((expect) => expect(widget.job(REPORT)).toBeVisible());
});

test('a stopped printer says why and offers other printers', async ({ page, open, widget, tenant }) => {
  await open('printer-stopped');
  await widget.select(REPORT);
  await widget.recent(KITCHEN).check();
  await expect(page.getByText("It's out of paper.", { exact: true }).first()).toBeVisible();
  await expect(page.getByText('It has a paper jam.', { exact: true }).first()).toBeVisible();
  await expect(widget.alert).toHaveText(/This printer can't print your job right now\./);
  await expect(widget.button).toHaveAttribute('aria-disabled', 'true');
  await expect(widget.button).toHaveAccessibleDescription(/can't print/);
  await widget.button.click({ force: true });
  expect(await tenant.redirects()).toEqual([]);

  await page.getByRole('button', { name: /^BER-A1 Copy room .*Fits$/ }).click();
  await expect(widget.ready).toBeVisible();
  await expect(widget.button).toHaveAttribute('aria-disabled', 'false');
});

test('a printer that accepts no jobs says so', async ({ page, open, widget }) => {
  await open('printer-stopped');
  await widget.select(REPORT);
  await widget.recent(PROJECT_SPACE).check();
  await expect(page.getByText("It's set to accept no jobs. Choose another printer.").first()).toBeVisible();
  await expect(page.getByText(/^Not accepting jobs/).first()).toBeVisible();
  await expect(widget.button).toHaveAttribute('aria-disabled', 'true');
});

test('“Check again” finds that the printer is repaired', async ({ page, open, widget, tenant }) => {
  await open('printer-stopped');
  await widget.select(REPORT);
  await widget.recent(KITCHEN).check();
  await expect(page.getByText("It's out of paper.", { exact: true }).first()).toBeVisible();
  const { printer } = await tenant.share(KITCHEN);
  await tenant.setPrinterState(printer.id, 'idle');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(widget.ready).toBeVisible();
});

test('each refused option is named', async ({ page, open, widget }) => {
  await open('everyday', { theme: 'pink', version: 'v9' });
  await expect(widget.alert).toContainText("This page isn't set up correctly to show your print jobs.");
  await expect(page.getByText(/theme: given .*pink.*; allowed: .*dark/)).toBeVisible();
  await expect(page.getByText(/graph\.version: given .*v9.*; allowed: .*beta/)).toBeVisible();
  const [{ code, refusals }] = await widget.events('problem');
  expect(code).toBe('optionsRefused');
  expect(refusals.map(({ option }) => option).sort()).toEqual(['graph.version', 'theme']);
});

for (const [how, writeText, label] of [
  ['copies', '() => Promise.resolve()', 'Copied'],
  ['refuses', '() => Promise.reject(new Error())', "Couldn't copy: select the text"],
  ['never answers', '() => new Promise(() => {})', "Couldn't copy: select the text"],
]) {
  test(`a clipboard that ${how} is told`, async ({ page, open, eventually }) => {
    await page.addInitScript(`navigator.clipboard.writeText = ${writeText};`);
    await open('permission-missing');
    await page.getByText('Details for IT').first().click();
    await page.getByRole('button', { name: 'Copy', exact: true }).first().click();
    await eventually((expect) => expect(page.getByRole('button', { name: label })).toBeVisible());
  });
}
