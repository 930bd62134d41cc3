// What users change or do otherwise: zoom, text spacing, orientation, motion, a press that is taken back; and what they have to
// see of a control: its edge and its focus.
import { contrast } from './support/contrast.mjs';
import { test, expect } from './support/fixtures.mjs';
import { misfits } from './support/misfits.mjs';
import { REPORT, POSTER, KITCHEN } from './support/names.mjs';

/** Brings the widget to a full screen: ticked jobs, a chosen printer, and the open list of printers. */
async function fill(widget) {
  await widget.select(REPORT, POSTER);
  await widget.chooseRecent(KITCHEN);
  await widget.search.press('ArrowDown');
  await expect(widget.found.first()).toBeVisible();
}

/** Prints by clicks, wherever they are on the page. */
async function print(widget) {
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect(widget.place.getByText('was sent to').first()).toBeVisible();
}

for (const [what, width, height] of [
  ['200 % zoom', 640, 400],
  ['400 % zoom', 320, 256],
  ['portrait', 360, 740],
  ['landscape', 740, 360],
]) {
  test(`with ${what} everything fits and prints`, async ({ page, open, widget }) => {
    await page.setViewportSize({ width, height });
    await open('everyday');
    await fill(widget);
    expect(await misfits(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await widget.search.press('Escape');
    await widget.checkbox(POSTER).uncheck();
    await print(widget);
  });
}

for (const width of [320, 1000]) {
  test(`with the text spacing of WCAG 1.4.12 everything fits at ${width} px`, async ({ page, open, widget }) => {
    await page.setViewportSize({ width, height: 800 });
    await open('everyday');
    await expect(widget.job(REPORT)).toBeVisible();
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
      document.querySelector('print-redirect').shadowRoot.adoptedStyleSheets.push(sheet);
    });
    await fill(widget);
    expect(await misfits(page)).toEqual([]);
  });
}

test('with reduced motion nothing moves', async ({ page, open, widget }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.route(/_bg\.wasm$/, () => {}); // the skeleton stays
  await open('everyday');
  await expect(page.getByText('Loading your print jobs…')).toBeVisible();
  const animations = () => page.evaluate(() => document.querySelector('print-redirect').shadowRoot.getAnimations().length);
  expect(await animations()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await animations()).toBeGreaterThan(0);
  await page.unroute(/_bg\.wasm$/);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open('everyday');
  await widget.select(REPORT);
  expect(await animations()).toBe(0);
});

test('a press that is taken back does nothing', async ({ page, open, widget, tenant }) => {
  await open('everyday');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  /** Presses on a target, and lets go on the heading. */
  const takeBack = async (target) => {
    await target.scrollIntoViewIfNeeded();
    await target.hover();
    await page.mouse.down();
    await widget.place.getByRole('heading', { name: 'Waiting to print' }).hover();
    await page.mouse.up();
  };
  await takeBack(widget.button);
  await takeBack(widget.checkbox(POSTER));
  await takeBack(widget.recent('BER-A3'));
  await expect(widget.checkbox(POSTER)).not.toBeChecked();
  await expect(widget.recent(KITCHEN)).toBeChecked();
  await widget.search.click();
  await takeBack(widget.found.last());
  await expect(widget.recent(KITCHEN)).toBeChecked();
  await expect(widget.button).toHaveText('Print 1 job');
  expect(await tenant.redirects()).toEqual([]);
});

test('every control shows that it has the focus', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.select(REPORT, POSTER);
  await widget.chooseRecent(KITCHEN);
  await widget.place.getByRole('button', { name: 'Refresh' }).focus();
  const kinds = new Set();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const control = await page.evaluate(() => {
      const { activeElement } = document.querySelector('print-redirect').shadowRoot;
      if (!activeElement) return undefined;
      const { outlineStyle, outlineWidth, outlineColor, backgroundColor } = getComputedStyle(activeElement);
      const name = `${activeElement.localName} ${activeElement.type ?? ''}: ${activeElement.ariaLabel ?? activeElement.textContent}`;
      return { kind: activeElement.localName, name, outlineStyle, outlineWidth, differs: outlineColor !== backgroundColor };
    });
    if (!control) break;
    kinds.add(control.kind);
    expect.soft(control, control.name).toMatchObject({ outlineStyle: 'solid', outlineWidth: '2px', differs: true });
  }
  expect([...kinds]).toEqual(expect.arrayContaining(['button', 'input']));
});

for (const theme of ['light', 'dark', 'contrast']) {
  test(`fields, icons, ticks, the button and the focus have contrast: ${theme}`, async ({ page, open, widget }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open('everyday', { theme });
    await widget.select(REPORT);
    await widget.chooseRecent(KITCHEN);
    const style = (target, member) => target.evaluate((element, member) => getComputedStyle(element)[member], member);
    const surface = await style(widget.place.getByRole('heading', { name: 'Printer' }).locator('xpath=ancestor::*[@data-theme]'), 'backgroundColor');
    await widget.search.focus();
    const parts = {
      'the edge of a field': await style(widget.search, 'borderBottomColor'),
      'the outline of the focus': await style(widget.search, 'outlineColor'),
      'a tick': await style(widget.checkbox(REPORT), 'accentColor'),
      'an icon': await style(widget.place.getByRole('button', { name: 'Refresh' }), 'color'),
    };
    for (const [part, color] of Object.entries(parts)) expect.soft(contrast(color, surface), part).toBeGreaterThanOrEqual(3);
    const button = [await style(widget.button, 'color'), await style(widget.button, 'backgroundColor')];
    expect(contrast(...button), 'the words of the button').toBeGreaterThanOrEqual(4.5);
  });
}
