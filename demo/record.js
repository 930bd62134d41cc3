/**
 * What the demo saw: the paper that came out of the simulated printers, and the widget's last events.
 *
 * Both are lists of text. An event's details are shown as they are, since none carries a token or a
 * document's content.
 */

const EVENTS = ['ready', 'selectionchange', 'redirected', 'tracked', 'problem', 'tokenrequired', 'diagnostic'];
const KEPT = 12;

/** Listens on an element that contains the widget. */
export function recordEvents(element) {
  const list = document.querySelector('#events');
  for (const type of EVENTS) {
    element.addEventListener(type, ({ detail }) => {
      const time = new Date().toLocaleTimeString();
      const text = detail && Object.keys(detail).length ? JSON.stringify(detail) : '';
      list.prepend(item(type, [time, text].filter(Boolean).join(' · ')));
      while (list.children.length > KEPT) list.lastChild.remove();
      document.querySelector('#no-events').hidden = true;
    });
  }
}

/** @param {object[]} sheets as the simulator tells them, oldest first */
export function showPaper(sheets) {
  document.querySelector('#no-paper').hidden = sheets.length > 0;
  showList(document.querySelector('#paper'), sheets.map(paper));
}

/**
 * Fills a list, the newest on top.
 *
 * @param {Element} list
 * @param {[string, string][]} entries titles and details, oldest first
 */
export function showList(list, entries) {
  list.replaceChildren(...entries.map(([title, details]) => item(title, details)).reverse());
}

function paper({ document: name, printer, copies, completedMs }) {
  const time = new Date(completedMs).toLocaleTimeString();
  return [`${name} → ${printer}`, `${time} · ${copies === 1 ? '1 copy' : `${copies} copies`}`];
}

function item(title, details) {
  const element = document.createElement('li');
  const strong = document.createElement('b');
  const small = document.createElement('small');
  for (const part of [strong, small]) part.dir = 'auto';
  strong.textContent = title;
  small.textContent = details;
  element.append(strong, small);
  return element;
}
