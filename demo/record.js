/**
 * Shows what happened: the paper that came out of the simulated printers, and the latest events of the widget.
 *
 * Events are shown with all their details, since none of them carries a token or the content of a document.
 */

const EVENTS = ['ready', 'selectionchange', 'redirected', 'tracked', 'problem', 'tokenrequired', 'diagnostic'];
const MOST_EVENTS = 12;

/** Shows the events of all widgets inside an element. */
export function recordEvents(element) {
  const list = document.querySelector('#events');
  for (const type of EVENTS) {
    element.addEventListener(type, ({ detail }) => {
      const time = new Date().toLocaleTimeString();
      const text = detail && Object.keys(detail).length ? JSON.stringify(detail) : '';
      list.prepend(item(type, [time, text].filter(Boolean).join(' · ')));
      while (list.children.length > MOST_EVENTS) list.lastChild.remove();
      document.querySelector('#no-events').hidden = true;
    });
  }
}

/** @param {object[]} sheets what the simulator printed, oldest first */
export function showPaper(sheets) {
  document.querySelector('#no-paper').hidden = sheets.length > 0;
  showList(document.querySelector('#paper'), sheets.map(paper));
}

/**
 * Fills a list, newest entry first.
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
