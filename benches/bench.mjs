// Measures what users feel of the built package, in Chromium, beside two reference pages that do the same in the same run.
//
//   node bench.mjs [--quick] [--filter TEXT] [--against FILE] FIGURE...
//
// The figures are first, jobs, search, tick, memory, mounts and size. `cargo xtask bench` builds the pages and calls this; the
// environment names the package (PRINT_REDIRECT_PKG), the built pages (BENCH_PAGES), the folder for results (BENCH_RESULTS) and
// the browser (CHROMIUM, CHROMIUM_ARGUMENTS). The table comes last. Times are never judged; only too much memory is a failure.
import { parseArgs } from 'node:util';

import { search, tick } from './figures/inputs.mjs';
import { memory, mounts } from './figures/memory.mjs';
import { first, jobs, size } from './figures/start.mjs';
import { launch, Visitor } from './rig/browser.mjs';
import { startPages } from './rig/pages.mjs';
import { comparison, read, Results, table, write } from './rig/results.mjs';
import { startTenant } from './rig/tenant.mjs';

const ADDRESSES = {
  plain: 'plain/index.html',
  fluent: 'react-fluent/index.html',
  widget: 'widget/index.html',
  preloaded: 'widget/preloaded.html',
};
const FIGURES = { first, jobs, search, tick, memory, mounts, size };
const { BENCH_PAGES, BENCH_RESULTS, PRINT_REDIRECT_PKG } = process.env;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, filter: { type: 'string', default: '' }, against: { type: 'string' } },
});
// Read before minutes of measuring: a wrong name shows at once.
const before = options.against && read(options.against);

const tenant = await startTenant();
const pages = await startPages({ pages: BENCH_PAGES, pkg: PRINT_REDIRECT_PKG });
const browser = await launch(tenant.browserArguments);
const results = new Results();

/** What the figures are measured with. */
const rig = {
  tenant,
  pages,
  results,
  arrive: () => Visitor.arrive(browser, pages),
  address: (page) => `${pages.origin}/pages/${ADDRESSES[page]}`,
  wants: (name) => name.toLowerCase().includes(options.filter.toLowerCase()),
  rounds: (count) => (options.quick ? Math.ceil(count / 4) : count),
  fail(reason) {
    console.error(reason);
    process.exitCode = 1;
  },
};

try {
  // Fills the servers' stores and the system's, so that the first page measured has no disadvantage.
  for (const page of Object.keys(ADDRESSES)) {
    const visitor = await rig.arrive();
    await visitor.visit(rig.address(page));
    await visitor.leave();
  }
  for (const figure of positionals) {
    console.log(`measuring ${figure}`);
    // What was measured before a failure is kept.
    await FIGURES[figure](rig).catch((error) => rig.fail(error));
  }
  const run = results.run(`Chromium ${browser.version()}`, options);
  console.log(`\n${table(run)}`);
  if (before) console.log(`\nBeside ${before.commit} of ${before.date}:\n\n${comparison(before, run)}`);
  console.log(`\nAll values are in ${write(run, BENCH_RESULTS)}`);
} finally {
  await browser.close();
  tenant.stop();
  pages.stop();
}
