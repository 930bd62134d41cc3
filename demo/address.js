/**
 * Reads and writes the page's address, which holds the settings of the demo. A link shows what its sender saw.
 *
 * The parameters are the values of the controls. With `client`, `tenant` and `queue` the demo uses a real tenant. Nothing
 * secret is ever written into the address. `base` and `authority` have to be https, or http on this machine.
 */

/** The names and default values of the settings. Default values are not written into the address. */
const DEFAULTS = {
  scenario: '', theme: 'auto', width: 'full', dir: 'ltr', locale: '', usertoken: '',
  codes: 'none', offer: 'all', kept: '0',
  signin: 'works', next: 'nothing', program: 'runs', offline: '0', second: '0', controls: '0',
};

/**
 * The settings in the address.
 *
 * @returns {typeof DEFAULTS}
 */
export function settings() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, query.get(name) ?? value]));
}

/** Writes a setting into the address. It adds no entry to the browser's history. */
export function remember(name, value) {
  const url = new URL(location.href);
  if (value === DEFAULTS[name]) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  history.replaceState(null, '', url);
}

/** How long the simulated network takes to answer, in ms. */
export function latency() {
  const given = Number(new URLSearchParams(location.search).get('latency') ?? Number.NaN);
  return given >= 0 ? given : 150;
}

/** The id of the printer share that a link to this page chooses, or null. */
export function printer() {
  return new URLSearchParams(location.search).get('printer');
}

/** The real tenant to sign in to, or null for the simulator. If it is wrong, the message of the error is for the visitor. */
export function realTenant() {
  const query = new URLSearchParams(location.search);
  const client = query.get('client');
  if (!client) return null;
  const id = query.get('tenant');
  const queues = query.getAll('queue').flatMap((shares) => shares.split(/\s+/).filter(Boolean));
  if (!id || !queues.length) throw new Error('A real tenant needs client, tenant and queue in the address.');
  return {
    client,
    queues,
    authority: secureAddress(query, 'authority') ?? `https://login.microsoftonline.com/${encodeURIComponent(id)}`,
    ownAuthority: query.has('authority'),
    graph: Object.fromEntries(
      [['cloud', query.get('cloud')], ['version', query.get('version')], ['baseUrl', secureAddress(query, 'base')]].filter(([, value]) => value),
    ),
  };
}

function secureAddress(query, name) {
  const given = query.get(name);
  if (!given) return undefined;
  const url = URL.canParse(given) ? new URL(given) : null;
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return given;
  throw new Error(`${name} has to be an https address, or http on this machine.`);
}
