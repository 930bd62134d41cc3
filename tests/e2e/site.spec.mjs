// The documentation's site, as `cargo xtask site` builds it, below a path of a server for files.
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { REPORT } from './support/names.mjs';

test.skip(!process.env.PRINT_REDIRECT_SITE, 'the site was not built');

/** Opens a page of the site, and returns the addresses that the browser asks other servers for. */
async function openPage(page, server, path) {
  const elsewhere = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${server.origin}/`) && !/^(data|blob):/.test(url)) elsewhere.push(url);
  });
  await page.goto(`${server.origin}/site/${path}`);
  return elsewhere;
}

/** The pictures on the page that did not load. */
const missingPictures = (page) => page.evaluate(() => [...document.images].filter((it) => !it.naturalWidth).map((it) => it.src));

for (const colorScheme of ['light', 'dark']) {
  test(`the pages load nothing from elsewhere and pass axe in ${colorScheme} colors`, async ({ page, server }) => {
    await page.emulateMedia({ colorScheme });
    for (const [path, heading] of [['index.html', 'print-redirect'], ['docs/embedding.html', 'As a Leptos component'], ['docs/deploy.html', 'Running the gateway']]) {
      const elsewhere = await openPage(page, server, path);
      await expect(page.getByRole('main').getByRole('heading', { name: heading }).first()).toBeVisible();
      await page.getByRole('main').evaluate((main) => main.scrollIntoView({ block: 'end' }));
      expect(await missingPictures(page)).toEqual([]);
      expect(await wcagViolations(page)).toEqual([]);
      expect(elsewhere).toEqual([]);
    }
  });
}

test('a link leads to its heading on another page, and the list of pages back', async ({ page, server }) => {
  await openPage(page, server, 'index.html');
  await page.getByRole('main').getByRole('link', { name: 'docs/embedding.md' }).first().click();
  await expect(page).toHaveURL(/\/site\/docs\/embedding\.html$/);
  await page.getByRole('main').getByRole('link', { name: 'reference' }).first().click();
  await expect(page).toHaveURL(/\/site\/docs\/reference\.html/);
  await page.getByRole('navigation', { name: 'Table of contents' }).getByRole('link', { name: 'print-redirect', exact: true }).click();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText('print-redirect');
});

test('the search finds a page by a word of it', async ({ page, server }) => {
  await openPage(page, server, 'index.html');
  await page.getByRole('button', { name: 'Toggle Searchbar' }).click();
  await page.getByRole('searchbox').fill('retentionHours');
  await expect(page.getByRole('link', { name: /Options, events and texts/ }).last()).toBeVisible();
});

test('the demo runs inside the site and on a page of its own', async ({ page, server }) => {
  const elsewhere = await openPage(page, server, 'demo.html');
  const inside = page.frameLocator('iframe').getByRole('main');
  await expect(inside.getByText(REPORT).first()).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Open the demo' }).click();
  await expect(page).toHaveURL(/\/site\/demo\/index\.html$/);
  await expect(page.getByRole('main').getByText(REPORT).first()).toBeVisible();
  expect(elsewhere).toEqual([]);
});

test('the list of pages is closed and opened by keyboard', async ({ page, server }) => {
  await openPage(page, server, 'docs/embedding.html');
  const toggle = page.getByRole('button', { name: 'Toggle Table of Contents' });
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Space');
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
});
