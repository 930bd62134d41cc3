/**
 * The element `<print-redirect>` as a component for React 16.8 and newer. Its entries are index.js and inline.js.
 *
 * It sets the options as properties and listens to the events by itself: React 18 does neither for an element like this, and
 * React 19 does neither for an element that a server has rendered. The widget gets functions that call the last ones given, so
 * new functions at every render disturb nothing. On a server it renders the element without its options.
 */
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';

const FUNCTIONS = ['getToken', 'fetch', 'resolveCode'];
const EVENTS = {
  onReady: 'ready',
  onSelectionChange: 'selectionchange',
  onRedirected: 'redirected',
  onTracked: 'tracked',
  onProblem: 'problem',
  onTokenRequired: 'tokenrequired',
  onDiagnostic: 'diagnostic',
};

// On a server React 18 warns of layout effects.
const useEffectInBrowser = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** The component of the element that this class is. The class may come from either variant of the package. */
export function componentOf(PrintRedirectElement) {
  // `dir` is missing: it is an attribute of every element.
  const options = Object.keys(PrintRedirectElement.prototype);
  const own = [...options, ...Object.keys(EVENTS)];
  return forwardRef(function PrintRedirect(props, ref) {
    const element = useRef(null);
    useImperativeHandle(ref, () => element.current, []);
    const [bridge] = useState(() => new Bridge(options));
    useEffectInBrowser(() => bridge.listen(element.current), [bridge]);
    useEffectInBrowser(() => bridge.apply(element.current, props));
    const { className, ...others } = props;
    for (const name of own) delete others[name];
    // Not `className`: React 18 writes that on a custom element as it is. `asset-base` before the element asks for its files.
    return createElement('print-redirect', { 'asset-base': props.assetBase, ...others, class: className, ref: element });
  });
}

/** Passes the props of one component on to its element. */
class Bridge {
  #options;
  /** The props of the last render. */
  #props = {};
  /** The values that the element has. */
  #set = {};
  #calls = Object.fromEntries(FUNCTIONS.map((name) => [name, (...given) => {
    const call = this.#props[name];
    return call(...given); // not as a method: `fetch` refuses to be one
  }]));

  constructor(options) {
    this.#options = options;
  }

  apply(element, props) {
    this.#props = props;
    for (const name of this.#options) {
      const value = typeof props[name] === 'function' && FUNCTIONS.includes(name) ? this.#calls[name] : props[name];
      if (!Object.is(value, this.#set[name])) element[name] = value;
      this.#set[name] = value;
    }
  }

  /** Listens to all events. Returns the function that stops it. */
  listen(element) {
    const listeners = Object.entries(EVENTS).map(([prop, type]) => [type, (event) => this.#props[prop]?.(event)]);
    for (const [type, listener] of listeners) element.addEventListener(type, listener);
    return () => {
      for (const [type, listener] of listeners) element.removeEventListener(type, listener);
    };
  }
}
