// Languages other than English in the widget: which one is shown, what it changes, and what happens if its file fails.
//
// The files themselves are checked by locales.spec.mjs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wcagViolations } from './support/axe.mjs';
import { test, expect, hold } from './support/fixtures.mjs';
import { REPORT, POSTER, KITCHEN, PROJECT_SPACE } from './support/names.mjs';

const GERMAN = '**/locales/de.js';

/** The `lang` and `dir` of what the widget shows. */
const language = (page) => page.evaluate(() => {
  const root = document.querySelector('print-redirect, main > div').shadowRoot.querySelector('[lang]');
  return [root.lang, root.dir];
});
/** Loads the package and adds a widget. */
const show = (page, changes) => page.evaluate((changes) => window.load().then(() => void (window.element = window.show(changes))), changes);
/** The `diagnostic` events about languages that could not be loaded. */
const missing = async (widget) => (await widget.events('diagnostic')).filter(({ code }) => code === 'languageUnavailable');

/** Records the paths of the language files that the page requests. */
function watchFiles(page) {
  const requested = [];
  page.on('request', (request) => {
    if (request.url().includes('/locales/')) requested.push(new URL(request.url()).pathname);
  });
  return requested;
}

test('German has its own sentences, numbers and plurals', async ({ page, open, widget }) => {
  const requested = watchFiles(page);
  await open('everyday', { locale: 'de-CH' });
  await expect(page.getByRole('list', { name: 'Wartende Druckaufträge' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Drucken', exact: true })).toBeVisible();
  await widget.place.getByRole('checkbox', { name: REPORT }).check();
  await widget.recent(KITCHEN).check();
  await expect(page.getByText(`1 Auftrag an ${KITCHEN}`)).toBeVisible();
  await page.getByRole('button', { name: '1 Auftrag drucken' }).click();
  await expect(page.getByText(`„${REPORT}“ wurde an ${KITCHEN} gesendet.`).first()).toBeVisible();
  expect(await language(page)).toEqual(['de', 'ltr']);
  expect(requested).toEqual(['/pkg/locales/de.js']);
});

test('Arabic is right to left with names left to right', async ({ page, open, widget }) => {
  await open('everyday', { locale: 'ar' });
  await expect(widget.place.getByText(REPORT)).toBeVisible();
  expect(await language(page)).toEqual(['ar', 'rtl']);
  await page.getByRole('button', { name: REPORT }).click();
  await page.getByText('إلغاء المهمة', { exact: true }).click();
  await expect(page.getByText(`\u2068${REPORT}\u2069`)).toBeVisible();
  // Arabic lines start on the right, so the name has to be just left of its checkbox.
  const name = await widget.place.getByText(REPORT, { exact: true }).evaluate((element) => {
    const letters = new Range();
    letters.selectNodeContents(element);
    return letters.getBoundingClientRect().right;
  });
  const checkbox = await widget.place.getByRole('checkbox', { name: REPORT }).boundingBox();
  expect(checkbox.x - name).toBeGreaterThan(0);
  expect(checkbox.x - name).toBeLessThan(20);
});

test('Arabic keeps a size next to its unit', async ({ page, open, widget }) => {
  await open('everyday', { locale: 'ar' });
  const facts = widget.place.getByRole('listitem').filter({ hasText: REPORT }).getByText('A4');
  // The right edges of the words have to descend: the paper, then the number, then its unit.
  const places = await facts.evaluate((element) => ['A4', '1.3', 'م.ب'].map((word) => {
    const letters = new Range();
    const [text] = element.childNodes;
    const at = text.data.indexOf(word);
    letters.setStart(text, at);
    letters.setEnd(text, at + word.length);
    return letters.getBoundingClientRect().right;
  }));
  expect(places).toEqual(places.toSorted((one, other) => other - one));
});

for (const [given, expected] of [['ltr', ['ar', 'ltr']], ['auto', ['ar', 'rtl']]]) {
  test(`dir="${given}" decides the direction of Arabic`, async ({ page, open, widget }) => {
    await open('one-job', { locale: 'ar', dir: given });
    await expect(widget.place.getByText(REPORT)).toBeVisible();
    expect(await language(page)).toEqual(expected);
  });
}

for (const [locale, colorScheme] of [['de', 'light'], ['ar', 'dark']]) {
  test(`axe finds nothing in ${locale}, ${colorScheme}`, async ({ page, open, widget }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open('everyday', { locale });
    await expect(widget.place.getByText(REPORT)).toBeVisible();
    await widget.recent(KITCHEN).check();
    expect(await wcagViolations(page)).toEqual([]);
  });
}

test('British English has its own spelling, and shares the other sentences', async ({ page, open, widget }) => {
  const requested = watchFiles(page);
  await open('everyday', { locale: 'en-AU' });
  await expect(widget.job(POSTER)).toContainText('Colour');
  await expect(page.getByText('Waiting to print')).toBeVisible();
  expect(await language(page)).toEqual(['en-GB', 'ltr']);
  expect(requested).toEqual(['/pkg/locales/en-GB.js']);
});

test('American English loads no file', async ({ page, open, widget }) => {
  const requested = watchFiles(page);
  await open('one-job');
  await expect(widget.job(REPORT)).toBeVisible();
  await page.evaluate(() => (window.widget.locale = 'en-US'));
  await page.clock.runFor(100);
  await expect(widget.job(REPORT)).toBeVisible();
  expect(requested).toEqual([]);
  expect(await language(page)).toEqual(['en', 'ltr']);
});

test('without `locale` the nearest `lang` or the browser decides', async ({ browser, server, simulator }) => {
  const context = await browser.newContext({ locale: 'es-MX' });
  const page = await context.newPage();
  await page.goto(`${server.origin}/hosts/bare.html?queue=q&base-url=${simulator.origin}&account=null`);
  for (const [html, place, words] of [
    ['de', null, 'Wartende Druckaufträge'],
    ['de', 'fr', 'Travaux en attente d’impression'],
    ['', null, 'En espera de impresión'],
    ['en', null, 'Waiting to print'],
  ]) {
    await page.evaluate(async ([html, place]) => {
      document.documentElement.lang = html;
      window.place.replaceChildren();
      if (place) window.place.lang = place;
      else window.place.removeAttribute('lang');
      await window.load();
      window.show({ account: undefined, getToken: undefined, token: 'text' });
    }, [html, place]);
    await expect(page.getByText(words)).toBeVisible();
  }
  await context.close();
});

test('a `lang` outside of closed shadow roots is found', async ({ page, openBare }) => {
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => {
    window.place.lang = 'de';
    const inner = document.createElement('div');
    inner.lang = '';
    const shell = window.place.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
    shell.append(inner);
    window.element = window.show({}, inner);
  }));
  await expect.poll(() => page.evaluate(() => window.element.shadowRoot.textContent)).toContain('Wartende Druckaufträge');
});

for (const [how, answer] of [
  ['is missing', (route) => route.fulfill({ status: 404 })],
  ['is lost', (route) => route.abort()],
  ['is a page', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })],
  ['is cut short', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export default { intro: ' })],
  ['exports nothing', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export {}' })],
  ['exports a text', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export default "Hallo"' })],
  ['exports a cycle', (route) => route.fulfill({ contentType: 'text/javascript', body: 'const it = {}; it.it = it; export default it' })],
  ['is of another language', async (route) => route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/de.js', '/ar.js') }) })],
  ['names no language', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export default { refresh: "Neu" }' })],
  ['throws', (route) => route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("no")' })],
]) {
  test(`a language file that ${how} leaves English`, async ({ page, openBare, widget, browserLog }) => {
    await page.route(GERMAN, answer);
    await openBare('one-job');
    await show(page, { locale: 'de' });
    await expect(widget.job(REPORT)).toBeVisible();
    expect(await language(page)).toEqual(['en', 'ltr']);
    expect(await missing(widget)).toEqual([{ code: 'languageUnavailable', language: 'de', url: expect.stringMatching(/\/pkg\/locales\/de\.js$/) }]);
    expect(await widget.events('problem')).toEqual([]);
    if (how === 'is a page') browserLog.expectError(/MIME type/);
    // A new theme does not load the file again; another locale of the language does.
    await page.unroute(GERMAN);
    await page.evaluate(() => (window.element.theme = 'dark'));
    await page.clock.runFor(100);
    expect(await language(page)).toEqual(['en', 'ltr']);
    await page.evaluate(() => (window.element.locale = 'de-AT'));
    await expect(page.getByRole('button', { name: 'Aktualisieren' })).toBeVisible();
  });
}

test('a policy that blocks the file leaves English', async ({ openBare, page, widget, browserLog }) => {
  await openBare('one-job', { policy: 'no-locales' });
  await show(page, { locale: 'de' });
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await missing(widget)).toHaveLength(1);
  browserLog.expectError(/locales\/de\.js/);
});

test('a file that hangs is given up after five seconds', async ({ page, openBare, widget }) => {
  await page.route(GERMAN, () => {});
  await openBare('one-job');
  await show(page, { locale: 'de' });
  await expect(page.getByText('Loading your print jobs…')).toBeVisible();
  await page.clock.fastForward(5_000);
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await missing(widget)).toHaveLength(1);
});

test('only the unusable sentences of a file are in English', async ({ page, openBare }) => {
  const body = 'export default { tag: "de", refresh: "Neu", selectAll: 7, jobsHeading: "{count}", summaryChooseJobs: { other: null }, more: [] }';
  await page.route(GERMAN, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await openBare('everyday');
  await show(page, { locale: 'de', strings: { destinationLabel: 'Wohin?' } });
  await expect(page.getByRole('button', { name: 'Neu' })).toBeVisible();
  for (const words of ['Select all', 'Waiting to print', 'Select what to print.', 'Wohin?']) {
    await expect(page.getByText(words, { exact: true })).toBeVisible();
  }
});

test('the latest requested language wins and keeps the user’s work', async ({ page, openBare, widget }) => {
  const release = await hold(page, GERMAN);
  await openBare('everyday');
  await page.evaluate(async () => {
    const { mount } = await window.load();
    window.handle = await mount(window.place, window.options());
  });
  await widget.checkbox(REPORT).check();
  await widget.chooseRecent(KITCHEN);
  await widget.changeCopies(3);
  await page.evaluate(() => {
    window.handle.update({ locale: 'de' });
    window.handle.update({ locale: 'fr' });
    window.handle.update({ theme: 'dark' });
  });
  await expect(page.getByRole('button', { name: 'Imprimer 1 travail' })).toBeVisible();
  release();
  await page.waitForResponse(GERMAN);
  await page.clock.runFor(100);
  expect(await language(page)).toEqual(['fr', 'ltr']);
  await expect(page.getByRole('checkbox', { name: REPORT })).toBeChecked();
  await expect(widget.recent(KITCHEN)).toBeChecked();
  await expect(page.getByText('Paramètres d’impression')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Copies' })).toHaveValue('3');
  await page.evaluate(() => window.handle.update({ locale: 'de' }));
  await expect(page.getByRole('button', { name: '1 Auftrag drucken' })).toBeVisible();
  await page.evaluate(() => window.handle.update({ locale: 'en' }));
  await expect(widget.button).toHaveText('Print 1 job');
});

test('a new language keeps focus, typed text and open parts', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.checkbox(REPORT).check();
  await widget.chooseRecent(KITCHEN);
  await widget.openSettings();
  await widget.checkbox(REPORT).evaluate((checkbox) => (window.checkbox = checkbox));
  await widget.search.fill('recep');
  await expect(widget.found).toHaveCount(1);
  await page.evaluate(() => (window.widget.locale = 'de'));
  const search = widget.place.getByRole('combobox', { name: 'Wo möchten Sie drucken?' });
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('recep');
  await expect(search).toHaveAttribute('placeholder', /Gebäude/);
  await expect(widget.place.getByRole('option', { name: /Reception/ })).toBeVisible();
  await expect(widget.place.getByRole('textbox', { name: 'Exemplare' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Druckeinstellungen' })).toBeVisible();
  expect(await page.evaluate(() => window.checkbox.isConnected && window.checkbox.checked)).toBe(true);
  expect(await language(page)).toEqual(['de', 'ltr']);
});

test('a new language repeats no announcement', async ({ page, open, widget }) => {
  await open('everyday');
  await expect(widget.status).toContainText('4 jobs are waiting');
  await page.evaluate(() => (window.widget.locale = 'de'));
  await expect(page.getByRole('button', { name: 'Aktualisieren' })).toBeVisible();
  await expect(widget.status).toContainText('4 jobs are waiting');
});

test('skeleton and notice are in the language, too', async ({ page, openBare, widget }) => {
  const release = await hold(page, '**/print-redirect-program_bg.wasm', (route) => route.abort());
  await openBare('one-job');
  await show(page, { locale: 'de' });
  await expect(page.getByText('Ihre Druckaufträge werden geladen…')).toBeVisible();
  release();
  await expect(widget.alert).toContainText('Ihre Druckaufträge konnten nicht geladen werden.');
  expect(await language(page)).toEqual(['de', 'ltr']);
  await page.unroute('**/print-redirect-program_bg.wasm');
  await page.getByRole('button', { name: 'Erneut versuchen' }).click();
  await expect(page.getByRole('checkbox', { name: REPORT })).toBeVisible();
});

test('the one-file variant finds its languages beside it, or below `assetBase`', async ({ page, openBare }) => {
  const requested = watchFiles(page);
  await openBare('one-job');
  await page.evaluate(() => window.load('print-redirect.inline.js').then(() => void (window.element = window.show({ locale: 'de' }))));
  await expect(page.getByRole('checkbox', { name: REPORT })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Aktualisieren' })).toBeVisible();
  expect(requested).toEqual(['/pkg/locales/de.js']);
  await page.evaluate(() => Object.assign(window.element, { assetBase: '/pkg', locale: 'ar' }));
  await expect(page.getByRole('button', { name: 'تحديث' })).toBeVisible();
  expect(requested).toEqual(['/pkg/locales/de.js', '/pkg/locales/ar.js']);
});

/** Imports a file of the package as a script without an address of its own, such as a bundler's for older browsers. */
async function loadWithoutAddress(page, file) {
  const script = await readFile(join(process.env.PRINT_REDIRECT_PKG, file), 'utf8');
  await page.evaluate((script) => {
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    return import(address).then(() => void window.show({ locale: 'de' }));
  }, script);
}

test('a script without an address looks for its files in the folder of the page, and names them', async ({ page, openBare, widget, browserLog }) => {
  browserLog.allowed.push(/404/); // of the wasm, but not of a script
  await openBare('one-job', { policy: 'blob-scripts' });
  await loadWithoutAddress(page, 'print-redirect.js');
  await expect(widget.alert).toContainText('/hosts/print-redirect-program');
  expect(await widget.lastProblem()).toBe('programUnreachable');
});

test('the one-file variant without an address is in English, and says which file it misses', async ({ page, openBare, widget }) => {
  await openBare('one-job', { policy: 'blob-scripts' });
  await loadWithoutAddress(page, 'print-redirect.inline.js');
  await expect(widget.job(REPORT)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeVisible();
  const [missing] = (await widget.events('diagnostic')).filter(({ code }) => code === 'languageUnavailable');
  expect(missing).toMatchObject({ language: 'de', url: expect.stringMatching(/\/hosts\/locales\/de\.js$/) });
});

/** Replaces each text of the widget by elements, as the translators of Chrome and Edge do. */
const translate = (page) => page.evaluate(() => {
  const { shadowRoot } = document.querySelector('print-redirect');
  const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
  for (const text of texts) {
    const [inner, outer] = [document.createElement('font'), document.createElement('font')];
    inner.textContent = text.data;
    outer.append(inner);
    text.replaceWith(outer);
  }
});

test('a page translator leaves no text that does not change', async ({ page, open, widget, tenant, eventually }) => {
  await open('everyday');
  await widget.checkbox(POSTER).check();
  await widget.chooseRecent(KITCHEN);
  await expect(widget.place.getByText(`1 job to ${KITCHEN}`)).toBeVisible();
  await translate(page);
  await widget.recent(PROJECT_SPACE).check();
  await expect(widget.place.getByText(`1 job to ${PROJECT_SPACE}`)).toBeVisible();
  await expect(widget.place.getByText(`1 job to ${KITCHEN}`)).toHaveCount(0);
  await translate(page);
  await widget.checkbox(REPORT).check();
  await expect(widget.button).toHaveText('Print 2 jobs');
  await translate(page);
  await widget.press();
  await translate(page);
  await eventually((expect) => expect(widget.result(POSTER)).toContainText(`was printed at ${PROJECT_SPACE}`));
  await eventually((expect) => expect(widget.result(REPORT)).toContainText(`was printed at ${PROJECT_SPACE}`));
  await expect(widget.results).toHaveCount(2);
  await expect(widget.checkbox(POSTER)).toHaveCount(0);
  expect(await tenant.printed()).toHaveLength(2);
});

test('widget, skeleton and notice ask not to be translated', async ({ page, openBare, widget }) => {
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => window.show()));
  const asks = () => page.evaluate(() => {
    const [{ translate, className }] = document.querySelector('print-redirect').shadowRoot.children;
    return [translate, className.split(' ').includes('notranslate')];
  });
  expect(await asks()).toEqual([false, true]);
  await expect(widget.job(REPORT)).toBeVisible();
  expect(await asks()).toEqual([false, true]);
  await page.evaluate(() => { document.querySelector('print-redirect').theme = 'pink'; });
  await expect(widget.alert.first()).toContainText("isn't set up correctly");
  expect(await asks()).toEqual([false, true]);
});

/** Opens the scenario with another name for the report. */
async function openNamed(page, open, name, settings) {
  await page.route(/\/jobs\?/, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({ response: answer, body: text.replaceAll(JSON.stringify(REPORT), JSON.stringify(name)) });
  });
  await open('one-job', settings);
}

test('a name that turns text is isolated and without its marks', async ({ page, open, widget, eventually }) => {
  await openNamed(page, open, 'bill\u{202e}fdp.exe\n\u{2066}', {});
  await expect(widget.job('billfdp.exe')).toBeVisible();
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.results.first()).toContainText(`“\u{2068}billfdp.exe \u{2069}” was printed at ${KITCHEN}.`));
  const turning = await widget.place.locator('.root').evaluate((root) => {
    const labels = [...root.querySelectorAll('[aria-label]')].map((element) => element.getAttribute('aria-label'));
    return [root.textContent, ...labels].filter((text) => /[\u202a-\u202e\u2066\u2067]/.test(text));
  });
  expect(turning).toEqual([]);
});

test('a Hebrew name leaves its English sentence in order', async ({ page, open, widget, eventually }) => {
  await openNamed(page, open, 'דוח שנתי', {});
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.results.first()).toContainText('was printed at'));
  // The left edges of the words have to ascend.
  const places = await widget.results.first().getByText('was printed at').evaluate((element) => {
    const [text] = element.childNodes;
    return ['דוח', 'was', 'printed', 'Kitchen'].map((word) => {
      const letters = new Range();
      const at = text.data.indexOf(word);
      letters.setStart(text, at);
      letters.setEnd(text, at + word.length);
      return letters.getBoundingClientRect().left;
    });
  });
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});
