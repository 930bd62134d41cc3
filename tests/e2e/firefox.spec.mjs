// The built package in Firefox: that it starts, prints, and says what its policy refuses.
//
// Playwright drives only a Firefox of its own; this is the system's, through WebDriver BiDi.
import puppeteer from 'puppeteer-core';
import { startServer } from './support/server.mjs';
import { Tenant, startSimulator } from './support/simulator.mjs';
import { test, expect } from '@playwright/test';

const { FIREFOX } = process.env;

test.skip(!FIREFOX, 'there is no Firefox on this machine');
test.setTimeout(150_000);

let simulator, server, browser;

test.beforeAll(async () => {
  simulator = await startSimulator();
  server = await startServer(simulator.origin);
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true });
});

test.afterAll(async () => {
  await browser?.close();
  server?.stop();
  simulator?.stop();
});

async function open(tenant, file, settings = {}) {
  const { queues, account, token } = await tenant.scenario('one-job');
  const page = await browser.newPage();
  const troubles = [];
  page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  page.on('pageerror', (error) => troubles.push(String(error)));
  const query = new URLSearchParams({ 'base-url': tenant.base, queue: queues[0].share, account: JSON.stringify(account), ...settings });
  await page.goto(`${server.origin}/hosts/bare.html?${query}`);
  await page.evaluate(async (file, token) => {
    window.signIn = async () => token;
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => console.error(`refused: ${effectiveDirective}`));
    await window.load(file);
    window.show();
  }, file, token);
  return { page, troubles };
}

/** Something in the widget's shadow root, by its role and name; what is there instead, if it does not come. */
function find(page, selector) {
  // Without `visible` puppeteer waits for changes of the document, and sees none in a shadow root.
  return page.waitForSelector(`print-redirect >>> ${selector}`, { visible: true, timeout: 30_000 }).catch(async (error) => {
    const there = await page.evaluate(() => ({
      online: navigator.onLine,
      visible: document.visibilityState,
      words: document.querySelector('print-redirect')?.shadowRoot?.querySelector('.root, .shell')?.textContent,
      events: window.events,
    }));
    throw new Error(`${error.message}\n${JSON.stringify(there)}`);
  });
}

for (const file of ['print-redirect.js', 'print-redirect.inline.js']) {
  test(`${file} prints a job in Firefox, without a violation of a strict policy`, async ({}, { testId }) => {
    const tenant = new Tenant(simulator.origin, testId);
    const { page, troubles } = await open(tenant, file);
    await (await find(page, 'input[type=radio]')).click();
    await (await find(page, 'button[aria-disabled=false]::-p-text(Print)')).click();
    await expect.poll(async () => (await tenant.redirects()).map(({ status }) => status), { timeout: 60_000 }).toEqual([200]);
    await find(page, '::-p-text(was sent to)');
    expect(troubles).toEqual([]);
    await page.close();
  });
}

test('in Firefox, too, a policy without WebAssembly is named', async ({}, { testId }) => {
  const tenant = new Tenant(simulator.origin, testId);
  const { page } = await open(tenant, 'print-redirect.js', { policy: 'no-wasm' });
  await find(page, "::-p-text('wasm-unsafe-eval')");
  expect(await page.evaluate(() => window.events.map(({ detail }) => detail.code))).toEqual(['wasmRefused']);
  await page.close();
});
