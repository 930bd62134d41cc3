/**
 * The widget's options about printers and queues, from the settings of the demo.
 *
 * The recent printers have the codes 1001, 1002 and so on. Ids and addresses with `printer=…` are codes too; the widget
 * understands them without the page.
 */

const RECENT_SHARES = '/me/print/recentPrinterShares';
const FIRST_CODE = 1001;

/**
 * The widget's options for these settings.
 *
 * @param {ReturnType<import('./simulator.js').open>} tenant
 * @param {{codes: string, offer: string, kept: string, printer: string}} settings
 */
export function printerOptions(tenant, { codes, offer, kept, printer }) {
  const { status, body } = tenant.ask('GET', RECENT_SHARES, tenant.host().token);
  const recent = status === 200 ? JSON.parse(body).value.map(({ id }) => id) : [];
  return {
    requirePresence: codes === 'only',
    resolveCode: codes === 'none' ? undefined : async (code) => recent[code - FIRST_CODE] ?? null,
    destinations: offer === 'recent' && recent.length ? recent : undefined,
    retentionHours: Number(kept) || undefined,
    destination: printer || undefined,
  };
}
