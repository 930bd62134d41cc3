/**
 * The types of the element `<print-redirect>` in JSX with React 19, which sets its properties and adds the listeners. It does
 * neither if a server has rendered the element: use the component there.
 *
 * It is not part of `print-redirect/react`, because in the types of React 17 there is no `React.JSX`: one with this element
 * alone would hide all others. Import it where the element stands: `import type {} from 'print-redirect/react/jsx';`
 */
import type { PrintRedirectIntrinsic } from './element.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'print-redirect': PrintRedirectIntrinsic;
    }
  }
}
