/**
 * The custom element: attributes and properties on one side, a widget's options on the other.
 *
 * It decides when a widget starts and ends, and leaves the judging of options to the program. A
 * property wins over its attribute; changes made in one task reach the program as one update.
 */
import { Widget } from './widget.js';

/** Options that an attribute carries as they are. */
const TEXTS = { locale: 'locale', dir: 'dir', theme: 'theme', destination: 'destination', assetBase: 'asset-base' };
/** Options that are lists of words. */
const LISTS = { queues: 'queue', destinations: 'destinations' };
const HOURS = 'retention-hours';
const PRESENCE = 'require-presence';
const GATEWAY = { url: 'gateway', scope: 'gateway-scope' };
const GRAPH = { cloud: 'cloud', version: 'version', baseUrl: 'base-url' };
/** Options with a property of the element; `dir` is one of every element's, and reflected. */
const PROPERTIES = [
  'queues', 'graph', 'gateway', 'account', 'strings', 'getToken', 'token', 'gatewayToken', 'fetch', 'locale', 'theme',
  'destination', 'destinations', 'retentionHours', 'resolveCode', 'requirePresence', 'assetBase',
];

// Without a DOM the class still has to be declared, or importing the package would throw.
export class PrintRedirectElement extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = [TEXTS, LISTS, GRAPH, GATEWAY].flatMap(Object.values).concat(HOURS, PRESENCE);

  #given = {};
  #widget;
  #changed = false;

  connectedCallback() {
    if (this.#widget) return; // moved
    for (const name of PROPERTIES) {
      // A property set before the upgrade hides the accessor.
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#widget = new Widget(this, () => this.#options());
    this.#widget.start();
  }

  disconnectedCallback() {
    // A move by `append` disconnects for an instant.
    setTimeout(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** Empty: that it is there lets `moveBefore` move the element without a disconnect. */
  connectedMoveCallback() {}

  /** Another document: styles do not go along, so it starts there anew. */
  adoptedCallback() {
    this.#end();
  }

  attributeChangedCallback() {
    this.#change();
  }

  refresh() {
    this.#widget?.refresh();
  }

  #end() {
    this.#widget?.unmount();
    this.#widget = undefined;
  }

  #change() {
    if (this.#changed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      this.#widget?.update();
    });
  }

  #texts(attributes) {
    const present = Object.entries(attributes).filter(([, attribute]) => this.hasAttribute(attribute));
    return Object.fromEntries(present.map(([name, attribute]) => [name, this.getAttribute(attribute)]));
  }

  #options() {
    const options = this.#texts(TEXTS);
    for (const [name, attribute] of Object.entries(LISTS)) {
      if (this.hasAttribute(attribute)) options[name] = this.getAttribute(attribute).match(/\S+/g) ?? [];
    }
    const graph = this.#texts(GRAPH);
    const gateway = this.#texts(GATEWAY);
    options.queues &&= options.queues.map((share) => ({ share }));
    // What is neither a number nor a yes as HTML has it is the program's to refuse.
    const hours = this.getAttribute(HOURS);
    if (hours !== null) options.retentionHours = /^\d+$/.test(hours) ? Number(hours) : hours;
    const presence = this.getAttribute(PRESENCE);
    if (presence !== null) options.requirePresence = presence === '' || presence === PRESENCE || presence;
    if (Object.keys(graph).length) options.graph = graph;
    if (Object.keys(gateway).length) options.gateway = gateway;
    return { ...options, ...this.#given };
  }

  static {
    for (const name of PROPERTIES) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
          return this.#options()[name];
        },
        set(value) {
          this.#given[name] = value;
          if (value == null) delete this.#given[name];
          this.#change();
        },
      });
    }
  }
}
