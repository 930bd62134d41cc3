/**
 * The program without files, for the package's one-file variant: takes the place of source.js there.
 *
 * `glue` is a function around wasm-bindgen's glue, so that each call has an instance of its own, and
 * `module` the gzipped wasm in base64; `cargo xtask dist` writes both. Nothing is fetched, so no
 * policy for connections applies, and there is no folder of files to choose.
 */
import { glue, module } from './print-redirect-program.embedded.js';
import { NotStarted } from './notice.js';

export async function freshGlue() {
  return glue();
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
