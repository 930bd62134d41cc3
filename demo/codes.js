/**
 * How the demo's page has printers chosen, and what else it says of printers and queues.
 *
 * The printers used recently have the codes 1001, 1002 and so on. All else that is a code (ids, and
 * addresses with `printer=…`) needs nothing of the page.
 */

const RECENT = '/me/print/recentPrinterShares';
const FIRST = 1001;

/**
 * The widget's options for these settings of the demo.
 *
 * @param {ReturnType<import('./simulator.js').open>} tenant
 * @param {{codes: string, offer: string, kept: string, printer: string}} settings
 */
export function choices(tenant, { codes, offer, kept, printer }) {
  const { status, body } = tenant.ask('GET', RECENT, tenant.host().token);
  const recent = status === 200 ? JSON.parse(body).value.map(({ id }) => id) : [];
  return {
    requirePresence: codes === 'only',
    resolveCode: codes === 'none' ? undefined : async (text) => recent[text - FIRST] ?? null,
    destinations: offer === 'recent' && recent.length ? recent : undefined,
    retentionHours: Number(kept) || undefined,
    destination: printer || undefined,
  };
}
