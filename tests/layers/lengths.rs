//! No source is longer than a reader can hold in mind.

use crate::sources::{root, rust_files};

/// The most lines of a source.
const MOST: usize = 400;
/// Where sources are.
const FOLDERS: [&str; 8] = [
    "src",
    "crates/universal-print/src",
    "crates/gateway/src",
    "crates/simulator/src",
    "crates/simulator-page/src",
    "crates/substring/src",
    "benches/gateway/src",
    "xtask/src",
];
/// Modules that hold tests alone.
const TESTS: [&str; 2] = ["tests.rs", "properties.rs"];

#[test]
fn no_source_is_too_long() {
    let mut long = Vec::new();
    for file in FOLDERS.iter().flat_map(|folder| rust_files(folder)) {
        let lines = std::fs::read_to_string(root().join(&file))
            .unwrap()
            .lines()
            .count();
        if lines > MOST && !TESTS.iter().any(|name| file.ends_with(name)) {
            long.push(format!("{file} has {lines} lines"));
        }
    }
    assert!(
        long.is_empty(),
        "{}. A source has at most {MOST}: split it by meaning, see CONTRIBUTING.md.",
        long.join(", ")
    );
}
