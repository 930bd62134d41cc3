// What every test has: a tenant, the page that shows it, its widget, and a clock of both.
//
// A test fails on any violation of the page's policy, any error in the console and any uncaught
// exception. Refused and lost requests, which the browser reports as errors too, are allowed: the
// tests themselves say which are expected.
import { test as base, expect } from '@playwright/test';
import { Tenant, startSimulator } from './simulator.mjs';
import { startServer } from './server.mjs';
import { Widget } from './widget.mjs';

export { expect };

/** Keeps requests waiting until what it gives is called; they then go on, or are answered by `then`. */
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

  /** Everything that reached the console, and what must not have happened. */
  watched: [
    async ({ context }, use) => {
      const watched = {
        console: [],
        troubles: [],
        /** Says which troubles a test expects; at least one has to have come. */
        expect(pattern) {
          const expected = watched.troubles.filter((text) => pattern.test(text));
          expect(expected.length).toBeGreaterThan(0);
          watched.troubles = watched.troubles.filter((text) => !expected.includes(text));
        },
      };
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
          console.error(`the policy refused ${effectiveDirective}: ${blockedURI} at ${sourceFile}:${lineNumber}`);
        });
      });
      context.on('console', (message) => {
        watched.console.push(message.text());
        const lost = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !lost) watched.troubles.push(message.text());
      });
      context.on('weberror', (error) => watched.troubles.push(String(error.error().stack)));
      await use(watched);
      expect(watched.troubles).toEqual([]);
    },
    { auto: true },
  ],

  /** Who signs in to the page: gives the user's token unless the test puts another function here. */
  signIn: async ({ page, tenant }, use) => {
    const signIn = { needs: [], answer: async () => (await tenant.host()).token };
    await page.exposeFunction('signIn', (need) => {
      signIn.needs.push(need);
      return signIn.answer(need);
    });
    await use(signIn);
  },

  /** Opens the plain host page on a tenant in a scenario, to which `upset` may do something first. */
  open: async ({ page, tenant, server, signIn }, use) => {
    await use(async (scenario, settings = {}, upset = () => {}) => {
      const { queues, account } = await tenant.scenario(scenario);
      await upset();
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

  /** Opens a page that does nothing by itself, on a tenant in a scenario; see hosts/bare.js. */
  openBare: async ({ page, tenant, server, signIn }, use) => {
    await use(async (scenario, { file = 'bare.html', ...settings } = {}) => {
      const { queues, account } = await tenant.scenario(scenario);
      const query = new URLSearchParams({ 'base-url': tenant.base, queue: queues[0].share, account: JSON.stringify(account), ...settings });
      await page.clock.install();
      await page.goto(`${server.origin}/hosts/${file}?${query}`);
    });
  },

  /** Stops the page's clock: from now on only `eventually` lets time pass. */
  stopTime: async ({ page }, use) => {
    await use(async () => page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000)));
  },

  /** Lets time pass, for the tenant and the page alike, until what is expected holds. */
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
