// Pages with libraries from before the language had classes: they replace and extend the browser's own objects.
import { test, expect } from './support/fixtures.mjs';
import { REPORT, KITCHEN } from './support/names.mjs';

/** What such libraries did, each in a function that runs on the page before the package is loaded. */
const LIBRARIES = {
  'arrays have a toJSON, as in Prototype 1.6': () => {
    Array.prototype.toJSON = function () {
      const parts = [];
      for (let at = 0; at < this.length; at += 1) parts.push(Object.toJSON(this[at]));
      return `[${parts.join(', ')}]`;
    };
    Object.toJSON = (value) => (value?.toJSON ? value.toJSON() : String(value));
    String.prototype.toJSON = function () { return `"${this}"`; };
    Number.prototype.toJSON = function () { return String(this); };
    Date.prototype.toJSON = function () { return `"${this.getTime()}"`; };
  },
  'every object has a toJSON': () => {
    Object.prototype.toJSON = () => 'by the page';
  },
  'arrays have more members, which loops see': () => {
    const { map, find, filter, some, every } = Array.prototype;
    const toArray = function () { return [...this]; };
    Object.assign(Array.prototype, {
      each: function (use) { this.forEach(use); return this; },
      collect: map, map, detect: find, find, findAll: filter, filter, any: some, some, all: every, every,
      include: Array.prototype.includes, member: Array.prototype.includes, entries: toArray, toArray, clone: toArray,
      reduce: function () { return this.length > 1 ? this : this[0]; },
      reverse: function (inline) { return (inline !== false ? this : toArray.call(this)).sort(() => -1); },
      first: function () { return this[0]; }, last: function () { return this[this.length - 1]; },
      size: function () { return this.length; }, clear: function () { this.length = 0; return this; },
      without: function () { return this; }, flatten: function () { return this.flat(); }, $family: { name: 'array' },
    });
  },
  'every object has more members, which loops see': () => {
    Object.assign(Object.prototype, {
      each: () => 'by the page', extend: () => 'by the page', share: 'by the page', cloud: 'by the page', code: 'by the page',
      value: 'by the page', get: () => 'by the page', set: () => 'by the page', signal: 'by the page', body: 'by the page',
      headers: { authorization: 'by the page' }, method: 'PATCH', credentials: 'include', cause: 'by the page', url: 'by the page',
      username: 'by the page', theme: 'pink', destination: 'by the page', token: 7, fetch: 7, length: 3, status: 7,
      bubbles: false, composed: false, detail: 'by the page', mode: 'same-origin', keepalive: false, data: 'by the page',
    });
  },
  'Array.from knows no iterators, as in Prototype 1.6': () => {
    Array.from = (given) => {
      if (!given) return [];
      const items = [];
      for (let at = 0; at < (given.length ?? 0); at += 1) items[at] = given[at];
      return items;
    };
  },
  'Array.from wraps what is no list, as in MooTools': () => {
    Array.from = (given) => (given == null ? [] : Array.isArray(given) ? given : [given]);
  },
  'functions are bound in the old way': () => {
    Function.prototype.bind = function (context, ...first) {
      const [bound] = [this];
      return (...more) => bound.apply(context, [...first, ...more]);
    };
  },
  'functions bind only a list of arguments': () => {
    Function.prototype.bind = function (context, list) {
      const bound = this;
      return function () { return bound.apply(context, list ?? arguments); };
    };
  },
  'functions have more members': () => {
    Object.assign(Function.prototype, { defer() {}, delay() {}, curry() {}, wrap() {}, implement() {}, extend() {}, methodize() {} });
  },
  'JSON has an old parse and stringify': () => {
    const { parse, stringify } = JSON;
    window.JSON = { parse: (text) => parse(text), stringify: (value) => stringify(value), decode: parse, encode: stringify };
  },
  'JSON has no stringify': () => {
    const { parse } = JSON;
    window.JSON = { parse: (text) => parse(text), decode: parse };
  },
  'elements are removed in the old way': () => {
    Element.prototype.remove = function () {
      this.parentNode.removeChild(this);
      return this;
    };
  },
  'elements have more members, as in Prototype 1.6': () => {
    Object.assign(HTMLElement.prototype, {
      update() {}, replace() {}, insert() {}, wrap() {}, hide() {}, show() {}, toggle() {}, visible() {}, select() {}, match() {},
      up() {}, down() {}, next() {}, previous() {}, siblings() {}, empty() {}, cleanWhitespace() {}, identify() {}, store() {}, retrieve() {},
      fire() {}, observe() {}, stopObserving() {}, addClassName() {}, setStyle() {}, getStyle() {}, absolutize() {}, undoClipping() {},
    });
  },
  'Element and Event are the library’s own': () => {
    const { Element, Event } = window;
    window.Element = function (tag) { return document.createElement(tag); };
    window.Element.prototype = Element.prototype;
    window.Event = Object.assign(function () {}, Event, { observe() {} });
  },
  'Object.keys also lists what is inherited, as in Prototype 1.6': () => {
    Object.prototype.inherited = 'by the page';
    Object.keys = (given) => { const names = []; for (const name in given) names.push(name); return names; };
    Object.values = (given) => { const values = []; for (const name in given) values.push(given[name]); return values; };
  },
  'strings have other functions': () => {
    Object.assign(String.prototype, {
      startsWith(pattern) { return this.indexOf(pattern) === 0; }, endsWith(pattern) { return this.slice(-pattern.length) === pattern; },
      strip() { return this.trim(); }, include(pattern) { return this.indexOf(pattern) > -1; }, toArray() { return this.split(''); },
      contains(pattern) { return this.indexOf(pattern) > -1; }, clean() { return this; }, test() { return true; }, toInt() { return parseInt(this, 10); },
      normalize() { return 'by the page'; },
    });
  },
};

for (const [what, change] of Object.entries(LIBRARIES)) {
  test(`a page where ${what} can print`, async ({ page, openBare, widget, eventually, tenant, signIn }) => {
    await openBare('one-job');
    const token = await signIn.answer();
    // Playwright and the page's own `getToken` need what the libraries change, so the page does all this by itself.
    await page.evaluate((token) => {
      const { queues, graph, account } = window.options();
      window.begin = async (change) => {
        change();
        await import('/pkg/print-redirect.js');
        const element = document.createElement('print-redirect');
        element.setAttribute('queue', queues[0].share);
        element.setAttribute('base-url', graph.baseUrl);
        element.account = account;
        element.token = token;
        element.strings = { refresh: 'Once more' };
        window.place.append(element);
      };
    }, token);
    await page.evaluate(`void window.begin(${change})`);
    await expect(widget.job(REPORT)).toBeVisible();
    await expect(widget.place.getByRole('button', { name: 'Once more' })).toBeVisible();
    await widget.search.click();
    await widget.search.pressSequentially('kítchen');
    await expect(widget.found.first()).toContainText(/kitchen/i);
    await widget.search.press('Escape');
    await widget.chooseRecent(KITCHEN);
    await widget.press();
    await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at'));
    expect(await tenant.printed()).toHaveLength(1);

    await page.evaluate(() => document.querySelector('print-redirect').setAttribute('locale', 'de'));
    await expect(widget.place.locator('.root')).toHaveAttribute('lang', 'de');
    await page.evaluate(() => document.querySelector('print-redirect').setAttribute('theme', 'pink'));
    await expect(widget.alert.first()).toContainText('theme: given');
    await page.evaluate(() => window.place.removeChild(document.querySelector('print-redirect')));
    await expect(widget.place.locator('.root')).toHaveCount(0);
  });
}
