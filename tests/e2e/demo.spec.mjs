// The demo page of `cargo xtask demo`, under a strict policy: every scenario and every control, and what the user then reads.
// What stands around the widget is in demo-page.spec.mjs.
import { test, expect } from './support/fixtures.mjs';
import { ready } from './support/widget.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

test.beforeEach(async ({ page, server }) => {
  await page.clock.install();
  await page.goto(`${server.origin}/demo/index.html?latency=0&controls=1`);
});

/** Advances the page's clock until an expectation holds. The tenant is in the page, so it has the same clock. */
async function eventually(page, expectation, { step = 1_000 } = {}) {
  await expect(async () => {
    try {
      await expectation(expect.configure({ timeout: 200 }));
    } catch (error) {
      await page.clock.fastForward(step);
      throw error;
    }
  }).toPass({ intervals: [10], timeout: 25_000 });
}

function control(page, name) {
  return page.getByRole('combobox', { name, exact: true });
}

/**
 * Keeps every text that the widget shows from now on. A sentence may be on the screen for a moment only, and a look that
 * comes too late on a busy machine would miss it.
 */
async function recordTexts(page) {
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('print-redirect');
    const texts = [];
    const record = () => texts.push(shadowRoot.textContent);
    record();
    new MutationObserver(record).observe(shadowRoot, { subtree: true, childList: true, characterData: true });
    window.recordedTexts = texts;
  });
}

/** Expects sentences one after the other, while time passes. */
async function readInTurn(page, place, sentences, pace) {
  for (const sentence of sentences) {
    await eventually(page, (expect) => expect(place.getByText(sentence).first()).toBeVisible(), pace);
  }
}

/** Expects that the recorded texts had the sentences one after the other, while time passes. */
async function readInRecord(page, sentences, pace) {
  await eventually(page, async (expect) => {
    const texts = await page.evaluate(() => window.recordedTexts);
    let from = 0;
    for (const sentence of sentences) {
      const found = texts.slice(from).findIndex((text) => (sentence.test ? sentence.test(text) : text.includes(sentence)));
      expect(found, String(sentence)).not.toBe(-1);
      from += found;
    }
  }, pace);
}

test('a job printed in the demo comes out as paper', async ({ page, widget }) => {
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually(page, (expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  await expect(page.getByRole('region', { name: 'Printed paper' }).getByRole('listitem')).toHaveText([/Quarterly report\.pdf/]);
  await expect(page.getByRole('region', { name: 'Events of the widget' })).toContainText('redirected');
});

test('without the pretence Graph refuses a user’s redirect', async ({ page, widget }) => {
  await control(page, 'Redirects with a user’s token').selectOption('0');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect(widget.result(REPORT)).toContainText("This page isn't allowed to release print jobs.");
});

test('the scenario that Graph refuses is refused', async ({ page, widget }) => {
  await control(page, 'Scenario').selectOption('as-graph-answers');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await expect(page.getByRole('region', { name: 'Audit' }).getByRole('listitem')).toContainText('redirect: refused (403)');
  await page.clock.fastForward(60_000);
  await expect(page.getByText('Nothing has been printed yet.')).toBeVisible();
});

test('every scenario can be chosen and shows something', async ({ page, widget }) => {
  const choice = page.getByRole('combobox', { name: 'Scenario' });
  await expect(widget.job(REPORT)).toBeVisible();
  const scenarios = await choice.getByRole('option').evaluateAll((options) => options.map(({ value }) => value));
  expect(scenarios.length).toBeGreaterThan(5);
  for (const scenario of scenarios) {
    await choice.selectOption(scenario);
    await expect(page).toHaveURL(new RegExp(`scenario=${scenario}`));
    const something = widget.jobs.or(widget.place.getByText(/Nothing is waiting|still uploading|don't wait here|Your sign-in wasn't|This page isn't allowed to see|You aren't allowed to use|can't be reached/));
    await eventually(page, (expect) => expect(something.first()).toBeVisible());
  }
});

/** A scenario, and what the user reads in it. */
const SCENARIOS = [
  ['empty', 'Nothing is waiting to print.', "You're signed in as AdeleV@contoso.example."],
  ['arriving', 'Your document is still uploading.'],
  ['direct', "Your print jobs don't wait here."],
  ['token-rejected', "Your sign-in wasn't accepted."],
  ['permission-missing', "This page isn't allowed to see your print jobs or printers.", 'Details for IT'],
  ['no-access', "You aren't allowed to use this queue or printer.", 'Details for IT'],
  ['throttled', /The print service is busy\. Continuing in \d seconds?\./],
  ['offline', "The print service can't be reached."],
];

for (const [scenario, ...sentences] of SCENARIOS) {
  test(`the scenario ${scenario} says why nothing can be printed`, async ({ page, widget }) => {
    await control(page, 'Scenario').selectOption(scenario);
    await readInTurn(page, widget.place, sentences);
  });
}

test('the widget says what it waits for before anything has answered', async ({ page, server, widget }) => {
  await page.goto(`${server.origin}/demo/index.html?latency=600000`);
  await expect(widget.place.getByText('Loading your print jobs…').first()).toBeVisible();
});

test('a stopped printer says why and offers another printer', async ({ page, widget }) => {
  await control(page, 'Scenario').selectOption('printer-stopped');
  await widget.select(REPORT);
  await widget.recent(KITCHEN).check();
  await readInTurn(page, widget.place, ['It has a paper jam.', 'Choose another printer, or fix this one and check again.', /BER-A1 Copy room/]);
});

/** The setting of “Next redirect”, and what the user reads until its end. */
const REDIRECTS = [
  ['lost-before', 'Checking whether it was sent…', `“${REPORT}” wasn't sent.`],
  ['lost-after', 'Checking whether it was sent…', 'was printed at'],
  ['half', 'was printed at'],
  ['busy', /Continuing in \d+ seconds?\./, 'was printed at'],
  ['challenge', 'was printed at'],
  ['refused', 'The print service refused the request.', 'Details for IT'],
  ['failed', 'Checking whether it was sent…', `“${REPORT}” wasn't sent.`],
  ['released', `“${REPORT}” was already released to a printer.`, "It isn't known which one. Nothing was sent now."],
  ['cancelled', `“${REPORT}” is no longer waiting.`],
];

for (const [setting, ...sentences] of REDIRECTS) {
  test(`a redirect set to “${setting}” says what became of it`, async ({ page, widget }) => {
    await control(page, 'Scenario').selectOption('one-job');
    await widget.select(REPORT);
    await widget.chooseRecent(KITCHEN);
    await control(page, 'Next redirect').selectOption(setting);
    await expect(page).toHaveURL(new RegExp(`next=${setting}`));
    await recordTexts(page);
    await widget.press();
    await readInRecord(page, sentences, { step: 5_000 });
    await readInTurn(page, widget.result(REPORT), sentences.slice(-1));
    // The setting applies to one redirect.
    await expect(control(page, 'Next redirect')).toHaveValue('nothing');
    await expect(page).not.toHaveURL(/next=/);
  });
}

/** The setting of “Sign-in”, what the user reads, and the steps of time. */
const SIGN_INS = [
  ['slow', ['Signing you in again…', 'A sign-in window might be open behind this one.']],
  ['silent', ["Signing in didn't finish."], { step: 10_000 }],
  ['refuses', ["Your sign-in wasn't accepted."]],
  ['garbage', ["This page didn't provide a usable sign-in."]],
  ['none', ["You aren't signed in."]],
];

for (const [setting, sentences, pace] of SIGN_INS) {
  test(`a sign-in set to “${setting}” is reported and keeps the selection`, async ({ page, widget }) => {
    await widget.select(REPORT);
    await recordTexts(page);
    await control(page, 'Sign-in').selectOption(setting);
    await readInRecord(page, sentences, pace);
    await control(page, 'Sign-in').selectOption('works');
    await eventually(page, (expect) => expect(page.getByRole('button', { name: /^(Sign in|Try again)$/ })).toHaveCount(0));
    await expect(widget.checkbox(REPORT)).toBeChecked();
  });
}

test('the offline switch is reported until it is turned off', async ({ page, widget }) => {
  await expect(widget.job(REPORT)).toBeVisible();
  await page.getByRole('checkbox', { name: 'Offline' }).check();
  await expect(widget.alert).toHaveText(/Your browser says that you're offline\./);
  await page.getByRole('checkbox', { name: 'Offline' }).uncheck();
  await expect(widget.status).toContainText("You're back online.");
});

test('a job sent by one widget is not sent twice', async ({ page }) => {
  await page.getByRole('checkbox', { name: /A second widget/ }).check();
  await control(page, 'Next redirect').selectOption('lost-before');
  const [first, second] = ['Printing', 'As in another tab'].map((name) => page.getByRole('region', { name, exact: true }));
  for (const place of [first, second]) {
    await place.getByRole('checkbox', { name: REPORT }).check();
    await place.getByRole('radio', { name: KITCHEN }).check();
    await expect(ready(place)).toBeVisible();
  }
  await first.getByRole('button', { name: 'Print 1 job' }).click();
  await expect(first.getByText('Checking whether it was sent…').first()).toBeVisible();
  await second.getByRole('button', { name: 'Print 1 job' }).click();
  await expect(second.getByText(`“${REPORT}” is being sent in another tab.`).first()).toBeVisible();
});

/** The setting of “Widget’s program”, and what the user reads without the program. */
const PROGRAMS = [
  ['refused', "This page isn't allowed to show your print jobs.", /script-src .*'wasm-unsafe-eval'/],
  ['missing', "Your print jobs couldn't be loaded.", /nowhere/],
  ['stops', 'The view of your print jobs has stopped working.'],
];

for (const [setting, ...sentences] of PROGRAMS) {
  test(`a program set to “${setting}” leaves a plain notice`, async ({ page, widget, browserLog }) => {
    await control(page, 'Widget’s program').selectOption(setting);
    await readInTurn(page, widget.place, sentences);
    await expect(page.getByRole('region', { name: 'Events of the widget' })).toContainText('problem');
    // The browser logs an error for each of these settings.
    browserLog.errors.length = 0;
  });
}

test('the printer controls set codes, offered printers and retention', async ({ page, widget }) => {
  await control(page, 'How printers are chosen').selectOption('only');
  await expect(widget.place.getByText(/^Here you choose a printer by the code on it\./)).toBeVisible();
  const code = widget.place.getByRole('textbox', { name: 'Code on the printer' });
  await code.fill('1001');
  await code.press('Enter');
  await expect(widget.place.getByText(KITCHEN, { exact: true })).toBeVisible();
  await code.fill('999');
  await code.press('Enter');
  await expect(widget.alert).toHaveText(/No printer has this code\./);

  await control(page, 'How printers are chosen').selectOption('none');
  await control(page, 'Printers offered').selectOption('recent');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  const recent = await widget.place.getByRole('radio').count();
  await widget.search.click();
  await expect(widget.found).toHaveCount(recent);

  await control(page, 'How long jobs are kept').selectOption('24');
  await expect(widget.place.getByText('Might be removed at any moment')).toBeVisible();
  await expect(page).toHaveURL(/offer=recent&kept=24/);
});

test('a link with a printer chooses the printer', async ({ page, server, widget }) => {
  await widget.recent(KITCHEN).check();
  const share = await widget.place.locator('[data-share]').getAttribute('data-share');
  await page.goto(`${server.origin}/demo/index.html?latency=0&controls=1&codes=only&printer=${share}`);
  await expect(widget.ready).toBeVisible();
  await expect(widget.place.getByText(KITCHEN, { exact: true })).toBeVisible();
});

test('the address restores the settings of what goes wrong', async ({ page, server, widget }) => {
  await page.goto(`${server.origin}/demo/index.html?controls=1&signin=slow&next=busy&offline=1&second=1&program=missing`);
  await expect(control(page, 'Sign-in')).toHaveValue('slow');
  await expect(control(page, 'Next redirect')).toHaveValue('busy');
  await expect(control(page, 'Widget’s program')).toHaveValue('missing');
  await expect(page.getByRole('checkbox', { name: 'Offline' })).toBeChecked();
  await expect(widget.alert.filter({ hasText: "Your print jobs couldn't be loaded." })).toHaveCount(2);
});

test('the language control changes the widget’s language', async ({ page }) => {
  await control(page, 'Language').selectOption('he');
  await expect(page.getByRole('list', { name: 'ממתין להדפסה' })).toBeVisible();
  await control(page, 'Language').selectOption({ label: 'Deutsch' });
  await expect(page.getByRole('list', { name: 'Wartende Druckaufträge' })).toBeVisible();
});
