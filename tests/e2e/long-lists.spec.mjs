// More than ten jobs: rows that are not in the document, the filter, and what it hides.
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { KITCHEN } from './support/names.mjs';

const MANY = 120;

/** Opens the widget on many waiting jobs; every tenth is to be printed three times. */
async function openMany({ open, tenant, widget }) {
  await open('empty', {}, async () => {
    await tenant.print(Array.from({ length: MANY }, (_, at) => [`Minutes ${at + 1}.pdf`, at % 10 === 4 ? 3 : 1]));
  });
  await expect(widget.jobs.first()).toBeVisible();
}

/** How many rows of the list are in the document, and how many there are to know of. */
async function rows(widget) {
  const size = Number(await widget.jobs.first().getAttribute('aria-setsize'));
  return { drawn: await widget.jobs.count(), size };
}

test('a long list draws the rows in sight and says how many there are', async ({ open, tenant, widget }) => {
  await openMany({ open, tenant, widget });
  const { drawn, size } = await rows(widget);
  expect(size).toBe(MANY);
  expect(drawn).toBeLessThan(60);
  await expect(widget.place.getByText(`0 of ${MANY} selected`)).toBeVisible();
});

test('every row of a long list is reached by keys', async ({ page, open, tenant, widget }) => {
  await openMany({ open, tenant, widget });
  const position = () => page.evaluate(() => {
    let { activeElement } = document;
    while (activeElement.shadowRoot) ({ activeElement } = activeElement.shadowRoot);
    return Number(activeElement.closest('li')?.ariaPosInSet);
  });
  await widget.jobs.first().getByRole('checkbox').focus();
  for (let at = 2; at <= MANY; at += 1) {
    await page.keyboard.press('ArrowDown');
    expect(await position()).toBe(at);
  }
  await page.keyboard.press('Home');
  expect(await position()).toBe(1);
  await page.keyboard.press('End');
  expect(await position()).toBe(MANY);
  await page.keyboard.press('Tab');
  expect(await position(), 'the button to cancel').toBe(MANY);
  await page.keyboard.press('Tab');
  expect(await position(), 'Tab leaves the list').toBeNaN();
  expect(await page.evaluate(() => window.shortcuts)).toEqual(['Tab', 'Tab']);
});

test('the filter finds the words on a row, and the press prints what the bar says', async ({ page, open, tenant, widget, eventually }) => {
  await openMany({ open, tenant, widget });
  await widget.jobs.first().getByRole('checkbox').check();
  const filter = widget.place.getByRole('searchbox', { name: 'Filter jobs' });
  await filter.pressSequentially('3 copies minutes 1');
  await filter.press('Enter');
  await expect(widget.jobs).toHaveCount(3);
  for (const number of [15, 105, 115]) await expect(widget.job(`Minutes ${number}.pdf`)).toBeVisible();
  await eventually((expect) => expect(widget.status).toHaveText(/3 jobs found\./));
  await widget.place.getByRole('checkbox', { name: 'Select the 3 jobs found' }).check();
  await expect(widget.place.getByText('1 selected job is hidden by the filter.')).toBeVisible();
  await expect(widget.button).toHaveText('Print 4 jobs');
  await widget.place.getByRole('button', { name: 'Show all jobs' }).click();
  await expect(filter).toBeFocused();
  await expect(widget.place.getByText('hidden by the filter')).toHaveCount(0);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually(async (expect) => expect(await tenant.printed()).toHaveLength(4));
});

test('a filter without a match offers the way back', async ({ page, open, tenant, widget }) => {
  await openMany({ open, tenant, widget });
  const filter = widget.place.getByRole('searchbox', { name: 'Filter jobs' });
  await filter.fill('no such job');
  await expect(widget.place.getByText('No job matches the filter.')).toBeVisible();
  await expect(widget.jobs).toHaveCount(0);
  await filter.press('Escape');
  await expect(filter).toHaveValue('');
  await expect(widget.jobs.first()).toBeVisible();
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in a long filtered list, ${colorScheme}`, async ({ page, open, tenant, widget }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 320, height: 640 });
    await openMany({ open, tenant, widget });
    expect(await wcagViolations(page)).toEqual([]);
    await widget.jobs.first().getByRole('checkbox').check();
    await widget.place.getByRole('searchbox', { name: 'Filter jobs' }).fill('minutes 5');
    await expect(widget.place.getByText('1 selected job is hidden by the filter.')).toBeVisible();
    expect(await wcagViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
}

test('Tab stops at the details of one failed row, not of all', async ({ page, open, tenant, widget, eventually }) => {
  await openMany({ open, tenant, widget });
  const refusal = { status: 400, body: { error: { code: 'BadRequest', message: 'No.' } } };
  await tenant.fault({ method: 'POST', path: '/redirect', kind: 'refuse', times: 3, ...refusal });
  for (const at of [0, 1, 2]) await widget.jobs.nth(at).getByRole('checkbox').check();
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  const details = widget.jobs.locator('summary');
  await eventually((expect) => expect(details).toHaveCount(3));
  await widget.jobs.first().getByRole('checkbox').focus();
  await expect(details.and(page.locator(':not([tabindex="-1"])'))).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(widget.jobs.nth(1).locator('summary')).not.toHaveAttribute('tabindex', '-1');
  await expect(details.and(page.locator(':not([tabindex="-1"])'))).toHaveCount(1);
});
