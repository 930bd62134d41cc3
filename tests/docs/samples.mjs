/**
 * Checks the JavaScript, TypeScript and HTML samples in the documentation against the package's types.
 *
 * Run as `node tests/docs/samples.mjs`, with the packages of `tests/e2e` installed (`npm ci` there). Each failing sample is
 * printed with its file and line, and the exit code is 1. The last line is the count of samples that were checked.
 *
 * A sample from an example (`<!-- from examples/… -->`) is compiled with that example, and not here. Every other sample is a
 * module of its own. Samples in JavaScript may be short about `null`; those in TypeScript are strict.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PACKAGES = join(ROOT, 'tests/e2e/node_modules');
const TYPES = join(ROOT, 'js/print-redirect.d.ts');
/** What the samples import, and where its types are. */
const PATHS = {
  'print-redirect': [TYPES],
  'print-redirect/inline': [TYPES],
  'print-redirect/react': [join(ROOT, 'js/react/index.d.ts')],
  'print-redirect/vue': [join(ROOT, 'js/vue/index.d.ts')],
  '/print-redirect/print-redirect.js': [TYPES],
  '/sign-in.js': [join(import.meta.dirname, 'sign-in.d.ts')],
  '@azure/msal-browser': [join(PACKAGES, '@azure/msal-browser')],
};
const LANGUAGES = { js: 'js', javascript: 'js', ts: 'ts', typescript: 'ts', html: 'html', vue: 'html' };
/** Compiled with the samples: if the compiler accepts this, it checks nothing. */
const WRONG = "document.createElement('print-redirect').theme = 'pink';\nexport {};\n";

/** The line before a sample that is from an example. excerpts.rs sees that it is. */
const EXCERPT = /^\s*<!-- from \S+ -->$/;
const NOT_OURS = ['.git', 'dist', 'node_modules', 'target'];

/** The pages in a folder and below, by their paths from the root. */
function pages(folder = '') {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return NOT_OURS.includes(entry.name) ? [] : pages(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** The fenced blocks of a page: what stands behind the fence, the text, the line of the page before it, and whether it is an excerpt. */
function* samples(page) {
  let open;
  let before = '';
  for (const [index, line] of readFileSync(join(ROOT, page), 'utf8').split('\n').entries()) {
    const fence = line.match(/^\s*(`{3,}|~{3,})\s*([\w-]*)/);
    if (open && fence?.[1].startsWith(open.fence) && !fence[2]) {
      yield open;
      open = undefined;
    } else if (open) open.text += `${line}\n`;
    else if (fence) {
      open = { page, line: index + 1, fence: fence[1], language: LANGUAGES[fence[2]], text: '', isExcerpt: EXCERPT.test(before) };
    }
    before = line;
  }
}

/** The scripts that stand in a sample of HTML, each with the line of the page before it. */
function scripts({ page, line, text }) {
  const found = [...text.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)];
  return found.map((match) => {
    const before = text.slice(0, match.index + match[0].indexOf('>') + 1);
    return { page, line: line + before.split('\n').length - 1, language: 'js', text: match[1] };
  });
}

const types = readFileSync(TYPES, 'utf8');
const ATTRIBUTES = types.match(/<print-redirect (.*?)>/s)[1].match(/[\w-]+(?==)/g);
const PROPERTIES = [...types.matchAll(/^ {2}get (\w+)\(\)/gm)].map(([, name]) => name);
const EVENTS = [...types.matchAll(/^ {2}(\w+): CustomEvent</gm)].map(([, name]) => name);

/** What stands on `<print-redirect>`, also as Vue and Angular write it, and is not in the types. */
function unknownNames(text) {
  const elements = [...text.matchAll(/<print-redirect\s((?:"[^"]*"|[^">])*)>/g)].map(([, names]) => names.replaceAll(/"[^"]*"/g, '""'));
  return elements.flatMap((names) => names.match(/[^\s=/]+(?==|\s|$)/g) ?? []).filter((name) => {
    const property = name.match(/^:(\w+)\.prop$|^\[(\w+)\]$/);
    const event = name.match(/^@(\w+)$|^\((\w+)\)$/);
    if (property) return !PROPERTIES.includes(property[1] ?? property[2]);
    if (event) return !EVENTS.includes(event[1] ?? event[2]);
    return name !== '""' && !ATTRIBUTES.includes(name);
  });
}

/** Compiles these samples in a folder, and gives what the compiler says about each, by page and line. */
function compile(folder, language, samples) {
  mkdirSync(folder, { recursive: true });
  const names = new Map();
  for (const [index, { page, line, text }] of samples.entries()) {
    const name = `sample-${index}.${language}`;
    names.set(name, page);
    // Empty lines before it, so that the compiler's lines are those of the page.
    writeFileSync(join(folder, name), '\n'.repeat(line) + text);
  }
  writeFileSync(join(folder, `wrong.${language}`), WRONG);
  const compilerOptions = {
    strict: true, strictNullChecks: language === 'ts', allowJs: true, checkJs: true, noEmit: true, moduleDetection: 'force',
    target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], module: 'esnext', moduleResolution: 'bundler', types: [], skipLibCheck: true,
    paths: PATHS,
  };
  const files = [...names.keys(), `wrong.${language}`];
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const { stdout, stderr, error } = spawnSync(process.execPath, [join(PACKAGES, 'typescript/bin/tsc'), '--pretty', 'false', '-p', folder], {
    cwd: folder, encoding: 'utf8',
  });
  if (error) throw error;
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.trim());
  if (!lines.some((line) => line.startsWith(`wrong.${language}`))) {
    throw new Error(`the compiler accepted what is wrong:\n${lines.join('\n')}`);
  }
  const others = lines.filter((line) => !line.startsWith(`wrong.${language}`));
  return others.map((line) => line.replace(/^(sample-\d+\.\w+)\((\d+),\d+\)/, (_, name, at) => `${names.get(name)}:${at}`));
}

const found = pages().flatMap((page) => [...samples(page)]).filter(({ language }) => language);
const all = found.flatMap((sample) => (sample.language === 'html' ? [sample, ...scripts(sample)] : [sample]));
const folder = mkdtempSync(join(tmpdir(), 'print-redirect-samples-'));
const wrong = [];
try {
  for (const language of ['js', 'ts']) {
    wrong.push(...compile(join(folder, language), language, all.filter((sample) => sample.language === language && !sample.isExcerpt)));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const { page, line, text } of all) {
  for (const name of unknownNames(text)) wrong.push(`${page}:${line}: <print-redirect> has no "${name}"`);
}
for (const line of wrong) console.error(line);
const pagesWithSamples = new Set(all.map(({ page }) => page)).size;
console.log(`${all.length} samples on ${pagesWithSamples} pages were checked, ${wrong.length} mistakes`);
process.exitCode = wrong.length > 0 || all.length === 0 ? 1 : 0;
