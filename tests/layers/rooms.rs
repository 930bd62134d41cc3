//! Which modules each module of the widget may use, and which crates each crate may use.

use crate::imports::Path;
use crate::sources::{Source, sources};

/// Crates that only make sense in a browser.
const BROWSER_CRATES: [&str; 9] = [
    "gloo_net",
    "futures",
    "gloo_timers",
    "js_sys",
    "leptos",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// A module at the root of the widget's crate, and which others it may use.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    knows_the_browser: bool,
}

/// `component` and `main` each put a widget on a page: one for a Rust host, one for the shell.
const MOUNT_AND_BELOW: [&str; 7] = [
    "small_map",
    "text",
    "flow",
    "browser",
    "host",
    "ui",
    "mount",
];

const ROOMS: [Room; 12] = [
    Room {
        name: "outgoing_request",
        may_use: &[],
        knows_the_browser: false,
    },
    Room {
        name: "small_map",
        may_use: &[],
        knows_the_browser: false,
    },
    Room {
        name: "styles",
        may_use: &[],
        knows_the_browser: false,
    },
    Room {
        name: "text",
        may_use: &["small_map"],
        knows_the_browser: false,
    },
    Room {
        name: "flow",
        may_use: &["outgoing_request", "small_map", "text"],
        knows_the_browser: false,
    },
    Room {
        name: "browser",
        may_use: &["outgoing_request", "small_map"],
        knows_the_browser: true,
    },
    Room {
        name: "live_state",
        may_use: &["flow"],
        knows_the_browser: true,
    },
    Room {
        name: "host",
        may_use: &[
            "outgoing_request",
            "small_map",
            "text",
            "flow",
            "browser",
            "live_state",
        ],
        knows_the_browser: true,
    },
    Room {
        name: "ui",
        may_use: &["small_map", "text", "flow", "browser", "live_state"],
        knows_the_browser: true,
    },
    Room {
        name: "mount",
        may_use: &[
            "small_map",
            "styles",
            "text",
            "flow",
            "browser",
            "host",
            "ui",
        ],
        knows_the_browser: true,
    },
    Room {
        name: "component",
        may_use: &MOUNT_AND_BELOW,
        knows_the_browser: true,
    },
    Room {
        name: "main",
        may_use: &MOUNT_AND_BELOW,
        knows_the_browser: true,
    },
];

#[test]
fn the_widgets_rooms_use_only_rooms_they_may() {
    let mut forbidden = Vec::new();
    for source in sources("src", "print_redirect") {
        // `lib.rs` declares the modules and uses none.
        let Some(first) = source.module.first() else {
            continue;
        };
        let room = ROOMS.iter().find(|room| room.name == first);
        let room = room.unwrap_or_else(|| panic!("{first} is a room without rules"));
        for import in &source.imports {
            let Path::Own(path) = &import.path else {
                continue;
            };
            let used = path.first().map_or("", String::as_str);
            let is_room = ROOMS.iter().any(|room| room.name == used);
            if is_room && used != room.name && !room.may_use.contains(&used) {
                forbidden.push(format!(
                    "{}:{}: {first} uses {used}",
                    source.file, import.line
                ));
            }
        }
        if !room.knows_the_browser {
            forbidden.extend(uses_of(&source, &BROWSER_CRATES));
        }
        forbidden.extend(uses_of(&source, &["simulator", "gateway"]));
    }
    assert_eq!(forbidden, [""; 0]);
}

/// In a browser `universal-print` lets the browser parse JSON, and nothing else.
const BROWSER_FILE_OF_UNIVERSAL_PRINT: &str = "crates/universal-print/src/json/browser.rs";

#[test]
fn universal_print_knows_no_other_room_and_does_no_io() {
    const IO: [&str; 5] = [
        "std::net",
        "std::fs",
        "std::thread",
        "SystemTime",
        "Instant",
    ];
    let mut others = vec!["print_redirect", "simulator", "gateway", "tokio", "reqwest"];
    others.extend(BROWSER_CRATES);
    let mut forbidden = Vec::new();
    for source in sources("crates/universal-print/src", "universal_print") {
        if source.file != BROWSER_FILE_OF_UNIVERSAL_PRINT {
            forbidden.extend(uses_of(&source, &others));
        }
        for (line, text) in (1..).zip(source.text.lines()) {
            let code = text.split("//").next().unwrap_or_default();
            let words = IO.iter().filter(|word| code.contains(*word));
            forbidden.extend(words.map(|word| format!("{}:{line}: {word}", source.file)));
        }
    }
    assert_eq!(forbidden, [""; 0]);
}

#[test]
fn the_gateway_knows_neither_widget_nor_simulator() {
    let sources = sources("crates/gateway/src", "gateway");
    let forbidden = sources
        .iter()
        .flat_map(|it| uses_of(it, &["print_redirect", "simulator"]));
    assert_eq!(forbidden.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_simulator_knows_no_other_room() {
    const OTHERS: [&str; 3] = ["print_redirect", "universal_print", "gateway"];
    for folder in ["crates/simulator/src", "crates/simulator-page/src"] {
        let sources = sources(folder, "");
        let forbidden = sources.iter().flat_map(|source| uses_of(source, &OTHERS));
        assert_eq!(forbidden.collect::<Vec<_>>(), [""; 0]);
    }
}

/// The lines of a file that use one of these crates.
fn uses_of(source: &Source, crates: &[&str]) -> Vec<String> {
    let used = source
        .imports
        .iter()
        .filter_map(|import| match &import.path {
            Path::Other(name) if crates.contains(&name.as_str()) => {
                Some(format!("{}:{}: {name}", source.file, import.line))
            }
            _ => None,
        });
    used.collect()
}
