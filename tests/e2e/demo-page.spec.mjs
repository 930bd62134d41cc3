// What stands around the widget on the demo page: the strip, the chips, the drawer, and the proof beside the widget.
import { wcagViolations } from './support/axe.mjs';
import { test as base, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

const test = base.extend({
  /** Opens the demo page with parameters of its address, and waits for the widget. */
  openDemo: async ({ page, server, widget }, use) => {
    await page.clock.install();
    await use(async (query = '') => {
      await page.goto(`${server.origin}/demo/index.html?latency=0&${query}`);
      await expect(widget.place.getByRole('checkbox').first()).toBeVisible();
    });
  },

  /** The chips, and one of them by its words. */
  chip: async ({ page }, use) => {
    await use((name) => page.getByRole('navigation', { name: 'What to try' }).getByRole('link', { name, exact: true }));
  },
});

function proof(page, name) {
  return page.getByRole('complementary', { name: 'What really happened' }).getByRole('region', { name });
}

async function printReport(widget) {
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
}

/** Advances the page's clock until an expectation holds. The tenant is in the page, so it has the same clock. */
async function eventually(page, expectation) {
  await expect(async () => {
    await page.clock.fastForward(1_000);
    await expectation(expect.configure({ timeout: 100 }));
  }).toPass({ intervals: [10], timeout: 25_000 });
}

const SCENARIOS = [
  ['Everyday', 'everyday'],
  ['Does not fit', 'does-not-fit'],
  ['Printer jammed', 'printer-stopped'],
  ['Connection lost while sending', 'connection-lost-after-send'],
  ['50,000 printers', 'fifty-thousand-printers'],
];

for (const [name, scenario] of SCENARIOS) {
  test(`the chip “${name}” is a link to its scenario, by keyboard too`, async ({ page, openDemo, chip, widget }) => {
    await openDemo('theme=dark&next=busy');
    await expect(chip(name)).toHaveAttribute('href', new RegExp(`scenario=${scenario}(&|$)`));
    await chip(name).focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`scenario=${scenario}(&|$)`));
    await expect(chip(name)).toHaveAttribute('aria-current', 'true');
    // The look stays, and what was to go wrong does not.
    await expect(page).toHaveURL(/theme=dark/);
    await expect(page).not.toHaveURL(/next=/);
    await expect(widget.job(REPORT)).toBeVisible();
    await expect(page.locator('[aria-current="true"]')).toHaveText([name, 'Dark']);
  });
}

test('a chip with a look turns it on and off in the present scenario', async ({ page, openDemo, chip, widget }) => {
  await openDemo('scenario=does-not-fit');
  await chip('Arabic').click();
  await expect(page).toHaveURL(/scenario=does-not-fit.*locale=ar/);
  await expect(widget.place.locator('[dir="rtl"]').first()).toBeVisible();
  await chip('Phone').click();
  await expect(page.getByRole('region', { name: 'Printing', exact: true })).toHaveCSS('width', '360px');
  await chip('Dark').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await chip('Arabic').click();
  await expect(page).toHaveURL(/theme=dark/);
  await expect(page).not.toHaveURL(/locale=/);
});

test('one of fifty thousand printers is found', async ({ page, openDemo, widget }) => {
  await openDemo('scenario=fifty-thousand-printers');
  await widget.search.fill('PRN-49999');
  await eventually(page, (expect) => expect(widget.found).toHaveText([/PRN-49999/]));
});

test('the drawer opens beside the page and closes with Escape', async ({ page, openDemo }) => {
  await openDemo();
  const [button, drawer] = [page.getByRole('button', { name: 'Controls' }), page.getByRole('dialog', { name: 'Demo controls' })];
  await expect(drawer).toBeHidden();
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(drawer).toBeVisible();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  expect(await drawer.evaluate((it) => it.contains(document.activeElement))).toBe(true);
  await expect(page).toHaveURL(/controls=1/);
  // The page beside it stays usable.
  await page.getByRole('main').getByRole('checkbox').first().click();
  await drawer.getByRole('combobox').first().focus();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
});

test('on a phone the drawer is modal', async ({ page, openDemo }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openDemo();
  const drawer = page.getByRole('dialog', { name: 'Demo controls' });
  await page.getByRole('button', { name: 'Controls' }).click();
  expect(await drawer.evaluate((it) => it.matches(':modal'))).toBe(true);
  expect(await wcagViolations(page)).toEqual([]);
  await drawer.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Controls' })).toBeFocused();
});

test('three lines to embed the widget can be copied', async ({ page, context, openDemo }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openDemo();
  await page.getByRole('button', { name: 'Embed' }).click();
  await expect(page.getByRole('button', { name: 'Copy' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Copied.')).toBeVisible();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('<print-redirect queue=');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Copy' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Embed' })).toBeFocused();
});

test('paper, audit and requests show a print that was sent once', async ({ page, openDemo, widget }) => {
  await openDemo('scenario=one-job');
  await expect(proof(page, 'Printed paper')).toContainText('Nothing has been printed yet.');
  await printReport(widget);
  await expect(proof(page, 'Audit').getByRole('listitem')).toContainText(`redirect: accepted${REPORT} → ${KITCHEN}`);
  const paper = proof(page, 'Printed paper');
  await eventually(page, (expect) => expect(paper).toContainText('1 document came out, once.'));
  await expect(paper.getByRole('listitem')).toHaveText([/A4 · color · both sides · 2 copies · 12 sheets/]);
  await expect(proof(page, 'Requests')).toContainText(/\d+ reads · 1 redirect · 0 cancellations/);
});

test('a redirect whose answer is lost prints once', async ({ page, openDemo, widget }) => {
  await openDemo('scenario=connection-lost-after-send');
  await printReport(widget);
  await expect(proof(page, 'Audit').getByRole('listitem')).toContainText('redirect: connection lost');
  await eventually(page, (expect) => expect(proof(page, 'Printed paper')).toContainText('1 document came out, once.'));
  await expect(proof(page, 'Requests')).toContainText('· 1 redirect ·');
});

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing on the demo at 320 px, ${theme}`, async ({ page, openDemo, widget }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await openDemo(`scenario=one-job&theme=${theme}&second=1`);
    await expect(widget.job(REPORT)).toHaveCount(2);
    expect(await wcagViolations(page)).toEqual([]);
  });

  test(`axe finds nothing on the demo with paper and drawer, ${theme}`, async ({ page, openDemo, widget }) => {
    await openDemo(`scenario=one-job&theme=${theme}&controls=1`);
    await printReport(widget);
    await eventually(page, (expect) => expect(page.getByText('1 document came out, once.')).toBeVisible());
    expect(await wcagViolations(page)).toEqual([]);
  });
}

test('the page never scrolls sideways, and the strip is 40 px high', async ({ page, openDemo }) => {
  for (const width of [320, 400, 768, 1000, 1400]) {
    await page.setViewportSize({ width, height: 700 });
    for (const query of ['', 'dir=rtl&locale=ar', ...(width < 900 ? [] : ['controls=1', 'controls=1&dir=rtl'])]) {
      await openDemo(query);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} ${query}`).toBe(width);
      const strip = await page.getByRole('complementary', { name: 'About this demo' }).boundingBox();
      expect(strip.height).toBe(40);
      const controls = await page.getByRole('button', { name: 'Controls' }).boundingBox();
      expect(controls.x >= 0 && controls.x + controls.width <= width, `${width} ${query}`).toBe(true);
      const main = await page.getByRole('main').boundingBox();
      const drawer = await page.locator('#controls').boundingBox();
      const isBeside = !drawer || drawer.x >= main.x + main.width || drawer.x + drawer.width <= main.x;
      expect(isBeside, `${width} ${query}`).toBe(true);
    }
  }
});

test('on a wide page the proof is beside the widget and in sight', async ({ page, openDemo }) => {
  await page.setViewportSize({ width: 1400, height: 800 });
  await openDemo();
  for (const name of ['Printed paper', 'Audit', 'Requests']) await expect(proof(page, name)).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 400, height: 800 });
  const [widget, paper] = [page.getByRole('main'), proof(page, 'Printed paper')];
  expect((await paper.boundingBox()).y).toBeGreaterThan((await widget.boundingBox()).y);
});
