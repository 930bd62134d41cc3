// The redirect page of the sign-in: passes the answer to the page that opened it.
'use client';

import { useEffect } from 'react';
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

export default function Redirect() {
  useEffect(() => {
    void broadcastResponseToMainFrame();
  }, []);
  return null;
}
