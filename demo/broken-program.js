/**
 * Ways to keep the widget's program from running, as a real page would.
 *
 * None of them can be undone, so the page is loaded again when the visitor changes the setting.
 */

/** Makes the page's policy refuse WebAssembly. Programs that are already compiled keep running. */
export function refuseWebAssembly() {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "script-src 'self'";
  document.head.append(policy);
}

/** An answer that stops the program: reading its headers throws inside the program. */
export function stoppingAnswer(answer) {
  return Object.defineProperty(answer, 'headers', {
    get() {
      throw new Error('The demo stops the program here.');
    },
  });
}
