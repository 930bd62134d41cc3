/**
 * The languages that have a file in `locales/`, by their tags, and the addresses of these files.
 *
 * A bundler copies a file, and puts its new address here, only where it finds a whole `new URL('…', import.meta.url)`. Of an
 * address that contains a variable, some make the address of one file, whatever the language. So each file has a line of its
 * own. The addresses are functions, because on a server `import.meta.url` may be missing.
 */
export const LOCALE_FILES = {
  'en-GB': () => new URL('./locales/en-GB.js', import.meta.url),
  ar: () => new URL('./locales/ar.js', import.meta.url),
  ca: () => new URL('./locales/ca.js', import.meta.url),
  cs: () => new URL('./locales/cs.js', import.meta.url),
  da: () => new URL('./locales/da.js', import.meta.url),
  de: () => new URL('./locales/de.js', import.meta.url),
  el: () => new URL('./locales/el.js', import.meta.url),
  es: () => new URL('./locales/es.js', import.meta.url),
  fi: () => new URL('./locales/fi.js', import.meta.url),
  fr: () => new URL('./locales/fr.js', import.meta.url),
  he: () => new URL('./locales/he.js', import.meta.url),
  hi: () => new URL('./locales/hi.js', import.meta.url),
  hu: () => new URL('./locales/hu.js', import.meta.url),
  id: () => new URL('./locales/id.js', import.meta.url),
  it: () => new URL('./locales/it.js', import.meta.url),
  ja: () => new URL('./locales/ja.js', import.meta.url),
  ko: () => new URL('./locales/ko.js', import.meta.url),
  nb: () => new URL('./locales/nb.js', import.meta.url),
  nl: () => new URL('./locales/nl.js', import.meta.url),
  pl: () => new URL('./locales/pl.js', import.meta.url),
  'pt-BR': () => new URL('./locales/pt-BR.js', import.meta.url),
  ro: () => new URL('./locales/ro.js', import.meta.url),
  ru: () => new URL('./locales/ru.js', import.meta.url),
  sv: () => new URL('./locales/sv.js', import.meta.url),
  th: () => new URL('./locales/th.js', import.meta.url),
  tr: () => new URL('./locales/tr.js', import.meta.url),
  uk: () => new URL('./locales/uk.js', import.meta.url),
  vi: () => new URL('./locales/vi.js', import.meta.url),
  'zh-Hans': () => new URL('./locales/zh-Hans.js', import.meta.url),
  'zh-Hant': () => new URL('./locales/zh-Hant.js', import.meta.url),
};
