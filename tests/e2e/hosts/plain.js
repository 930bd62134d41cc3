// The plainest host page: the widget by its documented surface, settings from the address.
// Whoever opens the page is the sign-in: it exposes `signIn(need)`. No token is in the address.
import { mount } from '/pkg/print-redirect.js';

const EVENTS = ['ready', 'selectionchange', 'redirected', 'tracked', 'problem', 'tokenrequired', 'diagnostic'];
const ATTRIBUTES = [
  'queue', 'base-url', 'version', 'locale', 'dir', 'theme', 'destination', 'destinations', 'retention-hours', 'require-presence',
];
const place = document.querySelector('#place');
const query = new URLSearchParams(location.search);
const signsIn = query.get('sign-in') !== 'none';
const account = JSON.parse(query.get('account'));

window.events = [];
for (const type of EVENTS) {
  place.addEventListener(type, ({ detail }) => window.events.push({ type, detail }));
}

// The page's shortcuts: what is typed here is the page's.
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
