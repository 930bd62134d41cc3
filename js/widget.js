/**
 * One widget in the open shadow root of a host element, from the first outline to the end.
 *
 * It shows the skeleton, the program in its place, and a notice where the program does not start or
 * stops. Options are read, whole, when they are needed. The words follow when their file has come; the
 * last language asked for wins, and English stands in for one that does not come. An instance that
 * stopped is never used again, and other widgets do not notice.
 */
import { hasCamera, scan } from './camera.js';
import { style } from './drawing.js';
import { ENGLISH, asked, atHand, learn, match } from './language.js';
import { notice } from './notice.js';
import { isSound, restInstance, takeInstance } from './program.js';
import { skeleton } from './skeleton.js';
import { localeAddress } from './source.js';

export class Widget {
  #host;
  #read;
  #root;
  /** The skeleton or the notice. */
  #drawn;
  #instance;
  #program;
  #camera;
  #ended = false;
  /** The language that is shown. */
  #language = ENGLISH;
  /** The language that was last asked for, and the wait for it while there is one. */
  #wanted;
  #coming;

  /**
   * @param {HTMLElement} host
   * @param {() => object} read the host page's options as they are now
   */
  constructor(host, read) {
    this.#host = host;
    this.#read = read;
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    this.#root.replaceChildren(); // what a page may have put there before
  }

  /** Settles once the program or a notice is on the screen; never rejects. */
  async start() {
    this.#wanted = undefined; // trying again, its file is asked for again
    this.#speak();
    this.#outline();
    let instance, failure;
    try {
      const loading = [takeInstance(assetBase(this.#read().assetBase), () => !this.#ended), hasCamera()];
      const [taken, camera] = await Promise.all(loading);
      instance = taken;
      if (camera) this.#camera = (signal) => scan(this.#root, signal);
    } catch (cause) {
      failure = cause;
    }
    while (this.#coming) await this.#coming;
    if (this.#ended) return instance && restInstance(instance);
    if (!instance) return this.#tell(failure);
    this.#instance = instance;
    this.#listen('addEventListener');
    this.update();
  }

  /** Hands the options to the program, which starts with the first ones it accepts. */
  update() {
    this.#speak();
    if (!this.#instance) return; // still loading: start() reads them
    const { assetBase: _, ...options } = this.#read();
    const { tag, locale, sentences } = this.#language;
    this.#attempt(() => {
      if (this.#program) this.#program.update(options, tag, locale, sentences);
      else this.#program = this.#instance.mount(this.#root, options, tag, locale, sentences, this.#camera);
      this.#show();
    });
  }

  refresh() {
    this.#attempt(() => this.#program?.refresh());
  }

  unmount() {
    this.#ended = true;
    this.#attempt(() => this.#program?.unmount());
    const instance = this.#instance;
    this.#letGo();
    if (instance) restInstance(instance);
    this.#root.replaceChildren();
  }

  /** Sees to the language that is asked for now; what was asked for before no longer matters. */
  #speak() {
    const { locale, assetBase: base } = this.#read();
    const wanted = match(asked(this.#host, locale));
    if (wanted.tag === this.#wanted?.tag && wanted.locale === this.#wanted.locale) return;
    this.#wanted = wanted;
    const folder = folderOf(base);
    const language = atHand(wanted, folder);
    this.#language = language ?? this.#language;
    this.#coming = language ? undefined : this.#learn(wanted, folder);
  }

  async #learn(wanted, folder) {
    let language = ENGLISH;
    try {
      language = await learn(wanted, folder);
    } catch {
      const url = localeAddress(folder, wanted.tag);
      this.#dispatch('diagnostic', { code: 'languageUnavailable', language: wanted.tag, url });
    }
    if (wanted !== this.#wanted || this.#ended) return;
    this.#language = language;
    this.#coming = undefined;
    if (!this.#drawn) this.update();
    else if (this.#drawn.ariaBusy) this.#outline();
  }

  #attempt(action) {
    try {
      action();
    } catch (cause) {
      // The program goes on with the options it had; any other error is the end of its instance.
      if (cause?.name !== 'OptionsRefused') this.#letGo();
      this.#tell(cause);
    }
  }

  /** A trap in a callback of the program's reaches nobody but the window. */
  #watch = ({ error, reason = error }) => {
    setTimeout(() => {
      if (!this.#instance || isSound(this.#instance, reason)) return;
      this.#letGo();
      this.#tell(reason);
    });
  };

  #listen(verb) {
    for (const type of ['error', 'unhandledrejection']) window[verb](type, this.#watch);
  }

  #letGo() {
    this.#listen('removeEventListener');
    this.#instance = this.#program = undefined;
  }

  #tell(cause) {
    if (this.#ended) return;
    if (!this.#program) this.#root.replaceChildren();
    const { element, detail } = notice(cause, this.#read(), this.#language, () => this.start());
    this.#show(element);
    this.#dispatch('problem', detail);
  }

  #dispatch(type, detail) {
    this.#host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #outline() {
    this.#show(skeleton(this.#read(), this.#language));
  }

  #show(element) {
    style(this.#root);
    this.#drawn?.remove();
    this.#drawn = element;
    if (element) this.#root.prepend(element);
  }
}

/** The folder that the page named for the package's files, ending in a slash. */
function assetBase(given) {
  const folder = folderOf(given);
  if (folder || given == null) return folder;
  const shown = typeof given === 'string' ? given : typeof given;
  const refusals = [{ option: 'assetBase', given: shown, allowed: 'the address of a folder' }];
  throw { name: 'OptionsRefused', refusals }; // as the program does for the options it reads
}

function folderOf(given) {
  if (typeof given !== 'string' || !given) return undefined;
  try {
    const { href, search, hash } = new URL(given, document.baseURI);
    return search || hash ? undefined : href.replace(/\/?$/, '/');
  } catch {
    return undefined;
  }
}
