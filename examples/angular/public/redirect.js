// The redirect page of the sign-in: passes the answer to the page that opened it.
window.msalRedirectBridge.broadcastResponseToMainFrame();
