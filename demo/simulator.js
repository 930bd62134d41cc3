/**
 * A Universal Print tenant in this page, behind a function with the shape of `fetch`.
 *
 * The tenant itself is the wasm crate simulator-page; this file gives it a network: requests and
 * answers are real `Request` and `Response` objects, take a moment, can be aborted, and get lost with
 * the same `TypeError` that a browser throws.
 */
import init, { Simulator } from './simulator-page.js';

/** Loads the simulator; to be awaited before anything else here. */
export async function load() {
  await init();
}

/** @returns {{name: string, title: string}[]} */
export function scenarios() {
  return Simulator.scenarios();
}

/**
 * A tenant at the start of a scenario.
 *
 * @param {string} scenario
 * @param {number} latency in ms
 * @param {object} listeners
 * @param {(request: Request) => void} listeners.arrived called before the tenant looks at a request
 * @param {() => void} listeners.answered called after each answer
 */
export function open(scenario, latency, { arrived, answered }) {
  const simulator = new Simulator(scenario, Date.now());
  return {
    host: () => simulator.host(),
    printed: () => simulator.printed(Date.now()),
    set: (name, value) => simulator.set(name, value),
    fault: (fault) => simulator.fault(JSON.stringify(fault)),
    applicationToken: Simulator.applicationToken(),
    /** What somebody else asks of the same tenant; arrives at once. */
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
      arrived(request);
      const answer = simulator.answer(method, url, [...request.headers], body, Date.now());
      answered();
      await travel(latency / 2, signal);
      if (answer.lost) throw new TypeError('Failed to fetch');
      const { status, headers } = answer;
      // The constructor refuses a body, even an empty one, where HTTP allows none.
      return new Response([204, 205, 304].includes(status) ? null : answer.body, { status, headers });
    },
  };
}

function travel(duration, signal) {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }, duration);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
