// A printer chosen by its code: typed, looked up by the page, scanned, or in a link. The camera is the
// browser's fake one; what reads codes out of its picture is put in by the test.
import config from './playwright.config.mjs';
import { wcagViolations } from './support/axe.mjs';
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN, RECEPTION } from './support/names.mjs';

const { executablePath, args } = config.use.launchOptions;

test.use({ launchOptions: { executablePath, args: [...args, '--use-fake-device-for-media-stream'] } });

/** The field for codes, and what belongs to it. */
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

/** What arrives pushes down what stands below it, and a press meanwhile could miss: all has arrived. */
async function settled(widget, ...parts) {
  for (const part of [widget.job(REPORT), ...parts]) await expect(part).toBeVisible();
}

/** The page knows what codes stand for from now on; `resolver` is the text of a function. */
async function resolve(page, resolver) {
  await page.evaluate((text) => {
    window.widget.resolveCode = window.resolvers[text];
  }, resolver);
}

/** Resolvers, defined where a strict policy allows no text to become one. */
async function prepare(page, shares) {
  await page.addInitScript((shares) => {
    window.resolvers = {
      knows: async (code) => shares[code] ?? null,
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

/** A browser that reads `window.seen` out of the picture, and remembers every picture it gave. */
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

const cameras = (page) => page.evaluate(() => window.streams.map((stream) => stream.getTracks().every(({ readyState }) => readyState === 'ended')));

test('a typed code is looked up by the page, read and chosen', async ({ page, tenant, open, widget, eventually }) => {
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
  // What is typed there is the widget's.
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

/** How a page fails to tell what a code stands for, what is read, and the problem’s code. */
const FAILS = [
  ['knows', 'No printer has this code.', 'codeUnknown'],
  ['throws', 'The code could not be looked up.', 'codeUnresolved'],
  ['rejects', 'The code could not be looked up.', 'codeUnresolved'],
  ['garbage', 'What this page found for the code is no printer.', 'codeUnresolved'],
  ['empty', 'What this page found for the code is no printer.', 'codeUnresolved'],
  ['stranger', 'No printer has this code.', 'codeUnknown'],
  ['hangs', 'Looking up the code took too long.', 'codeUnresolved'],
];

for (const [way, sentence, code] of FAILS) {
  test(`a page that ${way} is told the user, who can try again`, async ({ page, tenant, open, widget, eventually }) => {
    await tenant.scenario('one-job');
    const { id } = await tenant.share(RECEPTION);
    await prepare(page, {});
    await open('one-job');
    await resolve(page, way);
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

test('a late answer does not override a newer choice', async ({ page, tenant, open, widget }) => {
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

test('an address pasted into the search is a code', async ({ tenant, open, widget }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await open('one-job');
  await widget.search.fill(`https://print.contoso.example/go?printer=${id}`);
  await widget.search.press('Enter');
  await expect(widget.ready).toBeVisible();
  await expect(widget.search).toHaveValue(RECEPTION);
});

test('where presence is required a code is the only way, and the page says so', async ({ tenant, open, widget, eventually }) => {
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

test('where presence is required a link chooses', async ({ tenant, open, widget }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await open('one-job', { 'require-presence': '', destination: id });
  await expect(widget.ready).toBeVisible();
  await expect(codes(widget).chosen(RECEPTION)).toBeVisible();
});

test('a scanned code chooses, and the camera is on only between the press and the code', async ({ page, context, tenant, open, widget }) => {
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
  ['the widget goes', (page) => page.evaluate(() => window.widget.remove())],
]) {
  test(`the camera goes off when ${way}`, async ({ page, context, open, widget }) => {
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

test('a camera that may not be used is said, and codes can be typed', async ({ page, open, widget }) => {
  await canRead(page);
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await open('one-job', { 'require-presence': '' });
  await settled(widget);
  const { scan, field } = codes(widget);
  await scan.click();
  await expect(widget.alert).toContainText('This page may not use the camera.');
  await expect(scan).toBeFocused();
  await expect(field).toBeEnabled();
});

test('nothing to scan with, no button', async ({ page, open, widget }) => {
  await page.addInitScript(() => {
    window.BarcodeDetector = class {};
    navigator.mediaDevices.enumerateDevices = async () => [];
  });
  await open('one-job', { 'require-presence': '' });
  await expect(codes(widget).field).toBeVisible();
  await expect(codes(widget).scan).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing on the field, the camera and a code that is unknown, ${colorScheme}`, async ({ page, context, open, widget }) => {
    await context.grantPermissions(['camera']);
    await canRead(page);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 320, height: 640 });
    await open('one-job', { 'require-presence': '' });
    const { scan, stop, field, use } = codes(widget);
    const faultless = async () => {
      expect(await wcagViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    };
    await settled(widget);
    await expect(scan).toBeVisible();
    await faultless();
    await scan.click();
    await expect(stop).toBeVisible();
    await faultless();
    await field.fill('nobody');
    await use.click();
    await expect(widget.alert).toContainText('No printer has this code.');
    await faultless();
  });
}

test('a page whose cameras are never told keeps nobody waiting', async ({ page, open, widget, eventually }) => {
  await canRead(page);
  await page.addInitScript(() => {
    navigator.mediaDevices.enumerateDevices = () => new Promise(() => {});
  });
  await open('one-job');
  await eventually((expect) => expect(widget.job(REPORT)).toBeVisible());
});
