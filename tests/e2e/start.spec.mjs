// The start: the first jobs are asked for while the program is loading, and the program takes them over.
//
// That needs one of Graph's own clouds, so the fixture `start` puts the tenant in its place. early-reads.spec.mjs tests which options
// allow it, and which requests are equal.
import { test, expect, hold } from './support/fixtures.mjs';
import { REPORT, POSTER } from './support/names.mjs';

const WASM = /print-redirect-program_bg\.wasm$/;

/** Makes `getToken` wait until the test calls `release`. */
function held(signIn) {
  const { answer } = signIn;
  let release;
  const released = new Promise((resolve) => (release = resolve));
  signIn.answer = async (need) => {
    await released;
    return answer(need);
  };
  return release;
}

test('jobs are read while the program is loading, once', async ({ page, start, widget, tenant }) => {
  const release = await hold(page, WASM);
  const sent = page.waitForRequest((request) => request.url().includes('/jobs?') && request.method() === 'GET');
  const { show, jobs, needs } = await start();
  await show();
  await expect.poll(async () => (await jobs()).length).toBe(1);
  await expect(page.getByText('Loading your print jobs…')).toBeVisible();
  release();
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await jobs()).toHaveLength(1);
  expect(needs()).toHaveLength(1);
  const id = (await sent).headers()['client-request-id'];
  const lists = (await widget.events('diagnostic')).filter(({ operation }) => operation === 'list jobs');
  expect(lists.map(({ clientRequestId, status }) => [clientRequestId, status])).toEqual([[id, 200]]);
  expect(await tenant.redirects()).toEqual([]);
});

test('the user may come with the early token', async ({ page, start, widget, tenant, signIn }) => {
  const release = await hold(page, WASM);
  const { show, jobs, needs } = await start();
  const { token, account } = await tenant.host();
  signIn.answer = async () => ({ accessToken: token, account: { username: account.username } });
  await show({ account: undefined });
  await expect.poll(async () => (await jobs()).length).toBe(1);
  release();
  await expect(widget.job(REPORT)).toBeVisible();
  expect((await jobs())[0].url).toContain(encodeURIComponent(account.username));
  expect(await jobs()).toHaveLength(1);
  expect(needs()).toHaveLength(1);
});

test('a widget added by `mount` reads early too', async ({ page, start, widget }) => {
  const release = await hold(page, WASM);
  const { jobs, needs } = await start();
  await page.evaluate(async () => {
    const { mount } = await window.load();
    window.mounting = mount(window.place, { ...window.options(), graph: undefined });
  });
  await expect.poll(async () => (await jobs()).length).toBe(1);
  release();
  await expect(widget.job(REPORT)).toBeVisible();
  await page.evaluate(() => window.mounting.then((handle) => handle.unmount()));
  expect([(await jobs()).length, needs().length]).toEqual([1, 1]);
});

test('later reads and the check before a send are the program’s', async ({ page, start, widget, tenant, eventually }) => {
  const { show, jobs } = await start();
  await show();
  await expect(widget.job(REPORT)).toBeVisible();
  await page.evaluate(() => window.element.refresh());
  await expect.poll(async () => (await jobs()).length).toBe(2);
  await widget.recent('').first().check();
  await expect(widget.ready).toBeVisible();
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  const checks = (await tenant.requests()).filter(({ method, url }) => method === 'GET' && /\/jobs\/\d+$/.test(url));
  expect(checks.length).toBeGreaterThan(0);
  expect(await tenant.redirects()).toHaveLength(1);
});

test('options that arrive one by one start the reads', async ({ page, start, widget }) => {
  const release = await hold(page, WASM);
  const { show, jobs, needs } = await start();
  await show({ queues: undefined, getToken: undefined });
  await page.clock.runFor(100);
  await page.evaluate(() => {
    const { queues, getToken } = window.options();
    window.element.queues = queues;
    setTimeout(() => (window.element.getToken = getToken));
  });
  await expect.poll(async () => (await jobs()).length).toBe(1);
  release();
  await expect(widget.job(REPORT)).toBeVisible();
  expect([(await jobs()).length, needs().length]).toEqual([1, 1]);
});

test('a theme or language set meanwhile keeps the early reads', async ({ page, start }) => {
  const release = await hold(page, WASM);
  const { show, jobs, needs } = await start();
  await show();
  await expect.poll(async () => (await jobs()).length).toBe(1);
  await page.evaluate(() => Object.assign(window.element, { theme: 'dark', locale: 'de' }));
  release();
  await expect(page.getByText(REPORT)).toBeVisible();
  expect([(await jobs()).length, needs().length]).toEqual([1, 1]);
});

for (const [what, changes, reads] of [
  // Where nothing waits under a name, the list is read without it.
  ['another account', { account: { username: 'megan@contoso.example' } }, 2],
  ['another queue', { queues: [{ share: 'another-queue' }] }, 1],
  ['another cloud', { graph: { cloud: 'usgov' } }, 1],
]) {
  test(`${what} set meanwhile drops the early reads`, async ({ page, start, widget }) => {
    const release = await hold(page, WASM);
    const { show, jobs } = await start();
    const own = [];
    await page.route(/graph\.microsoft\.us|another-queue|megan/, (route) => {
      own.push(route.request().url());
      return route.fulfill({ json: { value: [] }, headers: { 'access-control-allow-origin': '*' } });
    });
    await show();
    await expect.poll(async () => (await jobs()).length).toBe(1);
    await page.evaluate((changes) => Object.assign(window.element, changes), changes);
    release();
    await expect(page.getByText('Nothing is waiting to print.').first()).toBeVisible();
    await expect(widget.job(REPORT)).toHaveCount(0);
    expect(own.filter((url) => url.includes('/jobs?'))).toHaveLength(1);
    expect(await jobs()).toHaveLength(reads);
  });
}

test('another `getToken` set meanwhile is asked instead', async ({ page, start, widget, signIn }) => {
  const release = await hold(page, WASM);
  const { show, jobs } = await start();
  const letGo = held(signIn);
  await show();
  await expect.poll(() => signIn.needs.length).toBe(1);
  await page.evaluate(() => {
    window.others = [];
    window.element.getToken = (need) => (window.others.push(need), 'adele-vance');
  });
  await page.clock.runFor(100);
  letGo();
  release();
  await expect.poll(() => page.evaluate(() => window.others.length)).toBeGreaterThan(0);
  await expect(widget.job(REPORT).or(widget.alert).first()).toBeVisible();
  expect((await jobs()).length).toBeLessThanOrEqual(2);
});

test('a widget removed while loading aborts its early reads', async ({ page, start }) => {
  const failed = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  const release = await hold(page, WASM);
  let arrived = 0;
  const { show } = await start();
  await page.route(/\/jobs\?/, () => { arrived += 1; });
  await show();
  await expect.poll(() => arrived).toBe(1);
  await page.evaluate(() => window.element.remove());
  await page.clock.runFor(100);
  await expect.poll(() => failed.filter((url) => url.includes('/jobs?')).length).toBe(1);
  release();
  await page.clock.runFor(1_000);
  expect(arrived).toBe(1);
  expect(await page.evaluate(() => window.events)).toEqual([]);
});

test('hundreds of elements removed at once ask for nothing', async ({ page, start, signIn, widget }) => {
  const release = await hold(page, WASM);
  const { show, jobs, needs } = await start();
  await page.evaluate(() => {
    for (let count = 0; count < 600; count += 1) window.show({ graph: undefined }).remove();
  });
  await page.clock.runFor(1_000);
  expect(signIn.needs).toEqual([]);
  expect(await jobs()).toEqual([]);
  await show();
  release();
  await expect(widget.job(REPORT)).toBeVisible();
  expect([(await jobs()).length, needs().length]).toEqual([1, 1]);
});

test('each widget reads its own jobs, also with an idle program', async ({ page, start }) => {
  const { show, jobs, needs } = await start();
  const listed = page.getByRole('listitem').filter({ hasText: REPORT });
  await show();
  await show();
  await expect(listed).toHaveCount(2);
  expect([(await jobs()).length, needs().length]).toEqual([2, 2]);
  await page.evaluate(() => window.element.remove());
  await page.clock.runFor(100);
  await show();
  await expect(listed).toHaveCount(2);
  expect([(await jobs()).length, needs().length]).toEqual([3, 3]);
});

test('“Try again” reads early again', async ({ page, start, widget }) => {
  await page.route(WASM, (route) => route.abort());
  const { show, jobs, needs } = await start();
  await show();
  await expect(widget.alert).toContainText("couldn't be loaded");
  const before = [(await jobs()).length, needs().length];
  await page.unroute(WASM);
  const release = await hold(page, WASM);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await jobs()).length).toBe(before[0] + 1);
  release();
  await expect(widget.job(REPORT)).toBeVisible();
  expect([(await jobs()).length, needs().length]).toEqual([before[0] + 1, before[1] + 1]);
});

test.describe('a `getToken`', () => {
  test('that is slow is asked once', async ({ page, start, widget, signIn }) => {
    const release = await hold(page, WASM);
    const { show, jobs, needs } = await start();
    const letGo = held(signIn);
    await show();
    await expect.poll(() => needs().length).toBe(1);
    release();
    await expect(widget.place.locator('.root')).toBeVisible();
    await page.clock.fastForward(1_100);
    await expect(page.getByText('Signing you in…').first()).toBeVisible();
    letGo();
    await expect(widget.job(REPORT)).toBeVisible();
    expect([(await jobs()).length, needs().length]).toEqual([1, 1]);
  });

  test('that hangs is reported and can be retried', async ({ page, start, widget, signIn }) => {
    const { show, jobs } = await start();
    const { answer } = signIn;
    signIn.answer = () => new Promise(() => {});
    await show();
    await expect(widget.place.locator('.root')).toBeVisible();
    await page.clock.fastForward(121_000);
    await expect.poll(() => widget.lastProblem()).toBe('signInSilent');
    expect(await jobs()).toEqual([]);
    signIn.answer = answer;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(widget.job(REPORT)).toBeVisible();
    expect(await jobs()).toHaveLength(1);
  });

  test('that hangs is forgotten when the user signs in', async ({ page, start, widget, signIn }) => {
    const { show, jobs } = await start();
    const { answer } = signIn;
    signIn.answer = () => new Promise(() => {});
    // Nobody is known, so the token is first needed to learn who signed in.
    await show({ account: undefined });
    await expect(widget.place.locator('.root')).toBeVisible();
    await page.clock.fastForward(11_000);
    signIn.answer = answer;
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(widget.job(REPORT)).toBeVisible();
    expect(await jobs()).toHaveLength(1);
  });

  for (const [how, answer, code] of [
    ['rejects', () => Promise.reject(new Error('no')), 'signInRejected'],
    ['throws', () => { throw new Error('no'); }, 'signInRejected'],
    ['answers garbage', () => ({ token: 'in the wrong place' }), 'signInUnusable'],
    ['answers nothing', () => undefined, 'signInUnusable'],
  ]) {
    test(`that ${how} is asked once and reported once`, async ({ page, start, widget }) => {
      await page.addInitScript(`window.answer = (${answer})`);
      const { jobs } = await start();
      await page.evaluate(() => {
        window.asked = [];
        const getToken = (need) => {
          window.asked.push(need.scopes[0].split('/').at(-1));
          return window.answer();
        };
        window.element = window.show({ graph: undefined, getToken });
      });
      await expect.poll(() => widget.lastProblem()).toBe(code);
      const asked = await page.evaluate(() => window.asked);
      expect(asked.filter((scope) => scope === 'PrintJob.ReadBasic')).toHaveLength(1);
      expect(await jobs()).toEqual([]);
    });
  }
});

test.describe('an early answer', () => {
  test('that challenges the token is treated as any other', async ({ start, widget, tenant, signIn }) => {
    const { show, jobs } = await start();
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1732354800"}}}';
    await tenant.fault({ method: 'GET', path: '/jobs?', kind: 'challenge', claims });
    await show();
    await expect(widget.job(REPORT)).toBeVisible();
    expect((await jobs()).map(({ status }) => status)).toEqual([401, 200]);
    const renewed = signIn.needs.filter((need) => need.claims);
    expect(renewed).toMatchObject([{ claims, forceRefresh: true }]);
  });

  test('that asks to slow down is repeated after its pause', async ({ start, widget, tenant, eventually }) => {
    const { show, jobs } = await start();
    await tenant.fault({ method: 'GET', path: '/jobs?', kind: 'refuse', status: 429, body: {}, headers: [['Retry-After', '20']] });
    await show();
    await expect.poll(async () => (await jobs()).map(({ status }) => status)).toEqual([429]);
    await eventually((expect) => expect(widget.job(REPORT)).toBeVisible());
    expect((await jobs()).map(({ status }) => status)).toEqual([429, 200]);
  });

  test('that waited 30 seconds for the program is not used', async ({ page, start, widget }) => {
    const release = await hold(page, WASM);
    const { show, jobs, needs } = await start();
    await show();
    await expect.poll(async () => (await jobs()).length).toBe(1);
    await page.clock.fastForward(31_000);
    release();
    await expect(widget.job(REPORT)).toBeVisible();
    expect([(await jobs()).length, needs().length]).toEqual([2, 2]);
  });

  test('is forgotten with its token when it was used', async ({ page, start, widget, tenant }) => {
    const inspector = await page.context().newCDPSession(page);
    await start();
    const { token } = await tenant.host();
    await page.evaluate((token) => {
      window.answers = [];
      const getToken = async ({ scopes }) => {
        const answer = { accessToken: token };
        if (scopes[0].endsWith('/PrintJob.ReadBasic')) window.answers.push(new WeakRef(answer));
        return answer;
      };
      window.element = window.show({ graph: undefined, getToken });
    }, token);
    await expect(widget.job(REPORT)).toBeVisible();
    await expect(async () => {
      await inspector.send('HeapProfiler.collectGarbage');
      expect(await page.evaluate(() => window.answers.map((answer) => typeof answer.deref()))).toEqual(['undefined']);
    }).toPass({ timeout: 10_000 });
  });
});

test.describe('a page’s own `fetch`', () => {
  test('is used for the early reads too', async ({ page, start, widget }) => {
    const { jobs } = await start();
    await page.evaluate(() => {
      window.fetched = [];
      window.element = window.show({
        graph: undefined,
        fetch(request, init) {
          window.fetched.push([request.url, Object.keys(init).join()]);
          return window.fetch(request, init);
        },
      });
    });
    await expect(widget.job(REPORT)).toBeVisible();
    const fetched = await page.evaluate(() => window.fetched.filter(([url]) => url.includes('/jobs?')));
    expect(fetched.map(([, ...rest]) => rest)).toEqual([['signal']]);
    expect(await jobs()).toHaveLength(1);
  });

  for (const [how, broken, problem] of [
    ['rejects', () => Promise.reject(new TypeError('blocked by the portal')), /The print service can't be reached\./],
    ['throws', () => { throw 'blocked by the portal'; }, /The print service can't be reached\./],
    ['answers nonsense', () => Promise.resolve(42), /The print service can't be reached\./],
    ['never answers', () => new Promise(() => {}), /The print service didn't answer\./],
  ]) {
    test(`that ${how} is called as often as without early reads`, async ({ page, start, widget, eventually }) => {
      await page.addInitScript(`window.broken = (${broken})`);
      await start();
      await page.evaluate(() => {
        window.called = [];
        const fetch = ({ url }) => {
          window.called.push(url);
          return window.broken();
        };
        window.element = window.show({ graph: undefined, fetch });
      });
      await eventually((expect) => expect(widget.alert).toHaveText(problem), { step: 5_000 });
      // The first read and its three repeats.
      expect(await page.evaluate(() => window.called.filter((url) => url.includes('/jobs?')).length)).toBe(4);
    });
  }
});

test.describe('a policy', () => {
  test('that blocks Graph has the same notice as without early reads', async ({ start, widget, browserLog, eventually }) => {
    const { show } = await start('one-job', { policy: 'strict' });
    await show();
    await eventually((expect) => expect(widget.alert).toHaveText(/The print service can't be reached\./));
    expect(await widget.lastProblem()).toBe('unreachable');
    browserLog.expectError(/connect-src|Content Security Policy|graph\.microsoft\.com/);
  });

  test('that allows Graph alone suffices for the one-file variant', async ({ page, start, widget }) => {
    const { show, jobs, needs } = await start('one-job', { policy: 'cloud-only' }, 'print-redirect.inline.js');
    await page.evaluate(() => {
      const { compile } = WebAssembly;
      const released = new Promise((resolve) => (window.release = resolve));
      WebAssembly.compile = async (bytes) => {
        await released;
        return compile(bytes);
      };
    });
    await show();
    await expect.poll(async () => (await jobs()).length).toBe(1);
    await expect(page.getByText('Loading your print jobs…')).toBeVisible();
    await page.evaluate(() => window.release());
    await expect(widget.job(REPORT)).toBeVisible();
    expect([(await jobs()).length, needs().length]).toEqual([1, 1]);
  });
});

test('several queues are read early, each once', async ({ page, start, tenant }) => {
  const release = await hold(page, WASM);
  const { jobs, needs } = await start('everyday');
  const { queues } = await tenant.host();
  await page.route(/another-queue/, (route) => route.fulfill({ json: { value: [] }, headers: { 'access-control-allow-origin': '*' } }));
  const another = page.waitForRequest(/another-queue/);
  await page.evaluate((share) => {
    window.element = window.show({ graph: undefined, queues: [{ share }, { share: 'another-queue' }] });
  }, queues[0].share);
  await another;
  await expect.poll(async () => (await jobs()).length).toBe(1);
  release();
  await expect(page.getByText(POSTER)).toBeVisible();
  await expect(page.getByText(REPORT)).toBeVisible();
  expect([(await jobs()).length, needs().length]).toEqual([1, 1]);
});

test('preloaded files are requested once, before the shell runs', async ({ page, openBare, widget }) => {
  const requested = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  const files = () => requested.filter((path) => path.startsWith('/pkg/')).sort();
  const all = ['/pkg/print-redirect-program.js', '/pkg/print-redirect-program_bg.wasm', '/pkg/print-redirect.js'];
  await openBare('one-job', { file: 'preload.html' });
  await expect.poll(files).toEqual(all);
  await page.evaluate(() => window.load().then(() => void window.show()));
  await expect(widget.job(REPORT)).toBeVisible();
  expect(files()).toEqual(all);
});
