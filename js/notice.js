/**
 * A plain notice, drawn without wasm: why there is no widget, what helps, and what to tell IT.
 *
 * No reason and no notice ever carries a token.
 */
import { draw } from './drawing.js';

/** The program could not be started. `code` is a key of `WORDS`. */
export class NotStarted extends Error {
  constructor(code, { cause, ...about } = {}) {
    super(code, { cause });
    Object.assign(this, { code, ...about });
  }
}

/** For each code: what happened, what helps, and whether trying again may. */
const WORDS = {
  optionsRefused: ['This page set up its print list wrongly.', 'Options that were refused:'],
  wasmRefused: [
    'This page does not allow the print list to run.',
    'Its Content-Security-Policy refuses WebAssembly. IT can allow it in this directive:',
  ],
  wasmMissing: ['This browser cannot run the print list.', 'WebAssembly is missing or turned off.'],
  programBlocked: [
    'This page does not allow the print list to load.',
    'Its Content-Security-Policy blocks a file. IT can allow it in this directive:',
  ],
  programUnreachable: ['The print list could not be loaded.', 'Check your network. This file did not arrive:', true],
  programInvalid: ['The print list could not be started.', 'This file is damaged or of another version:', true],
  programStopped: [
    'The print list has stopped.',
    'If you were sending a job, look at the printer before sending it again.',
    true,
  ],
};

/**
 * @param {unknown} cause a `NotStarted`, the program's refusal of options, or what stopped it
 * @param {string | undefined} theme
 * @param {() => void} tryAgain
 * @returns {{element: HTMLElement, detail: object}} the notice, and the `problem` event's detail
 */
export function notice(cause, theme, tryAgain) {
  const { code = 'programStopped', url, status, directive, refusals } =
    cause?.name === 'OptionsRefused' ? { code: 'optionsRefused', refusals: cause.refusals }
    : cause instanceof NotStarted ? cause
    : {};
  const [message, advice, curable] = WORDS[code];
  const lines = refusals?.map(({ option, given, allowed }) => `${option}: given ${given}; allowed: ${allowed}`) ?? [
    directive && `${directive} … ${url ? new URL(url).origin : "'wasm-unsafe-eval'"}`,
    url && `${url} ${status ?? ''}`,
  ];
  // Ties what a user reports to what the host recorded.
  const diagnosticId = crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, '0');
  const element = draw(
    'div',
    { class: 'shell notice', 'data-theme': theme, dir: 'ltr', lang: 'en', role: 'alert' },
    draw('p', { class: 'title' }, message),
    draw('p', {}, advice),
    ...lines.filter(Boolean).map((line) => draw('code', {}, line)),
  );
  if (curable) {
    const button = draw('button', { type: 'button' }, 'Try again');
    button.addEventListener('click', tryAgain);
    element.append(button);
  }
  element.append(draw('small', {}, `For IT: ${code}, ${diagnosticId}`));
  return { element, detail: { code, message, diagnosticId, url, directive, refusals } };
}
