// Tokens of the user who is signed in to the host, by MSAL's nested app authentication.
import {
  type Configuration,
  type SilentRequest,
  InteractionRequiredAuthError,
  createNestablePublicClientApplication,
} from '@azure/msal-browser';
import { nestedAppAuth } from '@microsoft/teams-js';
import type { TokenProvider } from 'print-redirect';

/** The widget's `getToken`. The host knows who the user is, so no account is named, and the answer tells the widget. */
export async function tokensOfHost(configuration: Configuration): Promise<TokenProvider> {
  if (!nestedAppAuth.isNAAChannelRecommended()) throw new Error('This version of the host has no nested app authentication.');
  const client = await createNestablePublicClientApplication(configuration);
  return async ({ scopes, claims, forceRefresh }) => {
    const request: SilentRequest = { scopes, ...(claims && { claims }) };
    try {
      return await client.acquireTokenSilent({ ...request, forceRefresh: forceRefresh ?? false });
    } catch (error) {
      if (!(error instanceof InteractionRequiredAuthError)) throw error;
      return client.acquireTokenPopup(request);
    }
  };
}
