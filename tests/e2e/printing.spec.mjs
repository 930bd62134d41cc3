// Printing: from the list of waiting jobs and the choice of a printer to paper, and the requests that this takes.
import { test, expect, hold } from './support/fixtures.mjs';
import { documentedRedirect } from './support/documented-redirect.mjs';
import { REPORT, POSTER, KITCHEN, RECEPTION } from './support/names.mjs';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

for (const version of ['v1.0', 'beta']) {
  test(`a redirect is Microsoft's documented request, in ${version}`, async ({
    page, open, widget, tenant, eventually,
  }) => {
    const sending = page.waitForRequest((request) => request.method() === 'POST' && /\/redirect$/.test(request.url()));
    await open('documented', { version });
    await widget.select('testjob.pdf');
    await widget.choosePrinter('PrinterName');
    await widget.changeCopies(1);
    await widget.press();

    const sent = await sending;
    const { queues: [queue] } = await tenant.host();
    const [{ jobs: [{ job }] }] = await widget.events('selectionchange');
    expect(sent.url()).toBe(`${tenant.base}/${version}/print/printers/${queue.printer}/jobs/${job}/redirect`);
    const headers = await sent.allHeaders();
    expect(headers.authorization).toBe('Bearer adele-vance');
    expect(headers['content-type']).toBe('application/json');
    expect(headers['client-request-id']).toMatch(GUID);
    expect(sent.postDataJSON()).toEqual(documentedRedirect);

    const row = widget.result('testjob.pdf');
    await eventually((expect) => expect(row).toContainText('was printed at PrinterName'));
    expect(await tenant.redirects()).toHaveLength(1);
    expect(await tenant.printed()).toMatchObject([{
      document: 'testjob.pdf', printer: 'PrinterName', copies: 1,
      paper: { mediaSize: 'A4', colorMode: 'blackAndWhite', duplexMode: 'oneSided', pages: [{ start: 1, end: 1 }], sheets: 1 },
    }]);
    const source = await tenant.read(`/print/printers/${queue.printer}/jobs/${job}`);
    expect(source.redirectedTo).toContain(documentedRedirect.destinationPrinterId);
  });
}

test('the jobs are requested as Graph documents it', async ({
  open, widget, tenant,
}) => {
  await open('one-job');
  await expect(widget.job(REPORT)).toBeVisible();
  const { queues: [queue] } = await tenant.host();
  const [list] = (await tenant.requests()).filter(({ url }) => url.includes('/jobs?'));
  expect(decodeURIComponent(list.url)).toBe(`${tenant.base}/v1.0/print/shares/${queue.share}/jobs?$expand=documents`);
});

test('the jobs of a user without a known id are requested by name', async ({ page, open, widget, tenant }) => {
  await open('one-job');
  await expect(widget.job(REPORT)).toBeVisible();
  const { queues: [queue], account: { username } } = await tenant.host();
  await page.evaluate((username) => { window.widget.account = { username }; }, username);
  const lists = async () => (await tenant.requests()).filter(({ url }) => url.includes('/jobs?')).map(({ url }) => decodeURIComponent(url));
  await expect.poll(async () => (await lists()).at(-1)).toBe(
    `${tenant.base}/v1.0/print/shares/${queue.share}/jobs?$expand=documents&$filter=createdBy/userPrincipalName eq '${username}'`,
  );
});

test('unchanged settings are sent without a configuration', async ({ open, widget, tenant }) => {
  await open('documented');
  await widget.choosePrinter('PrinterName');
  await widget.press();
  await expect(widget.result('testjob.pdf')).toContainText('was sent to PrinterName');
  const [sent] = await tenant.redirects();
  expect(JSON.parse(sent.body)).toEqual({ destinationPrinterId: documentedRedirect.destinationPrinterId });
});

test('one job and a recent printer take two interactions', async ({ open, widget, tenant, eventually }) => {
  await open('one-job');
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText(`was printed at ${KITCHEN}`));
  expect(await tenant.printed()).toHaveLength(1);
});

test('three selected jobs become three redirects with own rows', async ({ open, widget, tenant, eventually }) => {
  const names = [REPORT, 'Minutes of the works council.docx', 'Onboarding handbook 2026.pdf'];
  await open('everyday');
  await widget.select(...names);
  await widget.chooseRecent(KITCHEN);
  await expect(widget.button).toHaveText('Print 3 jobs');
  await widget.press();

  await expect(widget.results).toHaveCount(3);
  for (const name of names) {
    await eventually((expect) => expect(widget.result(name)).toContainText('was printed at'));
  }
  expect(await tenant.redirects()).toHaveLength(3);
  expect((await tenant.printed()).map(({ document }) => document).sort()).toEqual([...names].sort());
  await expect(widget.job(POSTER)).toBeVisible();
  await expect(widget.checkbox(names[0])).toHaveCount(0);
});

test('a widget added by `mount` prints, too', async ({ open, widget, tenant, eventually }) => {
  await open('one-job', { by: 'mount' });
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  expect(await tenant.printed()).toHaveLength(1);
  expect(await widget.events('redirected')).toHaveLength(1);
});

test('a printer is found by name and place without accents', async ({ open, widget }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await widget.search.pressSequentially('lyon comptabilite rhone');
  await expect(widget.found).toHaveText([/LYO-1 Comptabilité/]);
});

test('one of three thousand printers is found and used', async ({ open, widget, tenant, eventually }) => {
  await open('many-printers');
  await widget.select(REPORT);
  await widget.choosePrinter('PRN-2999');
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at PRN-2999'));
  expect(await tenant.printed()).toHaveLength(1);
});

test('text typed before printers arrive is searched afterwards', async ({ page, open, widget }) => {
  const release = await hold(page, /\/print\/shares$/);
  await open('documented');
  await widget.search.fill('PrinterName');
  await expect(page.getByText('Still loading printers…')).toBeVisible();
  release();
  await expect(widget.found).toHaveText(/PrinterName/);
});

test('a printer chosen by the page fills the field', async ({ open, widget, tenant }) => {
  await tenant.scenario('one-job');
  const { id } = await tenant.share(RECEPTION);
  await open('one-job', { destination: id });
  await expect(widget.search).toHaveValue(RECEPTION);
});

test('a job shows its settings and size', async ({ open, widget }) => {
  await open('everyday');
  await expect(widget.job(POSTER)).toContainText(/A3\s· Color\s· One‑sided\s· 12\scopies\s· .*\sago\s· 4\.3\sMB/);
});

test('an arriving job can be selected once it has arrived', async ({ open, widget, eventually }) => {
  await open('everyday');
  await expect(widget.job('Site plan, building B.pdf')).toContainText('Still uploading…');
  await expect(widget.checkbox('Site plan, building B.pdf')).toBeDisabled();
  await eventually((expect) => expect(widget.checkbox('Site plan, building B.pdf')).toBeEnabled());
});

test('an empty list says how to print to the queue', async ({ page, open }) => {
  await open('empty');
  await expect(page.getByRole('paragraph').filter({ hasText: 'Nothing is waiting to print.' })).toBeVisible();
  await expect(page.getByRole('status')).toHaveText(/Nothing is waiting to print\./);
  await expect(page.getByText('Print a document to the shared queue, then refresh.')).toBeVisible();
});

test('the age of a job is updated over time', async ({ open, widget, eventually }) => {
  await open('one-job');
  const job = widget.job(REPORT);
  const minutes = async () => Number((await job.innerText()).match(/(\d+)\sminutes?\sago/)?.[1]);
  await expect(job).toContainText('ago');
  const first = await minutes();
  expect(first).toBeGreaterThan(0);
  await eventually(async (expect) => expect(await minutes()).toBeGreaterThan(first), { step: 30_000 });
});
