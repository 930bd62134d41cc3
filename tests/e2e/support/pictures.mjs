// Takes the shots for the pictures of the documentation, on the demo page. `cargo xtask pictures` runs it and makes the files.
//
//   node pictures.mjs ADDRESS FOLDER
//
// For each picture it makes a folder with its frames, ORDER-MILLISECONDS.png. The page's clock starts at a fixed time and is set
// to fixed times, so that a second run takes the same shots. CHROMIUM and CHROMIUM_ARGUMENTS name the browser.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { KITCHEN, POSTER, REPORT } from './names.mjs';
import { Widget } from './widget.mjs';

const [address, folder] = process.argv.slice(2);
const { CHROMIUM, CHROMIUM_ARGUMENTS = '' } = process.env;

const START = Date.UTC(2026, 2, 10, 9, 0);
const MINUTE = 60_000;
/** How long a step of the page's clock is, in ms, and how many steps a look may take. */
const STEP = 100;
const MOST_STEPS = 900;
/** A printer takes 8 s for a job, and the widget looks ever less often. Each second is shown for a shorter time. */
const PRINTING_SECONDS = 40;
const SHOWN_MS = 200;
const RELEASE_HEIGHT = 740;

/** A page of the demo, whose time passes only when something is waited for. */
class Stage {
  constructor(page) {
    this.page = page;
    this.widget = new Widget(page);
    this.card = page.getByRole('region', { name: 'Printing', exact: true });
  }

  /** Opens the demo, and stops its clock a minute later. */
  async open(query) {
    await this.page.clock.install({ time: START });
    await this.page.goto(`${address}?latency=0&${query}`);
    await this.widget.jobs.first().waitFor();
    await this.page.clock.pauseAt(START + MINUTE);
  }

  /** Lets time pass until the element is there. */
  async until(locator) {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if (await locator.isVisible()) return;
      await this.page.clock.runFor(STEP);
    }
    throw new Error(`${locator} does not appear.`);
  }

  async choose(...names) {
    for (const name of names) await this.widget.checkbox(name).check();
    const recent = this.widget.recent(KITCHEN);
    await this.until(recent);
    await recent.check();
    await this.until(this.widget.ready);
  }

  async press() {
    await this.page.clock.runFor(STEP);
    await this.widget.button.click();
  }

  /** Lets go of the pointer and the focus, which would mark one place of a still picture. */
  async rest() {
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(() => {
      document.querySelector('print-redirect').shadowRoot.activeElement?.blur();
      document.activeElement?.blur();
      scrollTo(0, 0);
    });
    await this.page.clock.runFor(STEP);
  }
}

async function everyday(stage, query) {
  await stage.open(query);
  await stage.choose(REPORT, POSTER);
  await stage.rest();
  return [[await stage.card.screenshot({ animations: 'disabled' }), 0]];
}

async function fit(stage) {
  await stage.open('scenario=does-not-fit&theme=light');
  await stage.widget.select(POSTER, REPORT);
  const recent = stage.widget.place.getByRole('radio').first();
  await stage.until(recent);
  await recent.check();
  await stage.until(stage.widget.ready);
  await stage.rest();
  return [[await stage.card.screenshot({ animations: 'disabled' }), 0]];
}

async function demo(stage) {
  await stage.open('theme=light');
  await stage.choose(REPORT);
  await stage.press();
  await stage.until(stage.page.locator('#verdict'));
  await stage.page.clock.pauseAt(START + 3 * MINUTE);
  await stage.rest();
  return [[await stage.page.screenshot({ animations: 'disabled' }), 0]];
}

async function release(stage) {
  await stage.open('scenario=one-job&theme=light&width=480');
  await stage.until(stage.widget.recent(KITCHEN));
  await stage.page.evaluate(() => {
    for (const around of document.querySelectorAll('.proof, .news')) around.hidden = true;
    document.body.style.minHeight = '2000px';
  });
  // All frames have one size, although the card grows and shrinks.
  const { x, y, width } = await stage.card.boundingBox();
  const clip = { x, y, width, height: RELEASE_HEIGHT };
  const frames = [];
  const shoot = async (ms) => frames.push([await stage.page.screenshot({ animations: 'disabled', fullPage: true, clip }), ms]);
  await shoot(1_500);
  await stage.choose(REPORT);
  await shoot(2_000);
  await stage.press();
  for (let second = 0; second < PRINTING_SECONDS; second += 1) {
    await shoot(SHOWN_MS);
    await stage.page.clock.runFor(1_000);
  }
  await shoot(4_000);
  return frames;
}

const [WIDE, NARROW] = [{ width: 1400, height: 1000 }, { width: 400, height: 1400 }];
/** Each picture: the size of its page, the pixels for each of CSS's, and how its frames are taken, with how long each is shown. */
const PICTURES = {
  'wide-light': [WIDE, 2, (stage) => everyday(stage, 'theme=light')],
  'wide-dark': [WIDE, 2, (stage) => everyday(stage, 'theme=dark')],
  'narrow-light': [NARROW, 2, (stage) => everyday(stage, 'theme=light&width=360')],
  'narrow-dark': [NARROW, 2, (stage) => everyday(stage, 'theme=dark&width=360')],
  fit: [WIDE, 2, fit],
  demo: [WIDE, 1, demo],
  release: [WIDE, 1, release],
};

const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS.split(' ').filter(Boolean) });
for (const [name, [viewport, deviceScaleFactor, take]] of Object.entries(PICTURES)) {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const frames = await take(new Stage(await context.newPage()));
  await mkdir(join(folder, name));
  for (const [order, [bytes, ms]] of frames.entries()) {
    await writeFile(join(folder, name, `${String(order).padStart(3, '0')}-${ms}.png`), bytes);
  }
  await context.close();
  console.log(name);
}
await browser.close();
