/**
 * The types of `print-redirect/react`: a component for React 18 and 19, and the element `<print-redirect>` in JSX.
 *
 * Every name in this file is public. A name changes only together with a line in CHANGELOG.md.
 */
import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type { PrintRedirectAttributes, PrintRedirectElement, PrintRedirectEventMap, PrintRedirectOptions } from '../print-redirect.js';

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

/**
 * The element itself in JSX: React 19 sets its properties and adds the listeners. It does neither if a server has rendered the
 * element, so use the component there, and with React 18.
 */
type PrintRedirectIntrinsic = Omit<DetailedHTMLProps<HTMLAttributes<PrintRedirectElement>, PrintRedirectElement>, keyof Options | 'children'> &
  Partial<Options> & PrintRedirectAttributes & { [Type in keyof PrintRedirectEventMap as `on${Type}`]?: Listener<Type> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'print-redirect': PrintRedirectIntrinsic;
    }
  }
}

// What is not exported above is not public.
export {};
