// The built package in Firefox: it starts, prints a job, and names a policy that refuses WebAssembly.
//
// Playwright works only with its own build of Firefox, so puppeteer drives the system's Firefox here, by WebDriver BiDi.
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
  const errors = [];
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  page.on('pageerror', (error) => errors.push(String(error)));
  const query = new URLSearchParams({ 'base-url': tenant.base, queue: queues[0].share, account: JSON.stringify(account), ...settings });
  await page.goto(`${server.origin}/hosts/bare.html?${query}`);
  await page.evaluate(async (file, token) => {
    window.signIn = async () => token;
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => console.error(`refused: ${effectiveDirective}`));
    await window.load(file);
    window.show();
  }, file, token);
  return { page, errors };
}

/** Waits for an element in the widget's shadow root. If it does not appear, the error says what is there instead. */
function find(page, selector) {
  // Without `visible`, puppeteer waits for changes of the document and misses those in a shadow root.
  return page.waitForSelector(`print-redirect >>> ${selector}`, { visible: true, timeout: 30_000 }).catch(async (error) => {
    const present = await page.evaluate(() => ({
      online: navigator.onLine,
      visible: document.visibilityState,
      words: document.querySelector('print-redirect')?.shadowRoot?.querySelector('.root, .shell')?.textContent,
      events: window.events,
    }));
    throw new Error(`${error.message}\n${JSON.stringify(present)}`);
  });
}

for (const file of ['print-redirect.js', 'print-redirect.inline.js']) {
  test(`Firefox prints a job by ${file} under a strict policy`, async ({}, { testId }) => {
    const tenant = new Tenant(simulator.origin, testId);
    const { page, errors } = await open(tenant, file);
    await (await find(page, 'input[type=radio]')).click();
    await (await find(page, 'button[aria-disabled=false]::-p-text(Print)')).click();
    await expect.poll(async () => (await tenant.redirects()).map(({ status }) => status), { timeout: 60_000 }).toEqual([200]);
    await find(page, '::-p-text(was sent to)');
    expect(errors).toEqual([]);
    await page.close();
  });
}

test('Firefox names a policy that refuses WebAssembly', async ({}, { testId }) => {
  const tenant = new Tenant(simulator.origin, testId);
  const { page } = await open(tenant, 'print-redirect.js', { policy: 'no-wasm' });
  await find(page, "::-p-text('wasm-unsafe-eval')");
  expect(await page.evaluate(() => window.events.map(({ detail }) => detail.code))).toEqual(['wasmRefused']);
  await page.close();
});
