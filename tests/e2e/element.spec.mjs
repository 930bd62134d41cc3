// The element and `mount`, as documented in js/print-redirect.d.ts: properties, attributes, moving, removing, updating.
import { test, expect, hold } from './support/fixtures.mjs';
import { ready } from './support/widget.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

/** Whether an address is that of a redirect. */
function isRedirect(url) {
  return /\/redirect$/.test(url.pathname);
}

test('properties set before the element is defined apply', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.evaluate(() => void window.show({ id: 'early' }));
  await page.evaluate(() => window.load().then(() => {}));
  await expect(widget.job(REPORT)).toBeVisible();
  const { own, provider } = await page.evaluate(() => {
    const element = document.querySelector('#early');
    return { own: Object.keys(element), provider: typeof element.getToken };
  });
  expect(own).toEqual([]);
  expect(provider).toBe('function');
});

test('an element parsed before the package works by its attributes', async ({ page, openBare, widget, tenant }) => {
  await openBare('one-job');
  const { queues: [{ share }] } = await tenant.host();
  await page.evaluate(([queue, base]) => {
    const element = document.createElement('print-redirect');
    element.setAttribute('queue', ` ${queue}\n`);
    element.setAttribute('base-url', base);
    element.setAttribute('theme', 'dark');
    element.getToken = window.options().getToken;
    element.account = window.options().account;
    element.attachShadow({ mode: 'open' }).append('Coming soon');
    window.place.append(element);
    return window.load().then(() => {});
  }, [share, tenant.base]);
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(page.getByText('Coming soon')).toHaveCount(0);
  await expect(widget.place.locator('.root')).toHaveAttribute('data-theme', 'dark');
});

test('a property wins over its attribute until it is null', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => {
    window.element = window.show();
    window.element.setAttribute('theme', 'dark');
    window.element.theme = 'light';
  }));
  const root = widget.place.locator('.root');
  await expect(root).toHaveAttribute('data-theme', 'light');
  expect(await page.evaluate(() => window.element.theme)).toBe('light');
  await page.evaluate(() => void (window.element.theme = null));
  await expect(root).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => window.element.theme)).toBe('dark');
  await page.evaluate(() => window.element.removeAttribute('theme'));
  await expect(root).not.toHaveAttribute('data-theme', 'dark');
});

test('an element without options waits for them, as on a page from a server', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  const program = page.waitForResponse(/_bg\.wasm$/);
  await page.evaluate(() => window.load().then(() => {
    window.element = window.place.appendChild(document.createElement('print-redirect'));
  }));
  await program;
  await page.clock.runFor(1_000);
  await expect(page.getByText('Loading your print jobs…')).toBeVisible();
  await page.evaluate(() => void Object.assign(window.element, window.options()));
  await expect(widget.job(REPORT)).toBeVisible();
  expect([await widget.events('problem'), await widget.events('tokenrequired')]).toEqual([[], []]);
});

test('an element with its queue as attribute waits a second for a token', async ({ page, openBare, widget, tenant }) => {
  await openBare('one-job');
  const { queues: [{ share }] } = await tenant.host();
  const show = (wait) => page.evaluate(([queue, base, wait]) => window.load().then(() => {
    const element = document.createElement('print-redirect');
    element.setAttribute('queue', queue);
    element.setAttribute('base-url', base);
    window.place.replaceChildren(element);
    const { getToken, account } = window.options();
    setTimeout(() => Object.assign(element, { getToken, account }), wait);
  }), [share, tenant.base, wait]);
  await show(900);
  await expect(widget.job(REPORT)).toBeVisible();
  expect([await widget.events('problem'), await widget.events('tokenrequired')]).toEqual([[], []]);
  // Later the page is asked, and the widget goes on with what it answers.
  await show(60_000);
  await expect.poll(async () => (await widget.events('tokenrequired')).length).toBeGreaterThan(0);
  await page.clock.runFor(60_000);
  await expect(widget.job(REPORT)).toBeVisible();
});

test('an element that never gets queues names them after five seconds', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => void (window.element = window.show({ queues: undefined }))));
  await expect(page.getByText('Loading your print jobs…')).toBeVisible();
  await page.clock.runFor(5_000);
  await expect(widget.alert).toContainText("This page isn't set up correctly to show your print jobs.");
  const [{ refusals }] = await widget.events('problem');
  expect(refusals.map(({ option }) => option)).toEqual(['queues']);
  await page.evaluate(() => void (window.element.queues = window.options().queues));
  await expect(widget.job(REPORT)).toBeVisible();
});

for (const [how, move] of [
  ['append', () => document.querySelector('#elsewhere').append(window.element)],
  ['moveBefore', () => document.querySelector('#elsewhere').moveBefore(window.element, null)],
]) {
  test(`an element moved by ${how} keeps its state without requests`, async ({ page, openBare, tenant }) => {
    await openBare('everyday');
    await page.evaluate(() => window.load().then(() => void (window.element = window.show())));
    const checkbox = page.getByRole('listitem').filter({ hasText: REPORT }).getByRole('checkbox');
    await checkbox.check();
    await page.getByRole('radio', { name: KITCHEN }).check();
    await expect(ready(page)).toBeVisible();
    await page.evaluate(move);
    await page.clock.runFor(100);
    await expect(page.locator('#elsewhere').getByText(REPORT)).toBeVisible();
    await expect(checkbox).toBeChecked();
    await expect(page.getByRole('radio', { name: KITCHEN })).toBeChecked();
    expect((await tenant.requests()).filter(({ url }) => url.includes('/jobs?'))).toHaveLength(1);
    expect(await page.evaluate(() => window.events.filter(({ type }) => type === 'ready').length)).toBe(1);
  });
}

test('a clone copies attributes only and is its own widget', async ({ page, openBare, tenant }) => {
  await openBare('everyday');
  const { queues: [{ share }] } = await tenant.host();
  await page.evaluate(([queue, base]) => window.load().then(() => {
    const { getToken, account } = window.options();
    const element = document.createElement('print-redirect');
    element.setAttribute('queue', queue);
    element.setAttribute('base-url', base);
    Object.assign(element, { id: 'first', getToken, account });
    window.place.append(element);
    const clone = element.cloneNode(true);
    window.inherited = [typeof clone.getToken, typeof clone.account, clone.shadowRoot];
    Object.assign(clone, { id: 'second', getToken, account });
    window.place.append(clone);
  }), [share, tenant.base]);
  expect(await page.evaluate(() => window.inherited)).toEqual(['undefined', 'undefined', null]);
  const [first, second] = ['#first', '#second'].map((id) => page.locator(id).getByRole('listitem').filter({ hasText: REPORT }).getByRole('checkbox'));
  await first.check();
  await expect(second).not.toBeChecked();
  await page.evaluate(() => document.querySelector('#first').remove());
  await second.check();
  await expect(second).toBeChecked();
});

test('a widget removed during a redirect does not abort it', async ({ page, openBare, widget, tenant }) => {
  const [failed, arrived] = [[], []];
  let release;
  const held = new Promise((resolve) => (release = resolve));
  page.on('requestfailed', (request) => failed.push(request.url()));
  await page.route(isRedirect, async (route) => {
    arrived.push(route.request().url());
    await held;
    await route.continue();
  });
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => void (window.element = window.show())));
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect.poll(() => arrived.length).toBe(1);
  await page.evaluate(() => window.element.remove());
  await page.clock.runFor(1_000);
  expect(await page.evaluate(() => window.element.shadowRoot.childElementCount)).toBe(0);
  release();
  await expect.poll(async () => (await tenant.redirects()).map(({ status }) => status)).toEqual([200]);
  expect(failed).toEqual([]);
});

test('a widget removed during a read stops without a problem', async ({ page, openBare }) => {
  const failed = [];
  page.on('requestfailed', (request) => failed.push(new URL(request.url()).pathname));
  const release = await hold(page, /\/print\/shares\/[^/]+\/jobs/, (route) => route.continue().catch(() => {}));
  await openBare('one-job');
  const reading = page.waitForRequest(/\/print\/shares\/[^/]+\/jobs/);
  await page.evaluate(() => window.load().then(() => void (window.element = window.show())));
  await reading;
  await page.evaluate(() => window.element.remove());
  await page.clock.runFor(1_000);
  await expect.poll(() => failed.some((path) => path.endsWith('/jobs'))).toBe(true);
  release();
  expect(await page.evaluate(() => window.events.filter(({ type }) => type === 'problem'))).toEqual([]);
});

test('an element that is inserted again starts again', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => void (window.element = window.show())));
  await expect(widget.job(REPORT)).toBeVisible();
  await page.evaluate(() => window.element.remove());
  await page.clock.runFor(1_000);
  await page.evaluate(() => window.place.append(window.element));
  await expect(widget.job(REPORT)).toBeVisible();
});

test('an element removed while loading leaves nothing behind', async ({ page, openBare, widget }) => {
  const release = await hold(page, /_bg\.wasm$/);
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => void (window.element = window.show())));
  await expect(page.getByText('Loading your print jobs…')).toBeVisible();
  await page.evaluate(() => window.element.remove());
  await page.clock.runFor(100);
  release();
  await page.evaluate(() => void window.show());
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await page.evaluate(() => window.element.shadowRoot.childElementCount)).toBe(0);
});

test('`mount` names all wrong options and `update` corrects them', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.evaluate(async () => {
    const { mount } = await window.load();
    const wrong = { ...window.options(), queues: [], theme: 'pink', getToken: 'a', token: 5, fetch: {}, queue: 'x' };
    window.handle = await mount(window.place, wrong);
  });
  await expect(widget.alert).toContainText("This page isn't set up correctly to show your print jobs.");
  const [{ code, refusals }] = await widget.events('problem');
  expect(code).toBe('optionsRefused');
  expect(refusals.map(({ option }) => option).sort()).toEqual(['fetch', 'getToken', 'queue', 'queues', 'theme', 'token']);
  for (const { given, allowed } of refusals) expect(given && allowed).toBeTruthy();
  await page.evaluate(() => {
    window.handle.update({ ...window.options(), theme: 'light', token: undefined, fetch: undefined, queue: undefined });
  });
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(widget.alert).not.toContainText("isn't set up correctly");
});

test('the program comes from a folder that the page names after the element is there', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.route('**/pkg/print-redirect-program*', (route) => route.abort());
  await page.evaluate(async () => {
    await window.load();
    const element = document.createElement('print-redirect');
    window.place.append(element);
    window.fill = () => Object.assign(element, { ...window.options(), assetBase: '/pkg/diagnostic/' });
  });
  await page.evaluate(() => void window.fill());
  await expect(widget.job(REPORT)).toBeVisible();
});

test('an `assetBase` that is no address is refused by name', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => void window.show({ assetBase: 'https://[' })));
  await expect(widget.alert).toContainText("This page isn't set up correctly to show your print jobs.");
  const [{ refusals }] = await widget.events('problem');
  expect(refusals).toEqual([{ option: 'assetBase', given: 'https://[', allowed: 'the address of a folder' }]);
});

test('options that are not plain data are refused by name', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  const refusals = await page.evaluate(async () => {
    const { mount } = await window.load();
    const wrong = [
      { theme: () => 'dark' }, { theme: Symbol('dark') }, { theme: Object.create(null) }, { locale: Symbol('de') },
      { retentionHours: 72n }, { retentionHours: NaN }, { strings: Object.assign({}, { get me() { return this; } }) },
      { assetBase: Symbol('a') }, { assetBase: 5 }, { assetBase: '' }, { assetBase: '/pkg/?v=1' },
    ];
    const all = [];
    for (const changes of wrong) {
      window.events.length = 0;
      const handle = await mount(window.place, { ...window.options(), ...changes });
      const refused = window.events.find(({ type }) => type === 'problem')?.detail.refusals ?? [];
      all.push(refused.map(({ option, given }) => [option, typeof given]));
      handle.unmount();
    }
    return all;
  });
  const named = ['theme', 'theme', 'theme', 'locale', 'retentionHours', 'retentionHours', 'strings', 'assetBase', 'assetBase', 'assetBase', 'assetBase'];
  expect(refusals).toEqual(named.map((name) => [[name, 'string']]));
  await page.evaluate(() => window.load().then(({ mount }) => mount(window.place, { ...window.options(), theme: null, assetBase: null })).then(() => {}));
  await expect(widget.job(REPORT)).toBeVisible();
});

test('a refused update keeps the widget and shows a notice', async ({ page, openBare, widget }) => {
  await openBare('everyday');
  await page.evaluate(async () => {
    const { mount } = await window.load();
    window.handle = await mount(window.place, window.options());
  });
  await widget.checkbox(REPORT).check();
  await page.evaluate(() => window.handle.update({ theme: 'pink' }));
  await expect(page.getByText(/theme: given .*pink/)).toBeVisible();
  await expect(widget.checkbox(REPORT)).toBeChecked();
  await page.evaluate(() => window.handle.update({ theme: 'dark' }));
  await expect(page.getByText(/theme: given .*pink/)).toHaveCount(0);
  await expect(widget.checkbox(REPORT)).toBeChecked();
});

for (const [what, changes] of [
  ['theme', { theme: 'dark' }],
  ['language', { locale: 'en-GB', strings: { refresh: 'Once more' } }],
]) {
  test(`a new ${what} keeps what the user selected and set`, async ({ page, openBare, widget }) => {
    await openBare('everyday');
    await page.evaluate(async () => {
      const { mount } = await window.load();
      window.handle = await mount(window.place, window.options());
    });
    await widget.checkbox(REPORT).check();
    await widget.chooseRecent(KITCHEN);
    await widget.changeCopies(3);
    await page.evaluate((changes) => window.handle.update(changes), changes);
    await page.clock.runFor(100);
    await expect(widget.checkbox(REPORT)).toBeChecked();
    await expect(widget.recent(KITCHEN)).toBeChecked();
    await expect(widget.button).toHaveAttribute('aria-disabled', 'false');
    if (!(await page.getByRole('textbox', { name: 'Copies' }).isVisible())) await widget.openSettings();
    await expect(page.getByRole('textbox', { name: 'Copies' })).toHaveValue('3');
  });
}

test('a new theme or `getToken` keeps focus and typed text', async ({ page, openBare, widget }) => {
  await openBare('everyday');
  await page.evaluate(() => window.load().then(() => void (window.element = window.show())));
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await widget.search.focus();
  await page.keyboard.type('ki');
  await page.evaluate(() => void (window.element.theme = 'dark'));
  await expect(widget.place.locator('.root')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.type('tch');
  await page.evaluate(() => void (window.element.getToken = () => window.signIn({})));
  await page.keyboard.type('en');
  await expect(widget.search).toHaveValue('kitchen');
  await expect(widget.search).toBeFocused();
});

test('`refresh` reads the jobs again', async ({ page, openBare, widget, tenant }) => {
  await openBare('one-job');
  await page.evaluate(async () => {
    const { mount } = await window.load();
    window.handle = await mount(window.place, window.options());
  });
  await expect(widget.job(REPORT)).toBeVisible();
  const lists = async () => (await tenant.requests()).filter(({ url }) => url.includes('/jobs?')).length;
  const before = await lists();
  await page.evaluate(() => window.handle.refresh());
  await expect.poll(lists).toBe(before + 1);
});

test('a page may unmount the widget inside its own event', async ({ page, openBare, widget, tenant }) => {
  await openBare('one-job');
  await page.evaluate(async () => {
    const { mount } = await window.load();
    window.handle = await mount(window.place, window.options());
    document.addEventListener('redirected', () => window.handle.unmount());
  });
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect(page.locator('#place > *')).toHaveCount(0);
  expect(await tenant.redirects()).toHaveLength(1);
  await page.evaluate(() => window.load().then(({ mount }) => mount(window.place, window.options())).then(() => {}));
  await expect(page.getByRole('heading', { name: 'Waiting to print' }).or(page.getByText('Nothing is waiting to print.')).first()).toBeVisible();
});

for (const [what, changes] of [
  ['a theme', { theme: 'dark' }],
  ['strings', { strings: { refresh: 'Once more' } }],
  ['a language', { locale: 'de' }],
  ['destinations', { destinations: ['none'] }],
]) {
  test(`a page may set ${what} inside the widget’s event`, async ({ page, openBare, widget }) => {
    await openBare('everyday');
    await page.evaluate(async (changes) => {
      const { mount } = await window.load();
      window.handle = await mount(window.place, window.options());
      window.handle.update({ locale: 'en' });
      window.place.addEventListener('selectionchange', () => window.handle.update(changes));
    }, changes);
    const checkbox = page.getByRole('listitem').filter({ hasText: REPORT }).getByRole('checkbox');
    await checkbox.check();
    if (changes.strings) await expect(page.getByRole('button', { name: 'Once more' })).toBeVisible();
    if (changes.locale) await expect(page.getByRole('button', { name: 'Aktualisieren' })).toBeVisible();
    if (changes.theme) await expect(widget.place.locator('.root')).toHaveAttribute('data-theme', 'dark');
    if (changes.destinations) await expect(page.getByRole('radio')).toHaveCount(0);
    await checkbox.uncheck();
    await expect(checkbox).not.toBeChecked();
    expect(await widget.events('problem')).toEqual([]);
  });
}

test('a page may set options inside `getToken`', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.evaluate(async () => {
    const { mount } = await window.load();
    const { getToken } = window.options();
    window.handle = await mount(window.place, {
      ...window.options(),
      getToken: (need) => {
        window.handle?.update({ theme: 'dark' });
        return getToken(need);
      },
    });
    window.handle.refresh();
  });
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(widget.place.locator('.root')).toHaveAttribute('data-theme', 'dark');
});
