/**
 * The custom element `<print-redirect>`: turns its attributes and properties into the options of a widget.
 *
 * It starts and ends the widget. The program checks the options. A property wins over its attribute. All changes in one task
 * are passed to the program as one update.
 *
 * A framework that takes over a page from a server sets properties long after the browser has made the element. So an element
 * without queues, or without a way to a token, waits for them before the program starts.
 */
import { withTimeout } from './timeout.js';
import { Widget } from './widget.js';

/** Options whose attribute holds their value as text. */
const TEXTS = { locale: 'locale', dir: 'dir', theme: 'theme', destination: 'destination', assetBase: 'asset-base' };
/** Options whose attribute holds a list of share ids. */
const LISTS = { queues: 'queue', destinations: 'destinations' };
const HOURS = 'retention-hours';
/** Options whose attribute is true when it is written without a value. */
const FLAGS = { requirePresence: 'require-presence', allowStopped: 'allow-stopped' };
const GATEWAY = { url: 'gateway', scope: 'gateway-scope' };
const GRAPH = { cloud: 'cloud', version: 'version', baseUrl: 'base-url' };
/** Options that are properties of the element. `dir` is missing: every HTML element has it, and reflects it. */
const PROPERTIES = [
  'queues', 'graph', 'gateway', 'account', 'strings', 'getToken', 'token', 'gatewayToken', 'fetch', 'locale', 'theme',
  'destination', 'destinations', 'retentionHours', 'resolveCode', 'requirePresence', 'allowStopped', 'assetBase',
];

/** How long an element waits for `queues`. The program then refuses the options by name. */
const QUEUES_TIMEOUT_MS = 5_000;
/** How long it waits for a token where it has queues. The program then asks the page by `tokenrequired`. */
const TOKEN_TIMEOUT_MS = 1_000;

// The base class is missing on a server. The fallback lets a page import the package there.
export class PrintRedirectElement extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = [
    ...[TEXTS, LISTS, FLAGS, GRAPH, GATEWAY].flatMap((attributes) => Reflect.ownKeys(attributes).map((name) => attributes[name])),
    HOURS,
  ];

  /** The options that were set by property. */
  #assigned = { __proto__: null };
  #widget;
  #updateQueued = false;
  /** Called when options have changed. */
  #changed;

  connectedCallback() {
    if (this.#widget) return; // it was moved
    for (const name of PROPERTIES) {
      // A property that the page set before the element was defined hides the accessor: set it again.
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#widget = new Widget(this, () => this.#options());
    this.#widget.start(this.#complete());
  }

  disconnectedCallback() {
    // `append` moves an element by removing and inserting it: see in a later task whether it is gone.
    setTimeout(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** Empty on purpose: if this method exists, `moveBefore` moves the element without disconnecting it. */
  connectedMoveCallback() {}

  /** The element was moved to another document. Its style sheets stay behind, so the widget starts again there. */
  adoptedCallback() {
    this.#end();
  }

  attributeChangedCallback() {
    this.#queueUpdate();
  }

  refresh() {
    this.#widget?.refresh();
  }

  #end() {
    this.#widget?.unmount();
    this.#widget = undefined;
  }

  #queueUpdate() {
    if (this.#updateQueued) return;
    this.#updateQueued = true;
    queueMicrotask(() => {
      this.#updateQueued = false;
      this.#changed?.();
      this.#widget?.update();
    });
  }

  /** Resolves when there are queues and a way to a token, or after a while. */
  async #complete() {
    await this.#until(({ queues }) => queues, QUEUES_TIMEOUT_MS);
    if (this.#options().queues) await this.#until(({ getToken, token }) => getToken ?? token, TOKEN_TIMEOUT_MS);
  }

  /** Resolves when the options have something, or after a while. */
  async #until(has, timeoutMs) {
    if (has(this.#options())) return;
    const set = new Promise((resolve) => {
      this.#changed = () => has(this.#options()) && resolve();
    });
    await withTimeout(set, timeoutMs).catch(() => {});
  }

  /** The attributes that are present, by the names of their options. */
  #readAttributes(attributes) {
    const present = { __proto__: null };
    for (const name of Reflect.ownKeys(attributes)) {
      if (this.hasAttribute(attributes[name])) present[name] = this.getAttribute(attributes[name]);
    }
    return present;
  }

  /** The options as they are now. */
  #options() {
    const options = this.#readAttributes(TEXTS);
    const lists = this.#readAttributes(LISTS);
    for (const name of Reflect.ownKeys(lists)) options[name] = lists[name].match(/\S+/g) ?? [];
    const graph = this.#readAttributes(GRAPH);
    const gateway = this.#readAttributes(GATEWAY);
    options.queues &&= options.queues.map((share) => ({ share }));
    // Values that are not a number, or not a boolean attribute as HTML defines it, are passed on: the program refuses them.
    const hours = this.getAttribute(HOURS);
    if (hours !== null) options.retentionHours = /^\d+$/.test(hours) ? Number(hours) : hours;
    const flags = this.#readAttributes(FLAGS);
    for (const name of Reflect.ownKeys(flags)) options[name] = flags[name] === '' || flags[name] === FLAGS[name] || flags[name];
    if (Reflect.ownKeys(graph).length) options.graph = graph;
    if (Reflect.ownKeys(gateway).length) options.gateway = gateway;
    return { __proto__: null, ...options, ...this.#assigned };
  }

  static {
    for (const name of PROPERTIES) {
      Object.defineProperty(this.prototype, name, {
        __proto__: null,
        configurable: true,
        enumerable: true,
        get() {
          return this.#options()[name];
        },
        set(value) {
          this.#assigned[name] = value;
          if (value == null) delete this.#assigned[name];
          this.#queueUpdate();
        },
      });
    }
  }
}
