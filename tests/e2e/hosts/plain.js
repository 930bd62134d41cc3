// A plain host page: it adds one widget, with options from the parameters of its address.
//
// The test provides `window.signIn(need)`, the page's `getToken`, so no token is in the address. `by=mount` adds the widget
// by `mount` instead of the element; `sign-in=none` leaves out `getToken`.
import { mount } from '/pkg/print-redirect.js';

const EVENTS = ['ready', 'selectionchange', 'redirected', 'tracked', 'problem', 'tokenrequired', 'diagnostic'];
const ATTRIBUTES = [
  'queue', 'base-url', 'version', 'locale', 'dir', 'theme', 'destination', 'destinations', 'retention-hours', 'require-presence',
  'allow-stopped',
];
const place = document.querySelector('#place');
const query = new URLSearchParams(location.search);
const signsIn = query.get('sign-in') !== 'none';
const account = JSON.parse(query.get('account'));

window.events = [];
for (const type of EVENTS) {
  place.addEventListener(type, ({ detail }) => window.events.push({ type, detail }));
}

// The page's own keyboard shortcuts. Keys that the widget uses must not arrive here.
window.shortcuts = [];
document.addEventListener('keydown', ({ key }) => window.shortcuts.push(key));

if (query.get('by') === 'mount') {
  window.widget = await mount(place, {
    queues: query.getAll('queue').map((share) => ({ share })),
    graph: { baseUrl: query.get('base-url'), version: query.get('version') ?? undefined },
    account,
    ...(signsIn && { getToken: window.signIn }),
  });
} else {
  window.widget = document.createElement('print-redirect');
  for (const name of ATTRIBUTES) {
    if (query.has(name)) window.widget.setAttribute(name, query.getAll(name).join(' '));
  }
  if (account) window.widget.account = account;
  if (signsIn) window.widget.getToken = window.signIn;
  place.append(window.widget);
}
