/**
 * Draws the outline of a widget that is still loading, in its one or two columns, about as tall as the widget that replaces it.
 *
 * Screen readers announce one sentence politely. The bars are decoration.
 */
import { draw } from './drawing.js';
import { say, spoken } from './words.js';

const bars = (...parts) => parts.map((part) => draw('div', { class: `bar ${part}` }));

/**
 * @param {{theme?: string, dir?: string}} options as the page set them; they may be wrong
 * @param {import('./language.js').Language} language
 */
export function skeleton({ theme, dir }, language) {
  return draw(
    'div',
    { class: 'shell notranslate', translate: 'no', 'data-theme': theme, ...spoken(language, dir), 'aria-busy': 'true' },
    draw('div', {}, draw('p', { role: 'status' }, draw('bdi', {}, say(language, 'loading'))), ...bars('', '', '')),
    draw('div', { class: 'form' }, ...bars('card', 'card', 'card', 'field', 'button')),
  );
}
