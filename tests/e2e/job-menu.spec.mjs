// The menu of a job's row: by keyboard, by mouse, at the edges of the window, and in a list that scrolls.
import { test, expect } from './support/fixtures.mjs';
import { POSTER, REPORT } from './support/names.mjs';

const entries = (widget) => widget.place.getByRole('menuitem');

/** Whether nothing lies over an element, and it is in the window as a whole. */
const isInSight = (target) => target.evaluate((element) => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const shown = element.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const isInWindow = left >= 0 && top >= 0 && right <= document.documentElement.clientWidth && bottom <= innerHeight;
  return isInWindow && (shown === element || element.contains(shown));
});

test('the menu obeys the keys of a menu button, and they do not reach the page', async ({ page, open, widget }) => {
  await open('everyday');
  const more = widget.more(POSTER);
  await expect(more).toHaveAccessibleName(`More for ${POSTER}`);
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await more.press('Enter');
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  const [settings, cancel] = [entries(widget).nth(0), entries(widget).nth(1)];
  await expect(settings).toBeFocused();
  for (const [key, target] of [['ArrowDown', cancel], ['ArrowDown', settings], ['ArrowUp', cancel], ['Home', settings], ['End', cancel]]) {
    await page.keyboard.press(key);
    await expect(target).toBeFocused();
  }
  await page.keyboard.press('Escape');
  await expect(entries(widget)).toHaveCount(0);
  await expect(more).toBeFocused();
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await more.press(' ');
  await expect(settings).toBeFocused();
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

test('Tab closes the menu and goes on from its button', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.more(POSTER).press('Enter');
  await expect(entries(widget).first()).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(entries(widget)).toHaveCount(0);
  const next = await page.evaluate(() => document.querySelector('print-redirect').shadowRoot.activeElement.closest('li')?.ariaPosInSet);
  const position = Number(await widget.job(POSTER).getAttribute('aria-posinset'));
  expect(Number(next)).toBe(position + 1);
});

test('a press outside closes the menu, and so does its button', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.more(POSTER).click();
  await expect(entries(widget)).toHaveCount(2);
  await widget.more(POSTER).click();
  await expect(entries(widget)).toHaveCount(0);
  await widget.more(POSTER).click();
  await widget.more(REPORT).click();
  await expect(widget.place.getByRole('menu')).toHaveAccessibleName(`More for ${REPORT}`);
  await page.mouse.click(2, 2);
  await expect(entries(widget)).toHaveCount(0);
});

test('a job that is still arriving can be cancelled and has no settings', async ({ open, widget }) => {
  await open('everyday');
  await widget.more('Site plan, building B.pdf').click();
  await expect(entries(widget)).toHaveText(['Cancel job']);
});

for (const locale of ['en', 'ar']) {
  test(`the menu of the last row in sight is seen as a whole at 320 px, ${locale}`, async ({ page, open, widget, tenant }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open('empty', { locale }, async () => {
      await tenant.print(Array.from({ length: 120 }, (_, at) => [`Minutes ${at + 1}.pdf`, 1]));
    });
    const rows = page.getByRole('listitem');
    await expect(rows.first()).toBeVisible();
    for (const at of [0, 4, 9]) {
      const more = rows.nth(at).getByRole('button').first();
      await more.scrollIntoViewIfNeeded();
      await more.click();
      for (const entry of [0, 1]) await expect.poll(() => isInSight(entries(widget).nth(entry))).toBe(true);
      await page.keyboard.press('Escape');
    }
  });
}

test('the menu closes when the list is scrolled away below it', async ({ page, open, widget, tenant }) => {
  await open('empty', {}, async () => {
    await tenant.print(Array.from({ length: 120 }, (_, at) => [`Minutes ${at + 1}.pdf`, 1]));
  });
  await widget.jobs.first().getByRole('button').first().click();
  await expect(entries(widget)).toHaveCount(2);
  await widget.jobs.first().hover();
  await page.mouse.wheel(0, 400);
  await expect(entries(widget)).toHaveCount(0);
});
