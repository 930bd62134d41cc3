/**
 * The error for a program that could not be started.
 */

/** `code` is one of the problem codes in print-redirect.d.ts and a key of words.js. */
export class NotStarted extends Error {
  constructor(code, { cause, ...about } = {}) {
    super(code, { cause });
    // Its own members, so that nothing comes from what a page added to every object.
    Object.assign(this, { code, url: undefined, status: undefined, directive: undefined, ...about });
  }
}
