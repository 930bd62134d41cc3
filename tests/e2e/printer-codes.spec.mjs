// Choosing a printer by its code: typed, looked up by the page, scanned by the camera, or in a link.
//
// The camera is Chromium's fake device, which only the browser with windows has. The test replaces `BarcodeDetector`, which reads codes from its picture.
import config from './playwright.config.mjs';
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN, RECEPTION } from './support/names.mjs';

const { executablePath, args } = config.use.launchOptions;

test.use({ launchOptions: { executablePath: process.env.CHROMIUM_WITH_WINDOWS ?? executablePath, args: [...args, '--use-fake-device-for-media-stream'] } });

/** The field for codes, its buttons, and what is shown beside it. */
function codes({ place }) {
  return {
    field: place.getByRole('textbox', { name: 'Code on the printer' }),
    use: place.getByRole('button', { name: 'Use this code' }),
    scan: place.getByRole('button', { name: 'Scan a code' }),
    stop: place.getByRole('button', { name: 'Stop the camera' }),
    picture: place.locator('video'),
    chosen: (name) => place.getByText(name, { exact: true }),
  };
}

/** Waits until all parts have arrived. An arriving part moves what is below it, so an earlier click could miss. */
async function settled(widget, ...parts) {
  for (const part of [widget.job(REPORT), ...parts]) await expect(part).toBeVisible();
}

/** Sets the page's `resolveCode` to one of the functions that `prepare` defines. */
async function resolve(page, resolver) {
  await page.evaluate((name) => {
    window.widget.resolveCode = window.resolvers[name];
  }, resolver);
}

/** Defines the functions for `resolve`, in an init script because the policy does not allow `eval`. */
async function prepare(page, shares) {
  await page.addInitScript((shares) => {
    window.resolvers = {
      knows: async (code) => shares[code] ?? null,
      unknown: async () => null,
      throws: () => {
        throw 'a string';
      },
      rejects: () => Promise.reject(new Error('no')),
      hangs: () => new Promise(() => {}),
      garbage: () => ({ share: 1 }),
      empty: () => '',
      stranger: () => '00000000-0000-4000-8000-000000000000',
      slow: (code) => new Promise((resolve) => setTimeout(() => resolve(shares[code]), 5_000)),
    };
  }, shares);
}

/** Makes the browser read `window.seen` as the code in the picture, and records every camera stream. */
async function canRead(page) {
  await page.addInitScript(() => {
    window.streams = [];
    window.BarcodeDetector = class {
      async detect(video) {
        return window.seen && video.readyState > 1 ? [{ rawValue: window.seen }] : [];
      }
    };
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      window.streams.push(stream);
      return stream;
    };
  });
}

/** For each camera stream so far, whether it has ended. */
const cameras = (page) => page.evaluate(() => window.streams.map((stream) => stream.getTracks().every(({ readyState }) => readyState === 'ended')));

test('a typed code chooses the printer that the page names', async ({ page, tenant, open, widget, eventually }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await prepare(page, { 4711: id });
  await open('one-job');
  await resolve(page, 'knows');
  const { field, chosen } = codes(widget);
  await field.fill('4711');
  await field.press('Enter');
  await expect(widget.ready).toBeVisible();
  await expect(chosen(RECEPTION)).toBeVisible();
  await expect(widget.search).toHaveValue(RECEPTION);
  await expect(widget.status).toContainText(`${RECEPTION} is chosen.`);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText(`was printed at ${RECEPTION}`));
  // Keys that are typed into the field do not reach the page's shortcuts.
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

/** How the page fails to look up a code, what the user reads, and the problem's code. */
const FAILURES = [
  ['unknown', 'No printer has this code.', 'codeUnknown'],
  ['throws', "The code couldn't be looked up.", 'codeUnresolved'],
  ['rejects', "The code couldn't be looked up.", 'codeUnresolved'],
  ['garbage', "This code didn't lead to a printer.", 'codeUnresolved'],
  ['empty', "This code didn't lead to a printer.", 'codeUnresolved'],
  ['stranger', 'No printer has this code.', 'codeUnknown'],
  ['hangs', 'Looking up the code took too long.', 'codeUnresolved'],
];

for (const [resolver, sentence, code] of FAILURES) {
  test(`a failed code lookup can be repeated: ${resolver}`, async ({ page, tenant, open, widget, eventually }) => {
    await tenant.scenario('one-job');
    const { id } = await tenant.share(RECEPTION);
    await prepare(page, {});
    await open('one-job');
    await resolve(page, resolver);
    await settled(widget, widget.recent(KITCHEN));
    const { field, use } = codes(widget);
    await field.fill('4711');
    await use.click();
    await eventually((expect) => expect(widget.alert).toContainText(sentence));
    await expect(widget.place.getByText(sentence).first()).toBeVisible();
    expect(await widget.lastProblem()).toBe(code);
    await field.fill(id);
    await use.click();
    await expect(widget.ready).toBeVisible();
    await expect(widget.place.getByText(sentence).and(page.locator('p'))).toHaveCount(0);
  });
}

test('a late code lookup does not override a newer choice', async ({ page, tenant, open, widget }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await prepare(page, { 4711: id });
  await open('one-job');
  await resolve(page, 'slow');
  await settled(widget, widget.recent(KITCHEN));
  const { field, use } = codes(widget);
  await field.fill('4711');
  await use.click();
  await expect(widget.place.getByText('Looking up the code…').first()).toBeVisible();
  await widget.chooseRecent(KITCHEN);
  await page.clock.fastForward(20_000);
  await expect(widget.recent(KITCHEN)).toBeChecked();
  await expect(widget.alert).toHaveText('');
});

test('an address pasted into the search chooses its printer', async ({ tenant, open, widget }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await open('one-job');
  await widget.search.fill(`https://print.contoso.example/go?printer=${id}`);
  await widget.search.press('Enter');
  await expect(widget.ready).toBeVisible();
  await expect(widget.search).toHaveValue(RECEPTION);
});

test('required presence leaves only codes to choose a printer', async ({ tenant, open, widget, eventually }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await open('one-job', { 'require-presence': '' });
  await expect(widget.place.getByText('Here you choose a printer by the code on it. Go to the printer and enter its code.')).toBeVisible();
  await expect(widget.search).toHaveCount(0);
  await expect(widget.place.getByRole('radio')).toHaveCount(0);
  const { field, use, scan } = codes(widget);
  await settled(widget);
  await expect(scan).toHaveCount(0);
  await field.fill(id);
  await use.click();
  await expect(widget.ready).toBeVisible();
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText(`was printed at ${RECEPTION}`));
  expect((await tenant.requests()).filter(({ url }) => /recentPrinterShares|shares$/.test(url))).toEqual([]);
});

test('required presence still accepts the printer of a link', async ({ tenant, open, widget }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await open('one-job', { 'require-presence': '', destination: id });
  await expect(widget.ready).toBeVisible();
  await expect(codes(widget).chosen(RECEPTION)).toBeVisible();
});

test('a scanned code chooses a printer and ends the camera', async ({ page, context, tenant, open, widget }) => {
  await context.grantPermissions(['camera']);
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await canRead(page);
  await open('one-job', { 'require-presence': '' });
  const { scan, stop, picture, chosen } = codes(widget);
  await settled(widget);
  await expect(scan).toBeVisible();
  expect(await cameras(page)).toEqual([]);
  await scan.click();
  await expect(stop).toBeFocused();
  await expect.poll(() => picture.evaluate((video) => video.readyState)).toBeGreaterThan(1);
  expect(await cameras(page)).toEqual([false]);
  await page.evaluate((id) => (window.seen = `https://print.contoso.example/?printer=${id}`), id);
  await expect(chosen(RECEPTION)).toBeVisible();
  await expect(picture).toHaveCount(0);
  expect(await cameras(page)).toEqual([true]);
});

for (const [way, end] of [
  ['the user stops it', (page, { stop }) => stop.click()],
  ['the widget is removed', (page) => page.evaluate(() => window.widget.remove())],
]) {
  test(`the camera turns off when ${way}`, async ({ page, context, open, widget }) => {
    await context.grantPermissions(['camera']);
    await canRead(page);
    await open('one-job', { 'require-presence': '' });
    await settled(widget);
    const parts = codes(widget);
    await parts.scan.click();
    await expect.poll(() => cameras(page)).toEqual([false]);
    await end(page, parts);
    await expect.poll(() => cameras(page)).toEqual([true]);
    await expect(parts.picture).toHaveCount(0);
    expect(await page.evaluate(() => window.events.filter(({ type }) => type === 'problem'))).toEqual([]);
  });
}

test('a refused camera is reported and codes can be typed', async ({ page, open, widget }) => {
  await canRead(page);
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await open('one-job', { 'require-presence': '' });
  await settled(widget);
  const { scan, field } = codes(widget);
  await scan.click();
  await expect(widget.alert).toContainText("This page isn't allowed to use the camera.");
  await expect(scan).toBeFocused();
  await expect(field).toBeEnabled();
});

test('without a camera there is no scan button', async ({ page, open, widget }) => {
  await page.addInitScript(() => {
    window.BarcodeDetector = class {};
    navigator.mediaDevices.enumerateDevices = async () => [];
  });
  await open('one-job', { 'require-presence': '' });
  await expect(codes(widget).field).toBeVisible();
  await expect(codes(widget).scan).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing on field, camera and unknown code, ${colorScheme}`, async ({ page, context, open, widget }) => {
    await context.grantPermissions(['camera']);
    await canRead(page);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 320, height: 640 });
    await open('one-job', { 'require-presence': '' });
    const { scan, stop, field, use } = codes(widget);
    const expectAccessible = async () => {
      expect(await wcagViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    };
    await settled(widget);
    await expect(scan).toBeVisible();
    await expectAccessible();
    await scan.click();
    await expect(stop).toBeVisible();
    await expectAccessible();
    await field.fill('nobody');
    await use.click();
    await expect(widget.alert).toContainText('No printer has this code.');
    await expectAccessible();
  });
}

test('a hanging list of cameras does not delay the widget', async ({ page, openBare, widget, stopTime }) => {
  await canRead(page);
  await page.addInitScript(() => {
    navigator.mediaDevices.enumerateDevices = () => new Promise(() => {});
  });
  await openBare('one-job');
  await stopTime();
  await page.evaluate(() => window.load().then(() => void window.show()));
  await expect(widget.job(REPORT)).toBeVisible();
});
