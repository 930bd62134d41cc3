// A stand-in for Teams: shows a tab in a frame, and answers what teams-js and MSAL's nested app authentication ask for.
//
// The address has `tab`, the address of the tab, and `locale` and `theme`. `window.told` has what the tab told its host, and
// `window.setTheme` changes the theme. `hostToken`, which the test provides, answers the token for a request.
const query = new URLSearchParams(location.search);
const frame = document.createElement('iframe');

window.told = [];
window.setTheme = (theme) => send({ func: 'themeChange', args: [theme] });

/** What this host can do, as a host tells it in the answer to `initialize`. */
const RUNTIME = { apiVersion: 4, isLegacyTeams: false, isNAAChannelRecommended: true, supports: { app: {}, nestedAppAuth: {} } };

const ANSWERS = {
  initialize: () => ['content', 'web', '2.58.0', JSON.stringify(RUNTIME)],
  getContext: () => [{
    actionInfo: null, locale: query.get('locale'), theme: query.get('theme'), entityId: 'printJobs', hostName: 'Teams',
    hostClientType: 'web', sessionId: 'session', appSessionId: 'session',
  }],
};

function send(message) {
  frame.contentWindow.postMessage(message, location.origin);
}

/** Answers MSAL, whose messages are JSON in a message of teams-js. */
async function authenticate(request) {
  const { method, requestId, tokenParams } = request;
  const answer = { messageType: 'NestedAppAuthResponse', requestId, success: true };
  if (method === 'GetInitContext') answer.initContext = { sdkName: 'host', sdkVersion: '1.0' };
  else Object.assign(answer, await window.hostToken({ method, scope: tokenParams.scope, claims: tokenParams.claims }));
  send({ args: [null, JSON.stringify(answer)] });
}

addEventListener('message', ({ data, source }) => {
  if (source !== frame.contentWindow) return;
  const { id, uuidAsString, func, args } = data;
  if (func === 'nestedAppAuth.execute') void authenticate(JSON.parse(data.data));
  else if (ANSWERS[func]) send({ id, uuidAsString, args: ANSWERS[func]() });
  else window.told.push([func, ...args]);
});

frame.name = 'tab';
frame.src = query.get('tab');
document.body.append(frame);
