// Compares js/print-redirect.d.ts with the program: options, attributes, events and the code in the documentation.
//
// What the program sent is written as literals of the declared types and compiled. The compiler refuses a member too many as
// well as one too few.
import { execFile } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

const PKG = process.env.PRINT_REDIRECT_PKG;
const ROOT = join(import.meta.dirname, '../..');
/** The options that are not plain data. The program does not list them as names it knows. */
const FUNCTIONS_AND_TOKENS = ['getToken', 'token', 'gatewayToken', 'fetch', 'resolveCode'];

const types = await readFile(join(PKG, 'print-redirect.d.ts'), 'utf8');

/** The names of an interface's own members. */
function members(name) {
  const [, body] = types.match(new RegExp(`interface ${name} \\{\n(.*?)\n\\}`, 's'));
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, member]) => member).sort();
}

/** Mounts a widget with these changes of the options. Returns the refusals. */
async function refusals(page, changes) {
  return page.evaluate(async (changes) => {
    window.events.length = 0;
    const { mount } = await window.load();
    const handle = await mount(window.place, { ...window.options(), ...changes });
    handle.unmount();
    return window.events.find(({ type }) => type === 'problem')?.detail.refusals ?? [];
  }, changes);
}

/** Compiles a file that imports the package. Returns the compiler's messages, or '' if there are none. */
async function compile(text, testInfo) {
  const file = testInfo.outputPath('contract.ts');
  await writeFile(file, text);
  const tsc = join(import.meta.dirname, 'node_modules/.bin/tsc');
  const flags = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--types', '', '--module', 'esnext', '--moduleResolution', 'bundler'];
  return promisify(execFile)(tsc, [...flags, file]).then(() => '', ({ stdout }) => stdout);
}

test('the declared options are the options that the program accepts', async ({ page, openBare }) => {
  await openBare('one-job');
  const [unknown] = await refusals(page, { nonsense: 1 });
  expect(unknown.option).toBe('nonsense');
  const taken = unknown.allowed.replace('one of ', '').split(', ');
  expect([...taken, ...FUNCTIONS_AND_TOKENS, 'assetBase'].sort()).toEqual(members('PrintRedirectOptions'));
  const refused = await refusals(page, Object.fromEntries(FUNCTIONS_AND_TOKENS.map((name) => [name, { not: 'one' }])));
  expect(refused.map(({ option }) => option).sort()).toEqual([...FUNCTIONS_AND_TOKENS].sort());
});

test('each option is accepted in every declared form', async ({ page, openBare }, testInfo) => {
  await openBare('one-job');
  const forms = [
    ...['auto', 'light', 'dark', 'contrast'].map((theme) => ({ theme })),
    ...['ltr', 'rtl', 'auto'].map((dir) => ({ dir })),
    ...['global', 'usgov', 'usgov-dod'].flatMap((cloud) => ['v1.0', 'beta'].map((version) => ({ graph: { cloud, version } }))),
    { graph: { baseUrl: 'https://print.example/graph', version: 'beta' } },
    { queues: [{ share: 'a', label: 'A', printer: 'p' }, { share: 'b' }] },
    { account: { username: 'ada@contoso.example', localAccountId: 'id', tenantId: 'tenant' } },
    { locale: 'de-CH', strings: { refresh: 'Once more' }, destination: 'share' },
    { destinations: ['a', 'b'], destination: 'a', retentionHours: 72 },
    ...[true, false].map((requirePresence) => ({ requirePresence })),
    ...[true, false].map((allowStopped) => ({ allowStopped })),
    { token: 'text', assetBase: '/pkg/' },
  ];
  const typed = forms.map((form, index) => `const form${index}: Partial<PrintRedirectOptions> = ${JSON.stringify(form)};`);
  expect(await compile(`import type { PrintRedirectOptions } from '${PKG}/print-redirect.js';\n${typed.join('\n')}\n`, testInfo)).toBe('');
  for (const form of forms) expect({ form, refused: await refusals(page, form) }).toEqual({ form, refused: [] });
  // Every declared value is allowed by the program.
  for (const [option, given, allowed] of [
    ['theme', { theme: '?' }, types.match(/type Theme = (.*);/)[1]],
    ['dir', { dir: '?' }, types.match(/dir\?: (.*);/)[1]],
    ['graph.cloud', { graph: { cloud: '?' } }, types.match(/cloud\?: (.*);/)[1]],
    ['graph.version', { graph: { version: '?' } }, types.match(/version\?: (.*);/)[1]],
  ]) {
    const [refusal] = await refusals(page, given);
    expect(refusal.option).toBe(option);
    const words = (text) => text.match(/[\w.-]+/g).sort();
    for (const value of words(allowed)) expect(words(refusal.allowed)).toContain(value);
  }
});

test('the element has the declared properties and attributes', async ({ page, openBare }) => {
  await openBare('one-job');
  const element = await page.evaluate(async () => {
    const { PrintRedirectElement } = await window.load();
    const accessors = Object.entries(Object.getOwnPropertyDescriptors(PrintRedirectElement.prototype)).filter(([, { get }]) => get);
    return { properties: accessors.map(([name]) => name).sort(), attributes: PrintRedirectElement.observedAttributes };
  });
  const properties = [...types.matchAll(/^ {2}get (\w+)\(\)/gm)].map(([, name]) => name).sort();
  expect(element.properties).toEqual(properties);
  // Every HTML element has `dir`.
  expect([...properties, 'dir'].sort()).toEqual(members('PrintRedirectOptions'));
  const documented = types.match(/<print-redirect (.*?)>/s)[1].match(/[\w-]+(?==)/g);
  expect(element.attributes.sort()).toEqual(documented.sort());
});

test('the details of events have the declared types', async ({ page, openBare, widget, eventually, signIn, tenant }, testInfo) => {
  const received = [];
  const keep = async () => received.push(...(await page.evaluate(() => window.events.splice(0))));
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => void (window.element = window.show())));
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  await keep();
  const { answer } = signIn;
  signIn.answer = () => Promise.reject(new Error('no'));
  await page.evaluate(() => window.element.refresh());
  await expect(widget.alert).toHaveText(/Your sign-in wasn't accepted\./);
  await keep();
  signIn.answer = answer;
  await page.evaluate(() => Object.assign(window.element, { getToken: null, token: null, theme: 'pink' }));
  await expect.poll(async () => (await widget.lastProblem())).toBe('optionsRefused');
  await page.evaluate(() => Object.assign(window.element, { theme: null }));
  await page.evaluate(() => window.element.refresh());
  await expect.poll(async () => (await widget.events('tokenrequired')).length).toBeGreaterThan(0);
  await keep();
  await page.evaluate(() => void window.show({ assetBase: '/nowhere/' }));
  await expect.poll(() => widget.lastProblem()).toBe('programUnreachable');
  await keep();

  const names = [...types.matchAll(/^ {2}(\w+): CustomEvent</gm)].map(([, name]) => name).sort();
  expect([...new Set(received.map(({ type }) => type))].sort()).toEqual(names);
  const literals = received.map(({ type, detail }, index) => `const detail${index}: PrintRedirectEventMap['${type}']['detail'] = ${JSON.stringify(detail)};`);
  expect(await compile(`import type { PrintRedirectEventMap } from '${PKG}/print-redirect.js';\n${literals.join('\n')}\n`, testInfo)).toBe('');

  // `getToken` was called with a `TokenNeed`.
  const needs = signIn.needs.map((need, index) => `const need${index}: TokenNeed = ${JSON.stringify(need)};`);
  expect(await compile(`import type { TokenNeed } from '${PKG}/print-redirect.js';\n${needs.join('\n')}\n`, testInfo)).toBe('');
});

test('the documentation uses only declared attributes of the element', async () => {
  const documented = types.match(/<print-redirect (.*?)>/s)[1].match(/[\w-]+(?==)/g);
  const docs = (await readdir(join(ROOT, 'docs'))).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`);
  const pages = ['README.md', 'demo/theming.html', ...docs];
  const texts = await Promise.all(pages.map((page) => readFile(join(ROOT, page), 'utf8')));
  const written = texts.join().matchAll(/<print-redirect\s([^>]*)>/g);
  const names = [...written].flatMap(([, attributes]) => attributes.match(/(?<=^|\s)[a-z-]+(?==)/g) ?? []);
  expect(names).toContain('gateway-scope');
  expect(names.filter((name) => !documented.includes(name))).toEqual([]);
});

test('the compiler finds a wrong detail', async ({}, testInfo) => {
  const wrong = (detail) => compile(
    `import type { RedirectedDetail } from '${PKG}/print-redirect.js';\nconst detail: RedirectedDetail = ${JSON.stringify(detail)};\n`,
    testInfo,
  );
  const right = { job: { queue: 'q', job: '1' }, destination: { share: 's', printer: 'p' }, newJob: null };
  expect(await wrong(right)).toBe('');
  expect(await wrong({ ...right, extra: 1 })).toContain('extra');
  expect(await wrong({ job: right.job, newJob: null })).toContain('destination');
});
