/**
 * Watches the simulated tenant and keeps the proof beside the widget up to date.
 *
 * It notes each request of the widgets when it reaches the tenant, and not when an answer comes back: an answer may be lost. Names
 * of documents and printers are asked of the tenant by the app that holds the jobs, so these reads are not among the requests.
 */
import { showAudit, showPaper, showRequests, verbOf } from './proof.js';

/** How often the paper is looked at: it comes out while nobody asks, and looking through 50,000 printers takes a while. */
const LOOK_MS = 1_000;

export class Witness {
  #tenant = null;
  /** The requests of this tenant, oldest first. */
  #requests = [];
  /** What was asked of the print service, oldest first. */
  #audit = [];

  constructor() {
    setInterval(() => this.#tenant && this.#showPaper(), LOOK_MS);
  }

  /** Watches another tenant from now on. Widgets of the last one may still get answers. */
  watch(tenant) {
    this.#tenant = tenant;
    this.#requests = [];
    this.#audit = [];
    this.#showPaper();
    showRequests([]);
    showAudit([]);
  }

  /** A request has arrived, and is not yet answered. */
  arrived(tenant, request, body) {
    if (tenant !== this.#tenant || verbOf(request) === 'read') return;
    const [, printer, job] = request.url.match(/\/printers\/([^/]+)\/jobs\/([^/]+)\//) ?? [];
    const to = body && printerName(tenant, JSON.parse(body).destinationPrinterId);
    const what = [documentName(tenant, printer, job), to].filter(Boolean).join(' → ');
    this.#audit.push({ request, what, time: new Date().toLocaleTimeString() });
  }

  /** A request was answered; without a status, the connection was lost. */
  answered(tenant, request, status) {
    if (tenant !== this.#tenant) return;
    this.#requests.push({ method: request.method, url: request.url, status });
    showRequests(this.#requests);
    const entry = this.#audit.find((each) => each.request === request);
    if (entry) {
      entry.outcome = outcome(status);
      showAudit(this.#audit.map(({ request: asked, what, time, outcome: known = '' }) => [`${verbOf(asked)}: ${known}`, `${what} · ${time}`]));
    }
  }

  #showPaper() {
    showPaper(this.#tenant.printed(), this.#tenant.ledger());
  }
}

function outcome(status) {
  if (status === undefined) return 'connection lost';
  return status < 300 ? 'accepted' : `refused (${status})`;
}

function documentName(tenant, printer, job) {
  const { body } = tenant.ask('GET', `/print/printers/${printer}/jobs/${job}?$expand=documents`, tenant.applicationToken);
  return read(body)?.documents?.[0]?.displayName;
}

function printerName(tenant, id) {
  return read(tenant.ask('GET', `/print/printers/${id}`, tenant.applicationToken).body)?.displayName;
}

/** The value of JSON, or undefined: a fault may have met the read. */
function read(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
