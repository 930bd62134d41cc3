// Themes and widths: compares docs/theming.md with the style sheets, and checks contrast and layout on the screen.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme, webDarkTheme, webLightTheme } from '@fluentui/tokens';
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { misfits } from './support/misfits.mjs';
import { REPORT, POSTER, KITCHEN } from './support/names.mjs';

const ROOT = join(import.meta.dirname, '../..');
const read = (path) => readFile(join(ROOT, path), 'utf8');
const [docs, tokens, styles, shell] = await Promise.all(['docs/theming.md', 'style/tokens.css', 'style/widget.css', 'js/drawing.js'].map(read));

/** The rows of the table in docs/theming.md: a property and its values in light, dark and contrast. */
const documented = [...docs.matchAll(/^\| `--(\w+)` \| [^|]+ \| `(.+?)` \| (.+?) \| (.+?) \|$/gm)].map(
  ([, name, light, dark, contrast]) => [name, light, dark.replaceAll('`', ''), contrast.replaceAll('`', '')],
);
/** The properties that the shell's notices use. */
const NOTICE_PROPERTIES = ['colorNeutralForeground1', 'colorPaletteRedBorder2', 'fontFamilyBase'];

test('the documentation lists exactly the properties of the styles', () => {
  const [light, dark, contrast] = tokens.split(/^\.root/m).slice(1).map((block) => new Map([...block.matchAll(/var\(--(\w+), (.+)\);/g)].map(([, name, value]) => [name, value])));
  const value = (values, name) => values.get(name) ?? 'the same';
  expect(documented).toEqual([...light.keys()].map((name) => [name, light.get(name), value(dark, name), value(contrast, name)]));
  for (const name of [...dark.keys(), ...contrast.keys()]) expect(light.has(name), name).toBe(true);
  // All other style sheets use them only through the names defined in tokens.css.
  const own = new Set([...tokens.matchAll(/^ {2}--([\w-]+):/gm)].map(([, name]) => name));
  for (const [, name] of styles.matchAll(/var\(--([\w-]+)/g)) expect(own.has(name), name).toBe(true);
  expect([...new Set([...shell.matchAll(/var\(--(\w+)/g)].map(([, name]) => name))].sort()).toEqual(NOTICE_PROPERTIES);
  for (const name of NOTICE_PROPERTIES) expect(docs.slice(docs.indexOf('The notices'))).toContain(`--${name}`);
});

/** Those of the properties that change something on the screen when they are set around the widget. */
function effectiveProperties(page, names) {
  return page.evaluate((names) => {
    const MEMBERS = ['color', 'backgroundColor', 'borderTopColor', 'borderBottomColor', 'borderInlineStartColor', 'outlineColor', 'accentColor', 'boxShadow', 'borderTopLeftRadius', 'fontFamily'];
    const VALUES = [[/^color/, 'rgb(1, 2, 3)'], [/^shadow/, 'rgb(1, 2, 3) 0px 0px 9px'], [/^borderRadius/, '3px'], [/^font/, 'Courier']];
    const elements = [...document.querySelector('print-redirect').shadowRoot.querySelectorAll('*')];
    const looks = () => elements.map((element) => MEMBERS.map((member) => getComputedStyle(element)[member]).join()).join();
    const { style } = document.documentElement;
    const before = looks();
    return names.filter((name) => {
      style.setProperty(`--${name}`, VALUES.find(([kind]) => kind.test(name))[1]);
      const changed = looks() !== before;
      style.removeProperty(`--${name}`);
      return changed;
    });
  }, names);
}

test('each documented property changes what is drawn', async ({ page, open, widget, tenant, eventually }) => {
  const names = documented.map(([name]) => name);
  const seen = new Set();
  const look = async () => (await effectiveProperties(page, names)).forEach((name) => seen.add(name));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open('everyday');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await look();
  for (const target of [widget.button, widget.place.getByRole('button', { name: 'Refresh' }), widget.recent('BER-A3').locator('../..')]) {
    await target.hover();
    await look();
  }
  await widget.button.hover();
  await page.mouse.down();
  await look();
  await page.mouse.move(0, 0);
  await page.mouse.up();
  await widget.search.press('ArrowDown');
  await expect(widget.found.first()).toHaveAttribute('aria-selected', 'true');
  await look();
  await widget.search.press('Escape');

  // Two results: one job is printed, the other meets a printer without paper.
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  await look();
  const { printer } = await tenant.share(KITCHEN);
  await widget.select(POSTER);
  await widget.press();
  await expect(widget.result(POSTER)).toContainText('was sent to');
  await tenant.setPrinterState(printer.id, 'stopped', ['mediaEmpty']);
  await eventually((expect) => expect(widget.result(POSTER)).toContainText('needs'));
  await look();
  await widget.recent('BER-A3').check();
  await widget.recent(KITCHEN).check();
  await expect(widget.alert).toContainText("This printer can't print your job right now.");
  await look();

  await open('as-graph-answers');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await widget.detailsForIt();
  await look();
  expect([...seen].sort()).toEqual([...names].sort());
});

test('the notices use the documented properties', async ({ page, open, widget }) => {
  await open('everyday', { theme: 'pink' });
  await expect(widget.alert).toContainText('Refused options');
  expect(await effectiveProperties(page, NOTICE_PROPERTIES)).toEqual(NOTICE_PROPERTIES);
});

/** The elements whose contrast is too low, as axe-core finds them. */
async function lowContrast(page) {
  const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
  return violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => ({ html, failureSummary })));
}

/** Themes of Fluent, each with the matching `theme` option; without properties, the widget's own values apply. */
const THEMES = [
  ['Fluent’s light theme', 'light', webLightTheme],
  ['Fluent’s dark theme', 'dark', webDarkTheme],
  ['Teams’ light theme', 'light', teamsLightTheme],
  ['Teams’ dark theme', 'dark', teamsDarkTheme],
  ['Teams’ high contrast', 'contrast', teamsHighContrastTheme],
  ['our light values', 'light', {}],
  ['our dark values', 'dark', {}],
  ['our values for Teams’ high contrast', 'contrast', {}],
];

for (const [name, theme, provided] of THEMES) {
  test(`every text has contrast in ${name}`, async ({ page, open, widget, tenant, eventually }) => {
    test.slow(); // axe-core runs a dozen times
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open('everyday', { theme, 'retention-hours': '24', 'require-presence': '' });
    await page.evaluate(({ provided, dark }) => {
      for (const [name, value] of Object.entries(provided)) document.documentElement.style.setProperty(`--${name}`, value);
      Object.assign(document.body.style, { background: dark ? '#000' : '#fff', color: dark ? '#fff' : '#000' });
    }, { provided, dark: theme !== 'light' });
    const look = async (state) => expect(await lowContrast(page), state).toEqual([]);
    await expect(widget.job(REPORT)).toBeVisible();
    await look('a code is the only way');
    await page.evaluate(() => void (window.widget.requirePresence = false));
    await widget.select(REPORT, POSTER);
    await widget.chooseRecent(KITCHEN);
    await look('a printer is chosen');
    await widget.search.press('ArrowDown');
    await expect(widget.found.first()).toBeVisible();
    await widget.found.nth(1).hover();
    await look('the list is open');
    await widget.search.press('Escape');
    for (const target of [
      widget.button,
      widget.place.getByRole('button', { name: 'Refresh' }),
      widget.recent('BER-A3').locator('../..'),
      widget.recent(KITCHEN).locator('../..'),
    ]) {
      await target.hover();
      await look(`${await target.innerText()} is pointed at`);
    }
    await widget.chooseFor(REPORT, 'Cancel job');
    const keep = widget.place.getByRole('button', { name: 'Keep it' });
    await keep.hover();
    await look('a question is asked');
    await keep.click();
    const { printer } = await tenant.share(KITCHEN);
    await widget.press();
    await tenant.setPrinterState(printer.id, 'stopped', ['mediaEmpty']);
    await eventually((expect) => expect(widget.results.first()).toContainText('needs'));
    await look('a printer needs paper');
    await widget.recent('BER-A3').check();
    await widget.recent(KITCHEN).check();
    await expect(widget.place.getByText("It's out of paper.", { exact: true }).first()).toBeVisible();
    await look('the printer is stopped');
  });
}

test('in forced colours every text has contrast', async ({ page, open, widget }) => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await open('everyday', { theme: colorScheme });
    await widget.select(REPORT);
    await widget.chooseRecent(KITCHEN);
    await widget.search.press('ArrowDown');
    await expect(widget.found.first()).toBeVisible();
    expect(await lowContrast(page)).toEqual([]);
  }
});

for (const width of [280, 320, 480, 719, 720, 1200]) {
  test(`in a column of ${width} px everything fits`, async ({ page, open, widget }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open('everyday', { 'retention-hours': '24' });
    await page.evaluate((width) => {
      window.widget.resolveCode = () => null;
      document.querySelector('#place').style.inlineSize = `${width}px`;
    }, width);
    await expect(widget.recent(KITCHEN)).toBeVisible();
    expect(await widget.place.locator('print-redirect').evaluate(({ clientWidth }) => clientWidth)).toBe(width);
    expect(await misfits(page)).toEqual([]);
    await widget.select(REPORT, POSTER);
    await widget.chooseRecent(KITCHEN);
    await widget.changeCopies(3);
    await widget.chooseFor(REPORT, 'Cancel job');
    await expect(widget.place.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await widget.search.press('ArrowDown');
    await expect(widget.found.first()).toBeVisible();
    expect(await misfits(page)).toEqual([]);
    await widget.search.press('Escape');
    await widget.place.getByRole('textbox', { name: 'Code on the printer' }).fill('4711');
    await widget.place.getByRole('button', { name: 'Use this code' }).click();
    await expect(widget.alert).toContainText('No printer has this code.');
    await widget.press();
    await expect(widget.results).toHaveCount(2);
    expect(await misfits(page)).toEqual([]);
  });
}

test('checkboxes are aligned and a note keeps its distance', async ({ page, open, widget }) => {
  await open('everyday');
  await expect(widget.job(REPORT)).toBeVisible();
  for (const width of [320, 760]) {
    await page.setViewportSize({ width, height: 800 });
    const columns = await widget.place.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().x));
    expect(columns.length).toBeGreaterThan(2);
    expect([...new Set(columns)]).toHaveLength(1);
  }
  await open('arriving');
  const note = page.getByText("It appears here as soon as it's ready to print.");
  await expect(note).toBeVisible();
  const [above, below] = [await note.locator('..').boundingBox(), await widget.jobs.first().boundingBox()];
  expect(below.y - above.y - above.height).toBeGreaterThanOrEqual(8);
});

test('each card of the themes page shows a widget', async ({ page, server }) => {
  await page.goto(`${server.origin}/demo/theming.html`);
  // Locators also find what is inside the widgets.
  const count = await page.evaluate(() => document.querySelectorAll('main [data-theme]').length);
  expect(count).toBeGreaterThan(8);
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(count);
  await expect(page.getByRole('button', { name: 'Print 1 job' })).toHaveCount(count);
  expect(await wcagViolations(page)).toEqual([]);
});
