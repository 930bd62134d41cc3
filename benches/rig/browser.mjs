// Opens the measured pages in Chromium, on the links and processors that the figures name.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(join(import.meta.dirname, '../../tests/e2e/package.json'))('@playwright/test');
const PROBE = join(import.meta.dirname, 'probe.js');

/** How long a page may take to show its first job. */
const PATIENCE_MS = 60_000;

/** Links, as the DevTools protocol describes them; the latency is added to each request, the throughput is in bytes a second. */
export const LINKS = {
  '10 Mbit/s, 40 ms': { latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 },
  'no link limit': { latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
};

export async function launch(browserArguments) {
  const { CHROMIUM, CHROMIUM_ARGUMENTS = '' } = process.env;
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [...CHROMIUM_ARGUMENTS.split(' ').filter(Boolean), ...browserArguments],
  });
}

/** A person who visits the pages: a browser context of its own, so that nothing is cached at first. */
export class Visitor {
  #context;
  #blank;
  #painted;

  static async arrive(browser, { blank }) {
    const visitor = new Visitor();
    visitor.#blank = blank;
    visitor.#context = await browser.newContext();
    await visitor.#context.addInitScript({ path: PROBE });
    await visitor.#context.exposeFunction('firstJobPainted', (ms) => visitor.#painted?.(ms));
    return visitor;
  }

  /**
   * Goes to a page, from an empty one of the same origin: starting a process is no part of the figures.
   *
   * @param {string} url
   * @param {{link?: object, slowdown?: number}} limits what the network and the processor are like
   * @returns the page, and the ms from the navigation to the paint of the first job
   */
  async visit(url, { link = LINKS['no link limit'], slowdown = 1 } = {}) {
    const page = await this.#context.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(this.#blank);
    const devtools = await this.#context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', { offline: false, ...link });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    let timer;
    const firstJob = new Promise((resolve, reject) => {
      this.#painted = resolve;
      timer = setTimeout(() => reject(new Error(`${url} shows no job`)), PATIENCE_MS);
    });
    await page.goto(url, { waitUntil: 'commit' });
    const firstJobMs = await firstJob.finally(() => clearTimeout(timer));
    return { page, firstJobMs };
  }

  leave() {
    return this.#context.close();
  }
}

/** The memory that a page still uses after its garbage is collected. */
export async function memory(page) {
  const devtools = await page.context().newCDPSession(page);
  // Twice: what the first collection frees may have held other things.
  for (let time = 0; time < 2; time += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  const wasm = await page.evaluate(() => window.wasmBytes());
  await devtools.detach();
  return { heapMiB: usedSize / 2 ** 20, wasmMiB: wasm / 2 ** 20, nodes };
}
