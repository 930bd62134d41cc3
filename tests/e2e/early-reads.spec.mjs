// What the shell reads while the program is loading. Needs no browser and no build; start.spec.mjs has the rest.
//
// tests/early-reads.json has the examples that shell and program are both tested with; the program's test is tests/web/early.rs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { EarlyReads } from '../../js/early.js';

const EXAMPLES = JSON.parse(await readFile(join(import.meta.dirname, '../early-reads.json'), 'utf8'));
const ADDRESS = 'https://graph.microsoft.com/v1.0/print/shares/queue/jobs?$expand=documents';

/** Lets everything run that is due. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

const made = [];
test.afterEach(() => made.splice(0).forEach((reads) => reads?.drop()));

/** A page with these options. Its `getToken` and `fetch` record what they are given, and then do as `answer` and `respond`. */
function page(options, { answer, respond = async () => new Response('early') } = {}) {
  const page = { needs: [], sent: [], reads: undefined };
  const getToken = answer && function (need) {
    page.needs.push(need);
    return answer.call(this, need);
  };
  const fetch = (...given) => {
    page.sent.push(given);
    return respond(...given);
  };
  page.options = { ...options, ...(getToken && { getToken }), fetch };
  page.start = async () => {
    made.push((page.reads = new EarlyReads(page.options)));
    await turn();
    return page;
  };
  return page;
}

/** A page that reads one queue early, with this `getToken`. */
const one = (answer = () => 'the-token', respond) => page({ queues: [{ share: 'queue' }] }, { answer, respond }).start();

/** The request that the program sends for an early read, with `changes` of its headers. */
function requestOf({ id }, changes = {}) {
  const headers = {
    authorization: 'Bearer the-token', 'client-request-id': id, accept: 'application/json', prefer: 'include-unknown-enum-members',
  };
  return new Request(ADDRESS, { headers: { ...headers, ...changes } });
}

const init = () => ({ signal: new AbortController().signal });
const take = ({ reads }, signal = init().signal) => reads.take(ADDRESS, signal);
const text = async (answering) => (await answering).text();

for (const { name, options, answer, bearer, scopes, addresses } of EXAMPLES.early) {
  test(`asks as the program does: ${name}`, async () => {
    const { needs, sent, reads } = await page(options, { answer: answer && (() => answer) }).start();
    expect(needs).toEqual(scopes ? [{ audience: 'graph', scopes, forceRefresh: false }] : []);
    if (scopes) expect(reads.scopes).toBe(scopes.join(' '));
    expect(sent.map(([{ url }]) => url)).toEqual(addresses);
    for (const [request, init] of sent) {
      const { 'client-request-id': id, ...headers } = Object.fromEntries(request.headers);
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(headers).toEqual({ ...EXAMPLES.headers, authorization: `Bearer ${bearer}` });
      const { method, credentials, cache, redirect } = request;
      expect({ method, credentials, cache, redirect }).toEqual({ method: EXAMPLES.method, ...EXAMPLES.init });
      expect(Object.keys(init)).toEqual(['signal']);
    }
    expect(new Set(sent.map(([{ headers }]) => headers.get('client-request-id'))).size).toBe(addresses.length);
  });
}

for (const { name, options, answer } of EXAMPLES.late) {
  test(`waits for the program: ${name}`, async () => {
    const late = page(options, { answer: answer && (() => answer) });
    await expect(late.start()).rejects.toThrow();
    await turn();
    expect([late.needs, late.sent]).toEqual([[], []]);
  });
}

for (const [name, changes] of [
  ['a `fetch` that is no function', { fetch: 'fetch' }],
  ['a `getToken` that is no function', { getToken: 'token', token: 'the-token' }],
  ['half a character in a name', { account: { username: '\ud800' }, token: 't' }],
  ['an account that contains itself', { account: Object.assign({}, { get me() { return this; } }), token: 't' }],
]) {
  test(`waits for the program: ${name}`, () => {
    expect(() => new EarlyReads({ queues: [{ share: 'queue' }], ...changes })).toThrow();
  });
}

test('a page without `randomUUID` waits for the program', () => {
  const { randomUUID } = crypto;
  crypto.randomUUID = undefined;
  try {
    const late = page({ queues: [{ share: 'queue' }] }, { answer: () => 'the-token' });
    expect(() => new EarlyReads(late.options)).toThrow();
    expect(late.needs).toEqual([]);
  } finally {
    crypto.randomUUID = randomUUID;
  }
});

test('the page’s functions are called with `this` undefined', async () => {
  const seen = [];
  await one(function () { seen.push(this); return 'the-token'; }, async function () { seen.push(this); return new Response(); });
  expect(seen).toEqual([undefined, undefined]);
});

for (const [how, answer] of [
  ['throws', () => { throw new Error('no'); }],
  ['rejects', () => Promise.reject(new Error('no'))],
  ['rejects with nothing', () => Promise.reject()],
  ['answers nothing', () => undefined],
  ['answers an empty text', () => ''],
  ['answers what would end the header', () => 'a\r\nx: b'],
  ['answers no token', () => ({ token: 'in the wrong place' })],
  ['answers what throws when it is read', () => ({ get accessToken() { throw new Error('no'); } })],
  ['names a user with a blank', () => ({ accessToken: 'the-token', account: { username: 'a b' } })],
  ['never answers', () => new Promise(() => {})],
]) {
  test(`a \`getToken\` that ${how}: nothing is sent until the program sends`, async () => {
    const early = await one(answer);
    expect(early.needs).toHaveLength(1);
    expect(early.sent).toEqual([]);
    const read = take(early);
    expect(await text(read.fetch(requestOf(read), init()))).toBe('early');
    expect(early.sent).toHaveLength(1);
  });
}

test('the program gets the early answer once', async () => {
  const early = await one();
  const read = take(early);
  expect(take(early)).toBe(undefined);
  expect(await text(read.fetch(requestOf(read), init()))).toBe('early');
  expect(early.sent).toHaveLength(1);
  expect(early.sent[0][1].signal.aborted).toBe(false);
});

test('another address is not answered', async () => {
  const { reads } = await one();
  expect(reads.take(`${ADDRESS}&$top=1`, init().signal)).toBe(undefined);
  expect(reads.take('https://graph.microsoft.com/v1.0/print/shares/queue/jobs/1', init().signal)).toBe(undefined);
});

for (const [what, changes] of [
  ['another token', { authorization: 'Bearer another' }],
  ['another id', { 'client-request-id': 'another' }],
  ['one more header', { 'print-share': 'x' }],
]) {
  test(`a request with ${what} is sent by itself`, async () => {
    const early = await one();
    const read = take(early);
    const request = requestOf(read, changes);
    const given = init();
    await read.fetch(request, given);
    expect(early.sent).toHaveLength(2);
    expect(early.sent[1]).toEqual([request, given]);
    expect(early.sent[0][1].signal.aborted).toBe(true);
  });
}

test('a token that comes after the program has sent sends nothing', async () => {
  let settle;
  const early = await one(() => new Promise((resolve) => (settle = resolve)));
  const read = take(early);
  await read.fetch(requestOf(read), init());
  settle('the-token');
  await turn();
  expect(early.sent).toHaveLength(1);
});

test('a read taken before its token is sent when the token comes', async () => {
  let settle;
  const early = await one(() => new Promise((resolve) => (settle = resolve)));
  const read = take(early);
  early.reads.drop();
  settle('the-token');
  await turn();
  expect(early.sent).toHaveLength(1);
  expect(await text(read.fetch(requestOf(read), init()))).toBe('early');
  expect(early.sent).toHaveLength(1);
});

test('the program’s signal aborts a read that was sent', async () => {
  const controller = new AbortController();
  const early = await one();
  take(early, controller.signal);
  controller.abort();
  expect(early.sent[0][1].signal.aborted).toBe(true);
});

test('the program’s signal ends a read that waits for its token', async () => {
  let settle;
  const controller = new AbortController();
  const early = await one(() => new Promise((resolve) => (settle = resolve)));
  take(early, controller.signal);
  controller.abort();
  settle('the-token');
  await turn();
  expect(early.sent).toEqual([]);
});

test('dropping aborts what was not taken and forgets the token', async () => {
  const queues = [{ share: 'queue' }, { share: 'other' }];
  const { reads, sent, options } = await page({ queues }, { answer: () => 'the-token' }).start();
  take({ reads });
  reads.drop();
  expect(sent.map(([, { signal }]) => signal.aborted)).toEqual([false, true]);
  expect(reads.token).toBe(undefined);
  expect(reads.suits(options)).toBe(false);
  expect(reads.take(ADDRESS.replace('queue', 'other'), init().signal)).toBe(undefined);
});

test('dropping before the token comes sends nothing', async () => {
  let settle;
  const { reads, sent } = await one(() => new Promise((resolve) => (settle = resolve)));
  reads.drop();
  settle('the-token');
  await turn();
  expect(sent).toEqual([]);
});

test('only the options that matter make the reads unsuitable', async () => {
  const { reads, options } = await page({ queues: [{ share: 'queue' }], account: { username: 'ada' } }, { answer: () => 't' }).start();
  expect(reads.suits({ ...options, theme: 'dark', queues: [{ share: 'queue' }], account: { username: 'ada' } })).toBe(true);
  for (const changes of [
    { queues: [{ share: 'another' }] }, { queues: [{ share: 'queue' }, { share: 'another' }] }, { graph: { version: 'beta' } },
    { account: { username: 'eve' } }, { account: undefined }, { getToken: () => 't' }, { token: 't' }, { fetch: undefined }, { queues: 7n },
  ]) expect(reads.suits({ ...options, ...changes })).toBe(false);
});

for (const [how, respond] of [
  ['rejects', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['throws', () => { throw undefined; }],
]) {
  test(`a \`fetch\` that ${how} tells the program once`, async () => {
    const early = await one(undefined, respond);
    const read = take(early);
    await expect(read.fetch(requestOf(read), init()).then(() => 'an answer', () => 'rejected')).resolves.toBe('rejected');
    expect(early.sent).toHaveLength(1);
  });
}
