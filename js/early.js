/**
 * Reads the first jobs while the program is loading: asks for a token once, and for the first page of each queue's jobs.
 *
 * Only a small set of options allows it (`plan`); with any others the program asks by itself. The requests are the program's
 * own: both sides are tested with tests/early-reads.json. The program takes a read over in place of its first read of a
 * list, and gets the early answer only if the request that it would send is the same. A read that is not taken over is
 * aborted and forgotten, and the token with it. After the constructor nothing throws, and a rejection is always handled:
 * the program reports what failed.
 */

const ORIGINS = new Map([
  ['global', 'https://graph.microsoft.com'],
  ['usgov', 'https://graph.microsoft.us'],
  ['usgov-dod', 'https://dod-graph.microsoft.us'],
]);
const VERSIONS = ['v1.0', 'beta'];
const PERMISSIONS = ['PrintJob.ReadBasic', 'PrinterShare.ReadBasic.All'];
/** An id that is written into an address, or compared, as it is. */
const ID = /^[\w-]+$/;
/** A name without what the program trims or encodes in another way than `encodeURIComponent`. */
const NAME = /^[^\s!'()*]+$/;
/** What a header can hold: visible ASCII. */
const TOKEN = /^[!-~]+$/;
/** How long a token and answers wait for the program: as long as one of its own reads may take. */
const KEPT_MS = 30_000;

/** The early reads of one widget, for the options that it has now. */
export class EarlyReads {
  /** The scopes of the token, with spaces between them. */
  scopes;
  /** The promise of what `getToken` answered. Undefined if the page gave a plain token. */
  token;
  /** The options that the reads depend on. */
  #options;
  /** The reads that the program has not taken over. */
  #reads;

  /** Starts to read. Throws if the options have to wait for the program; then nothing was asked. */
  constructor(options) {
    const { origin, list, shares, account } = plan(options);
    const { getToken, token, fetch } = options;
    const send = (...request) => (fetch ?? globalThis.fetch)(...request);
    this.#reads = shares.map((share) => earlyRead(`${list}/${share}/jobs?$expand=documents${filter(account)}`, send));
    this.#options = relevant(options);
    const scopes = PERMISSIONS.map((permission) => `${origin}/${permission}`);
    this.scopes = scopes.join(' ');
    // An async function, because the page's function may throw.
    if (getToken) this.token = (async () => getToken({ audience: 'graph', scopes, forceRefresh: false }))();
    this.#start(this.token ?? token, !account);
  }

  async #start(answering, userUnknown) {
    const reads = this.#reads;
    try {
      const answer = await answering;
      const token = answer.accessToken ?? answer;
      const user = userUnknown ? filter(answer.account) : '';
      if (!isText(token, TOKEN)) return;
      for (const read of reads) read.send(token, user);
      setTimeout(() => this.drop(), KEPT_MS);
    } catch {
      // The program hears of it: from `token`, or from its own request.
    }
  }

  /** Whether these options are the ones that the reads were started with. */
  suits(options) {
    try {
      return relevant(options).every((option, index) => option === this.#options[index]);
    } catch {
      return false; // dropped, or not plain data
    }
  }

  /**
   * Hands the read of this address over to the program, once. The program uses two of its members: `id`, the value of its header
   * `client-request-id`, and `fetch`, the function to send the program's request with.
   *
   * @param {string} address
   * @param {AbortSignal} signal aborts the read
   * @returns {{id: string, fetch: typeof globalThis.fetch} | undefined}
   */
  take(address, signal) {
    const read = this.#reads.find((read) => read.address === address);
    this.#reads = this.#reads.filter((other) => other !== read);
    if (read) signal.addEventListener('abort', read.abort);
    return read;
  }

  /** Aborts the reads that were not taken over, and forgets the token. */
  drop() {
    for (const read of this.#reads) read.abort();
    this.#reads = [];
    this.token = this.#options = undefined;
  }
}

/** The read of one queue's first page, which is sent with the page's `fetch`. */
function earlyRead(address, fetch) {
  const controller = new AbortController();
  const { signal } = controller;
  let sent, answer;
  const read = {
    address,
    id: crypto.randomUUID(), // throws on a page without https
    abort: () => controller.abort(),
    /** Sends the request, unless nobody waits for it any more. `user` is added to the address. */
    send(token, user) {
      if (signal.aborted) return;
      read.address += user;
      // Without prototypes: what a page added to `Object.prototype` must not reach the request.
      sent = new Request(read.address, {
        __proto__: null,
        headers: {
          authorization: `Bearer ${token}`,
          'client-request-id': read.id,
          accept: 'application/json',
          prefer: 'include-unknown-enum-members',
        },
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
      });
      answer = (async () => fetch(sent, { __proto__: null, signal }))();
      answer.catch(() => {}); // perhaps nobody asks for it
    },
    /** Answers the program's request: by the early answer if the requests are equal, else by sending the program's. */
    fetch(request, init) {
      if (sent?.url === request.url && String([...request.headers]) === String([...sent.headers])) return answer;
      controller.abort();
      return fetch(request, init);
    },
  };
  return read;
}

/**
 * What the reads consist of. Throws unless the options are of the small set that the program reads in the same way: plain
 * ids, a known cloud and version, a known way to a token, and a user with a name, an object id or neither.
 */
function plan(options) {
  const { getToken, token, fetch } = options;
  const [queues, graph, account] = JSON.parse(relevant(options)[0]);
  const { cloud = 'global', version = 'v1.0', ...others } = graph ?? {};
  const origin = ORIGINS.get(cloud);
  const shares = queues.map(({ share }) => share);
  const accepted =
    origin && VERSIONS.includes(version) && !Object.keys(others).length &&
    shares.length && new Set(shares).size === shares.length && shares.every((share) => isText(share, ID)) &&
    (account === null || isText(account.localAccountId ?? '-', ID)) &&
    (account === null || isText(account.username ?? account.localAccountId, NAME)) &&
    (getToken == null ? isText(token, TOKEN) : isFunction(getToken)) &&
    (fetch == null || isFunction(fetch));
  if (!accepted) throw new TypeError();
  return { origin, list: `${origin}/${version}/print/shares`, shares, account };
}

/** The options that decide what is read and with which token, in a form that can be compared. */
function relevant({ queues, graph, account, getToken, token, fetch }) {
  return [JSON.stringify([queues, graph, account]), getToken, token, fetch];
}

/**
 * The part of an address that asks for the jobs of this user alone. A user whose object id is known reads all jobs that the
 * token may see, because the name could be another one at Graph. Throws if name or id are of the kind that waits.
 */
function filter(account) {
  const { username, localAccountId: id } = account ?? {};
  const isKnown = typeof id === 'string' && id;
  const user = isKnown || username;
  if (typeof user !== 'string' || !user) return '';
  if (!(isKnown ? ID : NAME).test(user)) throw new TypeError();
  return isKnown ? '' : `&$filter=createdBy/userPrincipalName%20eq%20%27${encodeURIComponent(user)}%27`;
}

function isText(value, pattern) {
  return typeof value === 'string' && pattern.test(value);
}

function isFunction(value) {
  return typeof value === 'function';
}
