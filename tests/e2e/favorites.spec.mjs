// Favorite printers: the star by mouse and by keyboard, what the next visit shows, whose they are, and what is stored.
import { wcagViolations } from './support/axe.mjs';
import { test, expect, hold } from './support/fixtures.mjs';
import { KITCHEN, PROJECT_SPACE, RECEPTION, REPORT } from './support/names.mjs';

const star = (widget, name) => widget.place.getByRole('button', { name: `Favorite: ${name}`, exact: true });

/** What the page's storage has for favorites, as an object. */
const stored = (page) => page.evaluate(() => Object.fromEntries(
  Object.entries({ ...localStorage }).filter(([key]) => key.startsWith('print-redirect-favorites ')),
));

test('a star by mouse is there after a reload, and chooses nothing', async ({ page, open, widget }) => {
  await open('everyday');
  await star(widget, PROJECT_SPACE).click();
  await expect(star(widget, PROJECT_SPACE)).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(widget.place.getByRole('radio').first()).toHaveAccessibleName(new RegExp(`^${PROJECT_SPACE}`));
  await expect(star(widget, PROJECT_SPACE)).toHaveAttribute('aria-pressed', 'true');
  await expect(widget.place.getByRole('radio', { checked: true })).toHaveCount(0);
});

test('a star by keyboard keeps the focus, and a second press takes it back', async ({ page, open, widget }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  // The state below a name may still arrive.
  const order = () => widget.place.getByRole('radio').evaluateAll((radios) => radios.map((radio) => radio.closest('label').querySelector('.name').textContent));
  const names = await order();
  await star(widget, KITCHEN).focus();
  await page.keyboard.press('Enter');
  await expect(star(widget, KITCHEN)).toHaveAttribute('aria-pressed', 'true');
  await expect(star(widget, KITCHEN)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(star(widget, KITCHEN)).toHaveAttribute('aria-pressed', 'false');
  await expect(star(widget, KITCHEN)).toBeFocused();
  expect(await order()).toEqual(names);
  expect(await stored(page)).toEqual({});
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

test('the chosen printer has a star, and the list a group of favorites', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.choosePrinter(RECEPTION);
  await star(widget, RECEPTION).click();
  await expect(star(widget, RECEPTION)).toHaveAttribute('aria-pressed', 'true');
  await widget.search.click();
  const group = (name) => widget.place.getByRole('group', { name, exact: true }).getByRole('option');
  await expect(group('Favorites')).toHaveText([new RegExp(`^${RECEPTION}`)]);
  await expect(group('Used recently')).toHaveCount(3);
  await expect(group('Other printers').filter({ hasText: RECEPTION })).toHaveCount(0);
  // ARIA allows no control inside an option.
  await expect(widget.place.getByRole('listbox').getByRole('button')).toHaveCount(0);
  expect(await wcagViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await expect(widget.found.first()).toHaveAttribute('aria-selected', 'true');
  await expect(widget.found.first()).toContainText(RECEPTION);
});

test('only ids are stored, for the user alone', async ({ page, open, widget, tenant }) => {
  await open('everyday');
  await star(widget, KITCHEN).click();
  const { account } = await tenant.host();
  const { id } = await tenant.share(KITCHEN);
  const key = `print-redirect-favorites ${new URL(tenant.base).origin} ${account.localAccountId}`;
  expect(await stored(page)).toEqual({ [key]: JSON.stringify([id]) });

  // Another user of this browser sees no star of hers, and she does when she comes back.
  await page.evaluate(() => { window.widget.account = { localAccountId: 'another-user' }; });
  await expect(widget.job(REPORT)).toHaveCount(0);
  await expect(page.locator('[aria-pressed="true"]')).toHaveCount(0);
  await page.evaluate((account) => { window.widget.account = account; }, account);
  await expect(star(widget, KITCHEN)).toHaveAttribute('aria-pressed', 'true');
});

test('two tabs show each other’s stars', async ({ page, context, open, widget, tenant }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${new URL(page.url()).origin}/hosts/bare.html`);
  const { account } = await tenant.host();
  const key = `print-redirect-favorites ${new URL(tenant.base).origin} ${account.localAccountId}`;
  await star(widget, PROJECT_SPACE).click();
  const text = await page.evaluate((key) => localStorage.getItem(key), key);
  await other.evaluate((key) => localStorage.removeItem(key), key);
  await expect(star(widget, PROJECT_SPACE)).toHaveAttribute('aria-pressed', 'false');
  await other.evaluate(([key, text]) => localStorage.setItem(key, text), [key, text]);
  await expect(star(widget, PROJECT_SPACE)).toHaveAttribute('aria-pressed', 'true');
});

test('where the page may not store anything, a star holds for the visit', async ({ page, open, widget }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } }));
  await open('everyday');
  await star(widget, KITCHEN).click();
  await expect(star(widget, KITCHEN)).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => window.widget.refresh());
  await expect(star(widget, KITCHEN)).toHaveAttribute('aria-pressed', 'true');
  await expect(widget.alert).toHaveText('');
});

for (const width of [320, 1000]) {
  test(`nothing jumps at ${width} px while favorites, recent printers and their places come`, async ({ page, open, widget }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript(() => {
      window.shifts = [];
      const note = (entries) => window.shifts.push(...entries.filter(({ hadRecentInput }) => !hadRecentInput));
      new PerformanceObserver((list) => note(list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    });
    await open('everyday');
    await widget.choosePrinter(RECEPTION);
    await star(widget, RECEPTION).click();
    const recent = await hold(page, /recentPrinterShares/);
    const own = await hold(page, /select=id,displayName,manufacturer,model,location/);
    const all = await hold(page, /\/print\/shares$/);
    await page.reload();
    await expect(widget.job(REPORT)).toBeVisible();
    recent();
    await expect(widget.recent(KITCHEN)).toBeVisible();
    own();
    await expect(widget.recent(RECEPTION)).toBeVisible();
    all();
    await expect(widget.place.getByText('Floor 2').first()).toBeVisible();
    const shifts = await page.evaluate(() => window.shifts.map(({ value, sources }) => {
      const moved = sources.map(({ node, previousRect, currentRect }) => `${node?.className || node?.nodeName} ${previousRect.y} to ${currentRect.y}`);
      return { value, moved };
    }));
    expect(shifts.reduce((sum, { value }) => sum + value, 0), JSON.stringify(shifts)).toBeLessThanOrEqual(0.1);
  });
}
