// The page's part: the queues, and its own sign-in.
export function options() {
  return JSON.stringify({ queues: [{ share: 'SHARE-ID' }] });
}

export function acquireToken(scopes, claims, forceRefresh) {
  return window.signIn({ scopes, claims, forceRefresh }); // such as MSAL's acquireTokenSilent
}
