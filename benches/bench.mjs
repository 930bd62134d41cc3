// Measures the speed and memory of the built package in Chromium, and of reference pages in the same browser.
//
//   node bench.mjs PART...      search, memory, list or tick
//
// `cargo xtask bench` runs it and names the package (PRINT_REDIRECT_PKG) and the browser (CHROMIUM, CHROMIUM_ARGUMENTS) in the
// environment. It prints a line for each figure: widget, reference, ratio. It fails only if the memory limit is exceeded;
// times are not judged.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';

const { chromium } = createRequire(join(import.meta.dirname, '../tests/e2e/package.json'))('@playwright/test');
const { CHROMIUM, CHROMIUM_ARGUMENTS = '', PRINT_REDIRECT_PKG } = process.env;

const PRINTERS = 50_000;
const JOBS = 1_000;
/** How often each keystroke is measured. The quickest counts, because the machine does other things too. */
const ROUNDS = 4;
const VISITS = 7;
const TICKS = 15;
const QUANTILES = [['median', 0.5], ['95th percentile', 0.95]];
const MEMORY_LIMIT = 64 * 1024 * 1024;

/** Searches that find nearly all printers, many, few and none, with and without accents. */
const QUERIES = [
  'prn-04711',
  'munchen 3',
  'kyocera kitchen',
  'a',
  'göteborg 2 copy',
  'e',
  'im c3010 post',
  'zzzz',
  'reykjavik library',
];

const ROOTS = { pages: join(import.meta.dirname, 'pages'), pkg: PRINT_REDIRECT_PKG };
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

const PARTS = { search, memory, list, tick };

const server = await serve();
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: CHROMIUM_ARGUMENTS.split(' ').filter(Boolean),
});
try {
  for (const part of process.argv.slice(2)) await PARTS[part]();
} finally {
  await browser.close();
  server.close();
}

/** Measures the time from a keystroke to the paint that shows the printers found. */
async function search() {
  const typeQueries = async (page) => {
    const field = page.getByRole('combobox');
    await field.click();
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const query of QUERIES) {
        await field.pressSequentially(query, { delay: 50 });
        await field.press('Control+A');
        await page.keyboard.press('Backspace');
        await page.waitForTimeout(50);
      }
      await page.waitForTimeout(500);
      rounds.push(await page.evaluate(() => window.inputs.splice(0)));
    }
    return rounds[0].map((_, at) => quickest(rounds.map((round) => round[at])));
  };
  const widget = await typeQueries(await openLoaded());
  const reference = await typeQueries(await open('reference'));
  const label = `${widget.length} keystrokes among ${PRINTERS} printers`;
  for (const [what, of] of [['until painted', 'paint'], ['of which script', 'work']]) {
    const times = (keystrokes) => keystrokes.map((keystroke) => keystroke[of]);
    for (const [name, share] of QUANTILES) {
      row(`${label}, ${what}, ${name}`, quantile(times(widget), share), quantile(times(reference), share), 'ms');
    }
  }
}

/** Measures the memory of the program once it holds all printers. */
async function memory() {
  const page = await openLoaded();
  const bytes = await page.evaluate(() => window.memory.buffer.byteLength);
  row(`wasm memory with ${PRINTERS} printers, beside 64 MiB`, bytes / 2 ** 20, MEMORY_LIMIT / 2 ** 20, 'MiB');
  const heap = async (measured) => {
    const session = await measured.context().newCDPSession(measured);
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
  };
  row('heap of the scripts beside it', await heap(page), await heap(await open('reference')), 'MiB');
  if (bytes >= MEMORY_LIMIT) {
    console.error(`The program holds ${bytes} bytes for ${PRINTERS} printers; it may hold ${MEMORY_LIMIT}.`);
    process.exitCode = 1;
  }
}

/** Measures the time from an empty page to a painted list of jobs, including the download of the package. */
async function list() {
  const visits = async (name) => {
    const times = [];
    for (let visit = 0; visit < VISITS; visit += 1) {
      const page = await open(name, { jobs: JOBS });
      await page.waitForFunction(() => window.firstList);
      times.push(await page.evaluate(() => window.firstList));
      await page.context().close();
    }
    return quantile(times, 0.5);
  };
  row(`first list, ${JOBS} jobs, median of ${VISITS} visits`, await visits('widget'), await visits('reference'), 'ms');
}

/** Measures the time from a click on one of many jobs to the paint. */
async function tick() {
  const clickJobs = async (name) => {
    const page = await open(name, { jobs: JOBS });
    await page.waitForFunction(() => window.firstList);
    const boxes = page.getByRole('listitem').getByRole('checkbox');
    for (let job = 0; job < TICKS; job += 1) {
      await boxes.nth(job).click();
      await page.waitForTimeout(50);
    }
    const ticks = await page.evaluate(() => window.inputs);
    await page.context().close();
    return ticks.map(({ paint }) => paint);
  };
  const [widget, reference] = [await clickJobs('widget'), await clickJobs('reference')];
  for (const [name, share] of QUANTILES) {
    row(`a tick among ${JOBS} jobs, until painted, ${name} of ${TICKS}`, quantile(widget, share), quantile(reference, share), 'ms');
  }
}

/** Opens the widget's page and waits until it has read all printers. */
async function openLoaded() {
  const page = await open('widget', { printers: PRINTERS, jobs: 5 });
  const field = page.getByRole('combobox');
  await field.click();
  const last = `prn-${PRINTERS - 1}`;
  await field.fill(last);
  await page.getByRole('option', { name: new RegExp(last, 'i') }).waitFor({ timeout: 300_000 });
  await field.fill('');
  await page.waitForTimeout(500);
  await page.evaluate(() => window.inputs.splice(0));
  return page;
}

/** Opens a page in a browser context of its own, so that nothing is cached. */
async function open(name, query = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  const { port } = server.address();
  await page.goto(`http://127.0.0.1:${port}/pages/${name}.html?${new URLSearchParams(query)}`);
  return page;
}

function quickest(times) {
  const least = (of) => Math.min(...times.map((time) => time[of]));
  return { work: least('work'), paint: least('paint') };
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Prints a line. There is no ratio if the reference is close to zero. */
function row(figure, widget, reference, unit) {
  const number = (value) => `${value.toFixed(1)} ${unit}`.padStart(12);
  const ratio = reference < 0.1 ? '-' : (widget / reference).toFixed(2);
  console.log(`${figure.padEnd(66)}${number(widget)}${number(reference)}${ratio.padStart(9)}`);
}

async function serve() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const [, root, ...rest] = normalize(pathname).split('/');
    try {
      const body = await readFile(join(ROOTS[root], ...rest));
      response.writeHead(200, {
        'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream',
        'cache-control': 'no-store',
        // Cross-origin isolated pages have a finer clock.
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
