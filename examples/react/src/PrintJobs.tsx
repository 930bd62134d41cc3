// The custom element as a React component. React 19 sets its properties and adds its event listeners.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PrintRedirectElement, PrintRedirectEventMap, PrintRedirectOptions } from 'print-redirect';
import 'print-redirect';

type Attributes = DetailedHTMLProps<HTMLAttributes<PrintRedirectElement>, PrintRedirectElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'print-redirect': Omit<Attributes, keyof PrintRedirectOptions> &
        PrintRedirectOptions & { onredirected?: (event: PrintRedirectEventMap['redirected']) => void };
    }
  }
}

export function PrintJobs({ onSent, ...options }: PrintRedirectOptions & { onSent: (job: string) => void }) {
  return <print-redirect {...options} onredirected={({ detail }) => onSent(detail.job.job)} />;
}
