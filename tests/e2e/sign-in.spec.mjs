// Sign-in problems: `getToken` is slow, hangs, answers garbage, or is challenged while jobs are being sent.
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

/** Makes `getToken` wait until the test calls `release`. */
function held(signIn) {
  const answer = signIn.answer;
  const waiting = [];
  signIn.answer = () => new Promise((resolve) => waiting.push(async () => resolve(await answer())));
  return {
    waiting,
    release: async () => {
      signIn.answer = answer;
      for (const resolve of waiting.splice(0)) await resolve();
    },
  };
}

test('a slow sign-in is reported and offers a button', async ({
  page, open, widget, signIn,
}) => {
  const provider = held(signIn);
  await open('one-job');
  await expect.poll(() => provider.waiting.length).toBeGreaterThan(0);
  const signingIn = widget.place.getByText('Signing you in…');
  await expect(signingIn.first()).toBeHidden();
  await page.clock.fastForward(1_100);
  await expect(signingIn.first()).toBeVisible();
  await expect(widget.status).toContainText('Signing you in…');
  const button = widget.place.getByRole('button', { name: 'Sign in', exact: true });
  await expect(button).toHaveCount(0);
  await page.clock.fastForward(9_500);
  await expect(button).toBeVisible();

  const needsBefore = signIn.needs.length;
  const waiting = provider.waiting.length;
  await button.click();
  await expect.poll(() => provider.waiting.length).toBe(2 * waiting);
  expect(signIn.needs.slice(needsBefore)).toEqual(signIn.needs.slice(0, needsBefore));
  await expect(button).toHaveCount(0);
  await page.clock.fastForward(10_500);
  await button.click();
  await expect.poll(() => provider.waiting.length).toBe(3 * waiting);
  // The sign-in that the button started answers before the first one.
  for (const answer of provider.waiting.slice(2 * waiting)) await answer();
  await provider.release();
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(signingIn).toHaveCount(0);
});

test('a sign-in that hangs is reported and can be retried', async ({ page, open, widget, signIn }) => {
  const provider = held(signIn);
  await open('one-job');
  await expect.poll(() => provider.waiting.length).toBeGreaterThan(0);
  await page.clock.fastForward(121_000);
  await expect(widget.alert).toHaveText(/Signing in didn't finish\./);
  await expect(page.getByText('Look for an open sign-in window, then try again.')).toBeVisible();
  expect(await widget.lastProblem()).toBe('signInSilent');
  await provider.release();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(widget.recent(KITCHEN)).toBeVisible();
});

/**
 * Adds a widget to a bare page whose sign-in library opens one window at a time, as MSAL does. `window.library` has the open
 * window, if any, and counts the windows.
 */
async function showWithLibrary(page, tenant) {
  const { token } = await tenant.host();
  await page.evaluate(async (token) => {
    const library = (window.library = { opened: 0, signedIn: false, open: undefined });
    const reject = (errorCode) => Promise.reject(Object.assign(new Error(errorCode), { errorCode, name: 'BrowserAuthError' }));
    library.getToken = () => {
      if (library.signedIn) return Promise.resolve(token);
      if (library.open) return reject('interaction_in_progress');
      library.opened += 1;
      return new Promise((resolve, fail) => {
        library.open = {
          done() {
            library.open = undefined;
            library.signedIn = true;
            resolve(token);
          },
          close() {
            library.open = undefined;
            reject('user_cancelled').catch(fail);
          },
        };
      });
    };
    await window.load();
    window.show({ getToken: library.getToken });
  }, token);
}

test('one sign-in window serves the jobs and the printers', async ({ page, openBare, widget, tenant }) => {
  await openBare('one-job');
  await showWithLibrary(page, tenant);
  await expect.poll(() => page.evaluate(() => Boolean(window.library.open))).toBe(true);
  await page.clock.fastForward(5_000);
  await page.evaluate(() => window.library.open.done());
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(widget.recent(KITCHEN)).toBeVisible();
  expect(await page.evaluate(() => window.library.opened)).toBe(1);
  expect(await widget.events('problem')).toEqual([]);
});

test('a closed sign-in window can be opened again, and brings all parts back', async ({ page, openBare, widget, tenant }) => {
  await openBare('one-job');
  await showWithLibrary(page, tenant);
  await expect.poll(() => page.evaluate(() => Boolean(window.library.open))).toBe(true);
  await page.evaluate(() => window.library.open.close());
  await expect(widget.alert).toHaveText(/Your sign-in wasn't accepted\./);
  await page.clock.fastForward(60_000);
  expect(await page.evaluate(() => window.library.opened)).toBe(1);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect.poll(() => page.evaluate(() => Boolean(window.library.open))).toBe(true);
  await page.evaluate(() => window.library.open.done());
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await widget.choosePrinter(KITCHEN);
  expect(await page.evaluate(() => window.library.opened)).toBe(2);
});

test('after the sign-out no name of a document stays on the page', async ({ page, open, widget, signIn, eventually }) => {
  await open('one-job');
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  signIn.answer = async () => null;
  await page.evaluate(() => { window.widget.account = null; });
  await expect(widget.results).toHaveCount(0);
  await expect(widget.alert).toHaveText(/This page didn't provide a usable sign-in\./);
  expect(await page.evaluate(() => window.widget.shadowRoot.innerHTML)).not.toContain('.pdf');
});

test('a `getToken` that answers garbage is named for IT', async ({ open, widget, signIn }) => {
  signIn.answer = async () => ({ token: 'in the wrong place' });
  await open('one-job');
  await expect(widget.alert).toHaveText(/This page didn't provide a usable sign-in\./);
  expect(await widget.lastProblem()).toBe('signInUnusable');
  expect(await widget.detailsForIt()).toContain('with such a string as accessToken');
});

test('a redirect is not sent with a late token', async ({ page, open, widget, tenant, signIn, stopTime }) => {
  await open('one-job');
  await widget.chooseRecent(KITCHEN);
  await widget.select(REPORT);
  await stopTime();
  const answer = signIn.answer;
  const needsBefore = signIn.needs.length;
  let late;
  signIn.answer = (need) => {
    // The read of the job before the redirect still gets its token.
    if (signIn.needs.length === needsBefore + 1) return answer(need);
    return new Promise((resolve) => { late = async () => resolve(await answer(need)); });
  };
  await widget.press();
  await expect.poll(() => Boolean(late)).toBe(true);
  await page.clock.fastForward(26_000);
  await expect(widget.result(REPORT)).toContainText(`“${REPORT}” wasn't sent.`);
  await expect(widget.result(REPORT)).toContainText("Signing in didn't finish.");
  signIn.answer = answer;
  await late();
  await page.clock.fastForward(60_000);
  await expect(widget.checkbox(REPORT)).toBeChecked();
  expect(await tenant.redirects()).toEqual([]);
});

test('a claims challenge between jobs prints every job once', async ({
  open, widget, tenant, signIn, eventually,
}) => {
  await open('everyday');
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1732354800"}}}';
  await tenant.fault({ method: 'POST', path: '/redirect', after: 1, kind: 'challenge', claims });
  await widget.place.getByRole('checkbox', { name: 'Select all' }).check();
  await widget.chooseRecent(KITCHEN);
  const jobs = await widget.jobs.getByRole('checkbox', { checked: true }).count();
  expect(jobs).toBeGreaterThan(2);
  await widget.press();
  await eventually((expect) => expect(widget.results.filter({ hasText: 'was printed at' })).toHaveCount(jobs));
  const renewals = signIn.needs.filter((need) => need.claims);
  expect(renewals).toHaveLength(1);
  expect(renewals[0]).toMatchObject({ claims, forceRefresh: true });
  expect(await tenant.printed()).toHaveLength(jobs);
});

test('a refused token with the permission points to the licence', async ({ open, widget, tenant, signIn }) => {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: 'https://graph.microsoft.com', scp: 'PrintJob.ReadBasic PrinterShare.ReadBasic.All', tid: 't' };
  signIn.answer = async () => `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
  const body = { error: { code: 'UnknownError', message: 'Forbidden' } };
  await open('one-job', {}, () => tenant.fault({ method: 'GET', times: null, kind: 'refuse', status: 403, body }));
  await expect(widget.alert).toHaveText(/You aren't allowed to use this queue or printer\./);
  expect(await widget.lastProblem()).toBe('noAccess');
  const details = await widget.detailsForIt();
  expect(details).toContain('The token holds the permission that the call needs. Check that the user has a Universal Print license');
  expect(details).not.toContain('eyJ');
});
