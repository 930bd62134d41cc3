// The user's print jobs, once the user has signed in. Settings are in public/config.json.
'use client';

import { useEffect, useMemo, useState } from 'react';
import type { AccountInfo } from '@azure/msal-browser';
import { PrintRedirect } from 'print-redirect/react';
import { type SignIn, open, tokens } from './sign-in';

export function PrintJobs() {
  const [page, setPage] = useState<SignIn>();
  const [account, setAccount] = useState<AccountInfo>();
  const [sent, setSent] = useState(0);
  const getToken = useMemo(() => page && account && tokens(page.client, account), [page, account]);

  // MSAL needs a browser, so the server renders nothing.
  useEffect(() => {
    void open().then((opened) => {
      setPage(opened);
      setAccount(opened.client.getAllAccounts()[0]);
    });
  }, []);

  if (!page) return null;
  if (!account) {
    const signIn = async () => setAccount((await page.client.loginPopup({ scopes: ['openid'] })).account);
    return <button onClick={() => void signIn()}>Sign in</button>;
  }
  return (
    <>
      <PrintRedirect
        {...page.config.widget}
        account={account}
        getToken={getToken}
        onRedirected={() => setSent((count) => count + 1)}
      />
      <p>{`${sent} sent from this page`}</p>
    </>
  );
}
