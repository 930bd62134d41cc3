// The package bundled into a page's script by webpack: it finds its files under the names that the bundler gave them.
//
// The React example in examples.spec.mjs is bundled by Vite.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import webpack from 'webpack';
import { test, expect } from './support/fixtures.mjs';

const ENTRY = `
  import { mount } from 'print-redirect';
  window.mountBundled = (changes) => mount(window.place, { ...window.options(), ...changes });
`;

/** Bundles a page's script into `output`. Returns the errors and warnings of webpack, without those about sizes. */
async function bundle(output) {
  await mkdir(join(output, 'node_modules'), { recursive: true });
  await symlink(process.env.PRINT_REDIRECT_PKG, join(output, 'node_modules/print-redirect'));
  await writeFile(join(output, 'page.mjs'), ENTRY);
  const compiler = webpack({
    mode: 'production',
    context: output,
    entry: './page.mjs',
    output: { path: join(output, 'bundle'), filename: 'page.js', publicPath: '/bundle/' },
    performance: false,
  });
  return new Promise((resolve, reject) => compiler.run((failed, stats) => {
    if (failed) reject(failed);
    else resolve([...stats.compilation.errors, ...stats.compilation.warnings].map(({ message }) => message));
  }));
}

test('a webpack bundle starts the widget and loads languages', async ({ page, openBare, widget }, testInfo) => {
  expect(await bundle(testInfo.outputDir)).toEqual([]);
  await page.route('**/bundle/*', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    return route.fulfill({ path: join(testInfo.outputDir, name) });
  });
  await openBare('one-job');
  await page.evaluate(() => import('/bundle/page.js').then(() => window.mountBundled({ locale: 'de' })).then(() => {}));
  await expect(page.getByRole('button', { name: 'Aktualisieren' })).toBeVisible();
  expect(await widget.events('problem')).toEqual([]);
});
