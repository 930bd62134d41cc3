/**
 * The part of the Leptos component that is written in JavaScript: the language and the camera.
 *
 * It is no part of the package for host pages. wasm-bindgen copies it into a Leptos application, with the modules that it
 * imports; `src/component/modules.rs` names them all.
 */
import { hasCamera, scan } from './camera.js';
import { ENGLISH, english, loadLanguage, matchLanguage, preferredLocales } from './language.js';
import { localeAddress } from './source.js';

/**
 * Loads the language for an element. It is English if there is no folder, or if the language's file does not arrive.
 *
 * @param {Element} host
 * @param {string | undefined} locale the wanted language; by default that of the page around the element, then the browser's
 * @param {string | undefined} assetBase the address of the folder that has `locales/`
 * @returns {Promise<import('./language.js').Language & { missing?: string }>} `missing` is the address of a file that did not
 *   arrive
 */
export async function languageFor(host, locale, assetBase) {
  const wanted = matchLanguage(preferredLocales(host, locale));
  if (wanted.tag === ENGLISH.tag || assetBase === undefined) return english(wanted);
  const folder = new URL(assetBase, document.baseURI).href.replace(/\/?$/, '/');
  try {
    return await loadLanguage(wanted, folder);
  } catch {
    return { ...english(wanted), missing: localeAddress(folder, wanted.tag) };
  }
}

/**
 * The function that reads a code with the camera, or undefined if this browser cannot.
 *
 * @param {ShadowRoot} root
 * @returns {Promise<((signal: AbortSignal) => Promise<string | undefined>) | undefined>}
 */
export async function camera(root) {
  return (await hasCamera()) ? (signal) => scan(root, signal) : undefined;
}
