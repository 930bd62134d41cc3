/**
 * The contract of the package `print-redirect`: every name here is public, and changes only with a
 * line in CHANGELOG.md.
 *
 * What an option means is said here once; which values are allowed is judged by the program, which
 * refuses a wrong one by name.
 */

/** The package's version. */
export declare const version: string;

/** A queue whose held jobs are listed: a printer share that people print to. */
export interface Queue {
  /** The printer share's id. */
  share: string;
  /** What the queue is called where there are several; nothing is shown without it. */
  label?: string;
  /** The id of the printer behind the share, where the page knows it: saves one request. */
  printer?: string;
}

/** Where Microsoft Graph is. Give a cloud or a base URL, not both; the version goes with either. */
export interface Graph {
  /** Default `global`. */
  cloud?: 'global' | 'usgov' | 'usgov-dod';
  /** Default `v1.0`. */
  version?: 'v1.0' | 'beta';
  /** An address that speaks Graph's protocol, without the version, as `https://graph.microsoft.com`. */
  baseUrl?: string;
}

/** The service that redirects for users, since Graph takes redirect from an application alone. */
export interface Gateway {
  /** Its address, without the version, as `https://print.contoso.example`. */
  url: string;
  /** The scope that `getToken` is asked for with the audience `gateway`, as `api://print/Jobs.Redirect`. */
  scope: string;
}

/** Who is signed in. The names are those of MSAL's `AccountInfo`, which can be given as it is. */
export interface Account {
  /** The user principal name. This or `localAccountId` has to be there. */
  username?: string;
  /** The user's object id in the directory. */
  localAccountId?: string;
  tenantId?: string;
}

/** What a token is needed for. */
export interface TokenNeed {
  audience: 'graph' | 'gateway';
  scopes: string[];
  /** A claims challenge, as MSAL's requests take it. */
  claims?: string;
  /** The last token did not serve: do not answer from a cache. */
  forceRefresh?: boolean;
}

/** A token with what is known about it. MSAL's `AuthenticationResult` can be returned as it is. */
export interface Token {
  accessToken: string;
  /** Not needed: the token is not kept, and the provider is asked before each request. */
  expiresOn?: Date | null;
  scopes?: string[];
  account?: Account | null;
}

/** Gives an access token. A rejection is shown to the user as a sign-in that failed. */
export type TokenProvider = (need: TokenNeed) => Promise<string | Token> | string | Token;

/**
 * Says which printer share a code stands for: the share's id, or null where it stands for none. It is asked
 * for what is neither an id nor an address with `printer=…`, and has 15 seconds. Anything thrown is told the
 * user as a code that could not be looked up.
 */
export type CodeResolver = (code: string) => Promise<string | null> | string | null;

/** `auto` follows the page's `color-scheme`. */
export type Theme = 'auto' | 'light' | 'dark' | 'contrast';

export interface PrintRedirectOptions {
  /** Required: at least one. */
  queues: Queue[];
  graph?: Graph;
  gateway?: Gateway;
  account?: Account;
  /**
   * A BCP 47 tag: the language of the words, and of numbers and ages, as `de-CH`. By default that of the nearest `lang`
   * attribute around the widget, else the browser's. Languages other than English are files in `locales/`; where one
   * does not come, the words are English and `diagnostic` is fired with the code `languageUnavailable`.
   */
  locale?: string;
  /** Reading direction; by default, and with `auto`, that of the language that is shown. */
  dir?: 'ltr' | 'rtl' | 'auto';
  theme?: Theme;
  /** Sentences to use instead of the widget's own, in whichever language, by name. */
  strings?: Record<string, string>;
  /** The id of the printer share that is chosen at the start. */
  destination?: string;
  /** The ids of the only printer shares that may be chosen, at least one; `destination` has to be among them. */
  destinations?: string[];
  /**
   * How long a queue keeps a waiting job, in whole hours up to 10,000: Graph does not tell. In the last quarter
   * of it, and in the last day at the earliest, a job says how long it still waits.
   */
  retentionHours?: number;
  /** What printers' codes stand for; with it there is a field to type and scan them. */
  resolveCode?: CodeResolver;
  /** A printer is chosen by its code or by `destination` alone: there is no list and no search. */
  requirePresence?: boolean;
  /** How the widget gets tokens. Without it `token` is used. */
  getToken?: TokenProvider;
  /** An access token for Graph. When it no longer serves, `tokenrequired` is fired. */
  token?: string;
  /** An access token for the gateway, likewise. */
  gatewayToken?: string;
  /** Used for every request to Graph and the gateway, instead of the page's `fetch`. */
  fetch?: typeof globalThis.fetch;
  /**
   * The folder of the package's files; by default the folder of this module. The one-file variant has the
   * program in it, and looks here, if this is given, for languages alone.
   */
  assetBase?: string;
}

/** A job in a queue. */
export interface JobReference {
  /** The share id of the queue. */
  queue: string;
  job: string;
}

export interface SelectionChangeDetail {
  jobs: JobReference[];
}

export interface RedirectedDetail {
  job: JobReference;
  /** The chosen share, and the printer behind it. */
  destination: { share: string; printer: string };
  /** The job that Graph made at the destination, where it said so. */
  newJob: { printer: string; job: string } | null;
}

export interface TrackedDetail {
  job: JobReference;
  /** Graph's `printJobProcessingState` of the new job, as last read. */
  state: string;
}

/** An option that was refused. */
export interface Refusal {
  option: string;
  given: string;
  allowed: string;
}

/** What the shell reports by itself. The program adds codes of its own. */
export type ShellProblemCode =
  | 'optionsRefused'
  | 'wasmRefused'
  | 'wasmMissing'
  | 'programBlocked'
  | 'programUnreachable'
  | 'programInvalid'
  | 'programStopped';

export interface ProblemDetail {
  code: ShellProblemCode | (string & {});
  /** For a person; may contain the document's name. */
  message: string;
  /** Shown to the user as well, so that a report can be matched with a record. */
  diagnosticId: string;
  /** With `optionsRefused`. */
  refusals?: Refusal[];
  /** With `wasmRefused` and `programBlocked`: the directive of the page's policy that refuses. */
  directive?: string;
  /** With `programBlocked`, `programUnreachable` and `programInvalid`: the file concerned. */
  url?: string;
  [more: string]: unknown;
}

/** A call that was answered, or failed. */
export interface CallDetail {
  code?: undefined;
  operation: string;
  status: number | null;
  requestId: string | null;
  clientRequestId: string;
}

/** A language that was asked for and could not be had; the words are English instead. */
export interface LanguageDetail {
  code: 'languageUnavailable';
  /** The tag of the language, as its file is named. */
  language: string;
  /** The file concerned. */
  url: string;
}

/** The events' details. None carries a token or a document's content. All bubble and are composed. */
export interface PrintRedirectEventMap {
  /** The first reading of the jobs has ended, with a list or with a fault. */
  ready: CustomEvent<Record<string, never>>;
  selectionchange: CustomEvent<SelectionChangeDetail>;
  /** Graph accepted a redirect. */
  redirected: CustomEvent<RedirectedDetail>;
  /** An accepted job's state changed. */
  tracked: CustomEvent<TrackedDetail>;
  problem: CustomEvent<ProblemDetail>;
  /** The `token` no longer serves: set a new one. */
  tokenrequired: CustomEvent<TokenNeed>;
  /** A call was answered or failed; or, with `code`, a language could not be had. */
  diagnostic: CustomEvent<CallDetail | LanguageDetail>;
}

/** What `mount` gives. */
export interface PrintRedirectHandle {
  /** Replaces the named options and keeps the others; undefined takes one back. */
  update(changes: Partial<PrintRedirectOptions>): void;
  /** Reads jobs and printers again. */
  refresh(): void;
  /** Takes the widget off the page. A redirect already sent is not called back. */
  unmount(): void;
}

/**
 * Puts a widget into `element`. Its events bubble through `element`.
 *
 * Resolves once either the widget or the notice that says why there is none is on the screen; the
 * latter also fires `problem`. Options refused at first can be mended by `update`.
 */
export declare function mount(element: Element, options: PrintRedirectOptions): Promise<PrintRedirectHandle>;

/**
 * `<print-redirect queue="…" cloud="…" version="…" base-url="…" gateway="…" gateway-scope="…" locale="…" dir="…" theme="…"
 * destination="…" destinations="…" retention-hours="…" require-presence="" asset-base="…">`; `queue` and `destinations`
 * hold share ids, separated by spaces.
 *
 * A property wins over the attributes it corresponds to (`queues` over `queue`; `graph` over `cloud`,
 * `version` and `base-url`; `gateway` over `gateway` and `gateway-scope`); null takes it back. Reading one gives the option as it stands, whichever
 * it came from. A clone carries the attributes alone.
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

declare global {
  interface HTMLElementTagNameMap {
    'print-redirect': PrintRedirectElement;
  }
}
