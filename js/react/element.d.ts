/** The props of the element `<print-redirect>` in JSX. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PrintRedirectAttributes, PrintRedirectElement, PrintRedirectEventMap, PrintRedirectOptions } from '../print-redirect.js';

type Props = DetailedHTMLProps<HTMLAttributes<PrintRedirectElement>, PrintRedirectElement>;

/** The options as properties, or as attributes; and the events that React 19 listens to. */
export type PrintRedirectIntrinsic = Omit<Props, keyof PrintRedirectOptions | 'children'> &
  { [Name in keyof PrintRedirectOptions]?: PrintRedirectOptions[Name] | undefined } & PrintRedirectAttributes &
  { [Type in keyof PrintRedirectEventMap as `on${Type}`]?: ((event: PrintRedirectEventMap[Type]) => void) | undefined };
