// Exactly once: broken connections, reloads and second tabs around a redirect neither double nor lose a job.
import { test, expect } from './support/fixtures.mjs';
import { Widget } from './support/widget.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

const LOST_BEFORE = { method: 'POST', path: '/redirect', kind: 'lose', when: 'before' };

test.beforeEach(({ page }) => {
  page.on('dialog', (dialog) => dialog.accept());
});

test('a lost answer is looked up without sending again', async ({ open, widget, tenant, stopTime, eventually }) => {
  await open('connection-lost-after-send');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await stopTime();
  await widget.press();
  await expect(widget.result(REPORT)).toContainText('Checking whether it was sent…');
  await expect(widget.alert).toHaveText(/Checking whether it was sent…/);
  await eventually((expect) => expect(widget.result(REPORT)).toContainText(`was printed at ${KITCHEN}`));
  expect(await tenant.redirects()).toHaveLength(1);
  expect(await tenant.printed()).toHaveLength(1);
});

test('a redirect that never arrived is reported after two minutes', async ({
  page, open, widget, tenant, stopTime, eventually,
}) => {
  await open('one-job');
  await tenant.fault(LOST_BEFORE);
  await widget.chooseRecent(KITCHEN);
  await stopTime();
  const pressed = await page.evaluate(() => Date.now());
  await widget.press();
  await expect(widget.result(REPORT)).toContainText('Checking whether it was sent…');
  await eventually((expect) => expect(widget.result(REPORT)).toContainText(`“${REPORT}” wasn't sent.`), { step: 5_000 });
  expect(await page.evaluate(() => Date.now())).toBeGreaterThanOrEqual(pressed + 120_000);
  expect(await widget.lastProblem()).toBe('notSent');
  expect(await tenant.printed()).toEqual([]);

  await expect(widget.checkbox(REPORT)).toBeChecked();
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  expect(await tenant.redirects()).toHaveLength(2);
  expect(await tenant.printed()).toHaveLength(1);
});

test('a truncated answer counts as no answer', async ({ open, widget, tenant, eventually }) => {
  await open('one-job');
  await tenant.fault({ method: 'POST', path: '/redirect', kind: 'garble' });
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  expect(await tenant.redirects()).toHaveLength(1);
  expect(await tenant.printed()).toHaveLength(1);
});

for (const [title, scenario, end, papers] of [
  ['completed', 'connection-lost-after-send', 'was printed at', 1],
  ['lost', 'one-job', "wasn't sent.", 0],
]) {
  test(`a reload after a ${title} redirect never sends again`, async ({
    page, open, widget, tenant, stopTime, eventually,
  }) => {
    await open(scenario);
    if (!papers) await tenant.fault(LOST_BEFORE);
    await widget.checkbox(REPORT).check();
    await widget.chooseRecent(KITCHEN);
    await stopTime();
    await widget.press();
    await expect(widget.result(REPORT)).toContainText('Checking whether it was sent…');
    await page.reload();
    await expect(widget.results).toContainText('Checking whether it was sent…');
    await eventually((expect) => expect(widget.results).toContainText(end), { step: 5_000 });
    expect(await tenant.redirects()).toHaveLength(1);
    expect(await tenant.printed()).toHaveLength(papers);
  });
}

/** Opens the same page in another tab of the same browser, with the same sign-in. */
async function anotherTab({ page, context, signIn }) {
  const other = await context.newPage();
  await other.exposeFunction('signIn', (need) => signIn.answer(need));
  await other.goto(page.url());
  return { page: other, widget: new Widget(other) };
}

test('a second tab does not send a job again', async ({
  page, context, signIn, open, widget, tenant, stopTime, eventually,
}) => {
  await open('one-job');
  await tenant.fault(LOST_BEFORE);
  const other = await anotherTab({ page, context, signIn });
  await other.widget.select(REPORT);
  await other.widget.chooseRecent(KITCHEN);
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await stopTime();
  await widget.press();
  await expect(widget.result(REPORT)).toContainText('Checking whether it was sent…');

  await other.widget.press();
  await expect(other.widget.result(REPORT)).toContainText(`“${REPORT}” is being sent in another tab.`);
  await expect(other.widget.alert).toHaveText(/is being sent in another tab/);
  expect(await tenant.redirects()).toHaveLength(1);
  await eventually((expect) => expect(widget.result(REPORT)).toContainText("wasn't sent."), { step: 15_000 });
});

test('the next tab finds out what a closed tab sent', async ({
  page, context, signIn, open, widget, tenant, stopTime, eventually,
}) => {
  await open('connection-lost-after-send');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await stopTime();
  await widget.press();
  await expect(widget.result(REPORT)).toContainText('Checking whether it was sent…');
  const other = await anotherTab({ page, context, signIn });
  // While the first tab is open, only that tab looks for the outcome.
  await expect(other.widget.results).toContainText('is being sent in another tab.');
  await page.close();
  await other.page.reload();
  await expect(other.widget.results).toContainText('Checking whether it was sent…');
  await expect(async () => {
    await tenant.advance(5_000);
    await other.page.clock.fastForward(5_000);
    await expect(other.widget.results).toContainText('was printed at', { timeout: 50 });
  }).toPass({ intervals: [10], timeout: 25_000 });
  expect(await tenant.redirects()).toHaveLength(1);
  expect(await tenant.printed()).toHaveLength(1);
});

for (const [what, refuse] of [
  ['storage', () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })],
  ['locks', () => Object.defineProperty(navigator, 'locks', { value: undefined })],
  ['a lock', () => { navigator.locks.request = () => Promise.reject(new DOMException('denied', 'SecurityError')); }],
]) {
  test(`a page that is refused ${what} still sends once`, async ({ page, open, widget, tenant, stopTime, eventually }) => {
    await page.addInitScript(refuse);
    await open('connection-lost-after-send');
    await widget.select(REPORT);
    await widget.chooseRecent(KITCHEN);
    await stopTime();
    await widget.press();
    await expect(widget.result(REPORT)).toContainText('Checking whether it was sent…');
    await eventually((expect) => expect(widget.result(REPORT)).toContainText(`was printed at ${KITCHEN}`));
    expect(await tenant.redirects()).toHaveLength(1);
    expect(await tenant.printed()).toHaveLength(1);
  });
}
