// A host page that does nothing by itself: a test puts widgets into it.
//
// Loads the package at `pkg` only when asked, so that a test can do things before. Whoever opens the
// page is the sign-in: it exposes `signIn(need)`.
const EVENTS = ['ready', 'selectionchange', 'redirected', 'tracked', 'problem', 'tokenrequired', 'diagnostic'];
const query = new URLSearchParams(location.search);

window.events = [];
for (const type of EVENTS) {
  document.addEventListener(type, ({ detail, target }) => window.events.push({ type, detail, id: target.id }));
}

window.place = document.querySelector('#place');
window.options = () => ({
  queues: [{ share: query.get('queue') }],
  graph: { baseUrl: query.get('base-url') },
  account: JSON.parse(query.get('account')),
  getToken: (need) => window.signIn(need),
});
/** Imports the package, or its variant; a second version has another address. */
window.load = (file = 'print-redirect.js', version = '') => import(`/pkg/${file}${version}`);
/** Puts a configured element into the page. */
window.show = (changes = {}, place = window.place) => {
  const element = Object.assign(document.createElement('print-redirect'), window.options(), changes);
  place.append(element);
  return element;
};
window.prepared = true;
