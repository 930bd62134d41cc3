// Privacy: the token is only in the `authorization` header, and the widget connects only to its own server and to Graph.
import { test, expect, hold } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

/** All text in a page, its storage and its address. */
async function allText(page) {
  return page.evaluate(async () => {
    const inside = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
      ...[...element.attributes].map(({ value }) => value),
      element.value ?? '',
      ...(element.shadowRoot ? [element.shadowRoot.textContent, ...inside(element.shadowRoot)] : []),
    ]);
    const storage = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
    const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`);
    const caches = (await window.caches.keys()).map((name) => `cache ${name}`);
    const locks = JSON.stringify(await navigator.locks.query());
    const entries = performance.getEntries().map(({ name }) => name);
    return [
      document.documentElement.textContent, ...inside(document), ...storage, ...databases, ...caches, locks, ...entries,
      document.cookie, location.href, document.referrer, window.name, JSON.stringify(history.state),
    ].join('\n');
  });
}

/** Records all requests of the page, without the header `authorization`. */
function watchRequests(page) {
  const sent = [];
  page.on('request', (request) => {
    const { authorization, ...headers } = request.headers();
    sent.push(JSON.stringify([request.method(), request.url(), headers, request.postData()]));
  });
  return sent;
}

for (const [scenario, end] of [
  ['one-job', 'was sent to'],
  ['as-graph-answers', "isn't allowed to release print jobs"],
  ['connection-lost-after-send', 'Checking whether it was sent'],
]) {
  test(`the token is only in its header, in ${scenario}`, async ({ page, open, widget, tenant, browserLog, stopTime }) => {
    const sent = watchRequests(page);
    await open(scenario);
    const { token } = await tenant.host();
    await widget.checkbox(REPORT).check();
    await widget.chooseRecent(KITCHEN);
    await stopTime();
    await widget.press();
    await expect(widget.result(REPORT)).toContainText(end);
    expect(await allText(page)).toContain(KITCHEN);
    expect(await allText(page)).not.toContain(token);
    expect(JSON.stringify(await page.evaluate(() => window.events))).not.toContain(token);
    expect(browserLog.lines.join('\n')).not.toContain(token);
    expect(sent.join('\n')).not.toContain(token);
    expect(JSON.stringify(await tenant.requests())).not.toContain(token);
  });
}

test('requests go only to the page’s server and Graph', async ({ page, open, widget, server, simulator, eventually }) => {
  const origins = new Set();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await open('one-job');
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  origins.delete('null'); // the page's empty icon, a data: address
  expect([...origins].sort()).toEqual([server.origin, simulator.origin].sort());
});

test('a next link to another origin gets no token', async ({ page, open, widget, tenant }) => {
  const outside = [];
  await page.route('https://elsewhere.example/**', (route) => {
    outside.push(route.request().url());
    return route.abort();
  });
  await page.route(/\/print\/shares$/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: { ...body, '@odata.nextLink': 'https://elsewhere.example/v1.0/print/shares?$skiptoken=x' } });
  });
  await open('one-job');
  await expect.poll(() => widget.lastProblem()).toBe('listIncomplete');
  expect(outside).toEqual([]);
  expect(await tenant.redirects()).toEqual([]);
});

test('a token given as property is only in its header', async ({
  page, openBare, widget, tenant, browserLog, signIn,
}) => {
  const MARK = 'marked-d41d8cd98f00b204';
  const sent = watchRequests(page);
  const seen = new Set();
  await page.route(/\/v1\.0\//, async (route) => {
    seen.add(route.request().headers().authorization);
    await route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${(await tenant.host()).token}` } });
  });
  await openBare('one-job');
  expect(signIn.needs).toEqual([]);
  await page.evaluate((token) => window.load().then(() => void (window.element = window.show({ getToken: undefined, token }))), MARK);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect(widget.result(REPORT)).toContainText('was sent to');
  expect([...seen].filter(Boolean)).toEqual([`Bearer ${MARK}`]);
  expect(await page.evaluate(() => window.element.token)).toBe(MARK);
  for (const text of [await allText(page), JSON.stringify(await widget.events('diagnostic')), browserLog.lines.join(), sent.join()]) {
    expect(text).not.toContain(MARK);
  }
});

for (const [what, break_] of [
  ['a service that echoes it', (route, token) => route.fulfill({
    status: 400,
    headers: { 'access-control-allow-origin': '*' },
    json: { error: { code: `Bad ${token}`, message: `The token ${token} is not liked.`, innerError: { 'request-id': 'r' } } },
  })],
  ['a broken connection', (route) => route.abort()],
]) {
  test(`${what} does not reveal the token`, async ({ page, open, widget, tenant, browserLog, eventually }) => {
    await tenant.scenario('one-job');
    const { token } = await tenant.host();
    await page.route(/\/print\/shares\/[^/]+\/jobs/, (route) => (route.request().method() === 'OPTIONS' ? route.continue() : break_(route, token)));
    await open('one-job');
    await eventually((expect) => expect(widget.alert).not.toHaveText(''));
    await page.getByText('Details for IT').first().click();
    expect(await allText(page)).not.toContain(token);
    expect(JSON.stringify(await page.evaluate(() => window.events))).not.toContain(token);
    expect(browserLog.lines.join('\n')).not.toContain(token);
  });
}

for (const [what, answer, end] of [
  ['that is answered', (route, own) => own(), (widget) => expect(widget.job(REPORT)).toBeVisible()],
  ['that fails', (route) => route.abort(), (widget) => expect(widget.alert).not.toHaveText('')],
  ['whose service echoes the token', (route, own, token) => route.fulfill({
    status: 400, headers: { 'access-control-allow-origin': '*' }, json: { error: { code: `Bad ${token}`, message: token } },
  }), (widget) => expect(widget.alert).not.toHaveText('')],
]) {
  test(`an early read ${what} has the token in its header only`, async ({
    page, start, widget, tenant, signIn, browserLog, eventually,
  }) => {
    const MARK = 'marked-d41d8cd98f00b204';
    const sent = watchRequests(page);
    const seen = new Set();
    signIn.answer = async () => MARK;
    const release = await hold(page, /_bg\.wasm$/);
    const { show } = await start();
    const { token } = await tenant.host();
    await page.route(/graph\.microsoft\.com/, (route) => {
      const headers = route.request().headers();
      seen.add(headers.authorization);
      const own = () => route.fallback({ headers: { ...headers, authorization: `Bearer ${token}` } });
      return route.request().url().includes('/jobs?') ? answer(route, own, MARK) : own();
    });
    await show();
    await expect.poll(() => seen.size).toBe(1);
    await page.clock.runFor(100);
    expect(await allText(page)).not.toContain(MARK);
    release();
    await eventually(() => end(widget));
    if (what !== 'that is answered') await page.getByText('Details for IT').first().click();
    expect([...seen]).toEqual([`Bearer ${MARK}`]);
    for (const text of [await allText(page), JSON.stringify(await page.evaluate(() => window.events)), browserLog.lines.join(), sent.join()]) {
      expect(text).not.toContain(MARK);
    }
  });
}

test('a sign-in error with the token does not reveal it', async ({ page, open, widget, tenant, signIn, browserLog }) => {
  await tenant.scenario('one-job');
  const { token } = await tenant.host();
  signIn.answer = () => Promise.reject(new Error(`could not renew ${token}`));
  await open('one-job');
  await expect(widget.alert).toHaveText(/Your sign-in wasn't accepted\./);
  await page.getByText('Details for IT').first().click();
  expect(await allText(page)).not.toContain(token);
  expect(JSON.stringify(await page.evaluate(() => window.events))).not.toContain(token);
  expect(browserLog.lines.join('\n')).not.toContain(token);
});

test('a token in the wrong option is never shown', async ({ page, openBare, widget, browserLog }) => {
  await openBare('one-job');
  await page.evaluate(() => window.load().then(({ mount }) => {
    const signedIn = { accessToken: 'marked-token', account: { username: 'ada@contoso.example' } };
    return mount(window.place, { ...window.options(), accessToken: 'marked-token', account: signedIn, gateway: signedIn });
  }).then(() => {}));
  await expect(widget.alert).toContainText('accessToken: given something (not shown)');
  await expect(widget.alert).toContainText('account: given an object');
  await expect(widget.alert).toContainText('gateway: given an object');
  expect(await allText(page)).not.toContain('marked-token');
  expect(JSON.stringify(await page.evaluate(() => window.events))).not.toContain('marked-token');
  expect(browserLog.lines.join()).not.toContain('marked-token');
});

test('a token of the wrong type is never shown', async ({ page, openBare, widget, browserLog }) => {
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => void window.show({ getToken: null, token: { secret: 'marked-token' } })));
  await expect(widget.alert).toContainText('token: given something else (not shown); allowed: a string');
  expect(await allText(page)).not.toContain('marked-token');
  expect(JSON.stringify(await page.evaluate(() => window.events))).not.toContain('marked-token');
  expect(browserLog.lines.join()).not.toContain('marked-token');
});
