// The options `destinations`, `retentionHours` and `requirePresence`: which printers are offered, how long a job still waits,
// and how wrong values are refused.
import { test, expect } from './support/fixtures.mjs';
import { KITCHEN, RECEPTION } from './support/names.mjs';

const HOUR = 3_600_000;

test('only the printers in `destinations` are offered', async ({ tenant, open, widget }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await open('one-job', { destinations: id });
  await widget.search.click();
  await expect(widget.found).toHaveText([new RegExp(RECEPTION)]);
  await expect(widget.recent(KITCHEN)).toHaveCount(0);
  await widget.search.pressSequentially('kitchen');
  await expect(widget.place.getByText('No printer matches.')).toBeVisible();
});

test('a `destination` outside of `destinations` is refused by name', async ({ tenant, open, widget }) => {
  await tenant.scenario('one-job');
  const [{ id }, other] = [await tenant.share(RECEPTION), await tenant.share(KITCHEN)];
  await open('one-job', { destinations: id, destination: other.id });
  await expect(widget.alert).toContainText(`destination: given "${other.id}"; allowed: one of destinations`);
});

/** An attribute, its wrong value, and the refusal. */
const REFUSED = [
  ['destinations', ' ', 'destinations: given []; allowed: at least one share id'],
  ['retention-hours', 'a day', 'retentionHours: given "a day"; allowed: a whole number of hours, 1 to 10000'],
  ['retention-hours', '0', 'retentionHours: given 0; allowed: a whole number of hours, 1 to 10000'],
  ['allow-stopped', 'sure', 'allowStopped: given "sure"; allowed: true, false'],
  ['require-presence', 'please', 'requirePresence: given "please"; allowed: true, false'],
];

for (const [attribute, given, sentence] of REFUSED) {
  test(`${attribute}="${given}" is refused by name`, async ({ open, widget }) => {
    await open('one-job', { [attribute]: given });
    await expect(widget.alert).toContainText(sentence);
  });
}

test('a job near its end says how long it waits', async ({ page, tenant, open, widget, eventually }) => {
  await open('everyday', { 'retention-hours': '48' });
  const row = widget.job('Onboarding handbook 2026.pdf');
  await expect(row).toBeVisible();
  await expect(widget.place.getByText('Removed in about')).toHaveCount(0);
  await eventually((expect) => expect(row).toContainText(/Removed in about \d+ hours?/), { step: HOUR });
  await expect(widget.jobs.first()).toContainText('Removed in about');
  await eventually((expect) => expect(row).toContainText('Might be removed at any moment'), { step: HOUR });
});
