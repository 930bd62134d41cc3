/**
 * A simulated Universal Print tenant in this page, with a function that works like `fetch`.
 *
 * The tenant is the wasm crate simulator-page. This file adds the network: requests and answers are real `Request` and
 * `Response` objects, take time, and can be aborted. A lost connection rejects with the `TypeError` that a browser throws.
 */
import init, { Simulator } from './simulator-page.js';

/** Loads the simulator. Await it before you call the other functions. */
export async function load() {
  await init();
}

/**
 * The scenarios that `open` accepts.
 *
 * @returns {{name: string, title: string}[]}
 */
export function scenarios() {
  return Simulator.scenarios();
}

/**
 * Creates a tenant at the start of a scenario.
 *
 * @param {string} scenario
 * @param {number} latency how long an answer takes, in ms
 * @param {object} listeners
 * @param {(request: Request, body?: string) => void} listeners.arrived called before the tenant handles a request
 * @param {(request: Request, status?: number) => void} listeners.answered called after each answer; without a status if the
 *   connection was lost
 */
export function open(scenario, latency, { arrived, answered }) {
  const simulator = new Simulator(scenario, Date.now());
  return {
    host: () => simulator.host(),
    printed: () => simulator.printed(Date.now()),
    ledger: () => simulator.ledger(Date.now()),
    set: (name, value) => simulator.set(name, value),
    fault: (fault) => simulator.fault(JSON.stringify(fault)),
    applicationToken: Simulator.applicationToken(),
    /** A request of somebody else to the same tenant. It takes no time. */
    ask(method, path, token, body) {
      const url = `https://graph.microsoft.com/v1.0${path}`;
      const headers = [['Authorization', `Bearer ${token}`], ['Content-Type', 'application/json']];
      return simulator.answer(method, url, headers, body && JSON.stringify(body), Date.now());
    },
    async fetch(input, options) {
      const request = new Request(input, options);
      const { method, url, signal } = request;
      const body = (await request.text()) || undefined;
      await travel(latency / 2, signal);
      arrived(request, body);
      const answer = simulator.answer(method, url, [...request.headers], body, Date.now());
      answered(request, answer.status);
      await travel(latency / 2, signal);
      if (answer.lost) throw new TypeError('Failed to fetch');
      const { status, headers } = answer;
      // `Response` refuses a body, even an empty one, with statuses that have none.
      return new Response([204, 205, 304].includes(status) ? null : answer.body, { status, headers });
    },
  };
}

/** Waits for `duration` ms, or rejects when the signal aborts. */
function travel(duration, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, duration);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
