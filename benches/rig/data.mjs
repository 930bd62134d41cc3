// The printers and jobs of the simulated tenant. The same number always gives the same printer and the same job.

const MODELS = [
  ['Kyocera', 'TASKalfa 2554ci'],
  ['HP', 'LaserJet Enterprise M612'],
  ['Canon', 'imageRUNNER ADVANCE C5850'],
  ['Ricoh', 'IM C3010'],
  ['Xerox', 'AltaLink B8170'],
  ['Brother', 'HL-L6415DW'],
];
const CITIES = ['München', 'Lyon', 'Kraków', 'Göteborg', 'Zürich', 'A Coruña', 'Reykjavík', 'Tallinn'];
const ROOMS = ['Kitchen corner', 'Copy room', 'Reception', 'Project space', 'Library', 'Post room'];

/** When the newest job was created. The others are a minute older each. */
const NEWEST = Date.now();

export const ACCOUNT = { username: 'adele@contoso.example', localAccountId: 'adele' };

/** A printer share, with the members that Graph gives in a list. */
export function share(number) {
  const [manufacturer, model] = MODELS[number % MODELS.length];
  const city = CITIES[Math.floor(number / 7) % CITIES.length];
  const building = Math.floor(number / 60) + 1;
  const floor = Math.floor(number / 10) % 6;
  const room = ROOMS[number % ROOMS.length];
  return {
    id: `5b1d${number.toString(16).padStart(4, '0')}-7c3e-4f0a-9d2b-${number.toString().padStart(12, '0')}`,
    displayName: `PRN-${number.toString().padStart(5, '0')} ${room}`,
    manufacturer,
    model,
    location: {
      latitude: 48.137,
      longitude: 11.575,
      altitudeInMeters: 519,
      streetAddress: `Musterstraße ${building}`,
      city,
      postalCode: '80331',
      countryOrRegion: 'Germany',
      site: `${city} ${(building % 5) + 1}`,
      building: `${building}`,
      floor: `${floor}`,
      floorDescription: null,
      roomName: `${building}.${floor}.${(number % 12) + 1}`,
      roomDescription: null,
      organization: ['Contoso'],
      subdivision: [],
      subUnit: [],
      stateOrProvince: null,
    },
  };
}

/** A waiting job with its document. `probe.js` recognises the name of the document on the screen. */
export function job(number) {
  return {
    id: `${number + 101}`,
    createdDateTime: new Date(NEWEST - number * 60_000).toISOString(),
    isFetchable: false,
    redirectedFrom: null,
    redirectedTo: null,
    createdBy: { id: ACCOUNT.localAccountId, displayName: 'Adele Vance', userPrincipalName: ACCOUNT.username },
    status: { state: 'paused', description: 'Held', isAcquiredByPrinter: false, details: ['releaseWait'] },
    configuration: {
      copies: (number % 3) + 1, colorMode: 'color', duplexMode: 'flipOnLongEdge', mediaSize: 'A4',
      mediaType: 'stationery', orientation: 'portrait', quality: 'medium', dpi: 600, collate: true,
      finishings: ['none'], margin: { top: 0, bottom: 0, left: 0, right: 0 },
    },
    documents: [
      { id: `d${number}`, displayName: `Report ${number}.pdf`, contentType: 'application/pdf', size: 90_000 + number },
    ],
  };
}

/** The shares that the user printed to last, as far as there are so many. */
export function recentShares(printers) {
  const recent = [3, 17_211, 42_007].filter((number) => number < printers).map(share);
  return recent.map(({ id, displayName }) => ({ id, displayName }));
}
