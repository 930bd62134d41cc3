/**
 * Starts instances of the wasm program, one for each widget.
 *
 * A trap makes an instance unusable, so widgets never share an instance. An instance takes much address space, so one whose
 * widget ended cleanly is used again for the next widget. source.js loads the files. If an instance cannot be started, the
 * error is a `NotStarted`.
 */
import { NotStarted } from './not-started.js';
import { compile, freshGlue } from './source.js';
import { withTimeout } from './timeout.js';

/** Long enough for a slow link: at 50 kbit/s the files take half a minute. */
const FILES_TIMEOUT_MS = 120_000;

/** The smallest valid module. If it cannot be compiled, the page does not allow WebAssembly. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** @type {Map<string | undefined, Promise<WebAssembly.Module>>} by folder; a module that cannot be used is removed */
const modules = new Map();
/** @type {object[]} instances whose widget has ended */
const idle = [];

/**
 * Gives an idle instance, or starts one.
 *
 * @param {string | undefined} folder the address of the folder with the program's files; by default the folder of this file
 * @param {() => boolean} isWanted asked once the files have arrived. If it answers false, no instance is started: a page may
 *   create and remove hundreds of widgets before that.
 * @returns {Promise<object | undefined>} the glue's exports, with the fields that `isUsable` reads
 */
export async function takeInstance(folder, isWanted) {
  const found = idle.findIndex((instance) => instance.base === folder);
  if (found >= 0) return idle.splice(found, 1)[0];
  const violations = [];
  const record = (event) => violations.push(event);
  document.addEventListener('securitypolicyviolation', record);
  try {
    requireWebAssembly();
    const [glue, module] = await inTime(Promise.all([freshGlue(folder), compileOnce(folder)]), folder);
    if (!isWanted()) return undefined;
    try {
      glue.initSync({ module });
    } catch (cause) {
      modules.delete(folder); // “Try again” loads it again
      throw new NotStarted('programInvalid', { url: glue.address, cause });
    }
    return { ...glue, base: folder, mark: glue.stackMark() };
  } catch (cause) {
    await new Promise((resolve) => setTimeout(resolve)); // violations are reported in a later task
    throw explain(cause, violations);
  } finally {
    document.removeEventListener('securitypolicyviolation', record);
  }
}

/**
 * Gives up files that do not arrive: a service worker or a proxy may hold a request for ever. “Try again” then asks for them
 * anew.
 */
async function inTime(files, folder) {
  try {
    return await withTimeout(files, FILES_TIMEOUT_MS);
  } catch (cause) {
    if (cause) throw cause;
    modules.delete(folder);
    throw new NotStarted('programUnreachable', { url: folder });
  }
}

/** Keeps an instance for the next widget. Its own widget has to have ended without an error. */
export function returnInstance(instance) {
  idle.push(instance);
}

/**
 * Whether an instance can still be used after `error` reached the window. Call it in a later task than the error.
 *
 * A trap does not unwind the program's stack, so `stackMark` is lower afterwards than when the instance was started. A trap
 * that happens before the stack has grown is recognised by the address of the instance's glue in the stack trace. (Glue in
 * the one-file variant has no address.)
 */
export function isUsable({ address, mark, stackMark }, error) {
  // The `stack` of an error that the page threw can be any value.
  const traced = error instanceof WebAssembly.RuntimeError && address && String(error.stack).includes(`${address}:`);
  return !traced && stackMark() === mark;
}

function compileOnce(folder) {
  if (!modules.has(folder)) modules.set(folder, compile(folder));
  modules.get(folder).catch(() => modules.delete(folder));
  return modules.get(folder);
}

function requireWebAssembly() {
  if (!globalThis.WebAssembly) throw new NotStarted('wasmMissing');
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (cause) {
    throw new NotStarted('wasmRefused', { directive: 'script-src', cause });
  }
}

/** Replaces a failed download by `programBlocked` if the page's policy blocked it. A script alone cannot tell the two apart. */
function explain(cause, violations) {
  const { code, url } = cause;
  // `blockedURI` has no fragment. If a redirection was blocked, it is the origin only.
  const addresses = url ? [url.split('#')[0], new URL(url).origin] : [];
  const blocked = code === 'programUnreachable' && violations.find((event) => addresses.includes(event.blockedURI));
  return blocked ? new NotStarted('programBlocked', { url, directive: blocked.effectiveDirective, cause }) : cause;
}
