/**
 * Loads the program's files: wasm-bindgen's glue, the wasm module, and the addresses of the languages.
 *
 * The glue holds one wasm instance, so each further widget imports it under a new fragment (`…program.js#2`). The page then
 * sees another module, while the browser loads the same file. The first import has no fragment: that is the address which a
 * page may have preloaded. In the one-file variant of the package, embedded.js replaces this file.
 */
import { beside } from './beside.js';
import { LOCALE_FILES } from './locale-files.js';
import { NotStarted } from './not-started.js';

const GLUE = 'print-redirect-program.js';
const WASM = 'print-redirect-program_bg.wasm';

let imports = 0;

/**
 * Imports the glue as a module that nobody else has.
 *
 * @param {string} [folder] the address of the folder with the program's files, ending in `/`; by default the folder of this
 *   file
 * @returns {Promise<object>} the exports of the glue, and its `address`
 */
export async function freshGlue(folder) {
  // Bundlers include a file only if they find exactly `new URL('…', import.meta.url)`.
  const file = folder ? folder + GLUE : beside(() => new URL('./print-redirect-program.js', import.meta.url), GLUE);
  imports += 1;
  const address = imports > 1 ? `${file}#${imports}` : file;
  try {
    const glue = await import(/* @vite-ignore */ /* webpackIgnore: true */ address);
    if (glue.mount) return { ...glue, address };
  } catch (cause) {
    fail(cause instanceof SyntaxError ? 'programInvalid' : 'programUnreachable', address, cause);
  }
  fail('programInvalid', address);
}

/** The address of a language's file. */
export function localeAddress(folder, tag) {
  const file = `locales/${tag}.js`;
  return folder ? folder + file : beside(LOCALE_FILES[tag], file);
}

/** Loads and compiles the wasm module. */
export async function compile(folder) {
  const url = folder ? folder + WASM : beside(() => new URL('./print-redirect-program_bg.wasm', import.meta.url), WASM);
  const answer = await download(url);
  try {
    // Streaming fails if the MIME type is wrong, or if the page's own `fetch` answered with another class than `Response`.
    return await WebAssembly.compileStreaming(answer).catch(async (cause) => {
      if (answer.bodyUsed) throw cause;
      return WebAssembly.compile(await answer.arrayBuffer());
    });
  } catch (cause) {
    fail(cause instanceof WebAssembly.CompileError ? 'programInvalid' : 'programUnreachable', url, cause);
  }
}

/** Fetches a file. The page may have replaced `fetch` by a function that throws or answers anything. */
async function download(url) {
  let answer;
  try {
    answer = await fetch(url);
  } catch (cause) {
    fail('programUnreachable', url, cause);
  }
  if (!answer?.ok) fail('programUnreachable', url, undefined, answer?.status);
  return answer;
}

function fail(code, url, cause, status) {
  throw new NotStarted(code, { url, cause, status });
}
