/**
 * What the shell itself says: in English here, and under the same keys in each file of `locales/`.
 *
 * The program has its sentences compiled in; these are for before it runs and for when it cannot.
 */
export const ENGLISH = {
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

/** The words under a key in a language, or the English where it has none. */
export function say({ sentences }, key) {
  const words = sentences?.[key];
  return typeof words === 'string' ? words : ENGLISH[key];
}

/** The `lang` and `dir` of what is said in a language; a direction that the page chose wins. */
export function spoken({ tag, sentences }, dir) {
  const own = sentences?.dir === 'rtl' ? 'rtl' : 'ltr';
  return { lang: tag, dir: dir === 'ltr' || dir === 'rtl' ? dir : own };
}
