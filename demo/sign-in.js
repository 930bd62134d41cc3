/**
 * Signs in with MSAL and returns the widget's `getToken`, as a host page would.
 *
 * Tokens are acquired silently where possible. If the user has to sign in, a popup opens at once if the browser allows it,
 * otherwise after a press of the button. MSAL keeps tokens in memory only; this page keeps none.
 */

const MSAL_MISSING = 'MSAL is missing. Start this page with “cargo xtask demo”, which downloads it.';

/**
 * @param {ReturnType<import('./address.js').realTenant> & {choose?: boolean}} tenant with `choose`, the visitor
 *   chooses an account
 * @param {(why: string) => Promise<void>} press resolves when the user presses the sign-in button
 * @returns {Promise<{account: object, getToken: (need: object) => Promise<object>}>}
 */
export async function signIn(tenant, press) {
  const { PublicClientApplication, ProtocolMode, InteractionRequiredAuthError } = await loadMsal();
  const client = new PublicClientApplication({
    auth: {
      clientId: tenant.client,
      authority: tenant.authority,
      redirectUri: new URL('redirect.html', document.baseURI).href,
      // Without this, Graph sends no claims challenges.
      clientCapabilities: ['CP1'],
      ...(tenant.ownAuthority && { knownAuthorities: [new URL(tenant.authority).host] }),
    },
    cache: { cacheLocation: 'memoryStorage' },
    ...(tenant.ownAuthority && { system: { protocolMode: ProtocolMode.OIDC } }),
  });
  await client.initialize();

  const popup = async (why, open) => {
    if (!navigator.userActivation?.isActive) await press(why);
    return open();
  };
  const { account } = await popup('Sign in to see your print jobs.', () =>
    client.loginPopup({ scopes: ['openid', 'profile'], prompt: tenant.choose && 'select_account' }),
  );

  const getToken = async ({ scopes, claims, forceRefresh }) => {
    const request = { account, scopes, claims, forceRefresh };
    try {
      return await client.acquireTokenSilent(request);
    } catch (error) {
      if (!(error instanceof InteractionRequiredAuthError)) throw error;
      const interactive = { account, scopes, claims: error.claims || claims };
      return popup('Microsoft asks you to sign in again.', () => client.acquireTokenPopup(interactive));
    }
  };
  return { account, getToken };
}

async function loadMsal() {
  try {
    // A UMD file: imported as a module, it finds no `exports` and sets a global variable.
    await import('./vendor/msal-browser.min.js');
  } catch {
    throw new Error(MSAL_MISSING);
  }
  return globalThis.msal;
}
