/**
 * The mock intranet's own script: it embeds the widget through its public interface and nothing else.
 *
 * With the simulator (the default) or with a real tenant, the steps are those of any host page: make
 * the element, set its properties, put it on the page. The demo's controls change the page around the
 * widget; another scenario replaces the widget.
 */
import './print-redirect.js';
import * as address from './address.js';
import { recordEvents, showPaper } from './record.js';

/** The simulator's switch for what Graph does not do: redirecting with a user's token. */
const USER_TOKENS = 'redirectAcceptsUserTokens';

const part = document.querySelector('#part');
const form = document.querySelector('#settings');
let widget = null;
let simulated = null;

/** Puts a new widget with these properties into the web part, in the place of the one before. */
function embed(properties) {
  widget?.remove();
  const { theme, dir } = address.settings();
  widget = Object.assign(document.createElement('print-redirect'), { theme, dir, ...properties });
  part.append(widget);
}

function say(sentence) {
  document.querySelector('#sign-in').hidden = !sentence;
  document.querySelector('#sign-in-why').textContent = sentence;
}

function press(why) {
  const button = document.querySelector('#sign-in-button');
  say(why);
  button.hidden = false;
  return new Promise((resolve) => {
    button.addEventListener('click', () => resolve(), { once: true });
  }).finally(() => {
    button.hidden = true;
    say('');
  });
}

/** The page around the widget, as the settings have it. */
function dress() {
  const { theme, width, dir } = address.settings();
  Object.assign(document.documentElement, { dir });
  document.documentElement.dataset.theme = theme;
  part.dataset.width = width;
  if (widget) Object.assign(widget, { theme, dir });
}

async function useSimulator() {
  const simulator = await import('./simulator.js');
  await simulator.load();
  const { scenario } = form.elements;
  for (const { name, title } of simulator.scenarios()) scenario.add(new Option(title, name));
  const wanted = address.settings().scenario;
  if ([...scenario.options].some(({ value }) => value === wanted)) scenario.value = wanted;

  const start = () => {
    const opened = simulator.open(scenario.value, address.latency(), () => {
      // The widget before may still get answers.
      if (opened === simulated) showPaper(opened.printed());
    });
    opened.set(USER_TOKENS, form.elements.usertoken.checked);
    simulated = opened;
    showPaper([]);
    const { queues, account } = opened.host();
    embed({ queues, account, fetch: opened.fetch, getToken: async () => opened.host().token });
  };
  scenario.addEventListener('change', start);
  form.elements.usertoken.addEventListener('change', ({ target }) => simulated.set(USER_TOKENS, target.checked));
  start();
}

async function useTenant(real) {
  for (const element of document.querySelectorAll('[data-for="simulator"]')) element.hidden = true;
  const { signIn } = await import('./sign-in.js');
  const { account, getToken } = await signIn(real, press);
  embed({ queues: real.queues.map((share) => ({ share })), graph: real.graph, account, getToken });
}

for (const [name, value] of Object.entries(address.settings())) {
  const control = form.elements[name];
  if (control.type === 'checkbox') control.checked = value === '1';
  else if (value) control.value = value;
}
form.addEventListener('change', ({ target }) => {
  address.remember(target.name, target.type === 'checkbox' ? (target.checked ? '1' : '0') : target.value);
  dress();
});
document.querySelector('#controls').open = matchMedia('(min-width: 700px)').matches;
dress();
recordEvents(part);
try {
  const real = address.tenant();
  await (real ? useTenant(real) : useSimulator());
} catch (error) {
  say(error.message);
}
