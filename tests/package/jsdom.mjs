// Imports the package in jsdom, as the tests of a page do. There is no widget, but a notice, and nothing fails outside of it.
import assert from 'node:assert/strict';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><html lang="de"><body></body></html>', { url: 'https://intranet.contoso.example/' });
for (const name of ['window', 'document', 'customElements', 'HTMLElement', 'Element', 'Node', 'Event', 'CustomEvent', 'navigator', 'location']) {
  Object.defineProperty(globalThis, name, { configurable: true, value: window[name] ?? window });
}
const failures = [];
process.on('unhandledRejection', (reason) => failures.push(reason));

await import('print-redirect');
const element = document.createElement('print-redirect');
const told = new Promise((resolve) => element.addEventListener('problem', resolve));
Object.assign(element, { queues: [{ share: 'SHARE-ID' }], getToken: () => 'token', gateway: undefined });
document.body.append(element);
const { detail } = await told;
assert.equal(detail.code, 'programUnreachable');
assert.deepEqual(element.queues, [{ share: 'SHARE-ID' }]);
assert.ok(element.shadowRoot.querySelector('[role=alert]').textContent.length > 10);
element.remove();
await new Promise((resolve) => setTimeout(resolve));
assert.deepEqual(failures, []);
console.log('in jsdom the element says why it is no widget, and nothing else fails');
process.exit(); // the widget's timers would keep Node.js waiting
