// Every kind of fault at every step, and every ordered pair of them on the redirect: in the end the
// job is printed once or still waiting, and the user reads which.
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';


const KINDS = {
  'a connection lost before the effect': { kind: 'lose', when: 'before' },
  'a connection lost after the effect': { kind: 'lose', when: 'after' },
  'a 503 before the effect': { kind: 'unavailable', status: 503, when: 'before' },
  'a 504 after the effect': { kind: 'unavailable', status: 504, when: 'after' },
  'half an answer': { kind: 'garble' },
  'a throttle': { kind: 'throttle', retryAfter: '7' },
  'a claims challenge': { kind: 'challenge', claims: '{"access_token":{"nbf":{"essential":true,"value":"1"}}}' },
  'a 400': { kind: 'refuse', status: 400, body: { error: { code: 'BadRequest', message: 'No.' } } },
  'a 409 without a body': { kind: 'refuse', status: 409, body: null },
};

const STEPS = {
  'the list of jobs': { method: 'GET', path: '/jobs?' },
  'the recent printers': { method: 'GET', path: '/recentPrinterShares' },
  'the printer’s state': { method: 'GET', path: ',capabilities' },
  'the look before the send': { method: 'GET', path: '/jobs/' },
  'the redirect': { method: 'POST', path: '/redirect' },
};

/** What a result says while it may still change by itself. */
const UNDER_WAY = /Next in turn|Sending to|Checking whether|is busy|was sent to|has taken|is printing/;
const GONE = /was printed at|had already been sent/;

/** Presses, waits for the end, and holds what the user reads against the paper. */
async function pressAndJudge({ widget, tenant, eventually }) {
  const sent = (await tenant.redirects()).length;
  await widget.press();
  const row = widget.result(REPORT);
  await eventually((expect) => expect(row).not.toContainText(UNDER_WAY), { step: 15_000 });

  const papers = (await tenant.printed()).length;
  const redirects = (await tenant.redirects()).slice(sent);
  const unrefused = redirects.filter(({ status }) => !(status >= 400 && status < 500));
  expect(unrefused.length).toBeLessThanOrEqual(1);
  if (papers) {
    expect(papers).toBe(1);
    await expect(row).toContainText(GONE);
    await expect(widget.job(REPORT)).toHaveCount(0);
  } else {
    await expect(row).not.toContainText(GONE);
    await expect(row.getByText('Details for IT').or(row.getByText('It is still waiting'))).not.toHaveCount(0);
    await expect(widget.checkbox(REPORT)).toBeChecked();
  }
  return papers;
}

async function pressUntilPrinted(test, most) {
  for (let presses = 1; presses <= most; presses += 1) {
    if (await pressAndJudge(test)) return;
  }
  throw new Error(`nothing printed after ${most} presses`);
}

for (const [step, where] of Object.entries(STEPS)) {
  for (const [title, kind] of Object.entries(KINDS)) {
    test(`${title} on ${step}`, async ({ page, open, widget, tenant, stopTime, eventually }) => {
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

for (const [firstTitle, first] of Object.entries(KINDS)) {
  for (const [secondTitle, second] of Object.entries(KINDS)) {
    test(`on the redirect ${firstTitle}, then ${secondTitle}`, async ({ open, widget, tenant, stopTime, eventually }) => {
      await open('one-job');
      for (const kind of [first, second]) await tenant.fault({ ...STEPS['the redirect'], ...kind });
      await widget.chooseRecent(KITCHEN);
      await widget.select(REPORT);
      await stopTime();
      await pressUntilPrinted({ widget, tenant, eventually }, 3);
    });
  }
}
