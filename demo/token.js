/**
 * The demo's sign-in while there is a simulator: it gives the simulator's token, or goes wrong.
 *
 * What is done here with a timer is what a real sign-in does with a window. Which way it goes is asked
 * with every token, so that it can change while the widget is at work.
 */

const SLOW_MS = 15_000;

/** @type {Record<string, (token: string) => unknown>} */
const ANSWERS = {
  works: async (token) => token,
  slow: (token) => new Promise((resolve) => setTimeout(() => resolve(token), SLOW_MS)),
  silent: () => new Promise(() => {}),
  refuses: () => Promise.reject(new Error('The sign-in window was closed.')),
  garbage: async () => ({ token: 'in the wrong place' }),
};

/**
 * @param {() => string} way how signing in goes at this moment
 * @param {() => string} token
 * @returns what the widget gets as `getToken`; undefined where the page has none
 */
export function tokenProvider(way, token) {
  return ANSWERS[way()] && (() => (ANSWERS[way()] ?? ANSWERS.refuses)(token()));
}
