/**
 * Chooses the language of a widget and loads its sentences.
 *
 * American English is part of the program. Every other language is a module in `locales/`, imported once per page. A file
 * that does not arrive in time, or does not export plain data with the tag of its language, is a rejection; widget.js decides
 * what happens then.
 */
import { LOCALE_FILES } from './locale-files.js';
import { localeAddress } from './source.js';
import { withTimeout } from './timeout.js';

/**
 * @typedef {object} Language
 * @property {string} tag the language of the sentences, as its file is named
 * @property {string} locale the language of numbers and ages, which may name a region: `de-CH` with the sentences of `de`
 * @property {object} [sentences] the sentences by key; American English has none here
 */

/** The tags of all languages. They are the names of the files in `locales/`, and American English. */
export const TAGS = ['en', ...Reflect.ownKeys(LOCALE_FILES)];
/**
 * The regions whose English is the American. All others inherit from `en-001`, which spells as the British do:
 * https://github.com/unicode-org/cldr/blob/main/common/supplemental/supplementalData.xml, `parentLocales`.
 */
const AMERICAN = ['US', 'AS', 'BI', 'GU', 'JP', 'MH', 'MP', 'PH', 'PR', 'UM', 'VI'];
/** Languages without a file whose readers can read another language. */
const SUBSTITUTES = { no: 'nb', nn: 'nb' };
const FILE_TIMEOUT_MS = 5_000;

/** @type {Language} */
export const ENGLISH = { tag: 'en', locale: 'en' };

/** @type {Map<string, Promise<object>>} the imports by address; a failed import is removed, so that it can be repeated */
const imports = new Map();
/** @type {Map<string, object>} the sentences by address, once their file has arrived */
const loaded = new Map();
let count = 0;

/**
 * The languages that a widget should be in, best first.
 *
 * They are the option `locale`; without it, the `lang` attribute that applies to the widget and the browser's languages.
 */
export function preferredLocales(host, locale) {
  if (locale != null) return [locale];
  return [inheritedLanguage(host), ...(navigator.languages ?? [])];
}

/** The nearest `lang` attribute around an element. The search continues outside of the shadow roots that contain it. */
function inheritedLanguage(element) {
  const near = element.closest('[lang]:not([lang=""])');
  if (near) return near.getAttribute('lang');
  const shadowHost = element.getRootNode().host;
  return shadowHost ? inheritedLanguage(shadowHost) : element.ownerDocument.documentElement?.lang;
}

/**
 * The first of these languages that exists, otherwise English.
 *
 * A language matches a file if language and script are the same, so `zh-TW` matches `zh-Hant`. English is American or British
 * by its region.
 *
 * @param {(string | undefined)[]} locales
 * @returns {Language} without its sentences
 */
export function matchLanguage(locales) {
  for (const wanted of locales) {
    try {
      const given = new Intl.Locale(wanted);
      const substitute = SUBSTITUTES[given.language];
      const { language, script, region } = new Intl.Locale(substitute ?? given).maximize();
      const tag = TAGS.find((tag) => {
        const existing = new Intl.Locale(tag).maximize();
        return existing.language === language && existing.script === script;
      });
      const isBritish = tag === ENGLISH.tag && !AMERICAN.includes(region);
      if (tag) return { tag: isBritish ? 'en-GB' : tag, locale: substitute ?? String(given) };
    } catch {
      // Not a language tag. The program refuses a wrong `locale` by name.
    }
  }
  return ENGLISH;
}

/** American English in place of a language; with the region's numbers and ages if that is English too. */
export const english = ({ tag, locale }) => ({ ...ENGLISH, ...(tag.startsWith('en') && { locale }) });

/** The language with its sentences if they are already here, otherwise undefined. */
export function loadedLanguage({ tag, locale }, folder) {
  if (tag === ENGLISH.tag) return english({ tag, locale });
  const sentences = loaded.get(localeAddress(folder, tag));
  return sentences && { tag, locale, sentences };
}

/** Loads the sentences of a language. Rejects if that fails or takes too long. */
export async function loadLanguage({ tag, locale }, folder) {
  const address = localeAddress(folder, tag);
  if (!imports.has(address)) imports.set(address, importSentences(address, tag));
  return { tag, locale, sentences: await withTimeout(imports.get(address), FILE_TIMEOUT_MS) };
}

/** Whether it is an object, and nested no deeper than sentences are: else it may be a circle. */
function isCatalogue(sentences) {
  const isData = (value, depth) =>
    typeof value !== 'object' || value === null || (depth < 9 && Reflect.ownKeys(value).every((name) => isData(value[name], depth + 1)));
  return typeof sentences === 'object' && sentences !== null && !Array.isArray(sentences) && isData(sentences, 0);
}

async function importSentences(address, tag) {
  try {
    // Browsers remember a failed import of an address; a new fragment makes them try again.
    const { default: sentences } = await import(/* @vite-ignore */ /* webpackIgnore: true */ `${address}#${++count}`);
    // A bundler may have given the file of one language for all.
    if (!isCatalogue(sentences) || sentences.tag !== tag) throw new TypeError();
    loaded.set(address, sentences);
    return sentences;
  } catch (cause) {
    imports.delete(address);
    throw cause;
  }
}
