/**
 * Keeps the chips above the page true: which of them say what the page shows, and where each of them leads.
 *
 * A chip is a link. A chip with a scenario starts it in the page's present look. A chip with a look turns this look on, or off if it
 * is on, in the present scenario. Without this file the links lead to the scenario or the look alone.
 */
import { settings } from './address.js';

/** The parameters that a change of the scenario keeps. */
const LOOK = ['theme', 'width', 'dir', 'locale', 'latency'];
const FIRST_SCENARIO = 'everyday';

const chips = [...document.querySelectorAll('#chips a')].map((link) => ({
  link,
  own: [...new URL(link.href).searchParams][0],
}));

/** Writes the links anew. Call it after the address has changed. */
export function updateChips() {
  const given = new URLSearchParams(location.search);
  const present = { ...settings(), scenario: settings().scenario || FIRST_SCENARIO };
  for (const { link, own: [name, value] } of chips) {
    const isOn = present[name] === value;
    const query = name === 'scenario' ? kept(given) : new URLSearchParams(given);
    query.delete('controls');
    if (isOn && name !== 'scenario') query.delete(name);
    else query.set(name, value);
    link.search = query;
    if (isOn) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

function kept(given) {
  return new URLSearchParams([...given].filter(([name]) => LOOK.includes(name)));
}
