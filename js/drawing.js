/**
 * Creates the elements of the shell (skeleton and notice) and their style sheet.
 *
 * It uses only calls that Trusted Types and a strict `style-src` allow: no markup from text, no `style` attribute. Colours
 * are the page's Fluent tokens; where the page has none, system colours, which follow its color scheme.
 *
 * A page's own library may have added members to every object and array, and may have replaced `Object.keys` and `JSON`. So
 * what draws and starts the widget lists the members of an object by `Reflect.ownKeys`, gives the browser objects without a
 * prototype, and does without `for in` and `JSON`. (`early.js` uses them: where they fail, it reads nothing early.)
 */

const CSS = `
:host { display: block !important; contain: layout style !important; container-type: inline-size !important; contain-intrinsic-inline-size: 288px !important }
:host(:is([hidden], [style*="display: none"], [style*="display:none"])) { display: none !important }
.shell { all: initial; display: block; visibility: inherit; pointer-events: inherit; color-scheme: inherit; padding: 16px;
  font: 14px/20px var(--fontFamilyBase, "Segoe UI", system-ui, sans-serif);
  color: var(--colorNeutralForeground1, CanvasText) }
.shell[data-theme=light] { color-scheme: light }
.shell:is([data-theme=dark], [data-theme=contrast]) { color-scheme: dark }
:where(.shell) p { margin: 0 }
.shell .bar { border: 1px solid transparent; border-radius: 4px; margin-top: 8px; height: 58px;
  background: color-mix(in srgb, currentColor 10%, transparent) }
.shell[aria-busy] p { min-height: 32px }
.shell .form { margin-top: 24px }
.shell .card { height: 92px }
.shell .field { height: 34px }
.shell .button { margin-top: 24px; height: 42px }
@container (min-width: 720px) {
  .shell[aria-busy] { display: grid; grid-template-columns: minmax(0, 1fr) clamp(300px, 40cqi, 400px); gap: 24px }
  .shell .form { margin-top: 0 }
  .shell .button { margin-top: clamp(200px, 40vh, 308px) }
}
.shell.notice { border: 1px solid color-mix(in srgb, currentColor 30%, transparent); border-radius: 4px;
  border-inline-start: 4px solid var(--colorPaletteRedBorder2, #d13438) }
.shell.notice > * + * { display: block; margin-top: 8px }
.shell.notice .title { font-weight: 600; font-size: 16px }
.shell.notice code { overflow-wrap: anywhere }
.shell.notice button { font: inherit; min-height: 44px; padding: 0 16px; border: 1px solid; border-radius: 4px;
  color: inherit; background: none; cursor: pointer }
@media (prefers-reduced-motion: no-preference) {
  .shell .bar { animation: wait 1.6s ease-in-out infinite alternate }
  @keyframes wait { to { opacity: .5 } }
}`;

/** @type {WeakMap<Document, CSSStyleSheet>} one sheet per document: a document adopts only sheets that its own window made */
const sheets = new WeakMap();

/** Makes sure that the shadow root has the shell's style sheet. It keeps the sheets that the program added. */
export function adoptStyles(root) {
  if (!root.adoptedStyleSheets) return; // jsdom, in which pages run the tests of their own
  const sheet = sheetFor(root.ownerDocument);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
}

function sheetFor(document) {
  if (!sheets.has(document)) {
    const sheet = new document.defaultView.CSSStyleSheet();
    sheet.replaceSync(CSS);
    sheets.set(document, sheet);
  }
  return sheets.get(document);
}

/** Creates an element. Attributes that are not strings are left out. Children that are strings become text, not markup. */
export function draw(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name of Reflect.ownKeys(attributes)) {
    if (typeof attributes[name] === 'string') element.setAttribute(name, attributes[name]);
  }
  element.append(...children);
  return element;
}
