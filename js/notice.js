/**
 * Draws a notice without wasm. It says why there is no widget, what helps, and what to tell IT.
 *
 * Neither the notice nor the detail of its event ever contains a token.
 */
import { draw } from './drawing.js';
import { NotStarted } from './not-started.js';
import { say, spoken } from './words.js';

/** The codes of problems that may go away when the user tries again. */
const RETRYABLE = ['programUnreachable', 'programInvalid', 'programStopped'];

/**
 * @param {unknown} cause a `NotStarted`, the program's refusal of options, or the error that stopped the program
 * @param {{theme?: string, dir?: string}} options as the page set them; they may be wrong
 * @param {import('./language.js').Language} language
 * @param {() => void} tryAgain called when the user presses “Try again”
 * @returns {{element: HTMLElement, detail: object}} the notice, and the detail of the event `problem`
 */
export function notice(cause, { theme, dir }, language, tryAgain) {
  const { code = 'programStopped', url, status, directive, refusals } =
    cause?.name === 'OptionsRefused' ? { __proto__: null, code: 'optionsRefused', refusals: cause.refusals }
    : cause instanceof NotStarted ? { __proto__: null, ...cause }
    : { __proto__: null };
  const message = say(language, code);
  const lines = refusals?.map(({ option, given, allowed }) => `${option}: given ${given}; allowed: ${allowed}`) ?? [
    directive && `${directive} … ${url ? new URL(url).origin : "'wasm-unsafe-eval'"}`,
    url && `${url} ${status ?? ''}`,
  ];
  // The page can match this id with the one that a user reports.
  const diagnosticId = crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, '0');
  const element = draw(
    'div',
    { class: 'shell notice notranslate', translate: 'no', 'data-theme': theme, ...spoken(language, dir), role: 'alert' },
    draw('p', { class: 'title' }, message),
    draw('p', {}, say(language, `${code}Advice`)),
    ...lines.filter(Boolean).map((line) => draw('code', { dir: 'ltr' }, line)),
  );
  if (RETRYABLE.includes(code)) {
    const button = draw('button', { type: 'button' }, say(language, 'tryAgain'));
    button.addEventListener('click', tryAgain);
    element.append(button);
  }
  element.append(draw('small', {}, `${say(language, 'forIt')}: ${code}, ${diagnosticId}`));
  return { element, detail: { code, message, diagnosticId, url, directive, refusals } };
}
