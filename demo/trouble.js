/**
 * What goes wrong with the next redirect, if the visitor of the demo wants it to.
 *
 * A fault is handed to the simulator when the redirect arrives, in the form that `simulator::fault`
 * reads. What somebody else does meanwhile is done just before the widget's last look at the job, by
 * that person's own request to the same tenant.
 */

const FAULTS = {
  'lost-before': { kind: 'lose', when: 'before' },
  'lost-after': { kind: 'lose', when: 'after' },
  half: { kind: 'garble' },
  busy: { kind: 'throttle', retryAfter: '10' },
  challenge: { kind: 'challenge', claims: '{"access_token":{"nbf":{"essential":true,"value":"1732354800"}}}' },
  refused: { kind: 'error', status: 400, code: 'BadRequest', message: 'The request was refused by the demo.' },
  failed: { kind: 'unavailable', status: 503, when: 'before' },
};

const MEANWHILE = {
  released(simulator, queue, job) {
    const read = (path) => JSON.parse(simulator.ask('GET', path, simulator.host().token).body);
    const { id } = read('/print/shares').value.find((share) => share.id !== queue.share);
    const { printer } = read(`/print/shares/${id}?$expand=printer`);
    simulator.ask('POST', `/print/printers/${queue.printer}/jobs/${job}/redirect`, simulator.applicationToken, {
      destinationPrinterId: printer.id,
    });
  },
  cancelled(simulator, queue, job) {
    simulator.ask('POST', `/print/printers/${queue.printer}/jobs/${job}/cancel`, simulator.host().token);
  },
};

/**
 * Lets the chosen trouble meet this request, if it is the one for it.
 *
 * @param {string} chosen
 * @param {ReturnType<import('./simulator.js').open>} simulator
 * @param {Request} request
 * @returns {boolean} whether it did
 */
export function meet(chosen, simulator, { method, url }) {
  const { pathname } = new URL(url);
  if (FAULTS[chosen] && method === 'POST' && pathname.endsWith('/redirect')) {
    simulator.fault({ method, path: '/redirect', ...FAULTS[chosen] });
    return true;
  }
  const [, share, job] = pathname.match(/\/print\/shares\/([^/]+)\/jobs\/([^/]+)$/) ?? [];
  const queue = simulator.host().queues.find((each) => each.share === share);
  if (!MEANWHILE[chosen] || method !== 'GET' || !queue) return false;
  MEANWHILE[chosen](simulator, queue, job);
  return true;
}
