/**
 * Signs in to a real tenant with MSAL and gives the widget its tokens, as a host page would.
 *
 * Tokens come silently where that works. Where Microsoft asks for the user, a popup opens if the
 * browser allows one at that moment, and otherwise after a press of the button. MSAL keeps tokens in
 * memory only; this page keeps none.
 */

const ABSENT = 'MSAL is not here. Start this page with “cargo xtask demo”, which fetches it.';

/**
 * @param {ReturnType<import('./address.js').tenant> & {choose?: boolean}} tenant with `choose`, the
 *   visitor says which account it is to be
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
      // Without it Graph sends no claims challenges.
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
      const asked = { account, scopes, claims: error.claims || claims };
      return popup('Microsoft asks you to sign in again.', () => client.acquireTokenPopup(asked));
    }
  };
  return { account, getToken };
}

async function loadMsal() {
  try {
    // A UMD file: as a module it finds no `exports` and leaves its global.
    await import('./vendor/msal-browser.min.js');
  } catch {
    throw new Error(ABSENT);
  }
  return globalThis.msal;
}
