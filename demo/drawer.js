/**
 * Opens and closes the drawer with the demo's controls.
 *
 * On a wide page it stands beside the page, which stays usable. On a narrow one it covers the page, so it is modal. Escape and its
 * button close it, and the focus returns to the button that opened it. The address remembers that it is open.
 */
import { remember, settings } from './address.js';

const WIDE = '(min-width: 900px)';

const drawer = document.querySelector('#controls');
const button = document.querySelector('#open-controls');

function open() {
  if (matchMedia(WIDE).matches) drawer.show();
  else drawer.showModal();
  update();
}

function update() {
  button.setAttribute('aria-expanded', String(drawer.open));
  document.documentElement.toggleAttribute('data-controls', drawer.open);
  remember('controls', drawer.open ? '1' : '0');
}

button.addEventListener('click', () => (drawer.open ? drawer.close() : open()));
document.querySelector('#close-controls').addEventListener('click', () => drawer.close());
drawer.addEventListener('close', () => {
  // After a change of the width it is open again.
  if (drawer.open) return;
  update();
  button.focus();
});
// The browser closes only a modal dialog by itself.
drawer.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || drawer.matches(':modal')) return;
  drawer.close();
});
matchMedia(WIDE).addEventListener('change', () => {
  if (!drawer.open) return;
  drawer.close();
  open();
});
if (settings().controls === '1') open();
