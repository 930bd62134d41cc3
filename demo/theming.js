/**
 * Puts a widget with a simulated tenant of its own into each card of the page of themes.
 *
 * In each a job is ticked, a printer is chosen and the button can be pressed, so that most of the
 * colours can be seen. The cards' own looks are in theming.css; the address may name another `scenario`.
 */
import './print-redirect.js';
import * as simulator from './simulator.js';

const SHARES = '/me/print/recentPrinterShares';
const scenario = new URLSearchParams(location.search).get('scenario') ?? 'one-job';

await simulator.load();
for (const place of document.querySelectorAll('main [data-theme]')) {
  const tenant = simulator.open(scenario, 0, { arrived() {}, answered() {} });
  const { queues, account, token } = tenant.host();
  const [recent] = JSON.parse(tenant.ask('GET', SHARES, token).body).value;
  place.append(Object.assign(document.createElement('print-redirect'), {
    queues, account, fetch: tenant.fetch, getToken: () => token, theme: place.dataset.theme, destination: recent?.id,
  }));
}
