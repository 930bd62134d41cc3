/**
 * How the demo keeps the widget's program from running, each the way that a real page would.
 *
 * None of it can be taken back, so the page is loaded anew for another choice.
 */

/** The page's policy refuses WebAssembly from now on; what is compiled already runs on. */
export function refuseWebAssembly() {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "script-src 'self'";
  document.head.append(policy);
}

/** An answer that the program stops at: reading its headers throws in the middle of the program. */
export function poisoned(answer) {
  return Object.defineProperty(answer, 'headers', {
    get() {
      throw new Error('The demo stops the program here.');
    },
  });
}
