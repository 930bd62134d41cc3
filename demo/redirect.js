/**
 * The page that the sign-in ends on: it hands the answer to the page that opened it.
 *
 * MSAL 5 waits for it on a `BroadcastChannel`; the bridge sends it there and closes the popup.
 * See https://learn.microsoft.com/entra/msal/javascript/browser/login-user
 */
globalThis.msalRedirectBridge.broadcastResponseToMainFrame();
