/**
 * The redirect page of the sign-in: passes the answer to the page that opened it.
 *
 * MSAL 5 waits for the answer on a `BroadcastChannel`. The bridge sends it there and closes the popup.
 * See https://learn.microsoft.com/entra/msal/javascript/browser/login-user
 */
globalThis.msalRedirectBridge.broadcastResponseToMainFrame();
