// Pages, policies and servers that break what the widget relies on: it works, or a notice says why it cannot.
import { test, expect, hold } from './support/fixtures.mjs';
import { ready } from './support/widget.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

const SHELL = /\/pkg\/print-redirect\.js$/;
const GLUE = /print-redirect-program\.js$/;
const WASM = /print-redirect-program_bg\.wasm$/;

/** Loads the package, or the variant in `file`. */
async function load(page, file) {
  await page.evaluate((file) => window.load(file).then(() => {}), file);
}

/** Prints the report and checks that it came out once. */
async function printReport({ widget, eventually, tenant }) {
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  expect(await tenant.printed()).toHaveLength(1);
}

test.describe('a policy', () => {
  for (const file of ['print-redirect.js', 'print-redirect.inline.js']) {
    test(`without 'wasm-unsafe-eval' is named with its directive by ${file}`, async ({ page, openBare, widget, browserLog }) => {
      await openBare('one-job', { policy: 'no-wasm' });
      await load(page, file);
      await page.evaluate(() => void window.show());
      await expect(widget.alert).toContainText("This page isn't allowed to show your print jobs.");
      await expect(widget.alert).toContainText("script-src … 'wasm-unsafe-eval'");
      expect((await widget.events('problem')).map(({ code, directive }) => [code, directive])).toEqual([['wasmRefused', 'script-src']]);
      browserLog.expectError(/script-src|WebAssembly/);
    });
  }

  test('that refuses to fetch the wasm is named', async ({ page, openBare, widget, browserLog }) => {
    await openBare('one-job', { policy: 'no-files' });
    await load(page);
    await page.evaluate(() => void window.show());
    await expect(widget.alert).toContainText("This page isn't allowed to load your print jobs.");
    await expect(widget.alert).toContainText('connect-src …');
    expect(await widget.lastProblem()).toBe('programBlocked');
    browserLog.expectError(/connect-src|Content Security Policy/);
  });

  test('that allows connections to Graph only suffices for one-file', async ({ page, openBare, widget, eventually, tenant }) => {
    const requested = [];
    page.on('request', (request) => requested.push(new URL(request.url()).pathname));
    await openBare('one-job', { policy: 'no-files' });
    await load(page, 'print-redirect.inline.js');
    await page.evaluate(() => void window.show());
    await printReport({ widget, eventually, tenant });
    expect(requested.filter((path) => path.startsWith('/pkg/'))).toEqual(['/pkg/print-redirect.inline.js']);
  });
});

test.describe('a page', () => {
  test('that unsets every style does not change the widget', async ({ page, openBare, widget, eventually, tenant }) => {
    const look = () => page.evaluate(() => {
      const host = document.querySelector('print-redirect');
      const button = host.shadowRoot.querySelector('button.primary, .bar button, button');
      const [outer, inner] = [getComputedStyle(host), getComputedStyle(button)];
      return [outer.display, outer.containerType, outer.contain, inner.fontSize, inner.fontFamily, inner.padding, inner.borderRadius, inner.cursor];
    });
    const looks = [];
    for (const file of ['bare.html', 'unset.html']) {
      await openBare('one-job', { file });
      await load(page);
      await page.evaluate(() => void window.show());
      await expect(widget.job(REPORT)).toBeVisible();
      looks.push(await look());
    }
    expect(looks[1]).toEqual(looks[0]);
    expect(looks[0][0]).toBe('block');
    await printReport({ widget, eventually, tenant });
  });

  test('in quirks mode can print', async ({ page, openBare, widget, eventually, tenant }) => {
    await openBare('one-job', { file: 'quirks.html' });
    expect(await page.evaluate(() => document.compatMode)).toBe('BackCompat');
    await load(page);
    await page.evaluate(() => void window.show());
    await printReport({ widget, eventually, tenant });
  });

  test('with polluted and frozen prototypes can print', async ({ page, openBare, widget, eventually, tenant }) => {
    await openBare('one-job');
    await page.evaluate(() => {
      Object.prototype.polluted = 'by the page';
      Array.prototype.polluted = () => 'by the page';
      for (const { prototype } of [
        Object, Array, Function, Promise, Error, String, Map, Set, Event, EventTarget, Node, Element, HTMLElement, ShadowRoot, Headers, Response,
      ]) Object.freeze(prototype);
    });
    await load(page);
    await page.evaluate(() => void window.show());
    await printReport({ widget, eventually, tenant });
    expect(await widget.place.locator('[polluted]').count()).toBe(0);
  });

  test('whose objects all have a mode keeps the token in its requests', async ({ page, openBare, widget, eventually, tenant }) => {
    await openBare('one-job');
    await page.evaluate(() => {
      Object.prototype.mode = 'no-cors';
    });
    await load(page);
    await page.evaluate(() => void window.show());
    await printReport({ widget, eventually, tenant });
  });

  /** Replaces `JSON.parse` by one that fails at what Graph answers; the rest of the page needs it. */
  const breakParse = (page) => page.evaluate(() => {
    const { parse } = JSON;
    JSON.parse = (text, ...rest) => {
      if (text.includes('"displayName"')) throw 'by the page';
      return parse(text, ...rest);
    };
  });

  test('that replaces JSON.parse later, and has a toJSON, can print', async ({ page, openBare, widget, eventually, tenant, signIn }) => {
    await openBare('one-job');
    await load(page);
    // The page's `getToken` would need the JSON that this test breaks.
    await page.evaluate((token) => void window.show({ token, getToken: null }), await signIn.answer());
    await expect(widget.job(REPORT)).toBeVisible();
    await breakParse(page);
    await page.evaluate(() => { Array.prototype.toJSON = () => 'by the page'; });
    await printReport({ widget, eventually, tenant });
  });

  test('whose own JSON.parse fails is told so', async ({ page, openBare, widget, eventually }) => {
    await openBare('one-job');
    await load(page);
    await breakParse(page);
    await page.evaluate(() => void window.show());
    await eventually((expect) => expect(widget.alert).toBeVisible());
    await expect.poll(() => widget.lastProblem()).toBe('unreadable');
  });

  test('with twenty widgets downloads the program once', async ({ page, openBare }) => {
    const requested = [];
    page.on('request', (request) => requested.push(request.url()));
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => { for (let count = 0; count < 20; count += 1) window.show(); });
    await expect(page.getByRole('listitem').filter({ hasText: REPORT })).toHaveCount(20);
    expect(requested.filter((url) => WASM.test(url))).toHaveLength(1);
  });

  test('with two versions keeps the first element; both can mount', async ({ page, openBare }) => {
    await openBare('one-job');
    const kept = await page.evaluate(async () => {
      const [first, second, third] = [await window.load(), await window.load('print-redirect.js', '?2'), await window.load('print-redirect.inline.js')];
      for (const { mount } of [first, second, third]) await mount(window.place, window.options());
      window.show();
      return [customElements.get('print-redirect') === first.PrintRedirectElement, first.mount === second.mount];
    });
    expect(kept).toEqual([true, false]);
    await expect(page.getByRole('listitem').filter({ hasText: REPORT })).toHaveCount(4);
  });

  test('that already has an element of this name keeps it', async ({ page, openBare, widget }) => {
    await openBare('one-job');
    const kept = await page.evaluate(async () => {
      class Own extends HTMLElement {}
      customElements.define('print-redirect', Own);
      const { mount } = await window.load();
      await mount(window.place, window.options());
      return customElements.get('print-redirect') === Own;
    });
    expect(kept).toBe(true);
    await expect(widget.job(REPORT)).toBeVisible();
  });

  test('that frames the widget in a sandbox can print', async ({ page, openBare, tenant, eventually }) => {
    await openBare('one-job', { file: 'frame.html' });
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await expect.poll(() => frame.evaluate(() => window.prepared)).toBe(true);
    const denied = await frame.evaluate(async () => {
      let storage = 'allowed';
      try { void localStorage; } catch ({ name }) { storage = name; }
      const locks = await navigator.locks.request('x', () => 'allowed').catch(({ name }) => name);
      return { storage, locks };
    });
    expect(denied).toEqual({ storage: 'SecurityError', locks: 'SecurityError' });
    await frame.evaluate(() => window.load().then(() => void window.show()));
    await frame.getByRole('radio', { name: KITCHEN }).check();
    const button = frame.getByRole('button', { name: /^Print( 1 job)?$/ });
    await expect(button).toHaveAttribute('aria-disabled', 'false');
    await button.click();
    await eventually((expect) => expect(frame.getByText('was printed at').first()).toBeVisible());
    expect(await tenant.redirects()).toHaveLength(1);
  });

  test('that shows a hidden element later can print', async ({ page, openBare, widget, eventually, tenant }) => {
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => { window.place.hidden = true; window.show(); });
    await expect.poll(async () => (await widget.events('ready')).length).toBe(1);
    await page.evaluate(() => { window.place.hidden = false; });
    await printReport({ widget, eventually, tenant });
  });

  test('that hides the element hides widget, skeleton and notice', async ({ page, openBare, widget }) => {
    await openBare('one-job');
    await load(page);
    for (const changes of [{}, { theme: 'pink' }]) {
      const shown = () => page.evaluate((changes) => {
        const element = window.show(changes);
        const ways = [
          () => (element.hidden = true), () => (element.hidden = false),
          () => (element.style.display = 'none'), () => (element.style.display = ''),
        ];
        const seen = ways.map((way) => (way(), element.checkVisibility()));
        element.id = 'last';
        return seen;
      }, changes);
      expect(await shown()).toEqual([false, true, false, true]);
      await expect(page.locator('#last').getByText(changes.theme ? "isn't set up correctly" : REPORT).first()).toBeVisible();
      await page.evaluate(() => { document.querySelector('#last').hidden = true; });
      await expect(page.locator('#last')).toBeHidden();
      await page.evaluate(() => document.querySelector('#last').remove());
    }
  });

  test('that hides or locks its surroundings affects the widget', async ({ page, openBare, widget }) => {
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => void window.show());
    await expect(widget.checkbox(REPORT)).toBeVisible();
    const seen = await page.evaluate(() => {
      const look = () => {
        const { visibility, pointerEvents } = getComputedStyle(document.querySelector('print-redirect').shadowRoot.querySelector('input'));
        return [visibility, pointerEvents];
      };
      const before = look();
      Object.assign(window.place.style, { visibility: 'hidden', pointerEvents: 'none' });
      return [before, look()];
    });
    expect(seen).toEqual([['visible', 'auto'], ['hidden', 'none']]);
  });

  test('that shrinks to its content still shows the widget', async ({ page, openBare, widget, eventually, tenant }) => {
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => {
      const dialog = window.place.appendChild(document.createElement('dialog'));
      dialog.showModal();
      window.show({}, dialog);
    });
    await expect(widget.job(REPORT)).toBeVisible();
    expect(await page.evaluate(() => document.querySelector('print-redirect').clientWidth)).toBe(288);
    await printReport({ widget, eventually, tenant });
  });

  test('that removes hundreds of widgets while loading starts one program', async ({ page, openBare, widget }) => {
    const release = await hold(page, WASM);
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => {
      window.made = 0;
      const { Instance } = WebAssembly;
      WebAssembly.Instance = function (...given) {
        window.made += 1;
        return new Instance(...given);
      };
      for (let count = 0; count < 300; count += 1) window.show().remove();
      window.show();
    });
    await page.clock.runFor(100);
    release();
    await expect(widget.job(REPORT)).toBeVisible();
    expect(await page.evaluate(() => window.made)).toBe(1);
  });

  test('that moves the widget to another document keeps its styles', async ({ page, openBare }) => {
    await openBare('one-job');
    await page.evaluate(async () => {
      const { mount } = await window.load();
      window.frame = document.body.appendChild(document.createElement('iframe'));
      Object.assign(window.frame, { width: 600, height: 900 });
      const { body } = window.frame.contentDocument;
      window.handle = await mount(body, window.options());
    });
    const [framed, outside] = [page.frameLocator('iframe'), page.locator('#place')];
    const look = (place) => place.locator('.root').evaluate((root) => [root.getRootNode().adoptedStyleSheets.length, getComputedStyle(root.querySelector('ul')).listStyleType]);
    await expect(framed.getByText(REPORT)).toBeVisible();
    expect(await look(framed)).toEqual([2, 'none']);
    await page.evaluate(() => {
      window.handle.unmount();
      window.element = window.show();
    });
    for (const [place, move] of [
      [outside, () => {}],
      [framed, () => window.frame.contentDocument.body.append(window.element)],
      [outside, () => window.place.append(window.element)],
    ]) {
      await page.evaluate(move);
      await expect(place.getByText(REPORT)).toBeVisible();
      expect(await look(place)).toEqual([2, 'none']);
      await place.getByRole('radio', { name: KITCHEN }).check();
      await expect(ready(place)).toBeVisible();
    }
  });

  test('whose sign-in never answers is told so and can retry', async ({ page, openBare, widget, signIn }) => {
    const { answer } = signIn;
    signIn.answer = () => new Promise(() => {});
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => void window.show());
    await expect.poll(() => signIn.needs.length).toBeGreaterThan(0);
    await expect(widget.place.locator('.root')).toBeVisible();
    await page.clock.fastForward(121_000);
    await expect(widget.alert).toHaveText(/Signing in didn't finish\./);
    expect(await widget.lastProblem()).toBe('signInSilent');
    signIn.answer = answer;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(widget.job(REPORT)).toBeVisible();
  });
});

test.describe('a page’s own fetch', () => {
  test('that wraps the browser’s is used', async ({ page, openBare, widget, eventually, tenant }) => {
    await page.addInitScript(() => {
      const { fetch } = window;
      window.seen = [];
      window.fetch = async function (...given) {
        window.seen.push(String(given[0]?.url ?? given[0]));
        const answer = await fetch.apply(this, given);
        return new Proxy(answer, { get: (target, name) => (typeof target[name] === 'function' ? target[name].bind(target) : target[name]) });
      };
    });
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => void window.show());
    await printReport({ widget, eventually, tenant });
    expect((await page.evaluate(() => window.seen)).some((url) => url.includes('/redirect'))).toBe(true);
  });

  test('that answers with its own class can print', async ({ page, openBare, widget, eventually, tenant }) => {
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => {
      const answer = async (...given) => {
        const { ok, status, headers, ...rest } = await window.fetch(...given).then(async (answer) => ({
          ok: answer.ok, status: answer.status, headers: answer.headers, body: await answer.text(),
        }));
        return { ok, status, headers, text: async () => rest.body };
      };
      window.show({ fetch: answer });
    });
    await printReport({ widget, eventually, tenant });
  });

  for (const [how, broken] of [
    ['rejects with an error', () => Promise.reject(new TypeError('blocked by the portal'))],
    ['rejects with a string', () => Promise.reject('blocked by the portal')],
    ['rejects with nothing', () => Promise.reject()],
    ['throws a string', () => { throw 'blocked by the portal'; }],
    ['answers nonsense', () => Promise.resolve(42)],
    ['answers nothing', () => undefined],
  ]) {
    test(`that ${how}: Graph is unreachable`, async ({ page, openBare, widget, eventually }) => {
      await page.addInitScript(`{
        const { fetch } = window;
        const broken = ${broken};
        window.fetch = (...given) => (/\\/print\\//.test(given[0]?.url ?? given[0]) ? broken() : fetch(...given));
      }`);
      await openBare('one-job');
      await load(page);
      await page.evaluate(() => void window.show());
      await eventually((expect) => expect(widget.alert).toHaveText(/The print service can't be reached\./));
      expect(await widget.lastProblem()).toBe('unreachable');
    });

    test(`that ${how}: the program is unreachable`, async ({ page, openBare, widget }) => {
      await page.addInitScript(`window.fetch = ${broken};`);
      await openBare('one-job');
      await load(page);
      await page.evaluate(() => void window.show());
      await expect(widget.alert).toContainText("Your print jobs couldn't be loaded.");
      await expect(widget.alert).toContainText('print-redirect-program_bg.wasm');
      expect(await widget.lastProblem()).toBe('programUnreachable');
    });
  }
});

test.describe('a server', () => {
  for (const type of ['text/plain', 'application/octet-stream', 'application/wasm; charset=utf-8', '']) {
    test(`that serves the wasm as “${type}” is accepted`, async ({ page, openBare, widget }) => {
      await page.route(WASM, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-type': type } });
      });
      await openBare('one-job');
      await load(page);
      await page.evaluate(() => void window.show());
      await expect(widget.job(REPORT)).toBeVisible();
    });
  }

  for (const [how, file, broken, code] of [
    ['has no wasm', WASM, (route) => route.fulfill({ status: 404 }), 'programUnreachable'],
    ['loses the wasm', WASM, (route) => route.abort(), 'programUnreachable'],
    ['cuts the wasm short', WASM, (route) => route.fulfill({ contentType: 'application/wasm', body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 1]) }), 'programInvalid'],
    ['serves a page as the wasm', WASM, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Portal</title>' }), 'programInvalid'],
    ['serves the wasm of another version', WASM, (route) => route.fulfill({ contentType: 'application/wasm', body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }), 'programInvalid'],
    ['has no glue', GLUE, (route) => route.fulfill({ status: 404 }), 'programUnreachable'],
    ['serves a page as the glue', GLUE, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }), 'programUnreachable'],
    ['serves another script as the glue', GLUE, (route) => route.fulfill({ contentType: 'text/javascript', body: 'export {};' }), 'programInvalid'],
  ]) {
    test(`that ${how} is named`, async ({ page, openBare, widget, browserLog }) => {
      await page.route(file, broken);
      await openBare('one-job');
      await load(page);
      await page.evaluate(() => void window.show());
      await expect(widget.alert).toContainText(code === 'programInvalid' ? "couldn't be shown" : "couldn't be loaded");
      await expect(widget.alert).toContainText('print-redirect-program');
      expect((await widget.events('problem')).map(({ code }) => code)).toEqual([code]);
      if (how.includes('page as the glue')) browserLog.expectError(/MIME type/);
      await page.unroute(file);
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(widget.job(REPORT)).toBeVisible();
    });
  }

  for (const [what, file] of [['wasm', WASM], ['glue', GLUE]]) {
    test(`that never sends the ${what} is named after two minutes`, async ({ page, openBare, widget, eventually }) => {
      await page.route(file, () => {});
      await openBare('one-job');
      await load(page);
      await page.evaluate(() => void window.show());
      await page.clock.fastForward(119_000);
      await expect(widget.alert).toHaveCount(0);
      await page.clock.fastForward(2_000);
      await eventually((expect) => expect(widget.alert).toContainText("couldn't be loaded"));
      expect(await widget.lastProblem()).toBe('programUnreachable');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.unroute(file); // the requests that were held go on
      await expect(widget.job(REPORT)).toBeVisible();
    });
  }

  test('that is slow shows a skeleton of similar height', async ({ page, openBare, widget }) => {
    const release = await hold(page, WASM);
    await openBare('one-job');
    await load(page);
    await page.evaluate(() => void (window.element = window.show()));
    await expect(page.getByText('Loading your print jobs…')).toBeVisible();
    const height = () => page.evaluate(() => window.element.getBoundingClientRect().height);
    const skeletonHeight = await height();
    release();
    await expect(widget.job(REPORT)).toBeVisible();
    expect(Math.abs((await height()) - skeletonHeight)).toBeLessThan(250);
    await expect(page.getByText('Loading your print jobs…')).toHaveCount(0);
  });

  test('that has no package leaves the page unchanged', async ({ page, openBare, browserLog }) => {
    await page.route(SHELL, (route) => route.fulfill({ status: 404 }));
    await openBare('one-job');
    const failed = await page.evaluate(() => window.load().catch(({ name }) => name));
    expect(failed).toBe('TypeError');
    await page.evaluate(() => void window.show());
    expect(await page.evaluate(() => document.querySelector('print-redirect').shadowRoot)).toBe(null);
    expect(browserLog.errors).toEqual([]);
  });
});

test('an unmounted widget leaves no globals, styles or listeners', async ({ page, openBare, widget }) => {
  await page.addInitScript(() => {
    window.listening = new Map();
    for (const target of [window, document]) {
      for (const [verb, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
        const own = target[verb];
        target[verb] = function (type, ...rest) {
          window.listening.set(type, (window.listening.get(type) ?? 0) + step);
          return own.call(this, type, ...rest);
        };
      }
    }
  });
  await openBare('one-job');
  const before = await page.evaluate(() => {
    window.before = new Set(['before', 'handle', ...Object.getOwnPropertyNames(window)]);
    window.listening.clear();
    return [document.head.innerHTML, document.body.outerHTML];
  });
  await page.evaluate(async () => {
    const { mount } = await window.load();
    window.handle = await mount(window.place, window.options());
  });
  await expect(widget.job(REPORT)).toBeVisible();
  const { names, head } = await page.evaluate(() => ({
    names: Object.getOwnPropertyNames(window).filter((name) => !window.before.has(name)),
    head: document.head.innerHTML,
  }));
  expect(names).toEqual([]);
  expect(head).toBe(before[0]);
  await page.evaluate(() => window.handle.unmount());
  const after = await page.evaluate(() => [document.head.innerHTML, document.body.outerHTML]);
  expect(after).toEqual(before);
  expect(await page.evaluate(() => [...window.listening].filter(([, count]) => count !== 0))).toEqual([]);
});
