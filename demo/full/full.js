/**
 * An intranet page with the whole chain behind it: MSAL, an identity provider, the gateway, Graph.
 *
 * The widget is embedded as any host page would do it. The controls change the world around it: what
 * the directory demands, which printers are open, and what a page could try that is not its due.
 */
import './print-redirect/print-redirect.js';
import { recordEvents, showList, showPaper } from './record.js';
import { signIn } from './sign-in.js';
import { Tenant } from './tenant.js';

const LOOK_MS = 2_000;
const STRONGER = { access_token: { acrs: { essential: true, value: 'c1' } } };

const $ = (id) => document.getElementById(id);
const config = await (await fetch('./config.json')).json();
const tenant = new Tenant(config.graph);
const deeds = $('deeds').elements;

/** Resolves once the browser takes the identity provider's certificate. */
async function trusted() {
  const { origin } = new URL(config.authority);
  const answers = () => fetch(`${config.authority}/.well-known/openid-configuration`).then(() => true, () => false);
  $('authority').href = origin;
  while (!(await answers())) {
    $('trust').hidden = false;
    await new Promise((resolve) => addEventListener('focus', resolve, { once: true }));
  }
  $('trust').hidden = true;
}

function say(sentence) {
  $('sign-in').hidden = !sentence;
  $('sign-in-why').textContent = sentence;
}

function press(why) {
  say(why);
  $('sign-in-button').hidden = false;
  return new Promise((resolve) => {
    $('sign-in-button').addEventListener('click', () => resolve(), { once: true });
  }).finally(() => {
    $('sign-in-button').hidden = true;
    say('');
  });
}

/** What each control does; what it gives is said to the visitor. */
const DEEDS = {
  async expire() {
    await tenant.expire();
    return 'No token for Graph is good any more: neither the page’s nor the gateway’s.';
  },

  async challenge({ account }) {
    await tenant.challenge(account.username, JSON.stringify(STRONGER));
    await tenant.expire();
    return 'The next token takes a stronger sign-in.';
  },

  async print({ account }) {
    const name = `Notes of ${new Date().toLocaleTimeString()}.docx`;
    await tenant.print(config.queue.printer, account.username, name);
    document.querySelector('print-redirect').refresh();
    return `${name} waits.`;
  },

  async closed({ control }) {
    await tenant.open(config.destination.share, !control.checked);
    return `${config.destination.name} is ${control.checked ? 'closed to' : 'open to'} everyone.`;
  },

  /** What a page could do with the user's own token, without the widget. */
  async steal({ account, getToken }) {
    const job = await tenant.jobOfSomebodyElse(config.queue.printer, account.localAccountId);
    if (!job) return 'Nobody else has a job here.';
    const { accessToken } = await getToken({ scopes: [config.gateway.scope] });
    const answer = await fetch(`${config.gateway.url}/v1.0/print/printers/${config.queue.printer}/jobs/${job.id}/redirect`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        'print-share': config.destination.share,
      },
      body: JSON.stringify({ destinationPrinterId: config.destination.printer }),
    });
    const { error } = await answer.json();
    return `“${job.document}” of ${job.owner}: ${answer.status} ${error?.message ?? 'sent'}`;
  },
};

function arm(signedIn) {
  for (const control of deeds) {
    const deed = DEEDS[control.name];
    if (!deed) continue;
    control.disabled = false;
    control.addEventListener(control.type === 'checkbox' ? 'change' : 'click', async () => {
      const done = await deed({ ...signedIn, control }).catch((error) => error.message);
      $('done').textContent = done;
      await look();
    });
  }
}

/** What came of it, at the printers and in the gateway's log; without an answer, what was seen last. */
async function look() {
  let seen;
  try {
    seen = await Promise.all([tenant.printed(), fetch('./audit.json').then((answer) => answer.json())]);
  } catch {
    $('done').textContent = 'The programs of this demo do not answer. Are they still running?';
    return;
  }
  const [paper, audit] = seen;
  showPaper(paper);
  $('no-audit').hidden = audit.length > 0;
  showList($('audit'), audit.map(({ call, outcome, ...rest }) => [`${call}: ${outcome}`, JSON.stringify(rest)]));
}

$('destination').textContent = config.destination.name;
for (const control of deeds) control.disabled = Boolean(DEEDS[control.name]);
recordEvents($('parts'));
try {
  await trusted();
  await press('Sign in to see your print jobs.');
  const signedIn = await signIn({ client: config.client, authority: config.authority, ownAuthority: true, choose: true }, press);
  $('who').textContent = signedIn.account.username;
  const widget = Object.assign(document.createElement('print-redirect'), {
    queues: [{ share: config.queue.share }],
    graph: { baseUrl: config.graph },
    gateway: config.gateway,
    ...signedIn,
  });
  $('parts').querySelector('.card').append(widget);
  arm(signedIn);
  setInterval(look, LOOK_MS);
} catch (error) {
  say(error.message);
}
