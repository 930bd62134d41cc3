// Where the form for print settings stands, what opens and closes it, and where the focus is.
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { KITCHEN, POSTER, REPORT } from './support/names.mjs';

const [NARROW, WIDE] = [320, 1000];

/** Opens the widget at a width, with these jobs ticked and a printer chosen. */
async function opened(page, open, widget, width, ...jobs) {
  await page.setViewportSize({ width, height: 900 });
  await open('everyday');
  await widget.select(...jobs);
  await widget.chooseRecent(KITCHEN);
}

const underRow = (widget, name) => widget.job(name).getByRole('group', { name: 'Print settings' });
const copies = (widget) => widget.settings.getByRole('textbox', { name: 'Copies' });

test('the form stands under its row when narrow, and Escape gives the focus back', async ({ page, open, widget }) => {
  await opened(page, open, widget, NARROW, REPORT);
  await widget.more(REPORT).press('Enter');
  await expect(widget.place.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(underRow(widget, REPORT)).toBeVisible();
  await expect(widget.settings.getByRole('heading', { name: 'Print settings' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(copies(widget)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(widget.settings).toHaveCount(0);
  await expect(widget.more(REPORT)).toBeFocused();
  expect(await page.evaluate(() => window.shortcuts.filter((key) => key === 'Escape'))).toEqual([]);
});

test('the form stands beside the list when wide, and Close gives the focus back', async ({ page, open, widget }) => {
  await opened(page, open, widget, WIDE, REPORT, POSTER);
  const all = widget.place.getByRole('button', { name: 'Settings for 2' });
  await all.click();
  await expect(widget.settings).toContainText('For all 2 selected jobs');
  await expect(underRow(widget, REPORT)).toHaveCount(0);
  await copies(widget).fill('3');
  await page.keyboard.press('Tab');
  await expect(widget.place.getByText('Copies: 3', { exact: true })).toBeVisible();
  await widget.settings.getByRole('button', { name: 'Close' }).click();
  await expect(widget.settings).toHaveCount(0);
  await expect(all).toBeFocused();
});

test('the form of one job can be for all ticked jobs, and values that differ are kept', async ({ page, open, widget }) => {
  await opened(page, open, widget, WIDE, REPORT, POSTER);
  await widget.chooseFor(REPORT, 'Print settings');
  await copies(widget).fill('7');
  await page.keyboard.press('Tab');
  await expect(widget.place.getByText('Copies: 7 (1 of 2)')).toBeVisible();
  await widget.settings.getByRole('combobox', { name: 'Print settings' }).selectOption('For all 2 selected jobs');
  await expect(copies(widget)).toHaveAttribute('placeholder', 'Different, keep each');
  await widget.settings.getByRole('button', { name: 'Reset Copies' }).press('Enter');
  await expect(widget.place.getByText('Copies: 7 (1 of 2)')).toHaveCount(0);
  await expect(copies(widget)).toBeFocused();
});

test('the focus stays in the form when the window becomes wider or narrower', async ({ page, open, widget }) => {
  await opened(page, open, widget, WIDE, REPORT);
  await widget.chooseFor(REPORT, 'Print settings');
  await copies(widget).focus();
  await page.setViewportSize({ width: NARROW, height: 900 });
  await expect(underRow(widget, REPORT)).toBeVisible();
  await expect(copies(widget)).toBeFocused();
  await page.setViewportSize({ width: WIDE, height: 900 });
  await expect(underRow(widget, REPORT)).toHaveCount(0);
  await expect(copies(widget)).toBeFocused();
});

test('what is being typed stays while the row changes around it', async ({ page, open, widget }) => {
  await opened(page, open, widget, NARROW, REPORT);
  await widget.chooseFor(REPORT, 'Print settings');
  await copies(widget).focus();
  await page.keyboard.type('12');
  const before = await widget.job(REPORT).innerText();
  await page.clock.fastForward(120_000);
  await expect.poll(() => widget.job(REPORT).innerText()).not.toBe(before);
  await expect(copies(widget)).toHaveValue('12');
  await expect(copies(widget)).toBeFocused();
});

for (const width of [NARROW, WIDE]) {
  test(`the form of a job that is cancelled elsewhere closes and keeps the focus in the widget, ${width} px`, async ({
    page, open, widget, tenant,
  }) => {
    await opened(page, open, widget, width, REPORT);
    await widget.chooseFor(REPORT, 'Print settings');
    await copies(widget).focus();
    await page.route('**/jobs?**', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      body.value = body.value.filter(({ documents }) => documents?.[0]?.displayName !== REPORT);
      await route.fulfill({ response: answer, json: body });
    });
    // Time that passed before the answer would end the wait for it.
    const read = page.waitForResponse((response) => response.url().includes('/jobs?'));
    await page.evaluate(() => window.widget.refresh?.() ?? document.dispatchEvent(new Event('visibilitychange')));
    await read;
    await page.clock.fastForward(120_000);
    await expect(widget.job(REPORT)).toHaveCount(0);
    await expect(widget.settings).toHaveCount(0);
    await expect(page.locator('print-redirect')).toBeFocused();
    // A later reading may still be under way.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [NARROW, WIDE]) {
    test(`axe finds nothing in a row with its form, ${colorScheme}, ${width} px`, async ({ page, open, widget }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await opened(page, open, widget, width, REPORT, POSTER);
      await widget.chooseFor(REPORT, 'Print settings');
      await copies(widget).fill('3');
      await page.keyboard.press('Tab');
      expect(await wcagViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}

for (const locale of ['ar', 'de']) {
  test(`the form fits into 320 px, ${locale}`, async ({ page, open, widget }) => {
    await page.setViewportSize({ width: NARROW, height: 900 });
    await open('one-job', { locale });
    await page.getByRole('listitem').first().getByRole('button').first().click();
    await page.getByRole('menuitem').first().click();
    await expect(page.getByRole('group').filter({ has: page.getByRole('textbox') }).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW);
  });
}
