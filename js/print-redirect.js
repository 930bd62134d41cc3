/**
 * The package's entry: it defines the element and offers `mount`; both run widget.js.
 *
 * Importing it never throws: without a DOM it defines nothing, and a name that is taken stays taken.
 */
import { PrintRedirectElement } from './element.js';
import { Widget } from './widget.js';

export { PrintRedirectElement };

export const version = '0.1.0';

/**
 * Puts a widget into `element`; resolves once the widget, or a notice in its place, is there.
 *
 * @param {Element} element
 * @param {import('./print-redirect.d.ts').PrintRedirectOptions} options
 */
export async function mount(element, options) {
  let current = { ...options };
  const host = element.ownerDocument.createElement('div');
  const widget = new Widget(host, () => current);
  element.append(host);
  await widget.start();
  return {
    update(changes) {
      current = { ...current, ...changes };
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
