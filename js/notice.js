/**
 * A plain notice, drawn without wasm: why there is no widget, what helps, and what to tell IT.
 *
 * No reason and no notice ever carries a token.
 */
import { draw } from './drawing.js';
import { say, spoken } from './words.js';

/** The program could not be started. `code` is a key of words.js. */
export class NotStarted extends Error {
  constructor(code, { cause, ...about } = {}) {
    super(code, { cause });
    Object.assign(this, { code, ...about });
  }
}

/** The codes where trying again may help. */
const CURABLE = ['programUnreachable', 'programInvalid', 'programStopped'];

/**
 * @param {unknown} cause a `NotStarted`, the program's refusal of options, or what stopped it
 * @param {{theme?: string, dir?: string}} options as given
 * @param {object} language
 * @param {() => void} tryAgain
 * @returns {{element: HTMLElement, detail: object}} the notice, and the `problem` event's detail
 */
export function notice(cause, { theme, dir }, language, tryAgain) {
  const { code = 'programStopped', url, status, directive, refusals } =
    cause?.name === 'OptionsRefused' ? { code: 'optionsRefused', refusals: cause.refusals }
    : cause instanceof NotStarted ? cause
    : {};
  const message = say(language, code);
  const lines = refusals?.map(({ option, given, allowed }) => `${option}: given ${given}; allowed: ${allowed}`) ?? [
    directive && `${directive} … ${url ? new URL(url).origin : "'wasm-unsafe-eval'"}`,
    url && `${url} ${status ?? ''}`,
  ];
  // Ties what a user reports to what the host recorded.
  const diagnosticId = crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, '0');
  const element = draw(
    'div',
    { class: 'shell notice', 'data-theme': theme, ...spoken(language, dir), role: 'alert' },
    draw('p', { class: 'title' }, message),
    draw('p', {}, say(language, `${code}Advice`)),
    ...lines.filter(Boolean).map((line) => draw('code', { dir: 'ltr' }, line)),
  );
  if (CURABLE.includes(code)) {
    const button = draw('button', { type: 'button' }, say(language, 'tryAgain'));
    button.addEventListener('click', tryAgain);
    element.append(button);
  }
  element.append(draw('small', {}, `${say(language, 'forIt')}: ${code}, ${diagnosticId}`));
  return { element, detail: { code, message, diagnosticId, url, directive, refusals } };
}
