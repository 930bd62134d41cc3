/**
 * Replaces source.js in the one-file variant of the package: the program is part of the script.
 *
 * `cargo xtask dist` writes `print-redirect-program.embedded.js`. Its `glue` is a function around wasm-bindgen's glue, so
 * each call makes an instance of its own. Its `module` is the wasm, gzipped and in base64. Nothing is fetched, so
 * `connect-src` does not apply. Languages other than American English are still files.
 */
import { LOCALE_FILES } from './locale-files.js';
import { glue, module } from './print-redirect-program.embedded.js';
import { NotStarted } from './not-started.js';

/** The glue, as a function that makes new exports each time. */
export async function freshGlue() {
  return glue();
}

/** The address of a language's file, or undefined if this script has no address beside which a file can be. */
export function localeAddress(folder, tag) {
  if (folder) return `${folder}locales/${tag}.js`;
  try {
    return String(LOCALE_FILES[tag]());
  } catch {
    return undefined; // the page made the script itself, from a `blob:` or `data:` address
  }
}

/** Unpacks and compiles the wasm module. */
export async function compile() {
  const bytes = Uint8Array.from(atob(module), (character) => character.charCodeAt(0));
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return await WebAssembly.compile(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new NotStarted('programInvalid', { cause });
  }
}
