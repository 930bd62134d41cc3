// The reference: how long the browser itself takes. A field that searches nothing, and a list of jobs that a plain script draws
// at once from the same answers that the widget reads.
import { QUEUE, tenant } from './tenant.js';
import { painted, timeInputs } from './timing.js';

const field = document.querySelector('input');
const list = document.querySelector('ul');
field.addEventListener('input', () => void field.value);
timeInputs();

const query = new URLSearchParams(location.search);
const start = performance.now();
const fetch = tenant({ printers: 0, jobs: Number(query.get('jobs') ?? 0) });
const jobs = [];
let next = `https://graph.contoso.example/v1.0/print/shares/${QUEUE.share}/jobs`;
while (next) {
  const answer = await fetch(next);
  const { value, '@odata.nextLink': link } = JSON.parse(await answer.text());
  jobs.push(...value);
  next = link;
}
list.append(...jobs.map(row));
window.firstList = (await painted()) - start;

function row({ documents: [{ displayName, size }], createdDateTime }) {
  const [item, label, box, cancel] = ['li', 'label', 'input', 'button'].map((tag) => document.createElement(tag));
  box.type = 'checkbox';
  cancel.textContent = 'Cancel';
  label.append(box, displayName, ` ${createdDateTime} ${size}`);
  item.append(label, cancel);
  return item;
}
