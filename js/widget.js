/**
 * Runs one widget in the open shadow root of a host element, from its start to its end.
 *
 * It shows the skeleton, then the program, or a notice if the program cannot start or stops. It reads all options again
 * whenever it needs them. The current language stays until the file of another one has arrived; the latest request wins; if
 * a file does not arrive, the widget is in English. While the program is loading, the first jobs are read already, at most
 * once for each start. An instance that stopped is never used again. Other widgets are not affected.
 */
import { hasCamera, scan } from './camera.js';
import { adoptStyles } from './drawing.js';
import { EarlyReads } from './early.js';
import { ENGLISH, english, loadLanguage, loadedLanguage, matchLanguage, preferredLocales } from './language.js';
import { notice } from './notice.js';
import { isUsable, returnInstance, takeInstance } from './program.js';
import { skeleton } from './skeleton.js';
import { localeAddress } from './source.js';

export class Widget {
  #host;
  #readOptions;
  #root;
  /** The skeleton or the notice, while one of them is shown. */
  #shell;
  /** The wasm instance, and what its `mount` returned. */
  #instance;
  #program;
  /** The promise of the function that reads a code with the camera, or of undefined if this browser cannot. */
  #camera;
  /** What this start has read early, until the program takes it over. */
  #early;
  #ended = false;
  /** The language that is shown. */
  #language = ENGLISH;
  /** The language that was requested last, and the promise of its file while it is loading. */
  #wantedLanguage;
  #languageLoading;

  /**
   * @param {HTMLElement} host
   * @param {() => object} readOptions gives the page's options as they are now
   */
  constructor(host, readOptions) {
    this.#host = host;
    this.#readOptions = readOptions;
    this.#root = host.shadowRoot ?? host.attachShadow({ __proto__: null, mode: 'open' });
    this.#root.replaceChildren(); // the page may have put something there
  }

  /**
   * Resolves when the program or a notice is on the screen. Never rejects.
   *
   * @param {Promise<void>} [complete] the program starts only when this has resolved; it never rejects
   */
  async start(complete) {
    const { assetBase } = this.#readOptions();
    const loading = this.#load(); // first, because everything waits for the files
    this.#camera ??= hasCamera().then((found) => (found ? (signal) => scan(this.#root, signal) : undefined));
    this.#early = undefined;
    this.#wantedLanguage = undefined; // “Try again” also loads the language again
    this.#updateLanguage();
    this.#showSkeleton();
    this.#readEarly();
    let instance, failure;
    try {
      instance = await loading;
    } catch (cause) {
      failure = cause;
    }
    await complete;
    while (this.#languageLoading) await this.#languageLoading;
    const isElsewhere = !Object.is(this.#readOptions().assetBase, assetBase);
    if (instance && (this.#ended || isElsewhere)) returnInstance(instance);
    if (this.#ended) return undefined;
    if (isElsewhere) {
      this.#early?.drop(); // the next start reads again
      return this.start(); // a framework has set the folder since
    }
    if (!instance) return this.#showNotice(failure);
    this.#instance = instance;
    this.#watchWindow('addEventListener');
    this.update();
  }

  async #load() {
    return takeInstance(requireFolder(this.#readOptions().assetBase), () => !this.#ended);
  }

  /**
   * Reads the first jobs if the program is still loading in a later task. Until then a page may have removed the element,
   * or have set more options.
   */
  #readEarly() {
    setTimeout(() => {
      const loading = !this.#ended && !this.#instance && this.#shell?.ariaBusy;
      if (!loading || this.#early || !this.#host.isConnected) return;
      try {
        this.#early = new EarlyReads(this.#readOptions());
      } catch {
        // The program asks by itself.
      }
    });
  }

  /** Passes the options to the program. The program starts with the first options that it accepts. */
  update() {
    this.#updateLanguage();
    const { assetBase: _, ...given } = this.#readOptions();
    const options = { __proto__: null, ...given };
    if (this.#early && !this.#early.suits(options)) this.#early.drop();
    if (!this.#instance) return this.#readEarly(); // still loading: `start` reads the options later
    const { tag, locale, sentences } = this.#language;
    this.#guard(() => {
      if (this.#program) this.#program.update(options, tag, locale, sentences);
      else {
        this.#program = this.#instance.mount(this.#root, options, tag, locale, sentences, this.#camera, this.#early);
        this.#early = undefined; // they are the program's now
      }
      this.#replaceShell();
    });
  }

  refresh() {
    this.#guard(() => this.#program?.refresh());
  }

  unmount() {
    this.#ended = true;
    this.#early?.drop();
    this.#guard(() => this.#program?.unmount());
    const instance = this.#instance;
    this.#dropInstance();
    if (instance) returnInstance(instance);
    this.#root.replaceChildren();
  }

  /** Switches to the language that the options now request, at once or when its file has arrived. */
  #updateLanguage() {
    const { locale, assetBase } = this.#readOptions();
    const folder = folderAddress(assetBase);
    const wanted = { ...matchLanguage(preferredLocales(this.#host, locale)), folder };
    const last = this.#wantedLanguage;
    if (last && ['tag', 'locale', 'folder'].every((name) => wanted[name] === last[name])) return;
    this.#wantedLanguage = wanted;
    const language = loadedLanguage(wanted, folder);
    this.#language = language ?? this.#language;
    this.#languageLoading = language ? undefined : this.#loadLanguage(wanted, folder);
  }

  async #loadLanguage(wanted, folder) {
    let language = english(wanted);
    try {
      language = await loadLanguage(wanted, folder);
    } catch {
      const url = localeAddress(folder, wanted.tag);
      this.#dispatch('diagnostic', { code: 'languageUnavailable', language: wanted.tag, url });
    }
    if (wanted !== this.#wantedLanguage || this.#ended) return;
    this.#language = language;
    this.#languageLoading = undefined;
    if (!this.#shell) this.update();
    else if (this.#shell.ariaBusy) this.#showSkeleton();
  }

  /** Runs an action of the program and shows a notice if it throws. */
  #guard(action) {
    try {
      action();
    } catch (cause) {
      // After refused options the program continues with the options it had. Any other error makes the instance unusable.
      if (cause?.name !== 'OptionsRefused') this.#dropInstance();
      this.#showNotice(cause);
    }
  }

  /** A trap in a callback of the program can only be caught on the window. */
  #onWindowError = ({ error, reason = error }) => {
    setTimeout(() => {
      if (!this.#instance || isUsable(this.#instance, reason)) return;
      this.#dropInstance();
      this.#showNotice(reason);
    });
  };

  /** @param {'addEventListener' | 'removeEventListener'} method */
  #watchWindow(method) {
    for (const type of ['error', 'unhandledrejection']) window[method](type, this.#onWindowError);
  }

  /** Forgets the instance, so that it is not used again. */
  #dropInstance() {
    this.#watchWindow('removeEventListener');
    this.#instance = this.#program = undefined;
  }

  #showNotice(cause) {
    if (this.#ended) return;
    this.#early?.drop();
    if (!this.#program) this.#root.replaceChildren();
    const { element, detail } = notice(cause, this.#readOptions(), this.#language, () => this.start());
    this.#replaceShell(element);
    this.#dispatch('problem', detail);
  }

  #dispatch(type, detail) {
    this.#host.dispatchEvent(new CustomEvent(type, { __proto__: null, detail, bubbles: true, composed: true }));
  }

  #showSkeleton() {
    this.#replaceShell(skeleton(this.#readOptions(), this.#language));
  }

  /** Puts the skeleton or a notice above the program, or removes it if `element` is undefined. */
  #replaceShell(element) {
    adoptStyles(this.#root);
    // Not `remove`: Prototype has replaced it by one that throws if the element is gone already.
    if (this.#shell?.parentNode === this.#root) this.#root.removeChild(this.#shell);
    this.#shell = element;
    if (element) this.#root.prepend(element);
  }
}

/** The folder of the option `assetBase`, or undefined if the option is not set. Throws if it is wrong. */
function requireFolder(given) {
  const folder = folderAddress(given);
  if (folder || given == null) return folder;
  const shown = typeof given === 'string' ? given : typeof given;
  const refusals = [{ option: 'assetBase', given: shown, allowed: 'the address of a folder' }];
  throw { name: 'OptionsRefused', refusals }; // the same form as the program's refusals
}

/** The absolute address of a folder, ending in `/`, or undefined if `given` is not one. */
function folderAddress(given) {
  if (typeof given !== 'string' || !given) return undefined;
  try {
    const { href, search, hash } = new URL(given, document.baseURI);
    return search || hash ? undefined : href.replace(/\/?$/, '/');
  } catch {
    return undefined;
  }
}
