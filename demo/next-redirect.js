/**
 * Makes the next redirect go wrong in the way that the visitor chose.
 *
 * A fault is passed to the simulator when the redirect arrives, in the form that `simulator::fault` reads. If somebody else
 * releases or cancels the job, that happens by a request of their own just before the widget reads the job for the last time.
 */

/** Faults of the redirect itself, by the values of the control “Next redirect”. */
const FAULTS = {
  'lost-before': { kind: 'lose', when: 'before' },
  'lost-after': { kind: 'lose', when: 'after' },
  half: { kind: 'garble' },
  busy: { kind: 'throttle', retryAfter: '10' },
  challenge: { kind: 'challenge', claims: '{"access_token":{"nbf":{"essential":true,"value":"1732354800"}}}' },
  refused: { kind: 'error', status: 400, code: 'BadRequest', message: 'The request was refused by the demo.' },
  failed: { kind: 'unavailable', status: 503, when: 'before' },
};

/** What somebody else does with the job, by the values of the same control. */
const ACTIONS_OF_OTHERS = {
  released(tenant, queue, job) {
    const read = (path) => JSON.parse(tenant.ask('GET', path, tenant.host().token).body);
    const { id } = read('/print/shares').value.find((share) => share.id !== queue.share);
    const { printer } = read(`/print/shares/${id}?$expand=printer`);
    tenant.ask('POST', `/print/printers/${queue.printer}/jobs/${job}/redirect`, tenant.applicationToken, {
      destinationPrinterId: printer.id,
    });
  },
  cancelled(tenant, queue, job) {
    tenant.ask('POST', `/print/printers/${queue.printer}/jobs/${job}/cancel`, tenant.host().token);
  },
};

/**
 * Applies the setting if this is the request that it is about.
 *
 * @param {string} setting the value of the control “Next redirect”
 * @param {ReturnType<import('./simulator.js').open>} tenant
 * @param {Request} request
 * @returns {boolean} whether it was applied
 */
export function applySetting(setting, tenant, { method, url }) {
  const { pathname } = new URL(url);
  if (FAULTS[setting] && method === 'POST' && pathname.endsWith('/redirect')) {
    tenant.fault({ method, path: '/redirect', ...FAULTS[setting] });
    return true;
  }
  const [, share, job] = pathname.match(/\/print\/shares\/([^/]+)\/jobs\/([^/]+)$/) ?? [];
  const queue = tenant.host().queues.find((each) => each.share === share);
  if (!ACTIONS_OF_OTHERS[setting] || method !== 'GET' || !queue) return false;
  ACTIONS_OF_OTHERS[setting](tenant, queue, job);
  return true;
}
