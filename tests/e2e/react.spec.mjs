// The component of print-redirect/react in React 17, 18 and 19, drawn by the browser and drawn by a server first.
import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import webpack from 'webpack';
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';
import { PACKAGES } from './support/packages.mjs';

const VERSIONS = {
  17: { react: 'react-17', 'react-dom': 'react-dom-17' },
  18: { react: 'react-18', 'react-dom': 'react-dom-18' },
  19: { react: 'react', 'react-dom': 'react-dom' },
};

/** How a page puts an element on the screen, and takes over one of a server: React 17 has no roots. */
const ROOTS = `
  import { createRoot, hydrateRoot } from 'react-dom/client';
  const onRecoverableError = (error) => console.error(error);
  export const draw = (place, element) => {
    const root = createRoot(place);
    root.render(element);
    return root;
  };
  export const hydrate = (place, element) => hydrateRoot(place, element, { onRecoverableError });
`;
const ROOTS_OF_17 = `
  import { hydrate as takeOver, render, unmountComponentAtNode } from 'react-dom';
  export const draw = (place, element) => {
    render(element, place);
    return { unmount: () => unmountComponentAtNode(place) };
  };
  export const hydrate = (place, element) => takeOver(element, place);
`;

/** What the scripts below share: a page with the component. Its functions are new ones at every render. */
const PAGE = `
  import * as React from 'react';
  import { PrintRedirect } from 'print-redirect/react';
  const { StrictMode, createElement, useRef, useState } = React;
  const Nothing = ({ children }) => children;
  // Older versions hide nothing, and a bundler would miss the name.
  const Activity = React['Acti' + 'vity'] ?? Nothing;
  export function Page({ options: given, canHide }) {
    const widget = useRef(null);
    const [theme, setTheme] = useState('light');
    const [mode, setMode] = useState('visible');
    const [changes, setOptions] = useState({});
    const options = { ...given, ...changes };
    const log = (name) => ({ detail }) => window.told.push([name, detail.code ?? detail.state ?? null]);
    globalThis.widget = () => widget.current;
    Object.assign(globalThis, { setTheme, setMode, setOptions });
    return createElement(StrictMode, null, createElement(canHide ? Activity : Nothing, { mode }, createElement(PrintRedirect, {
      ...options,
      ...(options.getToken && { getToken: (need) => options.getToken(need) }),
      ref: widget, id: 'jobs', className: 'jobs', theme,
      onReady: log('ready'), onSelectionChange: log('selectionchange'), onRedirected: log('redirected'), onTracked: log('tracked'),
      onProblem: log('problem'), onTokenRequired: log('tokenrequired'), onDiagnostic: log('diagnostic'),
    })));
  }
`;
const SCRIPTS = {
  'page.mjs': PAGE,
  'server.mjs': `
    import { createElement } from 'react';
    import { renderToString } from 'react-dom/server';
    import { Page } from './page.mjs';
    process.stdout.write(renderToString(createElement(Page, { options: { queues: undefined } })));
  `,
  'define.mjs': "import 'print-redirect';",
  'browser.mjs': `
    import { createElement } from 'react';
    import { Page } from './page.mjs';
    import { draw, hydrate } from './roots.mjs';
    window.told = [];
    window.draw = (props) => {
      window.root = draw(window.place, createElement(Page, { options: window.options(), ...props }));
    };
    window.hydrate = () => hydrate(window.place, createElement(Page, { options: window.options() }));
  `,
};

/** Bundles the scripts for one version of React, with an entry of the package for it. */
async function bundle(folder, version, entry) {
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await symlink(process.env.PRINT_REDIRECT_PKG, join(folder, 'node_modules/print-redirect'));
  const scripts = { ...SCRIPTS, 'roots.mjs': version === '17' ? ROOTS_OF_17 : ROOTS };
  for (const [name, text] of Object.entries(scripts)) {
    await writeFile(join(folder, name), text.replace("'print-redirect/react'", `'${entry}'`));
  }
  const alias = Object.fromEntries(Object.entries(VERSIONS[version]).map(([name, at]) => [name, join(PACKAGES, at)]));
  const shared = { mode: 'development', devtool: false, context: folder, resolve: { alias }, performance: false };
  const compiler = webpack([
    { ...shared, entry: './server.mjs', target: 'node', output: { path: join(folder, 'server'), filename: 'server.cjs' } },
    {
      ...shared,
      // Both scripts have to share the package.
      entry: { define: './define.mjs', browser: './browser.mjs' },
      optimization: { runtimeChunk: 'single', splitChunks: { chunks: 'all', name: 'shared' } },
      output: { path: join(folder, 'bundle'), filename: '[name].js', publicPath: '/bundle/' },
    },
  ]);
  const problems = await new Promise((resolve, reject) => compiler.run((failed, stats) => {
    if (failed) reject(failed);
    else resolve(stats.stats.flatMap(({ compilation }) => [...compilation.errors, ...compilation.warnings]).map(({ message }) => message));
  }));
  expect(problems).toEqual([]);
}

for (const version of Object.keys(VERSIONS)) {
  const scripts = test.extend({
    entry: ['print-redirect/react', { option: true }],
    /** Loads bundled scripts into the page, one after the other. */
    load: async ({ page, entry }, use, testInfo) => {
      const folder = testInfo.outputDir;
      await bundle(folder, version, entry);
      await page.route('**/bundle/*', (route) => route.fulfill({ path: join(folder, new URL(route.request().url()).pathname) }));
      await use(async (...names) => {
        for (const name of names) await page.evaluate((address) => import(address).then(() => {}), `/bundle/${name}.js`);
      });
    },
    /** What the server's part draws. */
    html: async ({ load }, use, testInfo) => {
      expect(load).toBeTruthy(); // it has bundled that part
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(testInfo.outputDir, 'server/server.cjs')]);
      expect(stderr).toBe('');
      await use(stdout);
    },
  });

  scripts(`React ${version} draws the component, passes props and events`, async ({ page, openBare, widget, load, eventually }) => {
    await openBare('one-job');
    await load('runtime', 'shared', 'browser');
    await page.evaluate(() => window.draw());
    await expect(widget.job(REPORT)).toBeVisible();
    expect(await page.evaluate(() => {
      const { id, className, localName, getToken } = globalThis.widget();
      window.firstProvider = getToken;
      return [id, className, localName];
    })).toEqual(['jobs', 'jobs', 'print-redirect']);
    await page.evaluate(() => globalThis.setTheme('dark'));
    await expect(page.locator('#jobs .root')).toHaveAttribute('data-theme', 'dark');
    // The new function of this render is no news for the widget.
    expect(await page.evaluate(() => globalThis.widget().getToken === window.firstProvider)).toBe(true);
    await widget.chooseRecent(KITCHEN);
    await widget.press();
    await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
    const told = await page.evaluate(() => window.told.map(([name]) => name));
    for (const name of ['ready', 'selectionchange', 'redirected', 'tracked', 'diagnostic']) expect(told).toContain(name);
    expect(told.filter((name) => name === 'redirected')).toHaveLength(1);
    expect(told).not.toContain('problem');
    await page.evaluate(() => window.root.unmount());
    await expect(page.locator('#jobs')).toHaveCount(0);
  });

  scripts(`React ${version} takes over what a server drew, without an error on the screen`, async ({ page, openBare, widget, load, html }) => {
    expect(html).toMatch(/^<print-redirect [^>]*><\/print-redirect>$/);
    expect(html).toContain('class="jobs"');
    await openBare('one-job');
    // The page's policy allows no markup from a script, so the element is made with what the server wrote on it.
    const written = [...html.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    await page.evaluate((written) => {
      const element = window.place.appendChild(document.createElement('print-redirect'));
      for (const [name, value] of written) element.setAttribute(name, value);
    }, written);
    const program = page.waitForResponse(/\.wasm$/);
    await load('runtime', 'shared', 'define');
    await program;
    await page.clock.runFor(500);
    await expect(page.getByText('Loading your print jobs…')).toBeVisible();
    await load('browser');
    await page.evaluate(() => window.hydrate());
    await expect(widget.job(REPORT)).toBeVisible();
    expect(await page.evaluate(() => window.told.map(([name]) => name))).toContain('ready');
    expect([await widget.events('problem'), await widget.events('tokenrequired')]).toEqual([[], []]);
  });

  if (version === '19') {
    scripts('a hidden component goes on telling, and hears of a sign-out', async ({ page, openBare, widget, load, eventually }) => {
      await openBare('one-job');
      await load('runtime', 'shared', 'browser');
      await page.evaluate(() => window.draw({ canHide: true }));
      await widget.chooseRecent(KITCHEN);
      await widget.press();
      await page.evaluate(() => globalThis.setMode('hidden'));
      await expect(page.locator('#jobs')).toBeHidden();
      await eventually((expect) => expect.poll(() => page.evaluate(() => window.told.map(([name]) => name))).toContain('redirected'));
      await page.evaluate(() => globalThis.setOptions({ account: null, getToken: undefined }));
      const text = () => page.evaluate(() => document.querySelector('#jobs').shadowRoot.textContent);
      await expect.poll(text).not.toContain(REPORT);
      await page.evaluate(() => globalThis.setMode('visible'));
      await expect(page.locator('#jobs')).toBeVisible();
      expect(await text()).not.toContain(REPORT);
      const told = await page.evaluate(() => window.told.map(([name]) => name));
      expect(told.filter((name) => name === 'redirected')).toHaveLength(1);
    });
  }

  scripts.describe('in one file', () => {
    scripts.use({ entry: 'print-redirect/react/inline' });

    scripts(`React ${version} draws the component without another request`, async ({ page, openBare, widget, load }) => {
      await openBare('one-job');
      const files = [];
      page.on('request', (request) => files.push(new URL(request.url()).pathname));
      await load('runtime', 'shared', 'browser');
      await page.evaluate(() => window.draw());
      await expect(widget.job(REPORT)).toBeVisible();
      expect(files.filter((file) => /\.(js|wasm)$/.test(file))).toEqual(['runtime', 'shared', 'browser'].map((name) => `/bundle/${name}.js`));
    });
  });
}
