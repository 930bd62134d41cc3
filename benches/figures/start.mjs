// From the navigation to the first job on the screen, and what a page loads until then.
import { LINKS } from '../rig/browser.mjs';

const SLOWDOWNS = { '': 1, ', processor 4x slower': 4 };
const CACHES = { 'cold cache': false, 'warm cache': true };

/** The first of 50 jobs: on each link, at each speed, on a first and on a second visit. */
export async function first(rig) {
  const pages = ['plain', 'fluent', 'widget', 'preloaded'];
  for (const [link, conditions] of Object.entries(LINKS)) {
    for (const [speed, slowdown] of Object.entries(SLOWDOWNS)) {
      for (const [cache, isWarm] of Object.entries(CACHES)) {
        const name = `first of 50 jobs, ${link}${speed}, ${cache}`;
        await navigations(rig, { name, pages, jobs: 50, rounds: rig.rounds(15), isWarm, link: conditions, slowdown });
      }
    }
  }
}

/** Lists of thousands, which are drawn when the whole of them has been read. */
export async function jobs(rig) {
  const pages = ['plain', 'fluent', 'widget'];
  for (const count of [1_000, 10_000]) {
    for (const [link, conditions] of Object.entries(LINKS)) {
      const name = `first of ${count.toLocaleString('en')} jobs, ${link}, cold cache`;
      await navigations(rig, { name, pages, jobs: count, rounds: rig.rounds(9), link: conditions });
    }
  }
}

/** The bytes that a page loads, in brotli: the package's files of the widget, the scripts of the others. */
export async function size(rig) {
  const name = 'what a page loads, brotli';
  if (!rig.wants(name)) return;
  const loaded = {};
  for (const page of ['plain', 'fluent', 'widget']) {
    rig.pages.sent.clear();
    const visitor = await rig.arrive();
    const visit = await visitor.visit(rig.address(page));
    await visit.page.waitForLoadState('networkidle');
    await visitor.leave();
    const isCounted = (path) => (page === 'widget' ? path.startsWith('/pkg/') : path.endsWith('.js'));
    const files = [...rig.pages.sent].filter(([path]) => isCounted(path));
    loaded[page] = [files.reduce((sum, [, bytes]) => sum + bytes, 0)];
  }
  rig.results.add(name, 'bytes', loaded);
}

/** Visits the pages in turns, so that whatever else the machine does meets all of them. */
async function navigations(rig, { name, pages, jobs, rounds, isWarm = false, link, slowdown = 1 }) {
  if (!rig.wants(name)) return;
  rig.tenant.jobs = jobs;
  rig.tenant.printers = 100;
  const times = Object.fromEntries(pages.map((page) => [page, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const page of pages) {
      const visitor = await rig.arrive();
      if (isWarm) {
        const before = await visitor.visit(rig.address(page));
        await before.page.waitForLoadState('networkidle');
        await before.page.close();
      }
      rig.tenant.preflightMs = link.latency;
      const { firstJobMs } = await visitor.visit(rig.address(page), { link, slowdown });
      rig.tenant.preflightMs = 0;
      times[page].push(firstJobMs);
      await visitor.leave();
    }
  }
  rig.results.add(name, 'ms', times);
}
