/**
 * The page of the full demo, with the whole chain behind it: MSAL, an identity provider, the gateway, Graph.
 *
 * It embeds the widget as every host page does. Its controls change what is around the widget: tokens, demanded claims, open
 * printers; one tries what a malicious page could try.
 */
import './print-redirect/print-redirect.js';
import { recordEvents, showAudit, showPaper, showRequests } from './proof.js';
import { signIn } from './sign-in.js';
import { Tenant } from './tenant.js';

const REFRESH_MS = 2_000;
/** The claims that the directory demands after “It wants a stronger sign-in”. */
const STRONGER_CLAIMS = { access_token: { acrs: { essential: true, value: 'c1' } } };

const $ = (id) => document.getElementById(id);
const config = await (await fetch('./config.json')).json();
const tenant = new Tenant(config.graph);
const controls = $('actions').elements;

/** Resolves when the browser accepts the identity provider's certificate. Until then the page says how to accept it. */
async function waitForTrust() {
  const { origin } = new URL(config.authority);
  const isTrusted = () => fetch(`${config.authority}/.well-known/openid-configuration`).then(() => true, () => false);
  $('authority').href = origin;
  while (!(await isTrusted())) {
    $('trust').hidden = false;
    await new Promise((resolve) => addEventListener('focus', resolve, { once: true }));
  }
  $('trust').hidden = true;
}

/** Shows a sentence in the place of the sign-in, or hides that place if the sentence is empty. */
function showMessage(sentence) {
  $('sign-in').hidden = !sentence;
  $('sign-in-why').textContent = sentence;
}

/** Shows the sign-in button with a reason. Resolves when the user presses it. */
function waitForPress(why) {
  showMessage(why);
  $('sign-in-button').hidden = false;
  return new Promise((resolve) => {
    $('sign-in-button').addEventListener('click', () => resolve(), { once: true });
  }).finally(() => {
    $('sign-in-button').hidden = true;
    showMessage('');
  });
}

/** What each control does. The text that it returns is shown to the visitor. */
const ACTIONS = {
  async expire() {
    await tenant.expire();
    return 'All tokens for Graph have expired, the page’s and the gateway’s.';
  },

  async challenge({ account }) {
    await tenant.challenge(account.username, JSON.stringify(STRONGER_CLAIMS));
    await tenant.expire();
    return 'The next token requires a stronger sign-in.';
  },

  async print({ account }) {
    const name = `Notes of ${new Date().toLocaleTimeString()}.docx`;
    await tenant.print(config.queue.printer, account.username, name);
    document.querySelector('print-redirect').refresh();
    return `${name} is waiting.`;
  },

  async closed({ control }) {
    await tenant.open(config.destination.share, !control.checked);
    return `${config.destination.name} is ${control.checked ? 'closed to' : 'open to'} everyone.`;
  },

  /** What a malicious page could try with the user's own token. */
  async steal({ account, getToken }) {
    const job = await tenant.jobOfAnotherUser(config.queue.printer, account.localAccountId);
    if (!job) return 'No other user has a job in this queue.';
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

/** Enables the controls. */
function enableControls(signedIn) {
  for (const control of controls) {
    const action = ACTIONS[control.name];
    if (!action) continue;
    control.disabled = false;
    control.addEventListener(control.type === 'checkbox' ? 'change' : 'click', async () => {
      const report = await action({ ...signedIn, control }).catch((error) => error.message);
      $('report').textContent = report;
      await showProof();
    });
  }
}

/** Shows the paper, the requests and the gateway's audit log. If the programs do not answer, the last state stays. */
async function showProof() {
  let answers;
  try {
    const audit = fetch('./audit.json').then((answer) => answer.json());
    answers = await Promise.all([tenant.printed(), tenant.ledger(), tenant.requests(), audit]);
  } catch {
    $('report').textContent = 'The programs of this demo do not answer. Are they still running?';
    return;
  }
  const [prints, ledger, requests, audit] = answers;
  showPaper(prints, ledger);
  showRequests(requests);
  showAudit(audit.map(({ call, outcome, ...rest }) => [`${call}: ${outcome}`, JSON.stringify(rest)]));
}

$('destination').textContent = config.destination.name;
for (const control of controls) control.disabled = Boolean(ACTIONS[control.name]);
recordEvents($('parts'));
try {
  await waitForTrust();
  await waitForPress('Sign in to see your print jobs.');
  const signedIn = await signIn({ client: config.client, authority: config.authority, ownAuthority: true, choose: true }, waitForPress);
  $('who').textContent = signedIn.account.username;
  const widget = Object.assign(document.createElement('print-redirect'), {
    queues: [{ share: config.queue.share }],
    graph: { baseUrl: config.graph },
    gateway: config.gateway,
    ...signedIn,
  });
  $('parts').querySelector('.card').append(widget);
  enableControls(signedIn);
  setInterval(showProof, REFRESH_MS);
} catch (error) {
  showMessage(error.message);
}
