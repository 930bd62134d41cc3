/**
 * Brings the wasm program to the page: fetched and compiled once, one instance a widget.
 *
 * A program that traps poisons its instance, and the glue keeps one instance a module, so the glue is
 * imported under a new fragment for each: another module to the page, the same file to the network.
 * Instances take much address space, so one that ended cleanly serves the next widget. A failure to
 * start is a `NotStarted`.
 */
import { NotStarted } from './notice.js';

/** The smallest module: only a page that refuses WebAssembly refuses this one. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** @type {Map<string, Promise<WebAssembly.Module>>} by address */
const compiled = new Map();
/** @type {object[]} */
const resting = [];
let count = 0;

/** An instance of the program whose files are in the folder `base`. */
export async function takeInstance(base) {
  const rested = resting.findIndex((instance) => instance.base === base);
  if (rested >= 0) return resting.splice(rested, 1)[0];
  const violations = [];
  const watch = (event) => violations.push(event);
  document.addEventListener('securitypolicyviolation', watch);
  try {
    requireWebAssembly();
    const [glue, module] = await Promise.all([importGlue(base), compileOnce(base)]);
    await glue.default({ module_or_path: module }).catch((cause) => fail('programInvalid', glue.address, cause));
    return { ...glue, base, mark: glue.stackMark?.() };
  } catch (cause) {
    await new Promise((resolve) => setTimeout(resolve)); // violations come in a task of their own
    throw explain(cause, violations);
  } finally {
    document.removeEventListener('securitypolicyviolation', watch);
  }
}

/** Takes back an instance whose widget ended cleanly. */
export function restInstance(instance) {
  resting.push(instance);
}

/**
 * Whether an instance can still be used after `error` reached the window; to be asked in another task.
 *
 * A trap does not unwind: it leaves the program's stack lower than at rest, as `stackMark` tells. One
 * too shallow for that has this instance's glue in its trace.
 */
export function isSound({ address, mark, stackMark }, error) {
  const traced = error instanceof WebAssembly.RuntimeError && error.stack.includes(`${address}:`);
  return !traced && stackMark?.() === mark;
}

function fail(code, url, cause, status) {
  throw new NotStarted(code, { url, cause, status });
}

function requireWebAssembly() {
  if (!globalThis.WebAssembly) fail('wasmMissing');
  try {
    new WebAssembly.Module(EMPTY);
  } catch (cause) {
    throw new NotStarted('wasmRefused', { directive: 'script-src', cause });
  }
}

/** Names the directive behind a failure: to a script, a blocked file looks like a lost network. */
function explain(cause, violations) {
  const { code, url } = cause;
  // A report has no fragment, and no path where a redirection was blocked.
  const addresses = url && [url.split('#')[0], new URL(url).origin];
  const blocked = code === 'programUnreachable' && violations.find((event) => addresses.includes(event.blockedURI));
  return blocked ? new NotStarted('programBlocked', { url, directive: blocked.effectiveDirective, cause }) : cause;
}

async function importGlue(base) {
  const address = `${base}print-redirect-program.js#${++count}`;
  try {
    const glue = await import(address);
    if (glue.mount) return { ...glue, address };
  } catch (cause) {
    fail(cause instanceof SyntaxError ? 'programInvalid' : 'programUnreachable', address, cause);
  }
  fail('programInvalid', address);
}

function compileOnce(base) {
  const url = `${base}print-redirect-program_bg.wasm`;
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
