/**
 * The outline of a widget that is still loading, about as tall as the widget that will replace it.
 *
 * A screen reader is told one sentence when it is free to listen; the bars are for the eye alone.
 */
import { draw } from './drawing.js';
import { say, spoken } from './words.js';

/**
 * @param {{theme?: string, dir?: string}} options as given; the program has not judged them yet
 * @param {object} language
 */
export function skeleton({ theme, dir }, language) {
  return draw(
    'div',
    { class: 'shell', 'data-theme': theme, ...spoken(language, dir), 'aria-busy': 'true' },
    draw('p', { role: 'status' }, draw('bdi', {}, say(language, 'loading'))),
    ...['', '', '', 'field', 'button'].map((part) => draw('div', { class: `bar ${part}` })),
  );
}
