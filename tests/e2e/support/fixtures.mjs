// The fixtures of the tests: a simulated tenant, pages that show it, the widget on them, and control over the time.
//
// A test fails at any violation of the page's Content-Security-Policy, any error in the console and any uncaught exception.
// Failed requests are allowed, although the browser logs them as errors: each test checks the requests that it is about.
import { test as base, expect } from '@playwright/test';
import { Tenant, startSimulator } from './simulator.mjs';
import { startServer } from './server.mjs';
import { Widget } from './widget.mjs';

export { expect };

const GRAPH = 'https://graph.microsoft.com';

/** Holds requests back and returns a function that lets them go on, or passes them to `then`. */
export async function hold(page, pattern, then = (route) => route.continue()) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(pattern, async (route) => {
    await held;
    await then(route);
  });
  return release;
}

export const test = base.extend({
  simulator: [
    async ({}, use) => {
      const simulator = await startSimulator();
      await use(simulator);
      simulator.stop();
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ simulator }, use) => {
      const server = await startServer(simulator.origin);
      await use(server);
      server.stop();
    },
    { scope: 'worker' },
  ],

  tenant: async ({ simulator }, use, { testId }) => {
    await use(new Tenant(simulator.origin, testId));
  },

  widget: async ({ page }, use) => {
    await use(new Widget(page));
  },

  /** What the browser logged: all lines, and the errors, which fail the test. */
  browserLog: [
    async ({ context }, use) => {
      const browserLog = {
        lines: [],
        errors: [],
        allowed: [],
        /** Allows the errors that match a pattern. Fails if there is none. */
        expectError(pattern) {
          const expected = browserLog.errors.filter((text) => pattern.test(text));
          expect(expected.length).toBeGreaterThan(0);
          browserLog.errors = browserLog.errors.filter((text) => !expected.includes(text));
        },
        /** Allows the errors that match a pattern, now and later. A program that has stopped may log more of them. */
        allowErrors(pattern) {
          browserLog.expectError(pattern);
          browserLog.allowed.push(pattern);
        },
      };
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
          console.error(`the policy refused ${effectiveDirective}: ${blockedURI} at ${sourceFile}:${lineNumber}`);
        });
      });
      context.on('console', (message) => {
        browserLog.lines.push(message.text());
        const isFailedRequest = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !isFailedRequest) browserLog.errors.push(message.text());
      });
      context.on('weberror', (error) => browserLog.errors.push(String(error.error().stack)));
      await use(browserLog);
      const isAllowed = (text) => browserLog.allowed.some((pattern) => pattern.test(text));
      expect(browserLog.errors.filter((text) => !isAllowed(text))).toEqual([]);
    },
    { auto: true },
  ],

  /**
   * The page's `getToken`. It answers the user's token, unless a test replaces `answer`; `needs` lists what was asked for.
   */
  signIn: async ({ page, tenant }, use) => {
    const signIn = { needs: [], answer: async () => (await tenant.host()).token };
    await page.exposeFunction('signIn', (need) => {
      signIn.needs.push(need);
      return signIn.answer(need);
    });
    await use(signIn);
  },

  /**
   * Opens the plain host page on the tenant, in a scenario. `settings` are parameters of the page's address (see
   * hosts/plain.js). `prepareTenant` runs before the page is opened.
   */
  open: async ({ page, tenant, server, signIn }, use) => {
    await use(async (scenario, settings = {}, prepareTenant = () => {}) => {
      const { queues, account } = await tenant.scenario(scenario);
      await prepareTenant();
      const query = new URLSearchParams({
        'base-url': tenant.base,
        queue: queues[0].share,
        account: JSON.stringify(account),
        ...settings,
      });
      await page.clock.install();
      await page.goto(`${server.origin}/hosts/plain.html?${query}`);
    });
  },

  /** Opens a page without a widget on the tenant, in a scenario. The test adds widgets by the functions of hosts/bare.js. */
  openBare: async ({ page, tenant, server, signIn }, use) => {
    await use(async (scenario, { file = 'bare.html', ...settings } = {}) => {
      const { queues, account } = await tenant.scenario(scenario);
      const query = new URLSearchParams({ 'base-url': tenant.base, queue: queues[0].share, account: JSON.stringify(account), ...settings });
      await page.clock.install();
      await page.goto(`${server.origin}/hosts/${file}?${query}`);
    });
  },

  /**
   * Opens a page without a widget, with the tenant in the place of Graph's worldwide cloud. `show` adds an element, with
   * changed options. `jobs` lists the requests for jobs that arrived, and `needs` what `getToken` was asked for to read them.
   */
  start: async ({ page, tenant, openBare, signIn }, use) => {
    await use(async (scenario = 'one-job', settings = {}, file = 'print-redirect.js') => {
      await page.route(`${GRAPH}/**`, async (route) => {
        const { pathname, search } = new URL(route.request().url());
        try {
          await route.fulfill({ response: await route.fetch({ url: `${tenant.base}${pathname}${search}` }) });
        } catch {
          // The page does not want it any more.
        }
      });
      await openBare(scenario, { policy: 'cloud', ...settings });
      await page.evaluate((file) => window.load(file).then(() => {}), file);
      return {
        show: (changes = {}) => page.evaluate((changes) => void (window.element = window.show({ graph: undefined, ...changes })), changes),
        jobs: async () => (await tenant.requests()).filter(({ method, url }) => method === 'GET' && url.includes('/jobs?')),
        needs: () => signIn.needs.filter(({ scopes }) => scopes[0].endsWith('/PrintJob.ReadBasic')),
      };
    });
  },

  /** Stops the page's clock. From then on, time passes only in `eventually` and by `page.clock`. */
  stopTime: async ({ page }, use) => {
    await use(async () => page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000)));
  },

  /** Advances the clocks of tenant and page, `step` milliseconds at a time, until an expectation holds. */
  eventually: async ({ page, tenant }, use) => {
    await use(async (expectation, { step = 1_000 } = {}) => {
      await expect(async () => {
        await tenant.advance(step);
        await page.clock.fastForward(step);
        await expectation(expect.configure({ timeout: 50 }));
      }).toPass({ intervals: [10], timeout: 25_000 });
    });
  },
});
