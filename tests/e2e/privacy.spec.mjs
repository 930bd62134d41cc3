// Where the token must not be, and whom the widget talks to.
import { test, expect } from './test.mjs';

const REPORT = 'Quarterly report.pdf';

/** All that a page, its storage and its address hold as text. */
async function everything(page) {
  return page.evaluate(() => {
    const inside = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
      ...[...element.attributes].map(({ value }) => value),
      element.value ?? '',
      ...(element.shadowRoot ? [element.shadowRoot.textContent, ...inside(element.shadowRoot)] : []),
    ]);
    const storage = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
    return [document.documentElement.textContent, ...inside(document), ...storage, document.cookie, location.href].join('\n');
  });
}

for (const [scenario, end] of [
  ['one-job', 'was sent to'],
  ['as-graph-answers', 'may not send print jobs on'],
  ['connection-lost-after-send', 'Checking whether it was sent'],
]) {
  test(`the token is nowhere but in the header, in ${scenario}`, async ({ page, open, widget, tenant, watched, stopTime }) => {
    const urls = [];
    page.on('request', (request) => urls.push(request.url()));
    await open(scenario);
    const { token } = await tenant.host();
    await widget.checkbox(REPORT).check();
    await widget.chooseRecent('BER-A2 Kitchen corner');
    await stopTime();
    await widget.press();
    await expect(widget.result(REPORT)).toContainText(end);
    expect(await everything(page)).toContain('BER-A2 Kitchen corner');
    expect(await everything(page)).not.toContain(token);
    expect(JSON.stringify(await page.evaluate(() => window.events))).not.toContain(token);
    expect(watched.console.join('\n')).not.toContain(token);
    expect(urls.join('\n')).not.toContain(token);
    expect(JSON.stringify(await tenant.requests())).not.toContain(token);
  });
}

test('nobody is asked for anything but the page’s own server and Graph', async ({ page, open, widget, server, simulator, eventually }) => {
  const origins = new Set();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await open('one-job');
  await widget.chooseRecent('BER-A2 Kitchen corner');
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  origins.delete('null'); // the page's empty icon, a data: address
  expect([...origins].sort()).toEqual([server.origin, simulator.origin].sort());
});

test('a token is not sent where a next link points outside', async ({ page, open, widget, tenant }) => {
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
  await expect.poll(() => widget.lastProblem()).toBe('unreadable');
  expect(outside).toEqual([]);
  expect(await tenant.redirects()).toEqual([]);
});
