// The page that the sign-in ends on: it hands the answer to the page that opened it.
window.msalRedirectBridge.broadcastResponseToMainFrame();
