// A host page without a widget: tests add widgets by the functions below.
//
// The package is loaded by `window.load`, so a test can change the page first. The test provides `window.signIn(need)`, the
// page's `getToken`.
const EVENTS = ['ready', 'selectionchange', 'redirected', 'tracked', 'problem', 'tokenrequired', 'diagnostic'];
const query = new URLSearchParams(location.search);

window.events = [];
for (const type of EVENTS) {
  document.addEventListener(type, ({ detail, target }) => window.events.push({ type, detail, id: target.id }));
}

/** Where widgets are added. */
window.place = document.querySelector('#place');
/** The options for the tenant that the address names. */
window.options = () => ({
  queues: [{ share: query.get('queue') }],
  graph: { baseUrl: query.get('base-url') },
  account: JSON.parse(query.get('account')),
  getToken: (need) => window.signIn(need),
});
/** Imports the package, or its one-file variant. With another `version` the browser loads it as another module. */
window.load = (file = 'print-redirect.js', version = '') => import(`/pkg/${file}${version}`);
/** Adds an element with these options, changed by `changes`, to the page. */
window.show = (changes = {}, place = window.place) => {
  const element = Object.assign(document.createElement('print-redirect'), window.options(), changes);
  place.append(element);
  return element;
};
window.prepared = true;
