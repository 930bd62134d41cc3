// Every kind of fault at every step, and every ordered pair of faults on the redirect.
//
// In the end the job is printed once or is still waiting, and the user reads which.
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

/** The kinds of faults. */
const KINDS = {
  'lost before the effect': { kind: 'lose', when: 'before' },
  'lost after the effect': { kind: 'lose', when: 'after' },
  'status 503 before the effect': { kind: 'unavailable', status: 503, when: 'before' },
  'status 504 after the effect': { kind: 'unavailable', status: 504, when: 'after' },
  'half an answer': { kind: 'garble' },
  throttled: { kind: 'throttle', retryAfter: '7' },
  challenged: { kind: 'challenge', claims: '{"access_token":{"nbf":{"essential":true,"value":"1"}}}' },
  'status 400': { kind: 'refuse', status: 400, body: { error: { code: 'BadRequest', message: 'No.' } } },
  'status 409 without a body': { kind: 'refuse', status: 409, body: null },
};

/** The steps of printing a job, by the requests that they send. */
const STEPS = {
  'the list of jobs': { method: 'GET', path: '/jobs?' },
  'the recent printers': { method: 'GET', path: '/recentPrinterShares' },
  'the printer’s state': { method: 'GET', path: ',capabilities' },
  'the check before sending': { method: 'GET', path: '/jobs/' },
  'the redirect': { method: 'POST', path: '/redirect' },
};

/** What a result says while it may still change without the user. */
const UNDER_WAY = /Waiting its turn|Sending to|Checking whether|is busy\.(?!Try again)|was sent to|has received|is printing/;
/** What a result says once the job no longer waits. */
const DONE = /was printed at|was already released/;

/** Presses “Print”, waits for the end, and compares what the user reads with the paper. Returns the number of sheets. */
async function pressAndCheck({ widget, tenant, eventually }) {
  const sent = (await tenant.redirects()).length;
  await widget.press();
  // The browser answers claims in real time. The page's clock must not jump over the patience for it meanwhile.
  await widget.page.evaluate(() => navigator.locks.request('asked later', () => {}));
  const row = widget.result(REPORT);
  await eventually((expect) => expect(row).not.toContainText(UNDER_WAY), { step: 15_000 });

  const papers = (await tenant.printed()).length;
  const redirects = (await tenant.redirects()).slice(sent);
  const unrefused = redirects.filter(({ status }) => !(status >= 400 && status < 500));
  expect(unrefused.length).toBeLessThanOrEqual(1);
  if (papers) {
    expect(papers).toBe(1);
    await expect(row).toContainText(DONE);
    // What was printed cannot be ticked again.
    await expect(widget.checkbox(REPORT)).toHaveCount(0);
  } else {
    await expect(row).not.toContainText(DONE);
    await expect(row.getByText('Details for IT').or(row.getByText("It's still waiting"))).not.toHaveCount(0);
    await expect(widget.checkbox(REPORT)).toBeChecked();
  }
  return papers;
}

/** Presses until the job is printed. Fails after `limit` presses. */
async function pressUntilPrinted(test, limit) {
  for (let presses = 1; presses <= limit; presses += 1) {
    if (await pressAndCheck(test)) return;
  }
  throw new Error(`nothing printed after ${limit} presses`);
}

test.describe('one fault, one print', () => {
  for (const [step, where] of Object.entries(STEPS)) {
    for (const [title, kind] of Object.entries(KINDS)) {
      test(`${step}: ${title}`, async ({ page, open, widget, tenant, stopTime, eventually }) => {
        await open('one-job');
        await expect(widget.job(REPORT)).toBeVisible();
        await expect(widget.recent(KITCHEN)).toBeVisible();
        await tenant.fault({ ...where, ...kind });
        await page.reload();
        await stopTime();
        await eventually(async (expect) => {
          const again = widget.place.getByRole('button', { name: 'Try again' });
          if (await again.isVisible()) await again.click();
          await expect(widget.job(REPORT)).toBeVisible();
        });
        if (step === 'the recent printers') {
          await widget.search.pressSequentially(KITCHEN);
          await widget.found.filter({ hasText: KITCHEN }).first().click();
        } else {
          await widget.recent(KITCHEN).check();
        }
        await widget.checkbox(REPORT).check();
        await eventually((expect) => expect(widget.button).toHaveAttribute('aria-disabled', 'false'));
        await pressUntilPrinted({ widget, tenant, eventually }, 2);
      });
    }
  }
});

test.describe('two faults on the redirect, one print', () => {
  for (const [firstTitle, first] of Object.entries(KINDS)) {
    for (const [secondTitle, second] of Object.entries(KINDS)) {
      test(`${firstTitle}, then ${secondTitle}`, async ({ open, widget, tenant, stopTime, eventually }) => {
        await open('one-job');
        for (const kind of [first, second]) await tenant.fault({ ...STEPS['the redirect'], ...kind });
        await widget.chooseRecent(KITCHEN);
        await widget.select(REPORT);
        await stopTime();
        await pressUntilPrinted({ widget, tenant, eventually }, 3);
      });
    }
  }
});
