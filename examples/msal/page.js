// A page without a bundler. MSAL signs the user in, and the widget gets its tokens from MSAL.
import './print-redirect/print-redirect.js';

const { InteractionRequiredAuthError, PublicClientApplication } = window.msal; // set by msal-browser.min.js

const config = await (await fetch('config.json')).json();
config.msal.auth.redirectUri = new URL('redirect.html', document.baseURI).href;
const client = new PublicClientApplication(config.msal);
await client.initialize();

const button = document.querySelector('#sign-in');
button.addEventListener('click', async () => {
  const { account } = await client.loginPopup({ scopes: ['openid'] });
  const widget = document.createElement('print-redirect');
  Object.assign(widget, config.widget, { account });
  widget.getToken = async ({ scopes, claims, forceRefresh }) => {
    try {
      return await client.acquireTokenSilent({ account, scopes, claims, forceRefresh });
    } catch (error) {
      if (!(error instanceof InteractionRequiredAuthError)) throw error;
      return client.acquireTokenPopup({ account, scopes, claims: error.claims || claims });
    }
  };
  button.replaceWith(widget);
});
