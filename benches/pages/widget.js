// The widget over a tenant in the page; how many printers and jobs it has is in the address.
import { ACCOUNT, QUEUE, tenant } from './tenant.js';
import { painted, timeInputs } from './timing.js';

// The glue keeps the program's memory to itself; whoever instantiates sees it.
const { Instance, instantiate } = WebAssembly;
const seen = (instance) => {
  window.memory = instance.exports.memory;
  return instance;
};
WebAssembly.Instance = new Proxy(Instance, {
  construct: (made, given) => seen(Reflect.construct(made, given)),
});
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate.apply(WebAssembly, given);
  seen(made.instance ?? made);
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
  graph: { baseUrl: 'https://graph.contoso.example' },
  locale: 'en',
  getToken: () => 'token',
  fetch: tenant({ printers: count('printers'), jobs: count('jobs') }),
});
