//! The rooms, what each may know, and the tests that hold them to it.

use crate::sources::{code_lines, mentions, module, outsiders, sources, uses};

/// Crates that only make sense in a browser.
const BROWSER_CRATES: [&str; 8] = [
    "futures",
    "gloo_net",
    "gloo_timers",
    "js_sys",
    "leptos",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// What a room of the widget may use of the widget.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    knows_the_browser: bool,
}

const ROOMS: [Room; 8] = [
    Room {
        name: "small_map",
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
        may_use: &["small_map", "text"],
        knows_the_browser: false,
    },
    Room {
        name: "browser",
        may_use: &["small_map"],
        knows_the_browser: true,
    },
    Room {
        name: "host",
        may_use: &["small_map", "text", "flow", "browser"],
        knows_the_browser: true,
    },
    Room {
        name: "ui",
        may_use: &["small_map", "text", "flow", "browser"],
        knows_the_browser: true,
    },
    Room {
        name: "mount",
        may_use: &["small_map", "text", "flow", "browser", "host", "ui"],
        knows_the_browser: true,
    },
    Room {
        name: "component",
        may_use: &[
            "small_map",
            "text",
            "flow",
            "browser",
            "host",
            "ui",
            "mount",
        ],
        knows_the_browser: true,
    },
];

#[test]
fn the_widgets_rooms_use_only_what_they_may_know() {
    let mut forbidden = Vec::new();
    for (file, text) in sources("src") {
        let path = module(&file);
        let Some(first) = path.first() else { continue };
        let room = ROOMS.iter().find(|room| room.name == first);
        let room = room.unwrap_or_else(|| panic!("{first} is a room without rules"));
        for (line, used) in uses(&text, &path) {
            let is_room = ROOMS.iter().any(|room| room.name == used);
            let is_own = used == room.name;
            if is_room && !is_own && !room.may_use.contains(&used.as_str()) {
                forbidden.push(format!("{file}:{line}: {first} uses {used}"));
            }
        }
        if !room.knows_the_browser {
            forbidden.extend(outsiders(&file, &text, &BROWSER_CRATES));
        }
        forbidden.extend(outsiders(&file, &text, &["simulator", "gateway"]));
    }
    assert_eq!(forbidden, [""; 0]);
}

#[test]
fn the_crate_about_graph_knows_nobody_and_does_no_io() {
    let mut others = vec!["print_redirect", "simulator", "gateway", "tokio", "reqwest"];
    others.extend(BROWSER_CRATES);
    let io = [
        "std::net",
        "std::fs",
        "std::thread",
        "SystemTime",
        "Instant",
    ];
    let mut forbidden = Vec::new();
    for (file, text) in sources("crates/universal-print/src") {
        forbidden.extend(outsiders(&file, &text, &others));
        for (line, code) in code_lines(&text) {
            let found = io.iter().filter(|word| mentions(&code, word));
            forbidden.extend(found.map(|word| format!("{file}:{line}: {word}")));
        }
    }
    assert_eq!(forbidden, [""; 0]);
}

#[test]
fn the_gateway_knows_neither_the_widget_nor_the_simulator() {
    let mut forbidden = Vec::new();
    for (file, text) in sources("crates/gateway/src") {
        forbidden.extend(outsiders(&file, &text, &["print_redirect", "simulator"]));
    }
    assert_eq!(forbidden, [""; 0]);
}

#[test]
fn the_simulator_and_the_widget_do_not_know_each_other() {
    let mut forbidden = Vec::new();
    for folder in ["crates/simulator/src", "crates/simulator-page/src"] {
        for (file, text) in sources(folder) {
            let others = ["print_redirect", "universal_print", "gateway"];
            forbidden.extend(outsiders(&file, &text, &others));
        }
    }
    assert_eq!(forbidden, [""; 0]);
}

#[test]
fn a_forbidden_use_is_found_in_every_spelling() {
    let text = "\
// crate::ui is only named here
use crate::{\n    text::Message,\n    ui::screen,\n};
use super::super::host::runner;
fn f() { let _ = crate::browser::clock::now(); } // crate::mount
";
    let path = ["flow", "view", "jobs"].map(str::to_owned);
    let named = |line, room: &str| (line, room.to_owned());
    // From flow::view::jobs two steps up is flow itself.
    let expected = [
        named(3, "text"),
        named(4, "ui"),
        named(6, "flow"),
        named(7, "browser"),
    ];
    assert_eq!(uses(text, &path), expected);
    assert_eq!(
        outsiders(
            "a.rs",
            "use web_sys::Window;\nlet leptos_like = 1;",
            &BROWSER_CRATES
        ),
        ["a.rs:1: web_sys"]
    );
}
