// The package in pages that a bundler makes: it finds its files under the names that the bundler gave them, and for each
// language the file of this language.
//
// The React example in examples.spec.mjs is bundled by Vite, too.
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import webpack from 'webpack';
import { test, expect } from './support/fixtures.mjs';
import { PACKAGES } from './support/packages.mjs';

/** The two variants of the package: several files, and one. */
const ENTRIES = ['print-redirect', 'print-redirect/inline'];
const pageScript = (entry) => `
  import { mount } from '${entry}';
  window.mountBundled = (changes) => mount(window.place, { ...window.options(), ...changes });
`;
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Writes a page's script with the package beside it, in the folder `node_modules`. */
async function project(folder, { entry = ENTRIES[0], link = symlink } = {}) {
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await link(process.env.PRINT_REDIRECT_PKG, join(folder, 'node_modules/print-redirect'));
  await writeFile(join(folder, 'page.mjs'), pageScript(entry));
}

/** Bundles a page's script into the folder `bundle`. Returns the errors and warnings of webpack, without those about sizes. */
async function bundleByWebpack(folder, entry) {
  await project(folder, { entry });
  const compiler = webpack({
    mode: 'production',
    context: folder,
    entry: './page.mjs',
    output: { path: join(folder, 'bundle'), filename: 'page.js', publicPath: '/bundle/' },
    performance: false,
  });
  return new Promise((resolve, reject) => compiler.run((failed, stats) => {
    if (failed) reject(failed);
    else resolve([...stats.compilation.errors, ...stats.compilation.warnings].map(({ message }) => message));
  }));
}

/** Serves the folder `bundle` to the page. */
async function serveBundle(page, folder) {
  await page.route('**/bundle/**', async (route) => {
    const path = join(folder, new URL(route.request().url()).pathname);
    const body = await readFile(path).catch(() => undefined);
    await route.fulfill(body ? { body, contentType: TYPES[extname(path)] } : { status: 404 });
  });
}

/** Starts the widget of a bundled script in German, and changes its language. */
async function expectLanguages(page, widget, script) {
  await page.evaluate((script) => import(script).then(() => window.mountBundled({ locale: 'de' })).then((handle) => void (window.handle = handle)), script);
  await expect(page.getByRole('button', { name: 'Aktualisieren' })).toBeVisible();
  for (const [locale, refresh] of [['fr', 'Actualiser'], ['ar', 'تحديث'], ['zh-Hant', '重新整理']]) {
    await page.evaluate((locale) => window.handle.update({ locale }), locale);
    await expect(page.getByRole('button', { name: refresh })).toBeVisible();
  }
  // British English has few sentences of its own, so its file is the smallest.
  await page.evaluate(() => window.handle.update({ locale: 'en-GB' }));
  await expect.poll(() => page.evaluate(() => window.place.lastChild.shadowRoot.querySelector('[lang]').lang)).toBe('en-GB');
  expect((await widget.events('diagnostic')).filter(({ code }) => code)).toEqual([]);
  expect(await widget.events('problem')).toEqual([]);
}

for (const entry of ENTRIES) {
  test(`a webpack bundle with ${entry} starts the widget and loads each language`, async ({ page, openBare, widget }, testInfo) => {
    const folder = testInfo.outputDir;
    expect(await bundleByWebpack(folder, entry)).toEqual([]);
    await serveBundle(page, folder);
    await openBare('one-job');
    await expectLanguages(page, widget, '/bundle/page.js');
  });

  test(`a Vite bundle with ${entry} starts the widget and loads each language`, async ({ page, openBare, widget }, testInfo) => {
    const { build } = await import(join(PACKAGES, 'vite/dist/node/index.js'));
    const folder = testInfo.outputDir;
    await project(folder, { entry });
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      base: '/bundle/',
      build: {
        outDir: 'bundle',
        rollupOptions: { input: 'page.mjs', output: { entryFileNames: 'page.js' }, preserveEntrySignatures: 'strict' },
      },
    });
    await serveBundle(page, folder);
    await openBare('one-job');
    await expectLanguages(page, widget, '/bundle/page.js');
  });
}

test('Vite’s development server starts the widget and loads each language', async ({ page, openBare, widget, browserLog }, testInfo) => {
  const { createServer } = await import(join(PACKAGES, 'vite/dist/node/index.js'));
  const folder = testInfo.outputDir;
  // A copy, as npm installs one: Vite does not prepare packages that are links.
  await project(folder, { link: (from, to) => cp(from, to, { recursive: true }) });
  // Vite's own script wants to hear of changes, which this page does not pass on.
  browserLog.allowed.push(/ws:|\[vite\]/);
  const vite = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'error',
    base: '/vite/',
    optimizeDeps: { entries: ['page.mjs'] },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
  });
  try {
    await vite.listen();
    const { port } = vite.httpServer.address();
    const prepared = [];
    await page.route('**/vite/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      if (pathname.includes('/.vite/')) prepared.push(pathname);
      await route.fulfill({ response: await route.fetch({ url: `http://127.0.0.1:${port}${pathname}${search}` }) });
    });
    await openBare('one-job');
    await expectLanguages(page, widget, '/vite/page.mjs');
    expect(prepared.filter((path) => path.endsWith('/print-redirect.js'))).toHaveLength(1);
  } finally {
    await vite.close();
  }
});
