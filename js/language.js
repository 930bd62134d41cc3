/**
 * The language of a widget: which one fits what the page asks for, and its sentences.
 *
 * English is compiled in and needs no file. Every other language is one module in `locales/`, imported
 * once a page when it is first asked for. What does not come in time, or is no catalogue, is a
 * rejection; what to do then is left to widget.js.
 */
import { inTime } from './in-time.js';
import { localeAddress } from './source.js';

/** The languages there are, by the names of their files, and English. */
export const TAGS = [
  'en', 'ar', 'ca', 'cs', 'da', 'de', 'el', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nb', 'nl',
  'pl', 'pt-BR', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant',
];
/** Languages whose readers read another one that is there. */
const KIN = { no: 'nb', nn: 'nb' };
const PATIENCE_MS = 5_000;

export const ENGLISH = { tag: 'en', locale: 'en' };

/** @type {Map<string, Promise<object>>} sentences by the address of their file; those that fail are dropped */
const files = new Map();
/** @type {Map<string, object>} */
const arrived = new Map();
let count = 0;

/** What the page asks for: by `locale`, else by the language of the place the widget is in, else by the browser's. */
export function asked(host, locale) {
  if (locale != null) return [locale];
  return [placeLanguage(host), ...(navigator.languages ?? [])];
}

/** The nearest `lang` around, also where the host is inside the shadow of the page's own elements. */
function placeLanguage(element) {
  const near = element.closest('[lang]:not([lang=""])');
  if (near) return near.getAttribute('lang');
  const around = element.getRootNode().host;
  return around ? placeLanguage(around) : element.ownerDocument.documentElement?.lang;
}

/**
 * The first of these languages that is there, else English: its file's name, and the kind of it that
 * numbers and dates are written in. A script is matched as well: `zh-TW` is `zh-Hant`.
 */
export function match(locales) {
  for (const asked of locales) {
    try {
      const own = new Intl.Locale(asked);
      const kin = KIN[own.language];
      const { language, script } = new Intl.Locale(kin ?? own).maximize();
      const tag = TAGS.find((tag) => {
        const there = new Intl.Locale(tag).maximize();
        return there.language === language && there.script === script;
      });
      if (tag) return { tag, locale: kin ?? String(own) };
    } catch {
      // No language tag: the program refuses a wrong `locale` by name.
    }
  }
  return ENGLISH;
}

/** The language if it can be spoken at once. */
export function atHand({ tag, locale }, base) {
  const address = tag === ENGLISH.tag ? undefined : localeAddress(base, tag);
  if (!address) return { ...ENGLISH, ...(tag === ENGLISH.tag && { locale }) };
  const sentences = arrived.get(address);
  return sentences && { tag, locale, sentences };
}

/** The language once its file is there; rejects if that fails or takes too long. */
export async function learn({ tag, locale }, base) {
  const address = localeAddress(base, tag);
  if (!files.has(address)) files.set(address, load(address));
  return { tag, locale, sentences: await inTime(files.get(address), PATIENCE_MS) };
}

async function load(address) {
  try {
    // A browser remembers that an address failed; under a new fragment it asks again.
    const { default: sentences } = await import(/* @vite-ignore */ /* webpackIgnore: true */ `${address}#${++count}`);
    if (!JSON.stringify(sentences)?.startsWith('{')) throw new TypeError(`${address} is no catalogue`);
    arrived.set(address, sentences);
    return sentences;
  } catch (cause) {
    files.delete(address);
    throw cause;
  }
}
