// The files in locales/ compared with the English sentences, and how a language tag is matched. Needs no browser and no build.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { TAGS, matchLanguage } from '../../js/language.js';
import { LOCALE_FILES } from '../../js/locale-files.js';
import { ENGLISH_SENTENCES } from '../../js/words.js';

const ROOT = join(import.meta.dirname, '../..');
const files = (await readdir(join(ROOT, 'locales'))).map((file) => file.replace(/\.js$/, ''));
/** The whole translations. British English only has what differs from American English. */
const translations = files.filter((tag) => tag !== 'en-GB');

/** The English sentences of shell and program by key: a text, or `{ one, other }` if it depends on a count. */
const english = { ...ENGLISH_SENTENCES };
const entry = /^ {4}\w+(?:\(.*?\))? = "(\w+)": "(.*?)"(?: \/ "(.*)")?;$/gm;
const source = await readFile(join(ROOT, 'src/text/english.rs'), 'utf8');
for (const [, key, one, other] of source.matchAll(entry)) english[key] = other ? { one, other } : one;

/** What a file exports. It is imported by a data address, because Node.js does not take the `.js` file for a module. */
async function exported(tag) {
  const text = await readFile(join(ROOT, `locales/${tag}.js`), 'utf8');
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default;
}

const placeholders = (text) => [...new Set(text.match(/\{\w*\}?/g))].sort();

/** Words, and how the British spell them. */
const BRITISH = {
  color: 'colour', gray: 'grey', favorite: 'favourite', canceled: 'cancelled', canceling: 'cancelling', license: 'licence',
  center: 'centre', counterclockwise: 'anticlockwise', recognize: 'recognise', organization: 'organisation',
};
const capital = (word) => word[0].toUpperCase() + word.slice(1);
/** A sentence in British spelling. */
const inBritish = (text) => Object.entries(BRITISH).reduce(
  (text, [american, british]) => text.replaceAll(american, british).replaceAll(capital(american), capital(british)),
  text,
);

/** Whether a plural category stands for a single number. Its sentence may then say the number in words, such as “both”. */
function isOneNumber(rules, category) {
  const numbers = Array.from({ length: 1_001 }, (_, number) => number);
  return numbers.filter((number) => rules.select(number) === category).length === 1;
}

test('the English sentences are found', () => {
  expect(source.match(/ = "\w+": "/g)).toHaveLength([...source.matchAll(entry)].length);
  expect(english.refresh).toBe('Refresh');
  expect(english.jobCopies).toEqual({ one: '{count} copy', other: '{count} copies' });
  expect(Object.keys(english).length).toBeGreaterThan(150);
});

test('files, known tags and the demo’s languages are the same', async () => {
  const demo = await readFile(join(ROOT, 'demo/intranet.js'), 'utf8');
  expect([...TAGS].sort()).toEqual([...files, 'en'].sort());
  for (const tag of TAGS) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
  const [, offered] = demo.match(/const LANGUAGES = \[(.*?)\];/s);
  expect(offered.match(/[\w-]+/g).sort()).toEqual([...TAGS].sort());
});

test('each language has the whole address of its file, for bundlers', async () => {
  const source = await readFile(join(ROOT, 'js/locale-files.js'), 'utf8');
  for (const tag of files) {
    expect(String(LOCALE_FILES[tag]())).toMatch(new RegExp(`/locales/${tag}\\.js$`));
    expect(source).toContain(`() => new URL('./locales/${tag}.js', import.meta.url),\n`);
  }
});

test('each file names its language', async () => {
  for (const tag of files) expect((await exported(tag)).tag).toBe(tag);
});

test('en is American, and en-GB has the sentences that the British spell in another way', async () => {
  const british = {};
  for (const [key, sentence] of Object.entries(english)) {
    const forms = typeof sentence === 'string' ? [sentence] : Object.values(sentence);
    expect(forms.join()).not.toMatch(new RegExp(Object.values(BRITISH).join('|'), 'i'));
    const spelled = forms.map(inBritish);
    if (spelled.join() !== forms.join()) british[key] = typeof sentence === 'string' ? spelled[0] : { one: spelled[0], other: spelled[1] };
  }
  expect(await exported('en-GB')).toEqual({ tag: 'en-GB', ...british });
});

/** The sentences of a language, plural forms too. */
const sentences = (catalogue) => Object.values(catalogue).flatMap((it) => (typeof it === 'string' ? [it] : Object.values(it)));

for (const tag of files) {
  test(`${tag} closes every quotation mark that it opens`, async () => {
    const pairs = { '«': '»', '„': '“”', '“': '”', '「': '」', '‘': '’' };
    for (const sentence of sentences(await exported(tag))) {
      expect([sentence, (sentence.match(/"/g) ?? []).length % 2]).toEqual([sentence, 0]);
      for (const [, before, after] of sentence.matchAll(/(\S?)[\s]?\{job\}[\s]?(\S?)/g)) {
        if (before in pairs) expect([sentence, pairs[before].includes(after)]).toEqual([sentence, true]);
      }
    }
  });
}

test('French has narrow no-break spaces before ; ! ? » % and after «, and a no-break space before :', async () => {
  for (const sentence of sentences(await exported('fr'))) {
    expect(sentence).not.toMatch(/(?<!\u202f)[;!?»%]|«(?!\u202f)|(?<!\u00a0):/);
  }
});

/** The sentences of a text, without their last mark. Thai has no mark between them. */
const split = (text, tag) => text.split(tag === 'th' ? /:? / : /(?<=[.?。？।]) ?/).map((it) => it.replace(/[.:?。：？।]$/, '')).filter(Boolean);
/** Where an English sentence that stands twice may have two translations. */
const APART = {
  tryAgain: 'a button, which many languages word in another form than a sentence',
  settingsColor: 'the name of a setting, not its value',
  notFoundAdvice: '“it” may be a queue, a printer or a job',
  programBlockedAdvice: '“it” is a file',
};
/** The keys of the texts in which an English sentence stands, for each that stands in several. */
const repeated = new Map();
for (const [key, text] of Object.entries(english)) {
  if (typeof text !== 'string' || key in APART) continue;
  for (const sentence of split(text, 'en')) repeated.set(sentence, [...(repeated.get(sentence) ?? []), key]);
}

for (const tag of translations) {
  test(`${tag} has one translation for one English sentence`, async () => {
    const catalogue = await exported(tag);
    for (const [sentence, keys] of repeated) {
      // Another test names the keys that a language lacks.
      const [first = [], ...others] = keys.filter((key) => key in catalogue).map((key) => split(catalogue[key], tag));
      if (!others.length) continue;
      const shared = first.filter((it) => others.every((other) => other.includes(it)));
      expect(shared, `“${sentence}” in ${keys.join(', ')}`).not.toEqual([]);
    }
  });
}

/** Words that a language does not use, because it says the same thing by the word behind the colon. */
const OTHER_WORDS = {
  ar: { المستعرض: 'المتصفح' },
  da: { Rediger: 'Skift', 'it-afdelingen': 'it-support' },
  de: { weitergeleitet: 'freigegeben', spiegeln: 'drehen', 'in einer anderen Registerkarte': 'auf einer anderen Registerkarte' },
  el: { 'τμήμα IT': 'υποστήριξη IT', 'συνδεθεί ως': 'εισέλθει ως' },
  es: { explorador: 'navegador', reenviar: 'liberar' },
  fi: { 'IT-osasto': 'IT-tuki' },
  fr: { 'tâche d’impression': 'travail d’impression', transférer: 'libérer', 'service informatique': 'support informatique' },
  he: { התחברת: 'נכנסת' },
  hi: { सेटिंग्स: 'सेटिंग' },
  hu: { törlése: 'megszakítása', 'informatikai részleg': 'informatikai támogatás' },
  id: { setelan: 'pengaturan', peramban: 'browser', antrian: 'antrean' },
  it: { 'reparto IT': 'supporto IT', inoltrare: 'rilasciare' },
  ja: { フロア: '階', 転送: '解放', 'IT 部門': 'IT サポート' },
  ko: { 출력함: '출력 용지함', '전달할 수': '해제할 수' },
  nb: { 'prøv igjen': 'prøv på nytt' },
  nl: { doorsturen: 'vrijgeven', 'IT-afdeling': 'IT-ondersteuning', "Pagina's": 'Pagina’s' },
  pl: { 'taca wyjściowa': 'taca odbiorcza', 'dział IT': 'pomoc techniczna IT' },
  'pt-BR': { estado: 'status', encaminhar: 'liberar', 'tente de novo': 'tente novamente' },
  ro: { tipări: 'imprima', 'departamentul IT': 'asistența IT' },
  sv: { 'försök sedan en gång till': 'försök igen' },
  th: { ถาดรับกระดาษเต็ม: 'ถาดรับกระดาษออกเต็ม', ลองใหม่: 'ลองอีกครั้ง' },
  tr: { kâğı: 'kağı', 'bir kez daha deneyin': 'yeniden deneyin' },
  vi: { 'thiết đặt': 'cài đặt' },
  'zh-Hans': { 出纸盘: '出纸盒', 转发: '释放' },
  'zh-Hant': { 轉送: '釋放' },
};

for (const [tag, words] of Object.entries(OTHER_WORDS)) {
  test(`${tag} has one word for one thing`, async () => {
    for (const sentence of sentences(await exported(tag))) {
      for (const [word, instead] of Object.entries(words)) {
        expect(sentence.toLocaleLowerCase(tag), `“${instead}” instead of “${word}”`).not.toContain(word.toLocaleLowerCase(tag));
      }
    }
  });
}

for (const tag of translations) {
  test(`${tag} has every sentence, with the same placeholders`, async () => {
    const { tag: _, dir, ...catalogue } = await exported(tag);
    expect(dir).toBe(['Arab', 'Hebr'].includes(new Intl.Locale(tag).maximize().script) ? 'rtl' : undefined);
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
    const rules = new Intl.PluralRules(tag);
    for (const [key, sentence] of Object.entries(english)) {
      const translation = catalogue[key];
      if (typeof sentence === 'string') {
        expect([key, typeof translation]).toEqual([key, 'string']);
        expect([key, ...placeholders(translation)]).toEqual([key, ...placeholders(sentence)]);
        expect(translation.trim()).not.toBe('');
        continue;
      }
      expect([key, ...Object.keys(translation).sort()]).toEqual([key, ...rules.resolvedOptions().pluralCategories.sort()]);
      for (const [category, form] of Object.entries(translation)) {
        const [count, ...names] = [sentence.other.match(/\{\w+\}/)[0], ...placeholders(sentence.other)];
        const may = isOneNumber(rules, category) && names.filter((name) => name !== count);
        const found = placeholders(form);
        expect([names, may || names], `${key}.${category}: ${form}`).toContainEqual(found);
      }
    }
  });
}

/** The names of buttons, and what is written on these. */
const NAMED = {
  dismissJob: 'dismiss', fitChangeJob: 'fitChange', fitUseDefaultsJob: 'fitUseDefaults', printersThatFitJob: 'printersThatFit',
  settingReset: 'reset',
};

for (const tag of translations) {
  // With voice control, users say what is written on a button: https://www.w3.org/WAI/WCAG22/Understanding/label-in-name
  test(`${tag} has button names that contain their visible text`, async () => {
    const catalogue = await exported(tag);
    for (const [name, button] of Object.entries(NAMED)) expect(catalogue[name]).toContain(catalogue[button]);
  });
}

for (const [locales, tag, locale] of [
  [['en-US'], 'en', 'en-US'],
  [['en-PH'], 'en', 'en-PH'],
  [['en-GB'], 'en-GB', 'en-GB'],
  [['en-AU'], 'en-GB', 'en-AU'],
  [['en-CA'], 'en-GB', 'en-CA'],
  [['en-IN'], 'en-GB', 'en-IN'],
  [['en-001'], 'en-GB', 'en-001'],
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
  test(`“${locales.join(', ')}” matches ${tag}, with the numbers of ${locale}`, () => {
    expect(matchLanguage(locales)).toEqual({ tag, locale });
  });
}
