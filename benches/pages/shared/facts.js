// What stands on the rows of the reference pages: the facts that the widget shows too.

const AGES = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const SIZES = new Intl.NumberFormat('en', { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });

/** The facts of a job in one line. */
export function factsOfJob({ createdDateTime, configuration, documents: [{ size }] }) {
  const minutes = Math.round((Date.parse(createdDateTime) - Date.now()) / 60_000);
  const age = minutes > -60 ? AGES.format(minutes, 'minute') : AGES.format(Math.round(minutes / 60), 'hour');
  const { colorMode, copies, duplexMode, mediaSize } = configuration;
  const sides = duplexMode === 'oneSided' ? 'one side' : 'both sides';
  return [age, colorMode, `${copies} copies`, sides, mediaSize, SIZES.format(size / 1_000)].join(' · ');
}

/** Where a printer is, in one line. */
export function placeOf({ location }) {
  const { building, floor, roomName, site } = location;
  return [building, `floor ${floor}`, `room ${roomName}`, site].join(' · ');
}
