// The applications in examples/vue, examples/angular and examples/next, as their own tools build them for production.
import { join } from 'node:path';
import { expect, isBuilt, test } from './support/examples.mjs';

// The authority has a self-signed certificate.
test.use({ ignoreHTTPSErrors: true });

/** What each framework's own code needs of the page's Content-Security-Policy, beside what the widget needs. */
const APPLICATIONS = {
  vue: { directives: { 'trusted-types': 'vue' } },
  angular: {},
  next: {
    directives: { 'script-src': "'self' 'unsafe-inline' 'wasm-unsafe-eval'" },
    // As a server of a static export is set up: an address without an ending is that of a page.
    locate: (folder, path) => join(folder, /\.\w+$/.test(path) ? path : `${path}.html`),
  },
};

for (const [name, application] of Object.entries(APPLICATIONS)) {
  test.describe(`the example ${name}`, () => {
    test.skip(() => !isBuilt(name), 'it was not built');

    test('signs in and prints, and counts what was sent', async ({ page, openExample, printIn, widget, authority }) => {
      await openExample(name, application);
      await printIn(widget);
      await expect(page.getByText('1 sent from this page')).toBeVisible();
      expect(authority.scopes.some((scopes) => scopes.includes('https://graph.microsoft.com/PrintJob.ReadBasic'))).toBe(true);
    });

    test('speaks the language of the page', async ({ page, openExample }) => {
      await page.addInitScript(() => {
        addEventListener('DOMContentLoaded', () => document.documentElement.setAttribute('lang', 'de'));
      });
      await openExample(name, application);
      await expect(page.getByRole('button', { name: 'Aktualisieren' })).toBeVisible();
    });
  });
}
