/**
 * Adds a widget with its own simulated tenant to each card of the page “Themes and widths”.
 *
 * In each widget a job is selected and a printer is chosen, so that most colors are visible. The styles of the cards are in
 * theming.css. The address may set another `scenario`.
 */
import './print-redirect.js';
import * as simulator from './simulator.js';

const RECENT_SHARES = '/me/print/recentPrinterShares';
const scenario = new URLSearchParams(location.search).get('scenario') ?? 'one-job';

await simulator.load();
for (const place of document.querySelectorAll('main [data-theme]')) {
  const tenant = simulator.open(scenario, 0, { arrived() {}, answered() {} });
  const { queues, account, token } = tenant.host();
  const [recent] = JSON.parse(tenant.ask('GET', RECENT_SHARES, token).body).value;
  place.append(Object.assign(document.createElement('print-redirect'), {
    queues, account, fetch: tenant.fetch, getToken: () => token, theme: place.dataset.theme, destination: recent?.id,
  }));
}
