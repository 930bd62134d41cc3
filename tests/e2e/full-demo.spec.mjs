// The full demo of `cargo xtask demo --full`, used as a visitor does: only by the page and its controls.
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

/** Starts the demo at a free port. Returns its address and a function that stops it. */
async function startDemo(options = [], environment = {}) {
  const program = spawn(process.execPath, [START, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Playwright sets both FORCE_COLOR and NO_COLOR for its workers, and Node.js warns about that.
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

  /** Opens the page and signs in as this user. */
  signedIn: async ({ page, demo }, use) => {
    await use(async (name = ADELE) => {
      await page.goto(demo.address);
      const opened = page.waitForEvent('popup');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await (await opened).getByRole('link', { name }).click();
      await expect(page.getByText(name)).toBeVisible();
    });
  },

  /** Presses one of the demo's controls and waits for what it reports. */
  control: async ({ page }, use) => {
    await use(async (name, report) => {
      await page.getByRole('button', { name }).click();
      await expect(page.getByRole('form', { name: 'Demo controls' }).getByRole('status')).toContainText(report);
    });
  },

  /** Prints a job at the kitchen's printer. */
  print: async ({ widget }, use) => {
    await use(async (name) => {
      await widget.select(name);
      if (!(await widget.recent(KITCHEN).isChecked())) await widget.chooseRecent(KITCHEN);
      await widget.press();
    });
  },
});

// Acts as a browser in which the visitor accepted the certificate.
test.use({ ignoreHTTPSErrors: true });

/** The entries of the gateway's audit log, as the page shows them. */
function audit(page) {
  return page.getByRole('region', { name: 'The gateway’s audit log' }).getByRole('listitem');
}

test('a printed job appears once in the gateway’s log', async ({ page, widget, tenant, signedIn, print }) => {
  await signedIn();
  await expect(widget.job(SALARY_REVIEW)).toHaveCount(0);
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
  await expect(audit(page)).toHaveText([/redirect: accepted/]);
  await tenant.advance(3_600_000);
  const paper = page.getByRole('region', { name: 'Printed paper' }).getByRole('listitem');
  await expect(paper).toHaveText([/Quarterly report\.pdf/]);
  await expect(page.getByText('1 document came out, once.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Requests to Graph' })).toContainText('· 1 redirect ·');
});

test('expired tokens are renewed and the job prints once', async ({
  page, widget, tenant, signedIn, control, print,
}) => {
  await signedIn();
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
  // From here on, page and gateway have all their tokens.
  page.on('popup', () => expect.soft(false, 'a window opened').toBe(true));
  await control('Expire all tokens for Graph', 'All tokens for Graph have expired');
  await print(POSTER);
  await expect(widget.result(POSTER)).toContainText(`was sent to ${KITCHEN}`);
  const statuses = (await tenant.redirects()).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(2);
  expect((await tenant.requests()).some(({ status }) => status === 401)).toBe(true);
});

test('a demanded sign-in opens one window and prints once', async ({
  page, widget, tenant, signedIn, control, print,
}) => {
  await signedIn();
  await expect(widget.job(REPORT)).toBeVisible();
  const windows = [];
  page.on('popup', (popup) => windows.push(popup.url()));
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await control('Demand a stronger sign-in', 'The next token requires a stronger sign-in.');
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
  expect(windows).toHaveLength(1);
  expect(await tenant.redirects()).toEqual([expect.objectContaining({ status: 200 })]);
});

test('a newly arrived job can be cancelled and prints nothing', async ({
  page, widget, tenant, signedIn, control,
}) => {
  await signedIn();
  await control('Add a waiting document', 'is waiting.');
  const arrived = widget.job(/Notes of/);
  await widget.chooseFor(/Notes of/, 'Cancel job');
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await expect(arrived).toHaveCount(0);
  await expect(audit(page)).toHaveText([/abort: aborted/]);
  await tenant.advance(3_600_000);
  expect(await tenant.printed()).toEqual([]);
});

test('a closed printer refuses jobs until it is opened again', async ({ page, widget, tenant, signedIn, print }) => {
  await signedIn();
  await page.getByRole('checkbox', { name: `Close ${KITCHEN} to everyone` }).check();
  await expect(page.getByText(`${KITCHEN} is closed to everyone.`)).toBeVisible();
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText("You aren't allowed to print on this printer.");
  expect(await tenant.redirects()).toEqual([]);
  await page.getByRole('checkbox', { name: `Close ${KITCHEN} to everyone` }).uncheck();
  await expect(page.getByText(`${KITCHEN} is open to everyone.`)).toBeVisible();
  await print(REPORT);
  await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
});

test('the gateway hides the jobs of other users', async ({ page, tenant, signedIn, control, widget }) => {
  await signedIn(ALEX);
  await expect(widget.job(SALARY_REVIEW)).toBeVisible();
  await expect(widget.job(REPORT)).toHaveCount(0);
  await control('Redirect another user’s job', /Adele Vance: 404/);
  await expect(audit(page)).toHaveText([/redirect: jobNotFound/]);
  expect(await tenant.redirects()).toEqual([]);
});

test('axe finds nothing before and after the sign-in', async ({ page, demo, signedIn, widget }) => {
  const violations = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
  await page.goto(demo.address);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await violations()).toEqual([]);
  await signedIn();
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await violations()).toEqual([]);
});

test.describe('with an unknown certificate', () => {
  test.use({ ignoreHTTPSErrors: false });

  test('the page says how to accept it and then continues', async ({ demo }, testInfo) => {
    // Only a browser with windows has a warning page.
    const { executablePath, args } = testInfo.project.use.launchOptions;
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_WITH_WINDOWS ?? executablePath, args });
    const page = await browser.newPage();
    await page.goto(demo.address);
    const link = page.getByRole('link', { name: 'Open the identity provider' });
    await expect(link).toBeVisible();
    const opened = page.waitForEvent('popup');
    await link.click();
    const provider = await opened;
    // Chromium's warning page cannot be clicked by a script. Typing this word accepts the certificate.
    await expect(async () => {
      await provider.keyboard.type('thisisunsafe');
      await expect(provider.getByText('Your browser accepts this certificate now.')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await provider.close();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(link).toBeHidden();
    await browser.close();
  });

  test('the browser that --open starts accepts it', async ({}, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), 'print-redirect-'));
    const [browser, argumentsFile] = [join(folder, 'browser'), join(folder, 'arguments')];
    await writeFile(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > "${argumentsFile}.part" && mv "${argumentsFile}.part" "${argumentsFile}"\nexec tail -f /dev/null\n`);
    await chmod(browser, 0o755);
    const demo = await startDemo(['--open'], { CHROMIUM: browser });
    let browserArguments;
    await expect(async () => {
      browserArguments = (await readFile(argumentsFile, 'utf8')).trim().split('\n');
    }).toPass();
    expect(browserArguments.at(-1)).toBe(demo.address);
    const { executablePath, args } = testInfo.project.use.launchOptions;
    const known = browserArguments.filter((argument) => argument.startsWith('--ignore-certificate-errors'));
    const opened = await chromium.launch({ executablePath, args: [...args, ...known] });
    const page = await opened.newPage();
    await page.goto(demo.address);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await opened.close();
    expect(await demo.stop()).toBe(0);
    await rm(folder, { recursive: true });
  });
});
