/**
 * What the page's address says: the state of the demo, so that a link shows what its sender saw.
 *
 * Settings are the controls' values; a real tenant is asked for by `client`, `tenant` and `queue`.
 * Nothing secret is ever put into the address. An address for Graph or for the authority counts only
 * if it is https, or http to this very machine.
 */

/** The settings' names with their default values, which the address leaves out. */
const DEFAULTS = {
  scenario: '', theme: 'auto', width: 'full', dir: 'ltr', locale: '', usertoken: '1',
  codes: 'none', offer: 'all', kept: '0',
  signin: 'works', next: 'nothing', program: 'runs', offline: '0', second: '0',
};

/** @returns {typeof DEFAULTS} */
export function settings() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, query.get(name) ?? value]));
}

/** Writes one setting into the address, without a new entry in the history. */
export function remember(name, value) {
  const url = new URL(location.href);
  if (value === DEFAULTS[name]) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  history.replaceState(null, '', url);
}

/** How long the simulated network takes for an answer, in ms. */
export function latency() {
  const given = Number(new URLSearchParams(location.search).get('latency') ?? Number.NaN);
  return given >= 0 ? given : 150;
}

/** The printer share that a link to this page names. */
export function printer() {
  return new URLSearchParams(location.search).get('printer');
}

/** The tenant to sign in to, or null for the simulator. Throws a sentence for a person if it is wrong. */
export function tenant() {
  const query = new URLSearchParams(location.search);
  const client = query.get('client');
  if (!client) return null;
  const id = query.get('tenant');
  const queues = query.getAll('queue').flatMap((shares) => shares.split(/\s+/).filter(Boolean));
  if (!id || !queues.length) throw new Error('A real tenant needs client, tenant and queue in the address.');
  return {
    client,
    queues,
    authority: secure(query, 'authority') ?? `https://login.microsoftonline.com/${encodeURIComponent(id)}`,
    ownAuthority: query.has('authority'),
    graph: Object.fromEntries(
      [['cloud', query.get('cloud')], ['version', query.get('version')], ['baseUrl', secure(query, 'base')]].filter(([, value]) => value),
    ),
  };
}

function secure(query, name) {
  const given = query.get(name);
  if (!given) return undefined;
  const url = URL.canParse(given) ? new URL(given) : null;
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return given;
  throw new Error(`${name} has to be an https address, or http on this machine.`);
}
