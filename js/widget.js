/**
 * One widget in the open shadow root of a host element, from the first outline to the end.
 *
 * It shows the skeleton, the program in its place, and a notice where the program does not start or
 * stops. Options are read, whole, when they are needed. An instance that stopped is never used again,
 * and other widgets do not notice.
 */
import { hasCamera, scan } from './camera.js';
import { style } from './drawing.js';
import { notice } from './notice.js';
import { isSound, restInstance, takeInstance } from './program.js';
import { skeleton } from './skeleton.js';

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

  /**
   * @param {HTMLElement} host
   * @param {() => object} read the host page's options as they are now
   */
  constructor(host, read) {
    this.#host = host;
    this.#read = read;
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  }

  /** Settles once the program or a notice is on the screen; never rejects. */
  async start() {
    this.#show(skeleton(this.#read()));
    try {
      const [instance, camera] = await Promise.all([takeInstance(assetBase(this.#read().assetBase)), hasCamera()]);
      if (this.#ended) return restInstance(instance);
      if (camera) this.#camera = (signal) => scan(this.#root, signal);
      this.#instance = instance;
    } catch (cause) {
      if (!this.#ended) this.#tell(cause);
      return;
    }
    this.#listen('addEventListener');
    this.update();
  }

  /** Hands the options to the program, which starts with the first ones it accepts. */
  update() {
    if (!this.#instance) return; // still loading: start() reads them
    const { assetBase: _, ...options } = this.#read();
    this.#attempt(() => {
      if (this.#program) this.#program.update(options);
      else this.#program = this.#instance.mount(this.#root, options, this.#camera);
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
    const { element, detail } = notice(cause, this.#read().theme, () => this.start());
    this.#show(element);
    this.#host.dispatchEvent(new CustomEvent('problem', { detail, bubbles: true, composed: true }));
  }

  #show(element) {
    style(this.#root);
    this.#drawn?.remove();
    this.#drawn = element;
    if (element) this.#root.prepend(element);
  }
}

/** The folder that the page named for the program's files, ending in a slash. */
function assetBase(given) {
  if (given === undefined) return undefined;
  try {
    const base = new URL(given, document.baseURI).href;
    return base.endsWith('/') ? base : `${base}/`;
  } catch {
    const refusals = [{ option: 'assetBase', given, allowed: 'the address of a folder' }];
    throw { name: 'OptionsRefused', refusals }; // as the program does for the options it reads
  }
}
