// Every catalogue against the English it translates, and which language is chosen; no browser needed.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { TAGS, matchLanguage } from '../../js/language.js';
import { ENGLISH_SENTENCES } from '../../js/words.js';

const ROOT = join(import.meta.dirname, '../..');
const files = (await readdir(join(ROOT, 'locales'))).map((file) => file.replace(/\.js$/, ''));

/** The English of both: a text, or `{ one, other }` where a count decides. */
const english = { ...ENGLISH_SENTENCES };
const entry = /^ {4}\w+(?:\(.*?\))? = "(\w+)": "(.*?)"(?: \/ "(.*)")?;$/gm;
const source = await readFile(join(ROOT, 'src/text/english.rs'), 'utf8');
for (const [, key, one, other] of source.matchAll(entry)) english[key] = other ? { one, other } : one;

/** What a file exports; Node.js takes a `.js` file for another kind of script. */
async function exported(tag) {
  const text = await readFile(join(ROOT, `locales/${tag}.js`), 'utf8');
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default;
}

const placeholders = (text) => [...new Set(text.match(/\{\w*\}?/g))].sort();

/** Whether a plural category is that of one certain number, whose words may say it: “both”. */
function isOneNumber(rules, category) {
  const numbers = Array.from({ length: 1_001 }, (_, number) => number);
  return numbers.filter((number) => rules.select(number) === category).length === 1;
}

test('the English is found', () => {
  expect(source.match(/ = "\w+": "/g)).toHaveLength([...source.matchAll(entry)].length);
  expect(english.refresh).toBe('Refresh');
  expect(english.jobCopies).toEqual({ one: '{count} copy', other: '{count} copies' });
  expect(Object.keys(english).length).toBeGreaterThan(150);
});

test('each file is a language the shell knows, and the other way round', () => {
  expect([...TAGS].sort()).toEqual([...files, 'en'].sort());
  for (const tag of TAGS) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
});

for (const tag of files) {
  test(`the catalogue ${tag} says everything that is said in English, and fills in the same`, async () => {
    const { dir, ...catalogue } = await exported(tag);
    expect(dir).toBe(['Arab', 'Hebr'].includes(new Intl.Locale(tag).maximize().script) ? 'rtl' : undefined);
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
    const rules = new Intl.PluralRules(tag);
    for (const [key, words] of Object.entries(english)) {
      const said = catalogue[key];
      if (typeof words === 'string') {
        expect([key, typeof said]).toEqual([key, 'string']);
        expect([key, ...placeholders(said)]).toEqual([key, ...placeholders(words)]);
        expect(said.trim()).not.toBe('');
        continue;
      }
      expect([key, ...Object.keys(said).sort()]).toEqual([key, ...rules.resolvedOptions().pluralCategories.sort()]);
      for (const [category, form] of Object.entries(said)) {
        const [count, ...names] = [words.other.match(/\{\w+\}/)[0], ...placeholders(words.other)];
        const may = isOneNumber(rules, category) && names.filter((name) => name !== count);
        const found = placeholders(form);
        expect([names, may || names], `${key}.${category}: ${form}`).toContainEqual(found);
      }
    }
  });
}

for (const tag of files) {
  // Who speaks to the screen says what stands on a button: https://www.w3.org/WAI/WCAG22/Understanding/label-in-name
  test(`in ${tag} the names of buttons have what stands on them`, async () => {
    const catalogue = await exported(tag);
    for (const button of ['cancel', 'dismiss']) expect(catalogue[`${button}Job`]).toContain(catalogue[button]);
  });
}

for (const [asked, tag, locale] of [
  [['en-GB'], 'en', 'en-GB'],
  [['de-CH'], 'de', 'de-CH'],
  [['pt'], 'pt-BR', 'pt'],
  [['pt-PT'], 'pt-BR', 'pt-PT'],
  [['zh'], 'zh-Hans', 'zh'],
  [['zh-CN'], 'zh-Hans', 'zh-CN'],
  [['zh-SG'], 'zh-Hans', 'zh-SG'],
  [['zh-TW'], 'zh-Hant', 'zh-TW'],
  [['zh-HK'], 'zh-Hant', 'zh-HK'],
  [['zh-Hant-MO'], 'zh-Hant', 'zh-Hant-MO'],
  [['no'], 'nb', 'nb'],
  [['nn-NO'], 'nb', 'nb'],
  [['iw'], 'he', 'he'],
  [['in-ID'], 'id', 'id-ID'],
  [['ar-EG-u-nu-latn'], 'ar', 'ar-EG-u-nu-latn'],
  [['hi-Latn'], 'en', 'en'],
  [['sw'], 'en', 'en'],
  [['sw', 'de-AT', 'fr'], 'de', 'de-AT'],
  [['not a language', '', undefined, 'fr'], 'fr', 'fr'],
  [[], 'en', 'en'],
]) {
  test(`who asks for “${asked.join(', ')}” reads ${tag}, with the numbers of ${locale}`, () => {
    expect(matchLanguage(asked)).toEqual({ tag, locale });
  });
}
