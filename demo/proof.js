/**
 * Shows beside the widget what really happened: the paper, the requests, the audit, and the widget's latest events.
 *
 * The paper and the requests come from the tenant, not from the widget, so they show a document that came out twice whatever the
 * widget says. No token is shown: requests come without their headers, and no event carries a token.
 */
import { counted, drawPaper, paperInWords } from './paper.js';

const EVENTS = ['ready', 'selectionchange', 'redirected', 'tracked', 'problem', 'tokenrequired', 'diagnostic'];
const MOST_EVENTS = 12;
const MOST_PRINTS = 5;
const MOST_REQUESTS = 40;
/** A GUID. The lists show its first part. */
const ID = /([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

const $ = (id) => document.getElementById(id);

/** Shows the events of all widgets inside an element. */
export function recordEvents(element) {
  const list = $('events');
  for (const type of EVENTS) {
    element.addEventListener(type, ({ detail }) => {
      const time = new Date().toLocaleTimeString();
      const text = detail && Object.keys(detail).length ? JSON.stringify(detail) : '';
      list.prepend(item(type, [time, text].filter(Boolean).join(' · ')));
      while (list.children.length > MOST_EVENTS) list.lastChild.remove();
      $('no-events').hidden = true;
    });
  }
}

/**
 * Shows the paper, latest first, and whether a document came out more than once.
 *
 * @param {object[]} prints what the simulator printed, oldest first
 * @param {object[]} ledger how often each document came out of each printer
 */
export function showPaper(prints, ledger) {
  $('no-paper').hidden = prints.length > 0;
  $('verdict').hidden = prints.length === 0;
  $('verdict').textContent = verdict(prints.length, ledger);
  const shown = prints.slice(-MOST_PRINTS).reverse();
  $('paper').replaceChildren(...shown.map(print));
  const more = prints.length - shown.length;
  if (more) $('paper').append(item(`and ${more} before`, ''));
}

function verdict(count, ledger) {
  const times = new Map();
  for (const { documentId, document: name, times: more } of ledger) {
    times.set(documentId, { name, count: (times.get(documentId)?.count ?? 0) + more });
  }
  const repeated = [...times.values()].filter((document) => document.count > 1);
  if (repeated.length) return repeated.map((document) => `“${document.name}” came out ${document.count} times.`).join(' ');
  return `${counted(count, 'document', 'documents')} came out, ${count === 1 ? 'once' : 'each of them once'}.`;
}

function print({ document: name, printer, paper, completedMs }) {
  const element = item(`${name} → ${printer}`, `${paperInWords(paper)} · ${new Date(completedMs).toLocaleTimeString()}`);
  element.classList.add('print');
  element.prepend(drawPaper(paper));
  return element;
}

/**
 * Counts the requests and lists the latest.
 *
 * @param {{method: string, url: string, status?: number}[]} requests oldest first; without a status if the connection was lost
 */
export function showRequests(requests) {
  const count = (verb) => requests.filter((request) => verbOf(request) === verb).length;
  const [redirects, cancels] = [count('redirect'), count('cancel')];
  $('request-count').textContent = [
    counted(requests.length - redirects - cancels, 'read', 'reads'),
    counted(redirects, 'redirect', 'redirects'),
    counted(cancels, 'cancellation', 'cancellations'),
  ].join(' · ');
  showList($('requests'), requests.slice(-MOST_REQUESTS).map(({ method, url, status }) => {
    const { pathname } = new URL(url, location);
    return [`${method} ${status ?? 'lost'}`, pathname.replace(/^.*?\/(v1\.0|beta)\//, '/').replace(ID, '$1…')];
  }));
}

/** What a request does: `redirect`, `cancel` or `read`. */
export function verbOf({ method, url }) {
  if (method !== 'POST') return 'read';
  const { pathname } = new URL(url, location);
  if (pathname.endsWith('/redirect')) return 'redirect';
  return /\/(cancel|abort)$/.test(pathname) ? 'cancel' : 'read';
}

/**
 * Shows what was asked of the print service, latest first.
 *
 * @param {[string, string][]} entries titles and details, oldest first
 */
export function showAudit(entries) {
  $('no-audit').hidden = entries.length > 0;
  showList($('audit'), entries);
}

function showList(list, entries) {
  list.replaceChildren(...entries.map(([title, details]) => item(title, details)).reverse());
}

function item(title, details) {
  const element = document.createElement('li');
  const strong = document.createElement('b');
  const small = document.createElement('small');
  for (const part of [strong, small]) part.dir = 'auto';
  strong.textContent = title;
  small.textContent = details;
  const words = document.createElement('div');
  words.append(strong, small);
  element.append(words);
  return element;
}
