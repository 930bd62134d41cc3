/**
 * The mock intranet's own script: it embeds the widget through its public interface and nothing else.
 *
 * With the simulator (the default) or with a real tenant, the steps are those of any host page: make
 * the element, set its properties, put it on the page. The demo's controls change the page around the
 * widgets, or make something go wrong for them; another scenario replaces them.
 */
import './print-redirect.js';
import * as address from './address.js';
import { poisoned, refuseWebAssembly } from './breakdown.js';
import { choices } from './codes.js';
import { recordEvents, showPaper } from './record.js';
import { tokenProvider } from './token.js';
import { meet } from './trouble.js';

/** The simulator's switch for what Graph does not do: redirecting with a user's token. */
const USER_TOKENS = 'redirectAcceptsUserTokens';

const parts = document.querySelector('#parts');
const form = document.querySelector('#settings');
/** The languages of the package, to choose from. */
const LANGUAGES = [
  'en', 'ar', 'ca', 'cs', 'da', 'de', 'el', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nb', 'nl', 'pl',
  'pt-BR', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant',
];

/** What every widget of the page is given. */
let given = null;
let simulated = null;

const widgets = () => parts.querySelectorAll('print-redirect');

/** Puts new widgets with these properties into the web parts, in the place of those before. */
function embed(properties) {
  given = properties;
  for (const widget of widgets()) widget.remove();
  fill();
}

/** Sees that each web part that is shown has a widget, and no other. */
function fill() {
  const { second } = address.settings();
  parts.querySelector('#second').hidden = second !== '1';
  for (const part of parts.children) {
    const widget = part.querySelector('print-redirect');
    if (part.hidden) widget?.remove();
    else if (!widget && given) part.append(Object.assign(document.createElement('print-redirect'), looks(), given));
  }
}

/** How a widget speaks and looks. */
function looks() {
  const { theme, dir, locale } = address.settings();
  return { theme, dir: dir === 'rtl' ? dir : 'auto', locale: locale || null };
}

/** Leaves a choice as it is when the address asks for what there is not. */
function choose(select, wanted) {
  if ([...select.options].some(({ value }) => value === wanted)) select.value = wanted;
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

/** The page around the widgets, as the settings have it. */
function dress() {
  const { theme, width, dir } = address.settings();
  Object.assign(document.documentElement, { dir });
  document.documentElement.dataset.theme = theme;
  parts.dataset.width = width;
  for (const widget of widgets()) Object.assign(widget, looks());
}

/** Tells the page what its browser would tell it. */
function connect(online) {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: online });
  dispatchEvent(new Event(online ? 'online' : 'offline'));
}

async function useSimulator() {
  const simulator = await import('./simulator.js');
  await simulator.load();
  const { scenario, usertoken, codes, offer, kept, signin, next, program, offline, second } = form.elements;
  for (const { name, title } of simulator.scenarios()) scenario.add(new Option(title, name));
  choose(scenario, address.settings().scenario);
  if (program.value === 'refused') refuseWebAssembly();

  const getToken = () => tokenProvider(() => signin.value, () => simulated.host().token);
  const start = () => {
    const opened = simulator.open(scenario.value, address.latency(), {
      arrived(request) {
        if (!meet(next.value, opened, request)) return;
        next.value = 'nothing';
        address.remember(next.name, next.value);
      },
      answered() {
        // The widget before may still get answers.
        if (opened === simulated) showPaper(opened.printed());
      },
    });
    opened.set(USER_TOKENS, usertoken.checked);
    if (offline.checked) opened.set(offline.name, true);
    simulated = opened;
    showPaper([]);
    const { queues, account } = opened.host();
    const fetch = program.value === 'stops' ? async (...asked) => poisoned(await opened.fetch(...asked)) : opened.fetch;
    const assetBase = program.value === 'missing' ? './nowhere/' : undefined;
    const chosen = { codes: codes.value, offer: offer.value, kept: kept.value, printer: address.printer() };
    embed({ queues, account, fetch, getToken: getToken(), assetBase, ...choices(opened, chosen) });
  };
  for (const control of [scenario, codes, offer, kept]) control.addEventListener('change', start);
  usertoken.addEventListener('change', () => simulated.set(USER_TOKENS, usertoken.checked));
  signin.addEventListener('change', () => {
    given.getToken = getToken();
    for (const widget of widgets()) {
      widget.getToken = given.getToken;
      // The widget takes its options at the end of this task.
      queueMicrotask(() => widget.refresh());
    }
  });
  program.addEventListener('change', () => location.reload());
  offline.addEventListener('change', () => {
    simulated.set(offline.name, offline.checked);
    connect(!offline.checked);
  });
  second.addEventListener('change', fill);
  if (offline.checked) connect(false);
  start();
}

async function useTenant(real) {
  for (const element of document.querySelectorAll('[data-for="simulator"]')) element.hidden = true;
  const { signIn } = await import('./sign-in.js');
  const { account, getToken } = await signIn(real, press);
  const destination = address.printer() ?? undefined;
  embed({ queues: real.queues.map((share) => ({ share })), graph: real.graph, account, getToken, destination });
}

for (const tag of LANGUAGES) {
  form.elements.locale.add(new Option(new Intl.DisplayNames([tag], { type: 'language' }).of(tag), tag));
}
for (const [name, value] of Object.entries(address.settings())) {
  const control = form.elements[name];
  if (control.type === 'checkbox') control.checked = value === '1';
  else choose(control, value);
}
// Before those of the controls themselves, which find the address as it is to be.
form.addEventListener('change', ({ target }) => {
  address.remember(target.name, target.type === 'checkbox' ? (target.checked ? '1' : '0') : target.value);
  dress();
}, { capture: true });
document.querySelector('#controls').open = matchMedia('(min-width: 700px)').matches;
dress();
recordEvents(parts);
try {
  const real = address.tenant();
  await (real ? useTenant(real) : useSimulator());
} catch (error) {
  say(error.message);
}
