/**
 * Limits how long a promise is waited for.
 */

/**
 * Settles as `promise` does, or rejects after `timeoutMs`. The work behind `promise` is not stopped.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {number} timeoutMs
 * @returns {Promise<T>}
 */
export function withTimeout(promise, timeoutMs) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, timeoutMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
