//! Builds the office: 24 printers on two sites, its black-and-white ones alone, or a
//! crowd of thousands.
//!
//! Makers and models are real ones. Locations have the form of the documentation's
//! examples, `subUnit` included.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    device_kind::{DeviceKind, SharedCapabilities, documented_capabilities},
    people::ADELE_ID,
};
use crate::{
    guid::{IdKind, guid},
    job::Pace,
    printer::{Printer, PrinterStatus},
    share::Share,
    tenant::Tenant,
};

/// The destination in the documented redirect request
/// (<https://learn.microsoft.com/graph/api/printjob-redirect#request>).
const DOCUMENTED_PRINTER: &str = "9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea";
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1440 * MINUTE_MS;

/// Printers by number, and how many minutes ago Adele printed there.
const RECENT: &[(u64, i64)] = &[(3, 170), (5, 2 * 1440), (12, 11 * 1440)];

/// Name, maker, model, ability, and the room: site, building, floor, room.
type OfficeRow = (
    &'static str,
    &'static str,
    &'static str,
    DeviceKind,
    [&'static str; 4],
);

const BERLIN: &str = "Berlin";
const LYON: &str = "Lyon";

#[rustfmt::skip]
const OFFICE: &[OfficeRow] = &[
    ("BER-A1 Reception",        "HP",             "LaserJet Enterprise M612",     DeviceKind::Mono,   [BERLIN, "Building A", "1", "A1.02 Reception"]),
    ("BER-A1 Copy room",        "Canon",          "imageRUNNER ADVANCE DX C5860", DeviceKind::Copier, [BERLIN, "Building A", "1", "A1.17 Copy room"]),
    ("BER-A2 Kitchen corner",   "Ricoh",          "IM C3010",                     DeviceKind::Copier, [BERLIN, "Building A", "2", "A2.05 Kitchen corner"]),
    ("BER-A2 Finance",          "Lexmark",        "MS826",                        DeviceKind::Mono,   [BERLIN, "Building A", "2", "A2.21 Finance"]),
    ("BER-A3 Project space",    "Xerox",          "AltaLink C8155",               DeviceKind::Copier, [BERLIN, "Building A", "3", "A3.08 Project space"]),
    ("BER-A3 Legal",            "Brother",        "HL-L6415DW",                   DeviceKind::Mono,   [BERLIN, "Building A", "3", "A3.30 Legal"]),
    ("BER-A4 Board",            "HP",             "Color LaserJet Flow X58045",   DeviceKind::Color,  [BERLIN, "Building A", "4", "A4.01 Board"]),
    ("BER-B0 Goods in",         "Kyocera",        "ECOSYS P3260dn",               DeviceKind::Mono,   [BERLIN, "Building B", "0", "B0.04 Goods in"]),
    ("BER-B1 Workshop",         "Brother",        "HL-L9430CDN",                  DeviceKind::Color,  [BERLIN, "Building B", "1", "B1.11 Workshop"]),
    ("BER-B1 Lab",              "Lexmark",        "CS943de",                      DeviceKind::Copier, [BERLIN, "Building B", "1", "B1.19 Lab"]),
    ("BER-B2 Design studio",    "Epson",          "SureColor P7500",              DeviceKind::Studio, [BERLIN, "Building B", "2", "B2.02 Design studio"]),
    ("BER-B2 Library",          "Konica Minolta", "bizhub C360i",                 DeviceKind::Copier, [BERLIN, "Building B", "2", "B2.14 Library"]),
    ("LYO-1 Accueil",           "HP",             "LaserJet Enterprise M612",     DeviceKind::Mono,   [LYON, "Rhône", "1", "101 Accueil"]),
    ("LYO-1 Open space",        "Sharp",          "BP-70C45",                     DeviceKind::Copier, [LYON, "Rhône", "1", "118 Open space"]),
    ("LYO-1 Comptabilité",      "Kyocera",        "ECOSYS P3260dn",               DeviceKind::Mono,   [LYON, "Rhône", "1", "124 Comptabilité"]),
    ("LYO-2 Salle Croix-Rousse","Canon",          "i-SENSYS LBP732Cdw",           DeviceKind::Color,  [LYON, "Rhône", "2", "203 Salle Croix-Rousse"]),
    ("LYO-2 Couloir nord",      "Toshiba",        "e-STUDIO3525AC",               DeviceKind::Copier, [LYON, "Rhône", "2", "210 Couloir nord"]),
    ("LYO-2 Support",           "Brother",        "HL-L6415DW",                   DeviceKind::Mono,   [LYON, "Rhône", "2", "232 Support"]),
    ("LYO-3 Direction",         "HP",             "Color LaserJet Flow X58045",   DeviceKind::Color,  [LYON, "Rhône", "3", "301 Direction"]),
    ("LYO-3 Marketing",         "Xerox",          "VersaLink C625",               DeviceKind::Color,  [LYON, "Rhône", "3", "314 Marketing"]),
    ("LYO-S Atelier",           "Kyocera",        "ECOSYS PA5500x",               DeviceKind::Mono,   [LYON, "Saône", "0", "S04 Atelier"]),
    ("LYO-S Quai",              "Zebra",          "ZT411",                        DeviceKind::Mono,   [LYON, "Saône", "0", "S09 Quai de chargement"]),
    ("LYO-S Bureau d'études",   "Epson",          "WorkForce Enterprise AM-C4000",DeviceKind::Copier, [LYON, "Saône", "1", "S12 Bureau d'études"]),
    ("LYO-S Formation",         "Ricoh",          "P C600",                       DeviceKind::Color,  [LYON, "Saône", "1", "S18 Formation"]),
];

/// Adds the office's printers and shares, and where Adele printed last.
pub(super) fn furnish(tenant: &mut Tenant, now_ms: i64) {
    let abilities = SharedCapabilities::new();
    for (number, row) in (1..).zip(OFFICE) {
        let mut printer = device(number, row, &abilities, now_ms);
        match number {
            // Low on toner; the second detail is shown to newer clients only.
            7 => {
                printer.status = PrinterStatus::new("idle", &["tonerLow", "cleanerLifeAlmostOver"]);
            }
            16 => printer.status = PrinterStatus::new("processing", &[]),
            // Nearly every documented example shows `disconnected`.
            22 => printer.status = PrinterStatus::new("stopped", &["disconnected"]),
            _ => {}
        }
        put(tenant, number, printer, now_ms);
    }
    recents(tenant, now_ms, RECENT);
}

/// Adds the office's black-and-white printers alone, and where Adele printed last.
pub(super) fn furnish_without_color(tenant: &mut Tenant, now_ms: i64) {
    let abilities = SharedCapabilities::new();
    for (number, row) in (1..).zip(OFFICE) {
        if row.3 == DeviceKind::Mono {
            put(
                tenant,
                number,
                device(number, row, &abilities, now_ms),
                now_ms,
            );
        }
    }
    recents(tenant, now_ms, &[(4, 170), (6, 2 * 1440), (1, 11 * 1440)]);
}

/// The printer that Adele used last.
pub(super) fn usual_printer() -> String {
    guid(IdKind::Printer, 3)
}

/// The printer that Adele used before the usual one.
pub(super) fn second_printer() -> String {
    guid(IdKind::Printer, 5)
}

/// Notes on which printers, by number, Adele printed so many minutes ago.
fn recents(tenant: &mut Tenant, now_ms: i64, used: &[(u64, i64)]) {
    for &(number, minutes_ago) in used {
        let used_ms = now_ms - minutes_ago * MINUTE_MS;
        tenant.add_recent(ADELE_ID, &guid(IdKind::Share, number), used_ms);
    }
}

/// Adds so many printers in many buildings, for search and paging.
pub(super) fn crowd(tenant: &mut Tenant, count: u64, now_ms: i64) {
    let abilities = SharedCapabilities::new();
    for (number, (at, row)) in (1..=count).zip(OFFICE.iter().enumerate().cycle()) {
        let mut printer = device(number, row, &abilities, now_ms);
        let building = number / 60 + 1;
        let floor = number / 10 % 6;
        printer.display_name = format!("PRN-{number:04} {}", row.2);
        printer.location = json!({
            "city": row.4.first(),
            "site": format!("{} {}", row.4.first().copied().unwrap_or_default(), building % 5 + 1),
            "building": format!("Building {building}"),
            "floor": format!("{floor}"),
            "roomName": format!("{building}.{floor}.{:02}", at + 1),
        });
        put(tenant, number, printer, now_ms);
    }
    recents(tenant, now_ms, RECENT);
}

/// Adds the destination of the documented example, which can do all it asks. Jobs
/// there are in `processing` at once, as in the documented answer.
pub(super) fn documented_printer(tenant: &mut Tenant, now_ms: i64) {
    let printer = Printer {
        manufacturer: "PrinterManufacturer".to_owned(),
        model: "PrinterModel".to_owned(),
        location: documented_location(),
        capabilities: Arc::new(documented_capabilities()),
        registered_ms: now_ms - 300 * DAY_MS,
        pace: Pace {
            pending_ms: 0,
            printing_ms: 6_000,
        },
        next_job: 24_123,
        ..Printer::new(DOCUMENTED_PRINTER, "PrinterName")
    };
    put(tenant, 1, printer, now_ms);
    tenant.add_recent(ADELE_ID, &guid(IdKind::Share, 1), now_ms - DAY_MS);
}

fn put(tenant: &mut Tenant, number: u64, printer: Printer, now_ms: i64) {
    tenant.add_share(Share {
        created_ms: now_ms - 200 * DAY_MS,
        ..Share::new(
            &guid(IdKind::Share, number),
            &printer.id,
            &printer.display_name,
        )
    });
    tenant.add_printer(printer);
}

fn device(number: u64, row: &OfficeRow, abilities: &SharedCapabilities, now_ms: i64) -> Printer {
    let &(name, maker, model, ability, room) = row;
    Printer {
        manufacturer: maker.to_owned(),
        model: model.to_owned(),
        location: location(room),
        defaults: abilities.defaults_of(ability),
        capabilities: abilities.of(ability),
        registered_ms: now_ms - 300 * DAY_MS,
        ..Printer::new(&guid(IdKind::Printer, number), name)
    }
}

fn location([site, building, floor, room]: [&str; 4]) -> Value {
    let berlin = site == BERLIN;
    // Across the yard, and on the other bank.
    let second = building.ends_with('B') || building.ends_with("Saône");
    json!({
        // Whole numbers and fractions; both are doubles on the wire.
        "latitude": match (berlin, second) {
            (true, false) => json!(52.5163),
            (true, true) => json!(52.5172),
            (false, false) => json!(46),
            (false, true) => json!(46.0021),
        },
        "longitude": match (berlin, second) {
            (true, false) => 13.3777,
            (true, true) => 13.3786,
            (false, false) => 4.8357,
            (false, true) => 4.8312,
        },
        "altitudeInMeters": if berlin { 34 } else { 173 },
        "streetAddress": if berlin { "Musterstraße 12" } else { "8 rue de l'Exemple" },
        "city": site,
        "postalCode": if berlin { "10117" } else { "69002" },
        "countryOrRegion": if berlin { "Germany" } else { "France" },
        "site": site,
        "building": building,
        "floor": floor,
        "floorDescription": null,
        "roomName": room,
        "roomDescription": null,
        "organization": ["Contoso"],
        "subdivision": [],
        "subUnit": [],
        "stateOrProvince": null,
    })
}

fn documented_location() -> Value {
    json!({
        "latitude": 47.6450, "longitude": -122.1409, "altitudeInMeters": 3,
        "streetAddress": "One Microsoft Way", "subUnit": ["Main Plaza", "Unit 400"],
        "city": "Redmond", "postalCode": "98052", "countryOrRegion": "USA", "site": "Puget Sound",
        "building": "Studio E", "floor": "1", "floorDescription": "First Floor", "roomName": "1234",
        "roomDescription": "First floor copy room", "organization": ["C+AI", "Microsoft Graph"],
        "subdivision": ["King County", "Red West"], "stateOrProvince": "Washington",
    })
}
