// The hand-written types against what the program takes and tells: neither knows a name the other does not.
//
// What the program told is written down as literals of the types and given to the compiler, which
// refuses a member too many as well as one too few.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test, expect } from './test.mjs';

const PKG = process.env.PRINT_REDIRECT_PKG;
const REPORT = 'Quarterly report.pdf';
const KITCHEN = 'BER-A2 Kitchen corner';
/** What the shell takes out of the options before the program reads the rest. */
const FUNCTIONS_AND_TOKENS = ['getToken', 'token', 'gatewayToken', 'fetch', 'resolveCode'];

const types = await readFile(join(PKG, 'print-redirect.d.ts'), 'utf8');

/** The names of an interface's own members. */
function members(name) {
  const [, body] = types.match(new RegExp(`interface ${name} \\{\n(.*?)\n\\}`, 's'));
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, member]) => member).sort();
}

/** Mounts a widget with these options instead and gives the refusals. */
async function refusals(page, changes) {
  return page.evaluate(async (changes) => {
    window.events.length = 0;
    const { mount } = await window.load();
    const handle = await mount(window.place, { ...window.options(), ...changes });
    handle.unmount();
    return window.events.find(({ type }) => type === 'problem')?.detail.refusals ?? [];
  }, changes);
}

/** Has the compiler judge a file that imports the package. */
async function compile(text, testInfo) {
  const file = testInfo.outputPath('contract.ts');
  await writeFile(file, text);
  const tsc = join(import.meta.dirname, 'node_modules/.bin/tsc');
  const flags = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--types', '', '--module', 'esnext', '--moduleResolution', 'bundler'];
  return promisify(execFile)(tsc, [...flags, file]).then(() => '', ({ stdout }) => stdout);
}

test('the options of the types are those the program takes', async ({ page, openBare }) => {
  await openBare('one-job');
  const [unknown] = await refusals(page, { nonsense: 1 });
  expect(unknown.option).toBe('nonsense');
  const taken = unknown.allowed.replace('one of ', '').split(', ');
  expect([...taken, ...FUNCTIONS_AND_TOKENS, 'assetBase'].sort()).toEqual(members('PrintRedirectOptions'));
  const refused = await refusals(page, Object.fromEntries(FUNCTIONS_AND_TOKENS.map((name) => [name, { not: 'one' }])));
  expect(refused.map(({ option }) => option).sort()).toEqual([...FUNCTIONS_AND_TOKENS].sort());
});

test('each option is accepted in every form of its type', async ({ page, openBare }, testInfo) => {
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
    { token: 'text', assetBase: '/pkg/' },
  ];
  const typed = forms.map((form, index) => `const form${index}: Partial<PrintRedirectOptions> = ${JSON.stringify(form)};`);
  expect(await compile(`import type { PrintRedirectOptions } from '${PKG}/print-redirect.js';\n${typed.join('\n')}\n`, testInfo)).toBe('');
  for (const form of forms) expect({ form, refused: await refusals(page, form) }).toEqual({ form, refused: [] });
  // The types allow no more values than the program does.
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

test('the element has the properties and attributes of the types', async ({ page, openBare }) => {
  await openBare('one-job');
  const element = await page.evaluate(async () => {
    const { PrintRedirectElement } = await window.load();
    const accessors = Object.entries(Object.getOwnPropertyDescriptors(PrintRedirectElement.prototype)).filter(([, { get }]) => get);
    return { properties: accessors.map(([name]) => name).sort(), attributes: PrintRedirectElement.observedAttributes };
  });
  const properties = [...types.matchAll(/^ {2}get (\w+)\(\)/gm)].map(([, name]) => name).sort();
  expect(element.properties).toEqual(properties);
  // `dir` is one of every element's.
  expect([...properties, 'dir'].sort()).toEqual(members('PrintRedirectOptions'));
  const documented = types.match(/<print-redirect (.*?)>/s)[1].match(/[\w-]+(?==)/g);
  expect(element.attributes.sort()).toEqual(documented.sort());
});

test('the details of the events are those of the types', async ({ page, openBare, widget, eventually, signIn, tenant }, testInfo) => {
  const told = [];
  const keep = async () => told.push(...(await page.evaluate(() => window.events.splice(0))));
  await openBare('one-job');
  await page.evaluate(() => window.load().then(() => void (window.element = window.show())));
  await widget.chooseRecent(KITCHEN);
  await widget.press();
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
  await keep();
  const { answer } = signIn;
  signIn.answer = () => Promise.reject(new Error('no'));
  await page.evaluate(() => window.element.refresh());
  await expect(widget.alert).toHaveText(/Your sign-in was not accepted\./);
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
  expect([...new Set(told.map(({ type }) => type))].sort()).toEqual(names);
  const literals = told.map(({ type, detail }, index) => `const told${index}: PrintRedirectEventMap['${type}']['detail'] = ${JSON.stringify(detail)};`);
  expect(await compile(`import type { PrintRedirectEventMap } from '${PKG}/print-redirect.js';\n${literals.join('\n')}\n`, testInfo)).toBe('');

  // What the sign-in was asked is a `TokenNeed`, no more and no less.
  const needs = signIn.needs.map((need, index) => `const need${index}: TokenNeed = ${JSON.stringify(need)};`);
  expect(await compile(`import type { TokenNeed } from '${PKG}/print-redirect.js';\n${needs.join('\n')}\n`, testInfo)).toBe('');
});

test('what the documentation writes on the element is an attribute of the types', async () => {
  const documented = types.match(/<print-redirect (.*?)>/s)[1].match(/[\w-]+(?==)/g);
  const pages = ['README.md', 'docs/deploy.md', 'docs/embedding.md', 'docs/theming.md', 'docs/hosts.md', 'demo/theming.html'];
  const texts = await Promise.all(pages.map((page) => readFile(join(import.meta.dirname, '../..', page), 'utf8')));
  const written = texts.join().matchAll(/<print-redirect\s([^>]*)>/g);
  const names = [...written].flatMap(([, attributes]) => attributes.match(/(?<=^|\s)[a-z-]+(?==)/g) ?? []);
  expect(names).toContain('gateway-scope');
  expect(names.filter((name) => !documented.includes(name))).toEqual([]);
});

test('a wrong detail would be found', async ({}, testInfo) => {
  const wrong = (detail) => compile(
    `import type { RedirectedDetail } from '${PKG}/print-redirect.js';\nconst told: RedirectedDetail = ${JSON.stringify(detail)};\n`,
    testInfo,
  );
  const right = { job: { queue: 'q', job: '1' }, destination: { share: 's', printer: 'p' }, newJob: null };
  expect(await wrong(right)).toBe('');
  expect(await wrong({ ...right, extra: 1 })).toContain('extra');
  expect(await wrong({ job: right.job, newJob: null })).toContain('destination');
});
