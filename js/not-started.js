/**
 * The error for a program that could not be started.
 */

/** `code` is one of the problem codes in print-redirect.d.ts and a key of words.js. */
export class NotStarted extends Error {
  constructor(code, { cause, ...about } = {}) {
    super(code, { cause });
    Object.assign(this, { code, ...about });
  }
}
