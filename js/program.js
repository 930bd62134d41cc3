/**
 * Instances of the wasm program, one a widget.
 *
 * A program that traps poisons its instance, so each widget has one of its own, with glue of its own.
 * Instances take much address space, so one that ended cleanly serves the next widget. Where glue and
 * module come from is left to source.js. A failure to start is a `NotStarted`.
 */
import { NotStarted } from './notice.js';
import { compile, freshGlue } from './source.js';

/** The smallest module: only a page that refuses WebAssembly refuses this one. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** @type {Map<string | undefined, Promise<WebAssembly.Module>>} by folder; one that serves no instance is dropped */
const compiled = new Map();
/** @type {object[]} */
const resting = [];

/**
 * An instance of the program in the folder `base`, or of the one beside this file; none where it is no longer
 * `wanted` by the time its files are there, as when a page makes and drops widgets by the hundred.
 */
export async function takeInstance(base, wanted) {
  const rested = resting.findIndex((instance) => instance.base === base);
  if (rested >= 0) return resting.splice(rested, 1)[0];
  const violations = [];
  const watch = (event) => violations.push(event);
  document.addEventListener('securitypolicyviolation', watch);
  try {
    requireWebAssembly();
    const [glue, module] = await Promise.all([freshGlue(base), compileOnce(base)]);
    if (!wanted()) return undefined;
    try {
      glue.initSync({ module });
    } catch (cause) {
      compiled.delete(base); // so that trying again asks for it again
      throw new NotStarted('programInvalid', { url: glue.address, cause });
    }
    return { ...glue, base, mark: glue.stackMark() };
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
 * too shallow for that has this instance's glue in its trace, where that has an address of its own.
 */
export function isSound({ address, mark, stackMark }, error) {
  // Of the page's own errors a trace may be anything.
  const traced = error instanceof WebAssembly.RuntimeError && address && String(error.stack).includes(`${address}:`);
  return !traced && stackMark() === mark;
}

function compileOnce(base) {
  if (!compiled.has(base)) compiled.set(base, compile(base));
  compiled.get(base).catch(() => compiled.delete(base));
  return compiled.get(base);
}

function requireWebAssembly() {
  if (!globalThis.WebAssembly) throw new NotStarted('wasmMissing');
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
