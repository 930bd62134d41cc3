/**
 * The sentences of the shell: shown before the program runs, and when it cannot run.
 *
 * They are in English here and, under the same keys, in every file of `locales/`. The sentences of the running program are
 * in src/text/english.rs.
 */
export const ENGLISH_SENTENCES = {
  loading: 'Loading your print jobs…',
  optionsRefused: 'This page set up its print list wrongly.',
  optionsRefusedAdvice: 'Options that were refused:',
  wasmRefused: 'This page does not allow the print list to run.',
  wasmRefusedAdvice: 'Its Content-Security-Policy refuses WebAssembly. IT can allow it in this directive:',
  wasmMissing: 'This browser cannot run the print list.',
  wasmMissingAdvice: 'WebAssembly is missing or turned off.',
  programBlocked: 'This page does not allow the print list to load.',
  programBlockedAdvice: 'Its Content-Security-Policy blocks a file. IT can allow it in this directive:',
  programUnreachable: 'The print list could not be loaded.',
  programUnreachableAdvice: 'Check your network. This file did not arrive:',
  programInvalid: 'The print list could not be started.',
  programInvalidAdvice: 'This file is damaged or of another version:',
  programStopped: 'The print list has stopped.',
  programStoppedAdvice: 'If you were sending a job, look at the printer before sending it again.',
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
