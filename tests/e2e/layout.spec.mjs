// The layout: one or two columns, the bar that stays in sight, and nothing that moves while the widget loads.
import { test, expect, hold } from './support/fixtures.mjs';
import { misfits } from './support/misfits.mjs';
import { REPORT, POSTER, KITCHEN } from './support/names.mjs';

const HEIGHT = 800;

/** Where the element with the focus is, and whether it is in the bar or in the list of printers, which may cover others. */
const focused = (page) => page.evaluate(() => {
  let { activeElement } = document;
  while (activeElement.shadowRoot) ({ activeElement } = activeElement.shadowRoot);
  if (activeElement === document.body) return { top: 0, bottom: 0, isOnTop: false, name: 'the page' };
  const { top, bottom } = activeElement.getBoundingClientRect();
  return { top, bottom, isOnTop: !!activeElement.closest('.summary, .popup'), name: activeElement.ariaLabel ?? activeElement.textContent };
});

/** Adds up the shifts of the layout, as browsers score them, from the first paint on. */
function watchShifts(page) {
  return page.addInitScript(() => {
    window.shifts = 0;
    const add = (list) => list.getEntries().forEach(({ value }) => (window.shifts += value));
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
  });
}

const ORDERS = {
  'the printers last': ['program', 'jobs', 'recent printers', 'printers'],
  'the jobs last': ['program', 'recent printers', 'printers', 'jobs'],
};
const PARTS = {
  'program': /_bg\.wasm$/,
  'jobs': /\/jobs\?/,
  'recent printers': /recentPrinterShares/,
  'printers': /\/print\/shares\?/,
};

for (const width of [320, 480, 720, 1000]) {
  for (const [order, parts] of Object.entries(ORDERS)) {
    test(`at ${width} px nothing moves while the widget loads, ${order}`, async ({ page, open, widget }) => {
      await page.setViewportSize({ width, height: HEIGHT });
      await watchShifts(page);
      const release = {};
      for (const part of parts) release[part] = await hold(page, PARTS[part]);
      await open('everyday');
      await expect(page.getByText('Loading your print jobs…')).toBeVisible();
      for (const part of parts) {
        // A picture waits until the page is painted.
        await page.screenshot();
        release[part]();
        if (part === 'program') await expect(widget.place.getByRole('heading', { name: 'Waiting to print' })).toBeVisible();
        if (part === 'jobs') await expect(widget.job(REPORT)).toBeVisible();
      }
      await expect(widget.recent(KITCHEN)).toBeVisible();
      await page.screenshot();
      expect(await page.evaluate(() => window.shifts)).toBeLessThanOrEqual(0.1);
    });
  }

  test(`at ${width} px what the printers make of a selected job moves nothing`, async ({ page, open, widget }) => {
    await page.setViewportSize({ width, height: HEIGHT });
    const release = await hold(page, /capabilities/);
    await open('one-job');
    await expect(widget.recent(KITCHEN)).toBeVisible();
    const distance = async () => (await widget.search.boundingBox()).y - (await widget.place.getByRole('heading', { name: 'Printer' }).boundingBox()).y;
    const before = await distance();
    release();
    await expect(widget.place.locator('.card .now').last()).toContainText(/Fits|Not here/);
    await expect(widget.place.locator('.card .now').first()).toContainText(/Fits|Not here/);
    expect(await distance()).toBe(before);
  });

  test(`at ${width} px the open list moves nothing`, async ({ page, open, widget }) => {
    await page.setViewportSize({ width, height: 1_000 }); // so high that the bar is where it belongs
    await open('everyday');
    await expect(widget.recent(KITCHEN)).toBeVisible();
    await widget.search.scrollIntoViewIfNeeded();
    await widget.search.focus();
    // Distances within the widget: the page may be scrolled, so that the list is in sight.
    const distance = async () => (await widget.button.boundingBox()).y - (await widget.place.getByRole('heading', { name: 'Printer' }).boundingBox()).y;
    await widget.search.press('ArrowDown');
    await widget.search.press('Escape');
    const before = await distance();
    await widget.search.press('ArrowDown');
    await expect(widget.found.first()).toBeVisible();
    if (width >= 720) expect(await distance()).toBe(before);
    await expect(widget.found.first()).toBeInViewport({ ratio: 1 });
    await widget.search.press('End');
    await widget.search.press('ArrowUp');
    await expect(widget.place.getByRole('option', { selected: true })).toBeInViewport({ ratio: 1 });
  });
}

test('in one column the bar is in sight and covers nothing that has the focus', async ({ page, open, widget }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open('everyday');
  await widget.select(REPORT, POSTER);
  await widget.chooseRecent(KITCHEN);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(widget.button).toBeInViewport({ ratio: 1 });
  await widget.place.getByRole('button', { name: 'Refresh' }).focus();
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press(key);
      const { top, bottom, isOnTop, name } = await focused(page);
      const bar = await widget.button.locator('..').boundingBox();
      if (!isOnTop) expect.soft(bottom, name).toBeLessThanOrEqual(Math.max(bar.y, 1));
      expect.soft(top, name).toBeGreaterThanOrEqual(-1);
    }
  }
});

test('in a low window the bar is not fixed', async ({ page, open, widget }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await open('everyday');
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(widget.button).not.toBeInViewport();
  await widget.button.scrollIntoViewIfNeeded();
  await expect(widget.button).toBeInViewport({ ratio: 1 });
  expect(await misfits(page)).toEqual([]);
});

test('in two columns the form stands beside the jobs and stays in sight', async ({ page, open, widget }) => {
  await page.setViewportSize({ width: 1000, height: 480 });
  await open('everyday');
  await widget.select(REPORT, POSTER);
  await widget.chooseRecent(KITCHEN);
  const [jobs, printer] = await Promise.all(['Waiting to print', 'Printer'].map((name) => widget.place.getByRole('heading', { name }).boundingBox()));
  expect(printer.x).toBeGreaterThan(jobs.x + 300);
  for (const to of [0, 200, 10_000]) {
    await page.evaluate((to) => scrollTo(0, to), to);
    await expect(widget.button).toBeInViewport({ ratio: 1 });
  }
});

test('without a job to print there is no form', async ({ page, open, widget }) => {
  await open('empty');
  await expect(page.getByText('Nothing is waiting to print.').first()).toBeVisible();
  await expect(widget.search).toHaveCount(0);
  await expect(widget.button).toHaveCount(0);
});

test('when the last job is printed, the form goes and the focus stays in the widget', async ({ page, open, widget }) => {
  await open('one-job');
  await widget.chooseRecent(KITCHEN);
  await widget.button.focus();
  await widget.button.press('Enter');
  await expect(widget.search).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement.localName)).toBe('print-redirect');
});
