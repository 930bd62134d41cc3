/**
 * The types of `print-redirect/react` and `print-redirect/react/inline`: a component for React 16.8 and newer.
 *
 * Every name in this file is public. A name changes only together with a line in CHANGELOG.md.
 */
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type { PrintRedirectElement, PrintRedirectEventMap, PrintRedirectOptions } from '../print-redirect.js';
import type { PrintRedirectIntrinsic } from './element.js';

/** The options, each of which may also be undefined: then it is as if it was not given. */
type Options = { [Name in keyof PrintRedirectOptions]: PrintRedirectOptions[Name] | undefined };

type Listener<Type extends keyof PrintRedirectEventMap> = ((event: PrintRedirectEventMap[Type]) => void) | undefined;

/** A listener for each event. */
interface Listeners {
  onReady?: Listener<'ready'>;
  onSelectionChange?: Listener<'selectionchange'>;
  onRedirected?: Listener<'redirected'>;
  onTracked?: Listener<'tracked'>;
  onProblem?: Listener<'problem'>;
  onTokenRequired?: Listener<'tokenrequired'>;
  onDiagnostic?: Listener<'diagnostic'>;
}

/** What every element takes, such as `className`, `style` and `id`. */
type Common = Omit<HTMLAttributes<PrintRedirectElement>, keyof Options | keyof Listeners | 'children' | 'dangerouslySetInnerHTML'>;

/**
 * The props of the component: the options, a listener for each event, and what every element takes. As long as `queues` is
 * undefined, the widget waits for it, for five seconds at most.
 */
export interface PrintRedirectProps extends Options, Listeners, Common {}

/**
 * The element `<print-redirect>` as a component. Its `ref` is the element.
 *
 * Functions may be new ones at every render: the widget calls the last ones given.
 *
 * @example
 * <PrintRedirect queues={[{ share: 'SHARE-ID' }]} getToken={getToken} onRedirected={({ detail }) => setSent(detail.job.job)} />
 */
export declare const PrintRedirect: ForwardRefExoticComponent<PrintRedirectProps & RefAttributes<PrintRedirectElement>>;

/** The element `<print-redirect>` in JSX, for React 17 and 18. For React 19 see jsx.d.ts. */
declare global {
  namespace JSX {
    interface IntrinsicElements {
      'print-redirect': PrintRedirectIntrinsic;
    }
  }
}

// What is not exported above is not public.
export {};
