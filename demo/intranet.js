/**
 * The script of the mock intranet. It uses the widget only by its public interface.
 *
 * With the simulator (the default) or a real tenant, it does what every host page does: create the element, set its
 * properties, append it. The demo's controls change the page around the widgets or make something go wrong. Another scenario
 * replaces the widgets.
 */
import './print-redirect.js';
import * as address from './address.js';
import { refuseWebAssembly, stoppingAnswer } from './broken-program.js';
import { updateChips } from './chips.js';
import './drawer.js';
import './embed.js';
import { applySetting } from './next-redirect.js';
import { printerOptions } from './printer-options.js';
import { recordEvents } from './proof.js';
import { tokenProvider } from './simulated-sign-in.js';
import { Witness } from './witness.js';

/** The simulator's switch for something that Graph does not do: accept a redirect with a user's token. */
const USER_TOKENS = 'redirectAcceptsUserTokens';

const parts = document.querySelector('#parts');
const form = document.querySelector('#settings');
/** The languages of the package. */
const LANGUAGES = [
  'en', 'en-GB', 'ar', 'ca', 'cs', 'da', 'de', 'el', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nb', 'nl',
  'pl', 'pt-BR', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant',
];

/** The properties of every widget on the page. */
let properties = null;
/** The simulated tenant. */
let tenant = null;

const widgets = () => parts.querySelectorAll('print-redirect');

/** Replaces all widgets by new ones with these properties. */
function embed(newProperties) {
  properties = newProperties;
  for (const widget of widgets()) widget.remove();
  updateParts();
}

/** Adds a widget to each visible part of the page and removes those of hidden parts. */
function updateParts() {
  const { second } = address.settings();
  parts.querySelector('#second').hidden = second !== '1';
  for (const part of parts.children) {
    const widget = part.querySelector('print-redirect');
    if (part.hidden) widget?.remove();
    else if (!widget && properties) part.append(Object.assign(document.createElement('print-redirect'), appearance(), properties));
  }
}

/** The properties for language, direction and theme. */
function appearance() {
  const { theme, dir, locale } = address.settings();
  return { theme, dir: dir === 'rtl' ? dir : 'auto', locale: locale || null };
}

/** Selects an option if it exists. The address may contain any value. */
function selectOption(select, wanted) {
  if ([...select.options].some(({ value }) => value === wanted)) select.value = wanted;
}

/** Shows a sentence in the place of the sign-in, or hides that place if the sentence is empty. */
function showMessage(sentence) {
  document.querySelector('#sign-in').hidden = !sentence;
  document.querySelector('#sign-in-why').textContent = sentence;
}

/** Shows the sign-in button with a reason. Resolves when the user presses it. */
function waitForPress(why) {
  const button = document.querySelector('#sign-in-button');
  showMessage(why);
  button.hidden = false;
  return new Promise((resolve) => {
    button.addEventListener('click', () => resolve(), { once: true });
  }).finally(() => {
    button.hidden = true;
    showMessage('');
  });
}

/** Applies the settings of the page and of the widgets' appearance. */
function applyAppearance() {
  const { theme, width, dir } = address.settings();
  Object.assign(document.documentElement, { dir });
  document.documentElement.dataset.theme = theme;
  parts.dataset.width = width;
  for (const widget of widgets()) Object.assign(widget, appearance());
}

/** Makes the browser seem to be online or offline. */
function setOnline(online) {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: online });
  dispatchEvent(new Event(online ? 'online' : 'offline'));
}

async function useSimulator() {
  const simulator = await import('./simulator.js');
  await simulator.load();
  const { scenario, usertoken, codes, offer, kept, signin, next, program, offline, second } = form.elements;
  for (const { name, title } of simulator.scenarios()) scenario.add(new Option(title, name));
  selectOption(scenario, address.settings().scenario);
  if (program.value === 'refused') refuseWebAssembly();

  const getToken = () => tokenProvider(() => signin.value, () => tenant.host().token);
  const witness = new Witness();
  const start = () => {
    const opened = simulator.open(scenario.value, address.latency(), {
      arrived(request, body) {
        witness.arrived(opened, request, body);
        if (!applySetting(next.value, opened, request)) return;
        next.value = 'nothing';
        address.remember(next.name, next.value);
      },
      answered: (request, status) => witness.answered(opened, request, status),
    });
    if (usertoken.value) opened.set(USER_TOKENS, usertoken.value === '1');
    if (offline.checked) opened.set(offline.name, true);
    tenant = opened;
    witness.watch(opened);
    const { queues, account } = opened.host();
    const fetch = program.value === 'stops' ? async (...given) => stoppingAnswer(await opened.fetch(...given)) : opened.fetch;
    const assetBase = program.value === 'missing' ? './nowhere/' : undefined;
    const chosen = { codes: codes.value, offer: offer.value, kept: kept.value, printer: address.printer() };
    embed({ queues, account, fetch, getToken: getToken(), assetBase, ...printerOptions(opened, chosen) });
  };
  for (const control of [scenario, usertoken, codes, offer, kept]) control.addEventListener('change', start);
  signin.addEventListener('change', () => {
    properties.getToken = getToken();
    for (const widget of widgets()) {
      widget.getToken = properties.getToken;
      // The widget reads its options at the end of this task, so refresh it after that.
      queueMicrotask(() => widget.refresh());
    }
  });
  program.addEventListener('change', () => location.reload());
  offline.addEventListener('change', () => {
    tenant.set(offline.name, offline.checked);
    setOnline(!offline.checked);
  });
  second.addEventListener('change', updateParts);
  if (offline.checked) setOnline(false);
  start();
}

async function useRealTenant(real) {
  for (const element of document.querySelectorAll('[data-for="simulator"]')) element.hidden = true;
  const { signIn } = await import('./sign-in.js');
  const { account, getToken } = await signIn(real, waitForPress);
  const destination = address.printer() ?? undefined;
  embed({ queues: real.queues.map((share) => ({ share })), graph: real.graph, account, getToken, destination });
}

for (const tag of LANGUAGES) {
  form.elements.locale.add(new Option(new Intl.DisplayNames([tag], { type: 'language' }).of(tag), tag));
}
for (const [name, value] of Object.entries(address.settings())) {
  const control = form.elements[name];
  if (!control) continue;
  if (control.type === 'checkbox') control.checked = value === '1';
  else selectOption(control, value);
}
// Captured, so it runs before the controls' own listeners: they read the new address.
form.addEventListener('change', ({ target }) => {
  address.remember(target.name, target.type === 'checkbox' ? (target.checked ? '1' : '0') : target.value);
  applyAppearance();
  updateChips();
}, { capture: true });
applyAppearance();
updateChips();
recordEvents(parts);
try {
  const real = address.realTenant();
  await (real ? useRealTenant(real) : useSimulator());
} catch (error) {
  showMessage(error.message);
}
