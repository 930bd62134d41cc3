/**
 * The sign-in of the demo with a simulator: it returns the simulator's token, or fails as the visitor chose.
 *
 * The setting is read for each token, so it can change while the widget is running.
 */

const SLOW_MS = 15_000;

/** @type {Record<string, (token: string) => unknown>} the answers, by the values of the control “Sign-in” */
const ANSWERS = {
  works: async (token) => token,
  slow: (token) => new Promise((resolve) => setTimeout(() => resolve(token), SLOW_MS)),
  silent: () => new Promise(() => {}),
  refuses: () => Promise.reject(new Error('The sign-in window was closed.')),
  garbage: async () => ({ token: 'in the wrong place' }),
};

/**
 * The page's `getToken`, or undefined if the setting is that the page has none.
 *
 * @param {() => string} setting the value of the control “Sign-in”
 * @param {() => string} token the simulator's token
 */
export function tokenProvider(setting, token) {
  return ANSWERS[setting()] && (() => (ANSWERS[setting()] ?? ANSWERS.refuses)(token()));
}
