/**
 * The program's two files: the glue, imported afresh for each instance, and the module, compiled once.
 *
 * The glue keeps one instance a module of the page, so it is imported under a new fragment each time:
 * another module to the page, the same file to the network. In the package's one-file variant
 * embedded.js takes this file's place.
 */
import { NotStarted } from './notice.js';

/** @type {Map<string, Promise<WebAssembly.Module>>} by address */
const compiled = new Map();
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

export function compileOnce(base) {
  const url = base ? `${base}print-redirect-program_bg.wasm` : new URL('./print-redirect-program_bg.wasm', import.meta.url).href;
  if (!compiled.has(url)) compiled.set(url, compile(url));
  compiled.get(url).catch(() => compiled.delete(url)); // so that trying again does
  return compiled.get(url);
}

async function compile(url) {
  const answer = await fetch(url).catch((cause) => fail('programUnreachable', url, cause));
  if (!answer.ok) fail('programUnreachable', url, undefined, answer.status);
  try {
    // Streaming insists on the MIME type; some hosts serve another.
    return answer.headers.get('content-type') === 'application/wasm'
      ? await WebAssembly.compileStreaming(answer)
      : await WebAssembly.compile(await answer.arrayBuffer());
  } catch (cause) {
    fail(cause instanceof WebAssembly.CompileError ? 'programInvalid' : 'programUnreachable', url, cause);
  }
}

function fail(code, url, cause, status) {
  throw new NotStarted(code, { url, cause, status });
}
