// What a page takes for a keystroke and for a click: its work and the frame that shows the result, without the wait for that frame.

const PRINTERS = 50_000;
const JOBS = 1_000;
const LOADING_MS = 300_000;

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

/** Opens a page and waits until it has read all printers. */
export async function openWithPrinters(rig, name) {
  rig.tenant.jobs = 5;
  rig.tenant.printers = PRINTERS;
  const visitor = await rig.arrive();
  const { page } = await visitor.visit(rig.address(name));
  const field = page.locator('input[role=combobox]');
  await field.click();
  const last = `prn-${PRINTERS - 1}`;
  await field.fill(last);
  await page.getByRole('option', { name: new RegExp(last, 'i') }).waitFor({ timeout: LOADING_MS });
  await field.fill('');
  return { visitor, page, field };
}

/** From a keystroke in the search among 50,000 printers to the paint of what it finds. */
export async function search(rig) {
  const name = `a keystroke among ${PRINTERS.toLocaleString('en')} printers`;
  if (!rig.wants(name)) return;
  const opened = {};
  for (const page of ['plain', 'fluent', 'widget']) opened[page] = await openWithPrinters(rig, page);
  const rounds = {};
  for (let round = 0; round < rig.rounds(4); round += 1) {
    for (const [name, { page, field }] of Object.entries(opened)) {
      await page.bringToFront();
      await typeQueries(page, field);
      (rounds[name] ??= []).push(await page.evaluate(() => window.inputs.splice(0)));
    }
  }
  for (const { visitor } of Object.values(opened)) await visitor.leave();
  // The quickest of each keystroke counts, because the machine does other things too.
  const quickest = (rounds) => rounds[0].map((_, at) => Math.min(...rounds.map((round) => round[at])));
  const costs = Object.entries(rounds).map(([page, rounds]) => [page, quickest(rounds)]);
  rig.results.add(name, 'ms', Object.fromEntries(costs));
}

async function typeQueries(page, field) {
  await field.click();
  await page.waitForTimeout(300);
  await page.evaluate(() => window.inputs.splice(0));
  for (const query of QUERIES) {
    await field.pressSequentially(query, { delay: 50 });
    await field.press('Control+A');
    await page.keyboard.press('Backspace');
    await page.waitForTimeout(50);
  }
  await page.waitForTimeout(300);
}

/** From a click on one of 1,000 jobs to the paint. */
export async function tick(rig) {
  const name = `ticking one of ${JOBS.toLocaleString('en')} jobs`;
  if (!rig.wants(name)) return;
  rig.tenant.jobs = JOBS;
  rig.tenant.printers = 100;
  const costs = {};
  for (const page of ['plain', 'fluent', 'widget']) costs[page] = await clickJobs(rig, page);
  rig.results.add(name, 'ms', costs);
}

async function clickJobs(rig, name) {
  const visitor = await rig.arrive();
  const { page } = await visitor.visit(rig.address(name));
  await page.waitForLoadState('networkidle');
  const boxes = page.getByRole('checkbox', { name: /Report/ });
  // Only the first few: a list may draw no more than what is near the screen.
  for (let click = 0; click < rig.rounds(4) * 5; click += 1) {
    await boxes.nth(click % 5).click();
    await page.waitForTimeout(50);
  }
  const inputs = await page.evaluate(() => window.inputs.splice(0));
  await visitor.leave();
  return inputs;
}
