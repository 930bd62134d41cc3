// Whole journeys by keyboard alone, in four languages, in a narrow and a wide widget.
import { test, expect } from './support/fixtures.mjs';
import { wcagViolations } from './support/axe.mjs';
import { REPORT, POSTER } from './support/names.mjs';
import { tabTo } from './support/tab.mjs';

const LANGUAGES = ['en', 'de', 'ar', 'ja'];
const WIDTHS = [320, 1000];

for (const locale of LANGUAGES) {
  for (const width of WIDTHS) {
    test.describe(`${locale}, ${width} px`, () => {
      // A button that is just changing its color would be judged by a color in between.
      test.use({ viewport: { width, height: 800 }, contextOptions: { reducedMotion: 'reduce' } });

      test('a job is ticked, a printer is found, and it prints', async ({ page, open, tenant, eventually }) => {
        await open('everyday', { locale });
        const row = page.getByRole('listitem').filter({ hasText: REPORT });
        await tabTo(page, row.getByRole('checkbox'));
        await page.keyboard.press('Space');
        await tabTo(page, page.getByRole('combobox'));
        await page.keyboard.type('design studio');
        await expect(page.getByRole('option')).toHaveText([/BER-B2 Design studio/]);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        const button = page.locator('button.primary');
        await expect(button).toHaveAttribute('aria-disabled', 'false');
        await tabTo(page, button);
        await page.keyboard.press('Enter');
        await eventually(async (expect) => expect(row.locator('[data-tone]')).toHaveAttribute('data-tone', 'good'));
        expect(await tenant.printed()).toHaveLength(1);
        expect(await wcagViolations(page)).toEqual([]);
      });

      test('a job that does not fit is printed with the defaults', async ({ page, open, tenant, eventually }) => {
        await open('does-not-fit', { locale });
        const row = page.getByRole('listitem').filter({ hasText: POSTER });
        await tabTo(page, row.getByRole('checkbox'));
        await page.keyboard.press('Space');
        await tabTo(page, page.getByRole('radio').first());
        await page.keyboard.press('Space');
        const defaults = row.locator('[data-act="defaults"]');
        await expect(defaults).toBeVisible();
        expect(await wcagViolations(page)).toEqual([]);
        await row.getByRole('checkbox').focus();
        await tabTo(page, defaults);
        await page.keyboard.press('Enter');
        await expect(defaults).toBeHidden();
        await expect(row.getByRole('checkbox')).toBeFocused();
        const button = page.locator('button.primary');
        await tabTo(page, button);
        await page.keyboard.press('Enter');
        await eventually(async (expect) => expect(row.locator('[data-tone]')).toHaveAttribute('data-tone', 'good'));
        expect(await tenant.printed()).toMatchObject([{ copies: 12, paper: { mediaSize: 'A4', colorMode: 'blackAndWhite' } }]);
      });
    });
  }
}
