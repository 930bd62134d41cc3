/**
 * Replaces locale-files.js in the one-file variant of the package: the same languages without addresses.
 *
 * Their files are loaded only from the folder that the page names by `assetBase`. So a bundler finds no address here, and
 * copies no file.
 */
const TAGS = [
  'en-GB', 'ar', 'ca', 'cs', 'da', 'de', 'el', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nb',
  'nl', 'pl', 'pt-BR', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant',
];

export const LOCALE_FILES = Object.fromEntries(TAGS.map((tag) => [tag]));
