/**
 * The element `<print-redirect>` as a component for React 16.8 and newer. Its entries are index.js and inline.js.
 *
 * It sets the options as properties and listens to the events by itself: React 18 does neither for an element like this, and
 * React 19 does neither for an element that a server has rendered. The widget gets functions that call the last ones given, so
 * new functions at every render disturb nothing. On a server it renders the element without its options.
 */
import * as React from 'react';

const { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } = React;

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

// On a server older versions warn of layout effects.
const useLayout = typeof document === 'undefined' ? useEffect : useLayoutEffect;
// React hides a page that Next keeps for the way back. Then it runs no layout effects, but the widget lives on: a sign-out has to
// reach it, and its events the page. React 17 hides nothing and has no such effect; bundlers would miss the name written as one.
const useAlways = React['useInsertion' + 'Effect'] ?? useLayout;

/** The component of the element that this class is. The class may come from either variant of the package. */
export function componentOf(PrintRedirectElement) {
  // `dir` is missing: it is an attribute of every element.
  const options = Object.keys(PrintRedirectElement.prototype);
  const own = [...options, ...Object.keys(EVENTS)];
  return forwardRef(function PrintRedirect(props, ref) {
    const element = useRef(null);
    useImperativeHandle(ref, () => element.current, []);
    const [bridge] = useState(() => new Bridge(options));
    useAlways(() => bridge.apply(props));
    useLayout(() => bridge.begin(element.current), [bridge]);
    useAlways(() => () => bridge.end(), [bridge]);
    const { className, ...others } = props;
    for (const name of own) delete others[name];
    // Not `className`: React 18 writes that on a custom element as it is. `asset-base` before the element asks for its files.
    return createElement('print-redirect', { 'asset-base': props.assetBase, ...others, class: className, ref: element });
  });
}

/** Passes the props of one component on to its element, and its events back. */
class Bridge {
  #options;
  #element;
  /** The props of the last render. */
  #props = {};
  /** The values that the element has. */
  #set = {};
  #calls = Object.fromEntries(FUNCTIONS.map((name) => [name, (...given) => {
    const call = this.#props[name];
    return call(...given); // not as a method: `fetch` refuses to be one
  }]));
  #listeners = Object.entries(EVENTS).map(([prop, type]) => [type, (event) => this.#props[prop]?.(event)]);

  constructor(options) {
    this.#options = options;
  }

  apply(props) {
    this.#props = props;
    if (!this.#element) return;
    for (const name of this.#options) {
      const value = typeof props[name] === 'function' && FUNCTIONS.includes(name) ? this.#calls[name] : props[name];
      if (!Object.is(value, this.#set[name])) this.#element[name] = value;
      this.#set[name] = value;
    }
  }

  /** The element is on the page; or it is shown again, and nothing is to be done. */
  begin(element) {
    if (element === this.#element) return;
    this.#element = element;
    this.#set = {};
    for (const [type, listener] of this.#listeners) element.addEventListener(type, listener);
    this.apply(this.#props);
  }

  /** The component is removed. */
  end() {
    for (const [type, listener] of this.#listeners) this.#element?.removeEventListener(type, listener);
    this.#element = undefined;
  }
}
