// Accessibility of the main screens: axe-core in light and dark, 320 px width, target sizes, forced colours.
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { REPORT, POSTER, KITCHEN } from './support/names.mjs';

/** The main screens: the scenario, how to get there, and the page's settings. */
const SCREENS = {
  'jobs': ['everyday', async (widget) => {
    await expect(widget.job(REPORT)).toBeVisible();
    await expect(widget.recent(KITCHEN)).toBeVisible();
  }],
  'open printer list': ['everyday', async (widget) => {
    await expect(widget.recent(KITCHEN)).toBeVisible();
    await widget.search.press('ArrowDown');
    await expect(widget.found.first()).toBeVisible();
  }],
  'open print settings': ['everyday', async (widget) => {
    await widget.select(REPORT);
    await widget.chooseRecent(KITCHEN);
    await widget.changeCopies(3);
    await expect(widget.page.getByText('Copies: 3')).toBeVisible();
  }],
  'menu of a job': ['everyday', async (widget) => {
    await widget.more(REPORT).click();
    await expect(widget.page.getByRole('menuitem', { name: 'Cancel job' })).toBeVisible();
  }],
  'question before cancelling': ['everyday', async (widget) => {
    await widget.chooseFor(REPORT, 'Cancel job');
    await expect(widget.page.getByRole('button', { name: 'Keep it' })).toBeVisible();
  }],
  'stopped printer': ['printer-stopped', async (widget) => {
    await widget.select(REPORT);
    await widget.recent(KITCHEN).check();
    await expect(widget.page.getByText("It's out of paper.", { exact: true }).first()).toBeVisible();
  }],
  'refused redirect': ['as-graph-answers', async (widget) => {
    await widget.select(REPORT);
    await widget.chooseRecent(KITCHEN);
    await widget.press();
    await widget.detailsForIt();
  }],
  'sent jobs': ['everyday', async (widget) => {
    await widget.select(REPORT, POSTER);
    await widget.chooseRecent(KITCHEN);
    await widget.press();
    await expect(widget.results.filter({ hasText: 'was sent to' })).toHaveCount(2);
  }],
  'refused options': ['everyday', async (widget) => {
    await expect(widget.alert).toContainText('Refused options');
  }, { theme: 'pink' }],
};

for (const [screen, [scenario, reach, settings]] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing, ${colorScheme}: ${screen}`, async ({ page, open, widget }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(scenario, settings);
      await reach(widget);
      expect(await wcagViolations(page)).toEqual([]);
    });
  }

  test(`fits 320 px with 24 px targets: ${screen}`, async ({ page, open, widget }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(scenario, settings);
    await reach(widget);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const targets = page.locator('button, select, summary, [role=option], label:has(input), input:not(label input)');
    // All at once: a long list draws other rows as soon as it has measured the first ones. Those that are gone have no size.
    const boxes = await targets.filter({ visible: true }).evaluateAll((all) => all.filter(({ isConnected }) => isConnected).map((element) => {
      const { width, height, x } = element.getBoundingClientRect();
      return { width, height, x, name: element.innerText };
    }));
    for (const { width, height, x, name } of boxes) {
      expect.soft(Math.min(width, height), name).toBeGreaterThanOrEqual(24);
      expect.soft(x + width, name).toBeLessThanOrEqual(320);
    }
  });
}

test('every printer in the list can be scrolled into view', async ({ page, open, widget }) => {
  await page.setViewportSize({ width: 480, height: 640 });
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await widget.search.pressSequentially('berlin');
  await expect(widget.found.last()).toBeVisible();
  await widget.found.last().scrollIntoViewIfNeeded();
  await expect(widget.found.last()).toBeInViewport({ ratio: 1 });
});

test('forced colours show what is selected, focused and unavailable', async ({ page, open, widget }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open('everyday');
  const style = (target) => target.evaluate((element) => {
    const { outlineStyle, outlineColor, color, borderStyle } = getComputedStyle(element);
    return { outlineStyle, outlineColor, color, borderStyle };
  });
  const before = await style(widget.job(REPORT));
  await widget.select(REPORT);
  const after = await style(widget.job(REPORT));
  expect(after.outlineStyle).toBe('solid');
  expect(after).not.toEqual(before);
  await widget.search.focus();
  expect(await style(widget.search)).toMatchObject({ outlineStyle: 'solid' });
  const unavailable = await style(widget.button);
  await widget.chooseRecent(KITCHEN);
  const available = await style(widget.button);
  expect(available.borderStyle).toBe('solid');
  expect(available.color).not.toBe(unavailable.color);
});
