// Reads the lists of the simulated tenant as the widget does: a token from the page, the same requests, page by page.

const GRAPH = 'https://graph.microsoft.com/v1.0';
const USER = 'adele@contoso.example';

/** The host page's sign-in. */
async function getToken() {
  return 'token';
}

/** Reads a list. Calls `arrived` with the entries of each answer, and resolves with all of them. */
async function readList(path, arrived = () => {}) {
  const entries = [];
  for (let next = `${GRAPH}${path}`; next; ) {
    const headers = { authorization: `Bearer ${await getToken()}`, 'client-request-id': crypto.randomUUID() };
    const answer = await fetch(next, { headers, credentials: 'omit', cache: 'no-store' });
    if (!answer.ok) throw new Error(`${next}: ${answer.status}`);
    const { value, '@odata.nextLink': link } = await answer.json();
    entries.push(...value);
    arrived(value);
    next = link;
  }
  return entries;
}

/** The user's waiting jobs. */
export function readJobs() {
  const filter = encodeURIComponent(`createdBy/userPrincipalName eq '${USER}'`);
  return readList(`/print/shares/queue-share/jobs?$expand=documents&$filter=${filter}`);
}

/** All printers that the user may choose. */
export function readPrinters(arrived) {
  return readList('/print/shares', arrived);
}
