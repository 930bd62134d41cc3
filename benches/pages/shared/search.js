// Searches printers by a simpler form of the widget's rules: words in any order, without case and accents; a query that
// continues the last one narrows its hits. It shows the first fifty by place; the widget shows all.

const SHOWN = 50;
const MARKS = /[\u0300-\u036f]/g;
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ς: 'σ', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŀ: 'l', ø: 'o', ŧ: 't' };
const OTHERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

function fold(text) {
  return text.toLowerCase().normalize('NFD').replace(MARKS, '').replace(OTHERS, (letter) => LETTERS[letter]);
}

export class Printers {
  #printers = [];
  /** What is searched in each printer. */
  #texts = [];
  /** The last query with its hits, and how many printers were searched for it. */
  #last = { query: '', hits: [], searched: 0 };

  add(printers) {
    for (const printer of printers) {
      const { displayName, model, manufacturer, location } = printer;
      const { site, building, floor, floorDescription, roomName, roomDescription, city, streetAddress } = location;
      const parts = [displayName, model, manufacturer, site, building, floor, floorDescription, roomName, roomDescription, city, streetAddress];
      this.#printers.push(printer);
      this.#texts.push(fold(parts.filter(Boolean).join(' ')));
    }
  }

  /** The printers to show for a query, and how many more there are. */
  find(query) {
    const folded = fold(query);
    const words = folded.split(/\s+/).filter(Boolean);
    const last = this.#last;
    const matches = (at) => words.every((word) => this.#texts[at].includes(word));
    const goesOn = last.query && folded.startsWith(last.query);
    const hits = goesOn ? last.hits.filter(matches) : [];
    for (let at = goesOn ? last.searched : 0; at < this.#texts.length; at += 1) if (matches(at)) hits.push(at);
    this.#last = { query: folded, hits, searched: this.#texts.length };
    const shown = [];
    for (const at of hits) {
      const printer = this.#printers[at];
      if (shown.length === SHOWN && byPlace(shown.at(-1), printer) <= 0) continue;
      const later = shown.findIndex((other) => byPlace(other, printer) > 0);
      shown.splice(later < 0 ? shown.length : later, 0, printer);
      if (shown.length > SHOWN) shown.pop();
    }
    return { shown, more: hits.length - shown.length };
  }
}

function byPlace(a, b) {
  const [one, other] = [a.location, b.location];
  return (
    compare(one.site, other.site) ||
    compare(one.building, other.building) ||
    compare(one.floor, other.floor) ||
    compare(one.roomName, other.roomName) ||
    compare(a.displayName, b.displayName)
  );
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
