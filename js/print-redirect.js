/**
 * The entry of the package: defines the element `<print-redirect>` and exports `mount`. Both use widget.js.
 *
 * Importing it never throws. Without a DOM, or if the page already has an element of this name, it defines nothing.
 */
import { PrintRedirectElement } from './element.js';
import { Widget } from './widget.js';

export { PrintRedirectElement };

export const version = '0.1.0';

/**
 * Appends a widget to `element`. Resolves when the widget, or a notice that says why there is none, is on the screen.
 *
 * @param {Element} element
 * @param {import('./print-redirect.d.ts').PrintRedirectOptions} options
 */
export async function mount(element, options) {
  let current = { __proto__: null, ...options };
  const host = element.ownerDocument.createElement('div');
  const widget = new Widget(host, () => current);
  element.append(host);
  await widget.start();
  return {
    update(changes) {
      current = { __proto__: null, ...current, ...changes };
      widget.update();
    },
    refresh: () => widget.refresh(),
    unmount() {
      widget.unmount();
      host.remove();
    },
  };
}

if (globalThis.customElements && !customElements.get('print-redirect')) {
  customElements.define('print-redirect', PrintRedirectElement);
}
