// State and fit on the rows of printers, "Only printers that fit" by mouse and keyboard, and how many presses tasks take.
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { KITCHEN, POSTER, REPORT } from './support/names.mjs';

const FINANCE = 'BER-A2 Finance';
const HANDBOOK = 'Onboarding handbook 2026.pdf';
const focused = (target) => target.evaluate((element) => element.getRootNode().activeElement === element);
const filter = (widget) => widget.place.getByRole('checkbox', { name: 'Only printers that fit' });

/** Reads of one printer's state. */
const reads = async (tenant) => (await tenant.requests()).filter(({ url }) => url.includes('capabilities,defaults'));

/** Counts what a user presses. Typing does not count. */
function counter() {
  const presses = { count: 0 };
  presses.press = async (target, how = (it) => it.click()) => {
    presses.count += 1;
    await how(target);
  };
  presses.print = async (widget) => {
    await expect(widget.button).toHaveAttribute('aria-disabled', 'false');
    await presses.press(widget.button);
  };
  return presses;
}

test('a recent printer says that it has stopped, and why, before it is chosen', async ({ open, widget, tenant }) => {
  await open('printer-stopped');
  await expect(widget.place.getByRole('radio', { name: /Kitchen corner.*Stopped: It's out of paper\.\s· now/ })).toBeVisible();
  await expect(widget.place.getByRole('radio', { name: /Project space.*Not accepting jobs\s· now/ })).toBeVisible();
  expect(await reads(tenant)).toHaveLength(3);
});

test('the state arrives without moving anything', async ({ page, open, widget }) => {
  await page.setViewportSize({ width: 320, height: 900 });
  const held = [];
  let released = false;
  await page.route(/capabilities,defaults/, (route) => (released ? route.continue() : held.push(route)));
  await open('everyday');
  const card = widget.place.getByText(KITCHEN, { exact: true });
  await expect.poll(() => held.length).toBe(3);
  const before = await widget.search.boundingBox();
  released = true;
  for (const route of held) await route.continue();
  await expect(widget.place.getByText(/^Ready\s· now$/)).toHaveCount(3);
  expect(await widget.search.boundingBox()).toEqual(before);
  await expect(card).toBeVisible();
});

test('only printers that fit, by mouse at 1000 px', async ({ page, open, widget }) => {
  await page.setViewportSize({ width: 1000, height: 900 });
  await open('everyday');
  await expect(filter(widget)).toBeHidden();
  await widget.select(REPORT);
  await widget.search.click();
  await expect(widget.found.filter({ hasText: FINANCE })).toContainText(/Fits 0 of 1\s· Not here: Color/);
  await page.keyboard.press('Escape');
  await filter(widget).check();
  await widget.search.click();
  await expect(widget.found.filter({ hasText: FINANCE })).toHaveCount(0);
  await expect(widget.found.filter({ hasText: KITCHEN })).toContainText('Ready · now · Fits');
  await expect(widget.place.getByText(/^\d+ checked, \d+ left out$/)).toBeVisible();
  expect(await wcagViolations(page)).toEqual([]);
  await widget.found.filter({ hasText: 'BER-A1 Copy room' }).click();
  await widget.press();
  await expect(widget.place.getByText(`was sent to BER-A1 Copy room`).first()).toBeVisible();
});

test('printers that fit a job, by keyboard at 320 px', async ({ page, open, widget }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await open('everyday');
  await widget.select(POSTER);
  await widget.search.focus();
  await page.keyboard.type(FINANCE);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const fitting = widget.job(POSTER).getByRole('button', { name: `Printers that fit ${POSTER}` });
  await fitting.press('Enter');
  expect(await focused(widget.search)).toBe(true);
  await expect(widget.search).toHaveAttribute('aria-expanded', 'true');
  await expect(filter(widget)).toBeChecked();
  // A printer that turns out not to fit stays until the user turns to the list again.
  await page.keyboard.press('ArrowDown');
  const active = widget.place.locator('[role="option"][aria-selected="true"]');
  const name = await active.locator('.name').innerText();
  await expect(widget.place.getByText(/^[1-9]\d* checked, \d+ left out$/)).toBeAttached();
  await expect(active.locator('.name')).toHaveText(name);
  const id = await widget.search.getAttribute('aria-activedescendant');
  expect(await active.getAttribute('id')).toBe(id);
  expect(await focused(widget.search)).toBe(true);
});

test('three thousand printers are filtered without reading each', async ({ page, open, widget, tenant }) => {
  await open('many-printers');
  await widget.select(POSTER);
  await filter(widget).check();
  await widget.search.click();
  await expect(widget.place.getByText(/left out$/)).toBeAttached();
  await page.waitForLoadState('networkidle');
  expect((await reads(tenant)).length).toBeLessThan(60);
});

test('a stopped printer is printed to where the page allows it, and the bar says so', async ({ open, widget, tenant }) => {
  await open('printer-stopped', { 'allow-stopped': '' });
  await widget.select(REPORT);
  await widget.recent(KITCHEN).check();
  await expect(widget.button).toHaveAccessibleDescription(/This printer has stopped\. What you send will print when it resumes\./);
  await widget.press();
  await expect.poll(async () => (await tenant.redirects()).length).toBe(1);
});

test.describe('presses', () => {
  test('one job and a recent printer that fits: 2', async ({ open, widget, tenant, eventually }) => {
    await open('one-job');
    const presses = counter();
    await expect(widget.place.getByRole('radio', { name: /Kitchen corner.*Ready\s· now\s· Fits/ })).toBeVisible();
    await presses.press(widget.recent(KITCHEN));
    await presses.print(widget);
    await eventually(async (expect) => expect(await tenant.printed()).toHaveLength(1));
    expect(presses.count).toBe(2);
  });

  test('three of four jobs and a search: 4 and typing', async ({ page, open, widget, tenant, eventually }) => {
    await open('everyday');
    const presses = counter();
    await presses.press(widget.place.getByRole('checkbox', { name: 'Select all' }));
    await presses.press(widget.checkbox(HANDBOOK));
    await presses.press(widget.search);
    await page.keyboard.type('ber-b1 lab');
    await expect(widget.found).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await presses.print(widget);
    await eventually(async (expect) => expect(await tenant.printed()).toHaveLength(3));
    expect(presses.count).toBe(4);
  });

  test('a job that does not fit, with the default of the printer, knowingly: 3', async ({ open, widget, tenant, eventually }) => {
    await open('does-not-fit');
    const presses = counter();
    await presses.press(widget.checkbox(REPORT));
    await presses.press(widget.recent(FINANCE));
    await expect(widget.button).toHaveAccessibleDescription(/Color becomes Black and white/);
    await presses.print(widget);
    await eventually(async (expect) => expect(await tenant.printed()).toHaveLength(1));
    expect((await tenant.printed())[0].paper.colorMode).toBe('blackAndWhite');
    expect(presses.count).toBe(3);
  });

  test('a stopped recent printer, and one that was looked at instead: 3', async ({ open, widget, tenant, eventually }) => {
    await open('one-job', {}, async () => {
      const { printer } = await tenant.share(KITCHEN);
      await tenant.setPrinterState(printer.id, 'stopped', ['mediaJam']);
    });
    const presses = counter();
    await expect(widget.place.getByRole('radio', { name: /Kitchen corner.*Stopped: It has a paper jam\./ })).toBeVisible();
    await presses.press(widget.recent(KITCHEN));
    const instead = widget.place.getByRole('button', { name: /Ready\s· now\s· Fits$/ }).first();
    await expect(instead).toBeVisible();
    const name = (await instead.innerText()).split(' (')[0];
    await presses.press(instead);
    await presses.print(widget);
    await eventually(async (expect) => expect(await tenant.printed()).toHaveLength(1));
    expect(await tenant.redirects()).toHaveLength(1);
    expect((await tenant.redirects())[0].body).toContain((await tenant.share(name)).printer.id);
    expect(presses.count).toBe(3);
  });

  test('a wrong color on one of two jobs: 6, one press of Print', async ({ open, widget, tenant, eventually }) => {
    await open('does-not-fit');
    const presses = counter();
    await presses.press(widget.checkbox(POSTER));
    await presses.press(widget.checkbox(REPORT));
    await presses.press(widget.recent(FINANCE));
    await presses.press(widget.job(REPORT).getByRole('button', { name: `Change the settings of ${REPORT}` }));
    const color = widget.place.getByRole('combobox', { name: /^Color$/ });
    await presses.press(color, (it) => it.selectOption('grayscale'));
    await presses.print(widget);
    await eventually(async (expect) => expect(await tenant.printed()).toHaveLength(2));
    const printed = (await tenant.printed()).map(({ document, paper }) => [document, paper.colorMode]);
    expect(Object.fromEntries(printed)).toEqual({ [POSTER]: 'blackAndWhite', [REPORT]: 'grayscale' });
    expect(presses.count).toBe(6);
  });
});
