/**
 * The program without files, for the package's one-file variant: takes the place of source.js there.
 *
 * `glue` is a function around wasm-bindgen's glue, so that each call has an instance of its own, and
 * `module` the gzipped wasm in base64; `cargo xtask dist` writes both. Nothing is fetched, so no
 * policy for connections applies. Other languages than English are files all the same: they are looked
 * for only in a folder that the page names.
 */
import { glue, module } from './print-redirect-program.embedded.js';
import { NotStarted } from './notice.js';

export async function freshGlue() {
  return glue();
}

export function localeAddress(base, tag) {
  return base && `${base}locales/${tag}.js`;
}

export async function compile() {
  const bytes = Uint8Array.from(atob(module), (letter) => letter.charCodeAt(0));
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return await WebAssembly.compile(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new NotStarted('programInvalid', { cause });
  }
}
