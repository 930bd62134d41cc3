// Exactly once: a connection that breaks around the send neither doubles nor loses a job.
import { test, expect } from './test.mjs';

const REPORT = 'Quarterly report.pdf';
const LOST_BEFORE = { method: 'POST', path: '/redirect', kind: 'lose', when: 'before' };

test.beforeEach(({ page }) => {
  page.on('dialog', (dialog) => dialog.accept());
});

test('an answer lost after the send is found out, not sent again', async ({ open, widget, tenant, stopTime, eventually }) => {
  await open('connection-lost-after-send');
  await widget.select(REPORT);
  await widget.chooseRecent('BER-A2 Kitchen corner');
  await stopTime();
  await widget.press();
  await expect(widget.result(REPORT)).toContainText('Checking whether it was sent…');
  await expect(widget.alert).toHaveText(/Checking whether it was sent…/);
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at BER-A2 Kitchen corner'));
  expect(await tenant.redirects()).toHaveLength(1);
  expect(await tenant.printed()).toHaveLength(1);
});

test('a send that never arrived is said so after two minutes, and can be pressed again', async ({
  page, open, widget, tenant, stopTime, eventually,
}) => {
  await open('one-job');
  await tenant.fault(LOST_BEFORE);
  await widget.chooseRecent('BER-A2 Kitchen corner');
  await stopTime();
  const pressed = await page.evaluate(() => Date.now());
  await widget.press();
  await expect(widget.result(REPORT)).toContainText('Checking whether it was sent…');
  await eventually((expect) => expect(widget.result(REPORT)).toContainText(`“${REPORT}” was not sent.`), { step: 5_000 });
  expect(await page.evaluate(() => Date.now())).toBeGreaterThanOrEqual(pressed + 120_000);
  expect(await widget.lastProblem()).toBe('notSent');
  expect(await tenant.printed()).toEqual([]);

  await expect(widget.checkbox(REPORT)).toBeChecked();
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  expect(await tenant.redirects()).toHaveLength(2);
  expect(await tenant.printed()).toHaveLength(1);
});

test('a half answer is as unknown as none', async ({ open, widget, tenant, eventually }) => {
  await open('one-job');
  await tenant.fault({ method: 'POST', path: '/redirect', kind: 'garble' });
  await widget.chooseRecent('BER-A2 Kitchen corner');
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  expect(await tenant.redirects()).toHaveLength(1);
  expect(await tenant.printed()).toHaveLength(1);
});

for (const [title, scenario, end, papers] of [
  ['that took effect', 'connection-lost-after-send', 'was printed at', 1],
  ['that had none', 'one-job', 'was not sent.', 0],
]) {
  test(`a reload while a send ${title} is looked for looks on and never sends again`, async ({
    page, open, widget, tenant, stopTime, eventually,
  }) => {
    await open(scenario);
    if (!papers) await tenant.fault(LOST_BEFORE);
    await widget.checkbox(REPORT).check();
    await widget.chooseRecent('BER-A2 Kitchen corner');
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
