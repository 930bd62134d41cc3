// What became of pressed jobs, on their rows; where the focus goes when what has it disappears; and what is said.
import { test, expect } from './support/fixtures.mjs';
import { REPORT, POSTER, KITCHEN } from './support/names.mjs';

const HANDBOOK = 'Onboarding handbook 2026.pdf';
const REFUSED = { kind: 'refuse', status: 400, body: { error: { code: 'BadRequest', message: 'No.' } } };

/** What has the focus in the widget: the name of a row's document, or the element's id or text. Null if the page has it. */
const focused = (page) => page.evaluate(() => {
  const { activeElement } = document.querySelector('print-redirect').shadowRoot;
  const row = activeElement?.closest('li')?.querySelector('.name');
  return activeElement && (row?.textContent || activeElement.id || activeElement.textContent);
});

/** Notes every text of the live regions from now on. Returns a function that tells them. */
async function listen(page) {
  await page.evaluate(() => {
    window.heard = [];
    for (const region of document.querySelector('print-redirect').shadowRoot.querySelectorAll('[aria-live]')) {
      const hear = () => region.textContent && window.heard.push([region.role ?? region.getAttribute('role'), region.textContent]);
      new MutationObserver(hear).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  return async () => (await page.evaluate(() => window.heard)).map(([role, text]) => [role, text.replaceAll('\u200b', '')]);
}

/** Presses the button for three jobs, of which one is refused. */
async function pressThree({ open, widget, tenant, eventually }) {
  await open('everyday');
  await tenant.fault({ method: 'POST', path: '/redirect', ...REFUSED });
  await widget.select(REPORT, POSTER, HANDBOOK);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.results.filter({ hasText: 'was printed' })).toHaveCount(2));
}

test('jobs that were not sent come first, and go elsewhere with one press', async ({ page, open, widget, tenant, eventually }) => {
  await pressThree({ open, widget, tenant, eventually });
  await expect(widget.jobs.first()).toContainText("wasn't sent");
  await expect(page.getByText('2 printed, 1 not sent')).toBeVisible();
  await page.getByRole('button', { name: 'Send these elsewhere' }).press('Enter');
  expect(await focused(page)).toBe('printer');
  await expect(widget.button).toHaveText('Print 1 job');
  await page.getByRole('button', { name: 'Dismiss all' }).press('Enter');
  await expect(widget.results).toHaveCount(0);
  expect(await focused(page)).toBe('jobs-heading');
  await expect(widget.button).toHaveText('Print 1 job');
});

test('where only a code chooses the printer, "Send these elsewhere" goes to the field for it', async ({ page, open, widget, tenant, eventually }) => {
  await pressThree({ open, widget, tenant, eventually });
  await page.evaluate(() => void (window.widget.requirePresence = true));
  await expect(widget.search).toBeHidden();
  await page.getByRole('button', { name: 'Send these elsewhere' }).press('Enter');
  expect(await focused(page)).toBe('code');
});

test('the focus goes to the row that stands where a result was dismissed', async ({ page, open, widget, tenant, eventually }) => {
  await pressThree({ open, widget, tenant, eventually });
  const names = await widget.jobs.evaluateAll((rows) => rows.map((row) => row.querySelector('.name').textContent));
  const at = names.indexOf(await widget.results.nth(1).locator('.name').first().innerText());
  await widget.jobs.nth(at).getByRole('button', { name: /^Dismiss/ }).press('Enter');
  await expect(widget.jobs).toHaveCount(names.length - 1);
  expect(await focused(page)).toBe(names[at + 1] ?? names[at - 1]);
});

test('the focus stays in the row of a job whose failure is dismissed', async ({ page, open, widget, tenant, eventually }) => {
  await pressThree({ open, widget, tenant, eventually });
  const row = widget.results.filter({ hasText: "wasn't sent" });
  const name = await row.locator('.name').first().innerText();
  await row.getByRole('button', { name: /^Dismiss/ }).press('Enter');
  await expect(row).toHaveCount(0);
  expect(await focused(page)).toBe(name);
});

test('the focus stays in the widget when a pressed button disappears', async ({ page, open, widget, signIn }) => {
  const { answer } = signIn;
  signIn.answer = () => Promise.reject(new Error('the window was closed'));
  await open('everyday');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  signIn.answer = answer;
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await focused(page)).toBe('jobs-heading');
});

test('the focus stays in the widget when an alternative is chosen', async ({ page, open, widget, tenant }) => {
  await open('one-job', {}, async () => {
    const { printer } = await tenant.share(KITCHEN);
    await tenant.setPrinterState(printer.id, 'stopped', ['mediaJam']);
  });
  await widget.recent(KITCHEN).check();
  await widget.place.getByRole('button', { name: /Ready · now · Fits$/ }).first().press('Enter');
  await expect(widget.ready).toBeVisible();
  expect(await focused(page)).not.toBe(null);
});

test('the focus stays in the list when the row that has it leaves by itself', async ({ page, open, widget, tenant }) => {
  await open('everyday');
  await expect(widget.job(REPORT)).toBeVisible();
  const names = await widget.jobs.evaluateAll((rows) => rows.map((row) => row.querySelector('.name').textContent));
  await widget.checkbox(names[1]).focus();
  await page.route(/\/jobs\?/, async (route) => {
    const answer = await route.fetch();
    const list = await answer.json();
    list.value = list.value.filter((job) => job.documents[0].displayName !== names[1]);
    await route.fulfill({ response: answer, json: list });
  });
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(widget.job(names[1])).toHaveCount(0);
  expect(await focused(page)).toBe(names[2]);
  expect((await tenant.redirects()).length).toBe(0);
});

test('Escape keeps a job that was to be canceled, and is not told to the page', async ({ page, open, widget, tenant }) => {
  await open('everyday');
  await widget.chooseFor(POSTER, 'Cancel job');
  await expect(page.getByRole('button', { name: /^Keep/ })).toBeFocused();
  await page.evaluate(() => { window.shortcuts = []; });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Keep/ })).toHaveCount(0);
  expect(await focused(page)).toBe(POSTER);
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
  expect((await tenant.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
});

test('several jobs are spoken of when they start and when they end', async ({ page, open, widget, eventually }) => {
  await open('everyday');
  await widget.select(REPORT, POSTER, HANDBOOK);
  await widget.chooseRecent(KITCHEN);
  const heard = await listen(page);
  await widget.press();
  await eventually((expect) => expect(widget.results.filter({ hasText: 'was printed' })).toHaveCount(3));
  // The token may run out while the clock is advanced.
  expect((await heard()).filter(([, text]) => !text.startsWith('Signing you in'))).toEqual([
    ['status', `Sending 3 jobs to ${KITCHEN}…`],
    ['status', 'Finished: 3 printed.'],
  ]);
});

test('a printer is said with its state, and a repeated event is said again', async ({ page, open, widget }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  const heard = await listen(page);
  for (let time = 1; time <= 2; time += 1) {
    await widget.chooseRecent(KITCHEN);
    await expect.poll(async () => (await heard()).length).toBe(2 * time - 1);
    await widget.chooseRecent('BER-B2 Library');
    await expect.poll(async () => (await heard()).length).toBe(2 * time);
  }
  const texts = (await heard()).map(([, text]) => text);
  expect(texts[0]).toContain(`${KITCHEN}: Ready`);
  expect(texts[2]).toBe(texts[0]);
});
