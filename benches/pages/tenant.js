// A simulated tenant in the page, for the widget's option `fetch`. No network and no other program affects the figures. The same
// counts always give the same printers and jobs.

const PAGE_SIZE = 100;
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

export const QUEUE = { share: 'queue-share', printer: 'queue-printer' };
export const ACCOUNT = { username: 'adele@contoso.example', localAccountId: 'adele' };

function share(number) {
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

function job(number, now) {
  return {
    id: `${number + 101}`,
    createdDateTime: new Date(now - number * 60_000).toISOString(),
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

function answer(value, status = 200) {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

/** A page of a list, with the link to the next page. */
function page(url, total, item) {
  const start = Number(url.searchParams.get('$skiptoken') ?? 0);
  const end = Math.min(start + PAGE_SIZE, total);
  const value = Array.from({ length: end - start }, (_, at) => item(start + at));
  if (end === total) return answer({ value });
  url.searchParams.set('$skiptoken', end);
  return answer({ '@odata.nextLink': url.href, value });
}

/** Returns a `fetch` for a tenant with this many printers and waiting jobs. */
export function tenant({ printers, jobs }) {
  const now = Date.now();
  return async (input) => {
    const url = new URL(input.url ?? input);
    if (url.pathname.endsWith('/print/shares')) return page(url, printers, share);
    if (url.pathname.endsWith('/jobs')) return page(url, jobs, (number) => job(number, now));
    if (url.pathname.endsWith('/recentPrinterShares')) {
      const recent = [3, 17_211, 42_007].filter((number) => number < printers).map(share);
      return answer({ value: recent.map(({ id, displayName }) => ({ id, displayName })) });
    }
    return answer({ error: { code: 'NotFound', message: 'Not here.' } }, 404);
  };
}
