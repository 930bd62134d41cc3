// What the chosen printer makes of the ticked jobs, said before the press, and the form for all settings; by keyboard, and
// with axe.
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { tabTo } from './support/tab.mjs';

const POSTER = 'Open day poster.pdf';
const REPORT = 'Quarterly report.pdf';
const FLYER = 'Flyer for the summer party.pdf';

const focused = (target) => target.evaluate((element) => element.getRootNode().activeElement === element);

async function openMisfits(open, widget, ...jobs) {
  await open('does-not-fit');
  await widget.select(...jobs);
  await widget.place.getByRole('radio').first().check();
  await expect(widget.ready).toBeVisible();
}

test('a job that does not fit is printed with the defaults, by keyboard alone', async ({
  page, open, widget, tenant, eventually,
}) => {
  await openMisfits(open, widget, POSTER);
  const row = widget.job(POSTER);
  await expect(row).toContainText('Color becomes Black and white');
  await expect(row).toContainText('A3 becomes A4');
  await expect(row).toContainText(/\d more/);
  await expect(widget.status).toContainText('1 job changes on this printer');
  await expect(widget.button).toHaveAccessibleDescription(/Staple: Top left is lost/);
  await widget.checkbox(POSTER).focus();
  await tabTo(page, row.getByRole('button', { name: `Use the printer's defaults for ${POSTER}` }));
  await page.keyboard.press('Enter');
  await expect(row).not.toContainText('becomes');
  expect(await focused(widget.checkbox(POSTER))).toBe(true);
  await expect(widget.place.getByText('Paper size: A4', { exact: true })).toBeVisible();
  await tabTo(page, widget.button);
  await page.keyboard.press('Enter');
  await eventually((expect) => expect(widget.result(POSTER)).toContainText('was printed at'));
  expect(await tenant.printed()).toMatchObject([{ copies: 12, paper: { mediaSize: 'A4', colorMode: 'blackAndWhite' } }]);
});

test('Change opens the form at the field, for that job alone', async ({ page, open, widget }) => {
  await openMisfits(open, widget, POSTER, REPORT);
  await widget.job(REPORT).getByRole('button', { name: `Change the settings of ${REPORT}` }).press('Enter');
  const color = widget.place.getByRole('combobox', { name: 'Color' });
  await expect.poll(() => focused(color)).toBe(true);
  await color.selectOption({ label: 'Grayscale' });
  await expect(widget.place.getByText('Color: Grayscale (1 of 2)')).toBeVisible();
  await expect(widget.job(POSTER)).toContainText('Color becomes');
  await expect(widget.job(REPORT)).not.toContainText('Color becomes');
});

test('pages are typed, and what cannot be read is refused under the field', async ({ page, open, widget }) => {
  await openMisfits(open, widget, REPORT);
  await widget.openSettings();
  const pages = widget.place.getByRole('textbox', { name: 'Pages', exact: true });
  await pages.fill('1-3, x');
  await page.keyboard.press('Tab');
  await expect(pages).toHaveAccessibleDescription(/“x” isn't a page or a range/);
  await expect(widget.button).toHaveAttribute('aria-disabled', 'true');
  await pages.fill('3, 1–2');
  await page.keyboard.press('Tab');
  await expect(pages).toHaveValue('1-3');
  await expect(widget.button).toHaveAttribute('aria-disabled', 'false');
});

test('a job that the printer does not take is left out, and the button says so', async ({ open, widget, tenant }) => {
  await openMisfits(open, widget, REPORT, FLYER);
  await expect(widget.job(FLYER)).toContainText('250 is too many');
  await expect(widget.button).toHaveText('Print 1 of 2');
  await widget.press();
  await expect(widget.result(REPORT)).toContainText('was sent to');
  expect(await tenant.redirects()).toHaveLength(1);
});

test('the defaults for all leave the focus on the button', async ({ open, widget }) => {
  await openMisfits(open, widget, POSTER, REPORT);
  await widget.place.getByText('Review', { exact: true }).click();
  await widget.place.getByRole('button', { name: "Use the printer's defaults for all" }).press('Enter');
  await expect(widget.button).not.toHaveAccessibleDescription(/becomes/);
  expect(await focused(widget.button)).toBe(true);
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 1000]) {
    test(`axe finds nothing in losses and the whole form, ${colorScheme}, ${width} px`, async ({ page, open, widget }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await openMisfits(open, widget, POSTER, REPORT, FLYER);
      await widget.openSettings();
      await widget.place.getByText('More settings', { exact: true }).click();
      await widget.place.getByText('Review', { exact: true }).click();
      expect(await wcagViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (process.env.PICTURES) {
        await page.screenshot({ path: `${process.env.PICTURES}/fit-${colorScheme}-${width}.png`, fullPage: true });
      }
    });
  }
}
