// Signs the user in with MSAL, and returns tokens for the widget: silently if possible, otherwise by a popup.
import {
  type AccountInfo,
  type Configuration,
  InteractionRequiredAuthError,
  type IPublicClientApplication,
  PublicClientApplication,
} from '@azure/msal-browser';
import type { PrintRedirectOptions, TokenProvider } from 'print-redirect';

export interface Config {
  msal: Configuration;
  widget: Pick<PrintRedirectOptions, 'queues' | 'graph'>;
}

export interface SignIn {
  client: IPublicClientApplication;
  config: Config;
}

/** Reads the settings and starts MSAL. */
export async function open(): Promise<SignIn> {
  const config = (await (await fetch('config.json')).json()) as Config;
  config.msal.auth.redirectUri = new URL('redirect', document.baseURI).href;
  const client = new PublicClientApplication(config.msal);
  await client.initialize();
  return { client, config };
}

/** The widget's `getToken` for this account. */
export function tokens(client: IPublicClientApplication, account: AccountInfo): TokenProvider {
  return async ({ scopes, claims, forceRefresh }) => {
    const request = { account, scopes, ...(claims && { claims }) };
    try {
      return await client.acquireTokenSilent({ ...request, forceRefresh: forceRefresh ?? false });
    } catch (error) {
      if (!(error instanceof InteractionRequiredAuthError)) throw error;
      return client.acquireTokenPopup({ ...request, ...(error.claims && { claims: error.claims }) });
    }
  };
}
