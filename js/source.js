/**
 * The program's two files, the glue, imported afresh for each instance, and the module; and where its
 * languages are.
 *
 * The glue keeps one instance a module of the page, so it is imported under a new fragment each time:
 * another module to the page, the same file to the network. In the package's one-file variant
 * embedded.js takes this file's place.
 */
import { NotStarted } from './notice.js';

let count = 0;

/** @param {string} [base] the folder of the files; without it, the one this file is in */
export async function freshGlue(base) {
  // Bundlers look for exactly this form, and then bring the file along.
  const file = base ? `${base}print-redirect-program.js` : new URL('./print-redirect-program.js', import.meta.url).href;
  const address = `${file}#${++count}`;
  try {
    const glue = await import(/* @vite-ignore */ /* webpackIgnore: true */ address);
    if (glue.mount) return { ...glue, address };
  } catch (cause) {
    fail(cause instanceof SyntaxError ? 'programInvalid' : 'programUnreachable', address, cause);
  }
  fail('programInvalid', address);
}

/** The address of a language's file. */
export function localeAddress(base, tag) {
  // No `href`: webpack puts a text in the place of an address with a variable in it.
  return base ? `${base}locales/${tag}.js` : String(new URL(`./locales/${tag}.js`, import.meta.url));
}

/** The module, once it is compiled. */
export async function compile(base) {
  const url = base ? `${base}print-redirect-program_bg.wasm` : new URL('./print-redirect-program_bg.wasm', import.meta.url).href;
  const answer = await ask(url);
  try {
    // Streaming insists on the MIME type, and on an answer that is the browser's own.
    return await WebAssembly.compileStreaming(answer).catch(async (cause) => {
      if (answer.bodyUsed) throw cause;
      return WebAssembly.compile(await answer.arrayBuffer());
    });
  } catch (cause) {
    fail(cause instanceof WebAssembly.CompileError ? 'programInvalid' : 'programUnreachable', url, cause);
  }
}

/** A page's own `fetch` may throw where it should reject, and answer anything. */
async function ask(url) {
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
