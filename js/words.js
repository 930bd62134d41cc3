/**
 * The sentences of the shell: shown before the program runs, and when it cannot run.
 *
 * They are in English here and, under the same keys, in every file of `locales/`. The sentences of the running program are
 * in src/text/english.rs.
 */
export const ENGLISH_SENTENCES = {
  loading: 'Loading your print jobs…',
  optionsRefused: "This page isn't set up correctly to show your print jobs.",
  optionsRefusedAdvice: 'Contact your IT support. Refused options:',
  wasmRefused: "This page isn't allowed to show your print jobs.",
  wasmRefusedAdvice: 'Contact your IT support: the Content-Security-Policy refuses WebAssembly. It can be allowed in this directive:',
  wasmMissing: "This browser can't show your print jobs.",
  wasmMissingAdvice: 'WebAssembly is missing or turned off. Use another browser, or contact your IT support.',
  programBlocked: "This page isn't allowed to load your print jobs.",
  programBlockedAdvice: 'Contact your IT support: the Content-Security-Policy blocks a file. It can be allowed in this directive:',
  programUnreachable: "Your print jobs couldn't be loaded.",
  programUnreachableAdvice: "Check your connection and try again. This file didn't arrive:",
  programInvalid: "Your print jobs couldn't be shown.",
  programInvalidAdvice: 'Contact your IT support. This file is damaged or of another version:',
  programStopped: 'The view of your print jobs has stopped working.',
  programStoppedAdvice: 'If you were sending a job, check the printer before you send it again.',
  tryAgain: 'Try again',
  forIt: 'Details for IT',
};

/** The sentence with this key in a language, or in English if the language does not have it. */
export function say({ sentences }, key) {
  const sentence = sentences?.[key];
  return typeof sentence === 'string' ? sentence : ENGLISH_SENTENCES[key];
}

/** The attributes `lang` and `dir` of an element in a language. A direction that the page chose wins over the language's. */
export function spoken({ tag, sentences }, dir) {
  const natural = sentences?.dir === 'rtl' ? 'rtl' : 'ltr';
  return { lang: tag, dir: dir === 'ltr' || dir === 'rtl' ? dir : natural };
}
