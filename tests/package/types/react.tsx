// The package in React: the component, and the element itself. Both have to be accepted, and what is marked refused.
import * as React from 'react'; // for `"jsx": "react"`
import { useRef, useState } from 'react';
import type { PrintRedirectElement } from 'print-redirect';
import { PrintRedirect, type PrintRedirectProps } from 'print-redirect/react';

const getToken: PrintRedirectProps['getToken'] = ({ scopes }) => scopes.join();

export function Component() {
  const widget = useRef<PrintRedirectElement>(null);
  const [sent, setSent] = useState('');
  return (
    <>
      <PrintRedirect
        key="jobs"
        ref={widget}
        id="jobs"
        className="jobs"
        style={{ maxWidth: 400 }}
        aria-label="Print jobs"
        queues={undefined}
        gateway={{ url: 'https://print.contoso.example', scope: 'scope' }}
        account={null}
        dir="rtl"
        getToken={getToken}
        onClick={() => widget.current?.refresh()}
        onReady={() => {}}
        onSelectionChange={({ detail }) => console.log(detail.jobs.length)}
        onRedirected={({ detail }) => setSent(detail.job.job)}
        onTracked={({ detail }) => console.log(detail.state)}
        onProblem={({ detail }) => console.log(detail.code)}
        onTokenRequired={({ detail }) => console.log(detail.scopes)}
        onDiagnostic={({ detail }) => console.log(detail.code)}
      />
      {/* @ts-expect-error without queues */}
      <PrintRedirect getToken={getToken} />
      {/* @ts-expect-error no such colours */}
      <PrintRedirect queues={[]} theme="pink" />
      {/* @ts-expect-error a text has no such member */}
      <PrintRedirect queues={[]} onRedirected={({ detail }) => setSent(detail.job.nothing)} />
      <p>{sent}</p>
    </>
  );
}

export function Element() {
  const widget = useRef<PrintRedirectElement>(null);
  return (
    <>
      <print-redirect
        key="jobs"
        ref={widget}
        className="jobs"
        style={{ maxWidth: 400 }}
        queues={[{ share: 'SHARE-ID' }]}
        theme="dark"
        getToken={getToken}
        onredirected={({ detail }) => console.log(detail.job.job)}
      />
      <print-redirect queue="SHARE-ID" base-url="https://print.example" require-presence="" />
      {/* @ts-expect-error no such colours */}
      <print-redirect queue="SHARE-ID" theme="pink" />
      {/* @ts-expect-error no such attribute */}
      <print-redirect queue="SHARE-ID" shade="dark" />
    </>
  );
}
