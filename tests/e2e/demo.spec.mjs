// The demo page with its tenant in the page, under the same strict policy.
import { test, expect } from './test.mjs';

test.beforeEach(async ({ page, server }) => {
  await page.clock.install();
  await page.goto(`${server.origin}/demo/index.html?latency=0`);
});

/** Lets the page's time pass until what is expected holds. */
async function eventually(page, expectation) {
  await expect(async () => {
    await page.clock.fastForward(1_000);
    await expectation(expect.configure({ timeout: 50 }));
  }).toPass({ intervals: [10], timeout: 20_000 });
}

test('the demo walks the whole way, and its paper comes out', async ({ page, widget }) => {
  await widget.select('Quarterly report.pdf');
  await widget.chooseRecent('BER-A2 Kitchen corner');
  await widget.press();
  await eventually(page, (expect) => expect(widget.result('Quarterly report.pdf')).toContainText('was printed at'));
  await expect(page.getByRole('region', { name: 'Paper so far' }).getByRole('listitem')).toHaveText([/Quarterly report\.pdf/]);
  await expect(page.getByRole('region', { name: 'Events of the widget' })).toContainText('redirected');
});

test('as Graph answers, when the demo is told not to pretend', async ({ page, widget }) => {
  await page.getByRole('checkbox', { name: /Redirect accepts a user’s token/ }).uncheck();
  await widget.select('Quarterly report.pdf');
  await widget.chooseRecent('BER-A2 Kitchen corner');
  await widget.press();
  await expect(widget.result('Quarterly report.pdf')).toContainText('This page may not send print jobs on.');
});

test('every scenario can be switched to and shows something', async ({ page, widget }) => {
  const choice = page.getByRole('combobox', { name: 'Scenario' });
  await expect(widget.job('Quarterly report.pdf')).toBeVisible();
  const scenarios = await choice.getByRole('option').evaluateAll((options) => options.map(({ value }) => value));
  expect(scenarios.length).toBeGreaterThan(5);
  for (const scenario of scenarios) {
    await choice.selectOption(scenario);
    await expect(page).toHaveURL(new RegExp(`scenario=${scenario}`));
    const something = widget.jobs.or(widget.place.getByText(/Nothing is waiting|Your sign-in was not|This page may not see|cannot be reached/));
    await eventually(page, (expect) => expect(something.first()).toBeVisible());
  }
});
