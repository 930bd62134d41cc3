// The plain page: waiting jobs and printers, drawn by a script without a library. It can tick and search, and nothing else.
import { factsOfJob, placeOf } from '../shared/facts.js';
import { readJobs, readPrinters } from '../shared/lists.js';
import { Printers } from '../shared/search.js';

const [jobList, printerList, more] = ['#jobs', '#printers', '#more'].map((id) => document.querySelector(id));
const field = document.querySelector('input');
const printers = new Printers();

readJobs().then((jobs) => {
  jobs.sort((a, b) => (a.createdDateTime < b.createdDateTime ? 1 : -1));
  jobList.append(...jobs.map(jobRow));
});
readPrinters((arrived) => {
  printers.add(arrived);
  drawPrinters();
});
field.addEventListener('input', drawPrinters);

function drawPrinters() {
  const { shown, more: others } = printers.find(field.value);
  printerList.replaceChildren(...shown.map(printerRow));
  more.textContent = others ? `${others} more` : '';
}

function jobRow(job) {
  const box = draw('input');
  box.type = 'checkbox';
  return draw('li', draw('label', box, nameAndFacts(job.documents[0].displayName, factsOfJob(job))), draw('button', 'Cancel'));
}

function printerRow(printer) {
  const row = draw('div', nameAndFacts(printer.displayName, placeOf(printer)));
  row.role = 'option';
  return row;
}

function nameAndFacts(name, facts) {
  return draw('span', draw('b', name), draw('small', facts));
}

function draw(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}
