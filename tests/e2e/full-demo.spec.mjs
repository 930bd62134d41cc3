// What `cargo xtask demo --full` starts, as its visitor uses it: by the page and its controls alone.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { Tenant } from './support/simulator.mjs';
import { test as base, expect } from './support/fixtures.mjs';
import { REPORT, POSTER, SALARY_REVIEW, KITCHEN } from './support/names.mjs';

const START = join(import.meta.dirname, '../../demo/full/start.mjs');
const ADELE = 'AdeleV@contoso.example';
const ALEX = "Alex.O'Wilber@contoso.example";

/** Starts it at a free port, and gives its address and the way to end it. */
async function startDemo(options = [], environment = {}) {
  const program = spawn(process.execPath, [START, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Playwright's workers have both, and Node.js says so each time.
    env: { ...process.env, FORCE_COLOR: undefined, ...environment },
  });
  const ended = new Promise((resolve) => program.once('exit', resolve));
  const lines = createInterface({ input: program.stdout });
  let address;
  for await (const line of lines) {
    address ??= /the page +(\S+)/.exec(line)?.[1];
    if (line.startsWith('Ctrl-C')) break;
  }
  return {
    address,
    stop: () => {
      program.kill('SIGINT');
      return ended;
    },
  };
}

const test = base.extend({
  demo: async ({}, use) => {
    const demo = await startDemo();
    await use(demo);
    expect(await demo.stop()).toBe(0);
  },

  tenant: async ({ demo }, use) => {
    const { graph } = await (await fetch(new URL('config.json', demo.address))).json();
    await use(new Tenant(graph));
  },

  /** Opens the page and signs in as somebody. */
  signedIn: async ({ page, demo }, use) => {
    await use(async (name = ADELE) => {
      await page.goto(demo.address);
      const opened = page.waitForEvent('popup');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await (await opened).getByRole('link', { name }).click();
      await expect(page.getByText(name)).toBeVisible();
    });
  },

  /** Presses one of the demo's controls and waits for what it says. */
  control: async ({ page }, use) => {
    await use(async (name, said) => {
      await page.getByRole('button', { name }).click();
      await expect(page.getByRole('complementary', { name: 'Demo controls' }).getByRole('status')).toContainText(said);
    });
  },

  /** Sends a job to the usual printer. */
  print: async ({ widget }, use) => {
    await use(async (name) => {
      await widget.select(name);
      if (!(await widget.recent(KITCHEN).isChecked())) await widget.chooseRecent(KITCHEN);
      await widget.press();
    });
  },
});

// As if the visitor had accepted the certificate.
test.use({ ignoreHTTPSErrors: true });

function audit(page) {
  return page.getByRole('region', { name: 'The gateway’s audit log' }).getByRole('listitem');
}

test('a visitor signs in, prints once, and reads so in the log of the gateway', async ({ page, widget, tenant, signedIn, print }) => {
  await signedIn();
  await expect(widget.job(SALARY_REVIEW)).toHaveCount(0);
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
  await expect(audit(page)).toHaveText([/redirect: accepted/]);
  await tenant.advance(3_600_000);
  const paper = page.getByRole('region', { name: 'Paper so far' }).getByRole('listitem');
  await expect(paper).toHaveText([/Quarterly report\.pdf/]);
});

test('when all tokens have expired the next document comes out once, and nobody is asked', async ({
  page, widget, tenant, signedIn, control, print,
}) => {
  await signedIn();
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
  // Page and gateway have every token by now.
  page.on('popup', () => expect.soft(false, 'a window opened').toBe(true));
  await control('All tokens for Graph expire', 'No token for Graph is good any more');
  await print(POSTER);
  await expect(widget.result(POSTER)).toContainText(`was sent to ${KITCHEN}`);
  const statuses = (await tenant.redirects()).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(2);
  expect((await tenant.requests()).some(({ status }) => status === 401)).toBe(true);
});

test('a stronger sign-in is asked for in a window, and the document comes out once', async ({
  page, widget, tenant, signedIn, control, print,
}) => {
  await signedIn();
  await expect(widget.job(REPORT)).toBeVisible();
  const windows = [];
  page.on('popup', (popup) => windows.push(popup.url()));
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await control('It wants a stronger sign-in', 'The next token takes a stronger sign-in.');
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
  expect(windows).toHaveLength(1);
  expect(await tenant.redirects()).toEqual([expect.objectContaining({ status: 200 })]);
});

test('a document that arrives while the page is open is cancelled, and no paper comes', async ({
  page, widget, tenant, signedIn, control,
}) => {
  await signedIn();
  await control('Another document arrives', 'waits.');
  const arrived = widget.job(/Notes of/);
  await arrived.getByRole('button', { name: /Cancel / }).click();
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await expect(arrived).toHaveCount(0);
  await expect(audit(page)).toHaveText([/abort: aborted/]);
  await tenant.advance(3_600_000);
  expect(await tenant.printed()).toEqual([]);
});

test('a printer that is closed is refused, and prints once it is open again', async ({ page, widget, tenant, signedIn, print }) => {
  await signedIn();
  await page.getByRole('checkbox', { name: `Close ${KITCHEN} to everyone` }).check();
  await expect(page.getByText(`${KITCHEN} is closed to everyone.`)).toBeVisible();
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText('You may not print at this printer.');
  expect(await tenant.redirects()).toEqual([]);
  await page.getByRole('checkbox', { name: `Close ${KITCHEN} to everyone` }).uncheck();
  await expect(page.getByText(`${KITCHEN} is open to everyone.`)).toBeVisible();
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
});

test('to the gateway somebody else’s job is not there, whoever asks', async ({ page, tenant, signedIn, control, widget }) => {
  await signedIn(ALEX);
  await expect(widget.job(SALARY_REVIEW)).toBeVisible();
  await expect(widget.job(REPORT)).toHaveCount(0);
  await control('Send on somebody else’s job', /Adele Vance: 404/);
  await expect(audit(page)).toHaveText([/redirect: jobNotFound/]);
  expect(await tenant.redirects()).toEqual([]);
});

test('the page keeps the rules of accessibility before and after the sign-in', async ({ page, demo, signedIn, widget }) => {
  const violations = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
  await page.goto(demo.address);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await violations()).toEqual([]);
  await signedIn();
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await violations()).toEqual([]);
});

test.describe('with the certificate unknown', () => {
  test.use({ ignoreHTTPSErrors: false });

  test('the page says how to accept it, and goes on when the visitor comes back', async ({ page, demo }) => {
    await page.goto(demo.address);
    const link = page.getByRole('link', { name: 'Open the identity provider' });
    await expect(link).toBeVisible();
    const opened = page.waitForEvent('popup');
    await link.click();
    const provider = await opened;
    // Chromium's warning has no document to press in; it takes this word for the two presses.
    await expect(async () => {
      await provider.keyboard.type('thisisunsafe');
      await expect(provider.getByText('Your browser accepts this certificate now.')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await provider.close();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(link).toBeHidden();
  });

  test('the browser that --open starts knows it', async ({}, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), 'print-redirect-'));
    const [browser, noted] = [join(folder, 'browser'), join(folder, 'arguments')];
    await writeFile(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > "${noted}.part" && mv "${noted}.part" "${noted}"\nexec tail -f /dev/null\n`);
    await chmod(browser, 0o755);
    const demo = await startDemo(['--open'], { CHROMIUM: browser });
    let told;
    await expect(async () => {
      told = (await readFile(noted, 'utf8')).trim().split('\n');
    }).toPass();
    expect(told.at(-1)).toBe(demo.address);
    const { executablePath, args } = testInfo.project.use.launchOptions;
    const known = told.filter((argument) => argument.startsWith('--ignore-certificate-errors'));
    const opened = await chromium.launch({ executablePath, args: [...args, ...known] });
    const page = await opened.newPage();
    await page.goto(demo.address);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await opened.close();
    expect(await demo.stop()).toBe(0);
    await rm(folder, { recursive: true });
  });
});
