// A React application that shows the user's print jobs. Its settings are in public/config.json.
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { AccountInfo, IPublicClientApplication } from '@azure/msal-browser';
import { PrintRedirect } from 'print-redirect/react';
import { type Config, open, tokens } from './signIn';

function App({ client, config }: { client: IPublicClientApplication; config: Config }) {
  const [account, setAccount] = useState<AccountInfo | undefined>(client.getAllAccounts()[0]);
  const [sent, setSent] = useState(0);
  if (!account) {
    const signIn = async () => setAccount((await client.loginPopup({ scopes: ['openid'] })).account);
    return <button onClick={() => void signIn()}>Sign in</button>;
  }
  return (
    <>
      <PrintRedirect
        {...config.widget}
        account={account}
        getToken={tokens(client, account)}
        onRedirected={() => setSent((count) => count + 1)}
      />
      <p>{`${sent} sent from this page`}</p>
    </>
  );
}

const { client, config } = await open();
createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <App client={client} config={config} />
  </StrictMode>,
);
