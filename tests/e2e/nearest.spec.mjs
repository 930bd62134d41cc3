// "Nearest first": nothing is asked before the press, the position goes nowhere, and a refusal is said.
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { KITCHEN } from './support/names.mjs';

/** Beside the simulated office in Lyon. */
const LYON = { latitude: 46.000123, longitude: 4.835777 };

const button = (widget) => widget.place.getByRole('button', { name: 'Nearest first' });

/** Records all requests of the page: addresses, headers and bodies. */
function watchRequests(page) {
  const sent = [];
  page.on('request', (request) => sent.push(JSON.stringify([request.url(), request.headers(), request.postData()])));
  return sent;
}

test('a press puts the nearest first, a second one takes it back', async ({ page, context, open, widget }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation(LYON);
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await button(widget).click();
  await expect(button(widget)).toHaveAttribute('aria-pressed', 'true');
  await expect(widget.place.getByRole('radio').first()).toHaveAccessibleName(/^LYO-1 Accueil.*10 m/);
  await widget.search.click();
  const others = widget.place.getByRole('group', { name: 'Other printers' }).getByRole('option');
  await expect(others.first()).toContainText('10 m');
  // Up from the first comes the last.
  await page.keyboard.press('ArrowUp');
  await expect(others.last()).toContainText(/9\d\d km/);
  expect(await wcagViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await button(widget).press('Space');
  await expect(button(widget)).toHaveAttribute('aria-pressed', 'false');
  await expect(widget.place.getByRole('radio').first()).toHaveAccessibleName(new RegExp(`^${KITCHEN}`));
});

test('the position is in no request, event or storage', async ({ page, context, open, widget, tenant, browserLog }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation(LYON);
  const sent = watchRequests(page);
  await open('one-job');
  await button(widget).click();
  await expect(widget.place.getByRole('radio').first()).toHaveAccessibleName(/10 m/);
  await widget.place.getByRole('radio').first().check();
  await widget.press();
  await expect(widget.place.getByText('was sent to').first()).toBeVisible();
  const everything = [
    ...sent,
    ...browserLog.lines,
    JSON.stringify(await tenant.requests()),
    JSON.stringify(await page.evaluate(() => [window.events, { ...localStorage }, { ...sessionStorage }, location.href])),
  ].join('\n');
  for (const digits of ['46.000123', '46000123', '4.835777', '4835777', '46.0001', '4.8357']) {
    // The printers' own coordinates are rounder, and are in answers only.
    expect(everything).not.toContain(digits);
  }
});

test('nothing is asked when the page opens', async ({ page, open, widget }) => {
  await page.addInitScript(() => {
    window.asked = 0;
    navigator.geolocation.getCurrentPosition = () => { window.asked += 1; };
    navigator.geolocation.watchPosition = () => { window.asked += 1; };
  });
  await open('everyday');
  await widget.chooseRecent(KITCHEN);
  await expect(button(widget)).toHaveAttribute('aria-pressed', 'false');
  expect(await page.evaluate(() => window.asked)).toBe(0);
});

test('a refusal is said, and the order stays', async ({ context, open, widget }) => {
  await context.clearPermissions();
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await button(widget).click();
  await expect(widget.place.getByText('Your browser doesn\'t share your location with this page.').first()).toBeVisible();
  await expect(button(widget)).toHaveAttribute('aria-pressed', 'false');
  await expect(button(widget)).toBeFocused();
  await expect(widget.place.getByRole('radio').first()).toHaveAccessibleName(new RegExp(`^${KITCHEN}`));
  await expect(widget.alert).toHaveText('');
});

for (const [what, broken] of [
  ['has none', 'undefined'],
  ['has an empty one', '({})'],
]) {
  test(`there is no button where the browser ${what}`, async ({ page, open, widget }) => {
    await page.addInitScript(`Object.defineProperty(navigator, 'geolocation', { value: ${broken} })`);
    await open('everyday');
    await expect(widget.recent(KITCHEN)).toBeVisible();
    await expect(button(widget)).toHaveCount(0);
  });
}

test('a browser that never answers is given up after ten seconds', async ({ page, open, widget, eventually }) => {
  await page.addInitScript(() => { navigator.geolocation.getCurrentPosition = () => {}; });
  await open('everyday');
  await button(widget).click();
  await expect(widget.place.getByText('Finding your location…').first()).toBeVisible();
  await eventually((expect) => expect(widget.place.getByText('Your location can\'t be found right now.').first()).toBeVisible());
});
