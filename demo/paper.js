/**
 * Draws the paper that came out of a simulated printer, and says in words what it looks like.
 *
 * A picture shows the size of the paper, color or gray, staples, holes and a second side. Each of these is in the words too, so
 * the picture is hidden from assistive technology. The values are those of Graph's printJobConfiguration.
 */

const SVG = 'http://www.w3.org/2000/svg';
/** Widths and heights, in mm. */
const SIZES = { A3: [297, 420], A4: [210, 297], A5: [148, 210], A6: [105, 148], 'North America Letter': [216, 279], 'North America Tabloid': [279, 432] };
/** Pixels of the picture for each mm of paper. */
const SCALE = 0.115;
const BOX = 60;
const MOST_SHEETS = 4;

const COLORS = { color: 'color', auto: 'automatic color', grayscale: 'gray', blackAndWhite: 'black and white' };
const SIDES = { oneSided: 'one side', flipOnLongEdge: 'both sides', flipOnShortEdge: 'both sides, short edge' };

/**
 * What the paper looks like, in words.
 *
 * @param {object} paper as the simulator's ledger has it
 */
export function paperInWords({ mediaSize, colorMode, duplexMode, copies, pagesPerSheet, finishings, sheets }) {
  return [
    mediaSize,
    COLORS[colorMode] ?? colorMode,
    SIDES[duplexMode] ?? duplexMode,
    pagesPerSheet > 1 && `${pagesPerSheet} pages on a side`,
    counted(copies, 'copy', 'copies'),
    counted(sheets, 'sheet', 'sheets'),
    ...finishings.map(spaced),
  ].filter(Boolean).join(' · ');
}

/** A picture of the paper. */
export function drawPaper({ mediaSize, colorMode, duplexMode, finishings, sheets }) {
  const [width, height] = (SIZES[mediaSize] ?? SIZES.A4).map((mm) => Math.round(mm * SCALE));
  const [left, top] = [Math.round((BOX - width) / 2) - 3, Math.round((BOX - height) / 2) + 2];
  const picture = shape('svg', { viewBox: `0 0 ${BOX} ${BOX}`, width: BOX, height: BOX, 'aria-hidden': 'true', class: 'sheet' });
  const behind = Math.min(sheets, MOST_SHEETS) - 1;
  for (let at = behind; at >= 0; at -= 1) {
    picture.append(shape('rect', { x: left + 2 * at, y: top - 2 * at, width, height, rx: 1, class: 'leaf' }));
  }
  for (let line = 0; line < 3; line += 1) {
    picture.append(shape('rect', { x: left + 4, y: top + 4 + 4 * line, width: (width - 8) * (line === 2 ? 0.6 : 1), height: 1.5, class: 'ink' }));
  }
  const column = (width - 8) / 3;
  [0.5, 0.9, 0.7].forEach((share, at) => {
    const bar = (height - 24) * share;
    const ink = colorMode === 'color' || colorMode === 'auto' ? `color-${at}` : `gray-${at}`;
    picture.append(shape('rect', { x: left + 4 + column * at, y: top + height - 4 - bar, width: column - 1, height: bar, class: ink }));
  });
  if (duplexMode?.startsWith('flip')) {
    const [x, y] = [left + width, top + height];
    picture.append(shape('path', { d: `M${x - 7} ${y} L${x} ${y - 7} L${x - 7} ${y - 7} Z`, class: 'leaf' }));
  }
  for (const name of finishings) drawFinishing(picture, name, { left, top, width, height });
  return picture;
}

function drawFinishing(picture, name, { left, top, width, height }) {
  if (/staple|stitch/i.test(name)) {
    picture.append(shape('path', { d: `M${left + 2} ${top + 6} L${left + 6} ${top + 2}`, class: 'staple' }));
  }
  if (/punch/i.test(name)) {
    for (const share of [0.35, 0.65]) picture.append(shape('circle', { cx: left + 2.5, cy: top + height * share, r: 1.3, class: 'hole' }));
  }
  if (/fold/i.test(name)) {
    picture.append(shape('path', { d: `M${left} ${top + height / 2} H${left + width}`, class: 'fold' }));
  }
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

/** `stapleTopLeft` as “staple top left”. */
function spaced(name) {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A number with its noun. */
export function counted(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}
