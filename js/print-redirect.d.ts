/**
 * The types of the package `print-redirect`: the element `<print-redirect>`, the function `mount`, their options and
 * their events.
 *
 * Every name in this file is public. A name changes only together with a line in CHANGELOG.md.
 *
 * A wrong or unknown option is never ignored. The widget shows a notice and fires `problem` with the code
 * `optionsRefused` and one `Refusal` for each wrong option.
 */

/** The version of the package, as `0.1.0`. */
export declare const version: string;

/** A queue: a printer share that people print to, whose printer holds the jobs until they are released. */
export interface Queue {
  /** The id of the printer share. Each share may be listed once. */
  share: string;
  /** A name for the queue. It is shown only if there are several queues. */
  label?: string;
  /** The id of the printer behind the share. If you give it, the widget makes one request less. */
  printer?: string;
}

/** The address of Microsoft Graph. Give `cloud` or `baseUrl`, not both. `version` can be combined with either. */
export interface Graph {
  /**
   * The Microsoft cloud of the tenant.
   * @default 'global'
   */
  cloud?: 'global' | 'usgov' | 'usgov-dod';
  /**
   * The version of Graph's API.
   * @default 'v1.0'
   */
  version?: 'v1.0' | 'beta';
  /**
   * The address of a service that answers as Graph does, without the version: `https://print.example/graph` is called
   * at `https://print.example/graph/v1.0`. It has to be `https`; `http` is allowed for this machine only (`localhost`,
   * `127.0.0.1`, `[::1]`).
   */
  baseUrl?: string;
}

/**
 * The gateway, which redirects and cancels jobs for users. It is needed because Graph accepts a redirect only from an
 * application, not from a signed-in user.
 *
 * @example
 * widget.gateway = { url: 'https://print.contoso.example', scope: 'api://print/Jobs.Redirect' };
 */
export interface Gateway {
  /** The address of the gateway, without the version. The same schemes are allowed as in `Graph.baseUrl`. */
  url: string;
  /** The scope of tokens for the gateway. `getToken` is called with it and with the audience `gateway`. */
  scope: string;
}

/**
 * The signed-in user. The names are those of MSAL's `AccountInfo`, so you can pass that object unchanged. At least one
 * of `username` and `localAccountId` is required.
 */
export interface Account {
  /** The name that the user signs in with, as `adele@contoso.example`. It is only a hint: guests have another one at Graph. */
  username?: string;
  /** The user's object id in the directory. It decides whose jobs are shown. */
  localAccountId?: string;
  /** The tenant's id. The widget does not use it. */
  tenantId?: string;
}

/** What the widget needs a token for: the argument of `getToken`, and the detail of the event `tokenrequired`. */
export interface TokenNeed {
  /** The service that the token is sent to. `gateway` occurs only if the option `gateway` is set. */
  audience: 'graph' | 'gateway';
  /** Full scope names, as `https://graph.microsoft.com/PrintJob.ReadBasic`. */
  scopes: string[];
  /** A claims challenge as JSON text. Pass it on in the `claims` of MSAL's request. */
  claims?: string;
  /** If true, the last token was refused: get a new one instead of one from a cache. */
  forceRefresh?: boolean;
}

/** A token and what is known about it. MSAL's `AuthenticationResult` can be returned unchanged. */
export interface Token {
  /** The access token itself, without `Bearer`. */
  accessToken: string;
  /** Not used: the widget keeps no token and calls `getToken` before each request. */
  expiresOn?: Date | null;
  /** Not used. */
  scopes?: string[];
  /**
   * The user of the token. It is used if the option `account` is not set, and to notice that the user has changed.
   */
  account?: Account | null;
}

/**
 * Returns an access token, or a promise of one.
 *
 * The widget calls the function before each request and does not keep the answer, so the cache is yours; MSAL has one.
 * Calls for the same need at the same time are combined into one. The first call can come before the widget's program has
 * loaded; the first reads of all queues share its answer. The one answer that is kept is that for a redirect whose token was
 * refused: it is used for this redirect, once, within 25 seconds.
 *
 * Different needs are asked for side by side. If the function rejects with an error whose `errorCode`, `code`, `error` or `name`
 * says that the user has to act, as MSAL's `interaction_in_progress`, the widget calls it again for this need when the
 * others have their answer, and for one need at a time. So a page with one sign-in window needs no queue of its own.
 *
 * The user reads a message of its own in each of these cases: the function throws or rejects; it answers something that
 * is not a token; it does not answer within 2 minutes. A token for a redirect has to arrive within 25 seconds, or the
 * job is not sent. The token that follows a refused one may take 2 minutes.
 *
 * @example
 * widget.getToken = async ({ scopes, claims, forceRefresh }) => {
 *   try {
 *     return await client.acquireTokenSilent({ account, scopes, claims, forceRefresh });
 *   } catch (error) {
 *     if (!(error instanceof InteractionRequiredAuthError)) throw error;
 *     return client.acquireTokenPopup({ account, scopes, claims: error.claims || claims });
 *   }
 * };
 */
export type TokenProvider = (need: TokenNeed) => Promise<string | Token> | string | Token;

/**
 * Returns the id of the printer share that a code stands for, or null if there is none.
 *
 * The function is called with what the user typed or scanned, unless that is an id or an address that contains
 * `printer=…`. Null is reported to the user as `codeUnknown`. If the function throws, rejects, answers something else, or
 * takes more than 15 seconds, that is reported as `codeUnresolved`.
 *
 * @example
 * widget.resolveCode = async (code) => (await fetch(`/printers/${encodeURIComponent(code)}`)).json();
 */
export type CodeResolver = (code: string) => Promise<string | null> | string | null;

/** The colours of the widget. `auto` follows the page's `color-scheme`; `contrast` is Teams' high contrast. */
export type Theme = 'auto' | 'light' | 'dark' | 'contrast';

/** The options of a widget. Only `queues` is required. */
export interface PrintRedirectOptions {
  /**
   * The queues whose waiting jobs are listed. At least one is required.
   *
   * @example
   * widget.queues = [{ share: 'SHARE-ID' }];
   */
  queues: Queue[];
  /** The address of Microsoft Graph. By default the worldwide cloud, version `v1.0`. */
  graph?: Graph;
  /** The gateway. Without it, Graph refuses to redirect (403) and the widget explains why. */
  gateway?: Gateway;
  /**
   * The signed-in user, whose jobs are listed. By default the `account` of the token that `getToken` returned. If neither
   * is known, jobs are listed only if all of them belong to one person. Set it to null when the user signs out.
   */
  account?: Account | null;
  /**
   * The language of the sentences, numbers and ages, as a BCP 47 tag such as `de-CH`. By default the `lang` attribute that
   * applies where the widget is, otherwise the browser's languages.
   *
   * `en` and `en-US` are American English; `en-GB`, `en-AU` and the like are British. Languages other than American English
   * are files in `locales/`. If the file does not arrive within 5 seconds, the widget is in American English and fires
   * `diagnostic` with the code `languageUnavailable`.
   */
  locale?: string;
  /**
   * The reading direction. `auto` is the direction of the language.
   * @default 'auto'
   */
  dir?: 'ltr' | 'rtl' | 'auto';
  /**
   * The colours.
   * @default 'auto'
   */
  theme?: Theme;
  /**
   * Sentences that replace the widget's own in every language, by key. The keys are those of the files in `locales/`.
   * Sentences with a count have two keys, `key.one` and `key.other`.
   *
   * @example
   * widget.strings = { refresh: 'Reload', 'jobCopies.one': '{count} copy', 'jobCopies.other': '{count} copies' };
   */
  strings?: Record<string, string>;
  /** The id of the printer share that is chosen at the start. By default none is chosen. */
  destination?: string;
  /**
   * The ids of the printer shares that may be chosen, at least one. By default every share may be chosen. If
   * `destination` is set too, it has to be one of them.
   */
  destinations?: string[];
  /**
   * How long a queue keeps a waiting job: a whole number of hours, 1 to 10,000. Graph does not say it, so by default it is
   * unknown. A job shows how long it still waits once it is in the last quarter of this time, but never earlier than 24
   * hours before the end.
   */
  retentionHours?: number;
  /**
   * Looks up the codes on printers. If it is set, there is a field to type a code; if the browser has `BarcodeDetector` and
   * a camera, there is also a button to scan one.
   */
  resolveCode?: CodeResolver;
  /**
   * If true, there is no list of printers and no search: the user chooses a printer by its code, or the page by
   * `destination`.
   * @default false
   */
  requirePresence?: boolean;
  /**
   * If true, jobs may be sent to a printer that has stopped. The line above the button says so. They print when it goes on.
   * @default false
   */
  allowStopped?: boolean;
  /** Returns a token for each request. If it is not set, `token` and `gatewayToken` are used. */
  getToken?: TokenProvider;
  /**
   * An access token for Graph, for pages without a sign-in library. When it is missing or refused, the widget fires
   * `tokenrequired`; set a new one then.
   */
  token?: string;
  /** An access token for the gateway. It is used like `token`. */
  gatewayToken?: string;
  /**
   * A function with the signature of `window.fetch`. It is used for every request to Graph and to the gateway. By default
   * the page's `fetch`.
   *
   * It must send each request at most once, above all a POST. A redirect has no key by which Graph could tell that it has
   * seen it before, so a function that repeats it by itself can print a job twice. Let it reject, or answer what came: the
   * widget repeats what may be repeated. The same holds for a `window.fetch` that the page replaced, and for a service worker.
   */
  fetch?: typeof globalThis.fetch;
  /**
   * The address of the folder with the package's files, absolute or relative to the page's `<base href>`, without a query. By
   * default the folder of this module. The one-file variant loads only languages from it.
   */
  assetBase?: string;
}

/** Identifies a waiting job. */
export interface JobReference {
  /** The share id of the queue. */
  queue: string;
  /** The id of the job. */
  job: string;
}

/** The detail of `selectionchange`. */
export interface SelectionChangeDetail {
  /** The selected jobs, possibly none. */
  jobs: JobReference[];
}

/** The detail of `redirected`. */
export interface RedirectedDetail {
  /** The waiting job that was redirected. */
  job: JobReference;
  /** The ids of the chosen share and of the printer behind it. */
  destination: { share: string; printer: string };
  /** The ids of the job that Graph created at the destination, or null if Graph's answer did not contain it. */
  newJob: { printer: string; job: string } | null;
}

/** The detail of `tracked`. */
export interface TrackedDetail {
  /** The waiting job that was redirected. */
  job: JobReference;
  /** The state of the new job at the destination: Graph's `printJobProcessingState`, as `processing` or `completed`. */
  state: string;
}

/** An option that was refused. */
export interface Refusal {
  /** The name of the option, as `theme` or `graph.version`. */
  option: string;
  /** The value that was given, shortened. Values that could be tokens are never shown. */
  given: string;
  /** The values that are allowed, as text for a developer. */
  allowed: string;
}

/**
 * The problem codes that occur when the program does not run:
 *
 * | code | cause |
 * |---|---|
 * | `optionsRefused` | an option is wrong or unknown |
 * | `wasmRefused` | the page's Content-Security-Policy does not allow WebAssembly |
 * | `wasmMissing` | the browser has no WebAssembly, or it is turned off |
 * | `programBlocked` | the page's Content-Security-Policy blocks a file of the package |
 * | `programUnreachable` | a file of the package could not be loaded |
 * | `programInvalid` | a file of the package is damaged or of another version |
 * | `programStopped` | the program failed while it was running |
 */
export type ShellProblemCode =
  | 'optionsRefused'
  | 'wasmRefused'
  | 'wasmMissing'
  | 'programBlocked'
  | 'programUnreachable'
  | 'programInvalid'
  | 'programStopped';

/** The detail of `problem`. */
export interface ProblemDetail {
  /** What went wrong. The codes of the running program, such as `gatewayNeeded`, are listed in the documentation. */
  code: ShellProblemCode | (string & {});
  /**
   * The sentence that the user reads. It may contain the name of a document: without control characters, and between U+2068
   * and U+2069 where it may run from right to left.
   */
  message: string;
  /** The id of this occurrence. The user sees it too, so that you can match a report with your records. */
  diagnosticId: string;
  /** The refused options. Only with `optionsRefused`. */
  refusals?: Refusal[];
  /** The directive of the Content-Security-Policy that has to be changed. Only with `wasmRefused` and `programBlocked`. */
  directive?: string;
  /** The address of the file. Only with `programBlocked`, `programUnreachable` and `programInvalid`. */
  url?: string;
  [more: string]: unknown;
}

/** The detail of `diagnostic` for a request to Graph or to the gateway. */
export interface CallDetail {
  code?: undefined;
  /** The kind of request, as `list jobs` or `redirect`. */
  operation: string;
  /** The HTTP status, or null if no answer arrived. */
  status: number | null;
  /** The `request-id` of the answer, or null if it has none. Microsoft's support asks for it. */
  requestId: string | null;
  /** The `client-request-id` that the widget sent. */
  clientRequestId: string;
}

/**
 * The detail of `diagnostic` for a language that could not be loaded, or whose file is that of another language. The widget is
 * in English instead.
 */
export interface LanguageDetail {
  code: 'languageUnavailable';
  /** The tag of the language, which is also the name of its file: `de` for `locales/de.js`. */
  language: string;
  /** The address of the file. */
  url: string;
}

/**
 * The events of the widget. All of them bubble and are composed. None carries a token or the content of a document.
 *
 * @example
 * widget.addEventListener('redirected', ({ detail }) => console.log(`job ${detail.job.job} was redirected`));
 */
export interface PrintRedirectEventMap {
  /** The jobs were read for the first time, or reading them failed; again after the user changed. The detail is empty. */
  ready: CustomEvent<Record<string, never>>;
  /** The user selected or deselected jobs. */
  selectionchange: CustomEvent<SelectionChangeDetail>;
  /** Graph accepted a redirect. */
  redirected: CustomEvent<RedirectedDetail>;
  /** A redirected job changed its state. Jobs are followed for at most 30 minutes. */
  tracked: CustomEvent<TrackedDetail>;
  /** The user was shown a problem. */
  problem: CustomEvent<ProblemDetail>;
  /** `token` or `gatewayToken` is missing or was refused. Set a new one. It is not fired if `getToken` is set. */
  tokenrequired: CustomEvent<TokenNeed>;
  /** A request ended, with or without an answer; or a language could not be loaded (with `code`). */
  diagnostic: CustomEvent<CallDetail | LanguageDetail>;
}

/** A mounted widget. */
export interface PrintRedirectHandle {
  /**
   * Replaces the given options and keeps the others. Undefined resets an option to its default. If an option is wrong, the
   * widget keeps the options it had and shows a notice.
   */
  update(changes: Partial<PrintRedirectOptions>): void;
  /** Reads jobs and printers again. */
  refresh(): void;
  /** Removes the widget from the page. A redirect that was already sent is not cancelled. */
  unmount(): void;
}

/**
 * Appends a widget to `element`. Its events bubble through `element`.
 *
 * The promise resolves when the widget is on the screen, or a notice that says why it cannot be shown. It does not reject
 * because of wrong options or files that cannot be loaded: listen for `problem`, and correct wrong options by `update`.
 *
 * @example
 * import { mount } from '/print-redirect/print-redirect.js';
 *
 * const widget = await mount(document.querySelector('#print-jobs'), { queues: [{ share: 'SHARE-ID' }], getToken });
 * widget.update({ theme: 'dark' });
 * widget.unmount();
 */
export declare function mount(element: Element, options: PrintRedirectOptions): Promise<PrintRedirectHandle>;

/**
 * The custom element. Importing the package defines it, unless the page has already defined an element of this name.
 *
 * Each option is a property, most are attributes as well:
 *
 * `<print-redirect queue="…" cloud="…" version="…" base-url="…" gateway="…" gateway-scope="…" locale="…" dir="…" theme="…"
 * destination="…" destinations="…" retention-hours="…" require-presence="" allow-stopped="" asset-base="…">`
 *
 * | attribute | option | value |
 * |---|---|---|
 * | `queue` | `queues` | share ids, separated by spaces |
 * | `cloud`, `version`, `base-url` | `graph` | text |
 * | `gateway`, `gateway-scope` | `gateway` | the address and the scope |
 * | `destinations` | `destinations` | share ids, separated by spaces |
 * | `retention-hours` | `retentionHours` | a whole number |
 * | `require-presence` | `requirePresence` | none: written without a value, it means true |
 * | `allow-stopped` | `allowStopped` | none: written without a value, it means true |
 * | `locale`, `dir`, `theme`, `destination`, `asset-base` | the option of this name | text |
 *
 * A property wins over the attributes of the same option. Setting a property to null makes the attributes apply again.
 * Reading a property gives the option that applies, whether it was set by property or by attribute. `cloneNode` copies
 * attributes only. Properties may be set before the package is loaded. Moving the element within its document keeps what
 * the user did. While an element has no queues, it waits for them for five seconds, and then refuses its options. If it has
 * queues, and neither `getToken` nor `token`, it waits for these for one second, and then fires `tokenrequired`.
 *
 * @example
 * const widget = document.createElement('print-redirect');
 * widget.queues = [{ share: 'SHARE-ID' }];
 * widget.getToken = async ({ scopes }) => acquireToken(scopes);
 * document.querySelector('#print-jobs').append(widget);
 */
export declare class PrintRedirectElement extends HTMLElement {
  get queues(): Queue[] | undefined;
  set queues(value: Queue[] | null | undefined);
  get graph(): Graph | undefined;
  set graph(value: Graph | null | undefined);
  get gateway(): Gateway | undefined;
  set gateway(value: Gateway | null | undefined);
  get account(): Account | undefined;
  set account(value: Account | null | undefined);
  get strings(): Record<string, string> | undefined;
  set strings(value: Record<string, string> | null | undefined);
  get getToken(): TokenProvider | undefined;
  set getToken(value: TokenProvider | null | undefined);
  get token(): string | undefined;
  set token(value: string | null | undefined);
  get gatewayToken(): string | undefined;
  set gatewayToken(value: string | null | undefined);
  get fetch(): typeof globalThis.fetch | undefined;
  set fetch(value: typeof globalThis.fetch | null | undefined);
  get locale(): string | undefined;
  set locale(value: string | null | undefined);
  get theme(): Theme | undefined;
  set theme(value: Theme | null | undefined);
  get destination(): string | undefined;
  set destination(value: string | null | undefined);
  get destinations(): string[] | undefined;
  set destinations(value: string[] | null | undefined);
  get retentionHours(): number | undefined;
  set retentionHours(value: number | null | undefined);
  get resolveCode(): CodeResolver | undefined;
  set resolveCode(value: CodeResolver | null | undefined);
  get requirePresence(): boolean | undefined;
  set requirePresence(value: boolean | null | undefined);
  get allowStopped(): boolean | undefined;
  set allowStopped(value: boolean | null | undefined);
  get assetBase(): string | undefined;
  set assetBase(value: string | null | undefined);

  /** Reads jobs and printers again. */
  refresh(): void;

  addEventListener<K extends keyof PrintRedirectEventMap>(
    type: K,
    listener: (this: PrintRedirectElement, event: PrintRedirectEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: PrintRedirectElement, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof PrintRedirectEventMap>(
    type: K,
    listener: (this: PrintRedirectElement, event: PrintRedirectEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** The attributes of the element that are not named as one of its properties, for JSX and templates. */
export interface PrintRedirectAttributes {
  queue?: string | undefined;
  cloud?: string | undefined;
  version?: string | undefined;
  'base-url'?: string | undefined;
  'gateway-scope'?: string | undefined;
  'retention-hours'?: number | string | undefined;
  'require-presence'?: '' | undefined;
  'allow-stopped'?: '' | undefined;
  'asset-base'?: string | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'print-redirect': PrintRedirectElement;
  }
}
