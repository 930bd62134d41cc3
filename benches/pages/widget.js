// The widget on a tenant in the page. The address says how many printers and jobs the tenant has.
import { ACCOUNT, QUEUE, tenant } from './tenant.js';
import { painted, timeInputs } from './timing.js';

// The glue does not export the program's memory, so take it from the instance when it is created.
const { Instance, instantiate } = WebAssembly;
const keepMemory = (instance) => {
  window.memory = instance.exports.memory;
  return instance;
};
WebAssembly.Instance = new Proxy(Instance, {
  construct: (made, given) => keepMemory(Reflect.construct(made, given)),
});
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate.apply(WebAssembly, given);
  keepMemory(made.instance ?? made);
  return made;
};

const query = new URLSearchParams(location.search);
const count = (name) => Number(query.get(name) ?? 0);
const place = document.querySelector('#place');
timeInputs();

place.addEventListener('ready', async () => {
  window.firstList = (await painted()) - start;
});
const start = performance.now();
const { mount } = await import('/pkg/print-redirect.js');
await mount(place, {
  queues: [QUEUE],
  account: ACCOUNT,
  locale: 'en',
  getToken: () => 'token',
  fetch: tenant({ printers: count('printers'), jobs: count('jobs') }),
});
