//! `docs/gateway-reference.md` has a row for each key of the gateway's example configuration, and no other.

use std::collections::BTreeSet;

use crate::files;
use crate::markdown::Page;

/// The name at the start of a line such as `key = value`.
fn key(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(" = ")?;
    let is_key = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    is_key.then_some(name)
}

/// The keys of the example with their tables, also those that are comments. A list of tables is one key.
fn keys(example: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut table = Some("");
    for line in example.lines() {
        let line = line.strip_prefix("# ").unwrap_or(line);
        if let Some((list, _)) = line.strip_prefix("[[").and_then(|it| it.split_once("]]")) {
            keys.insert(list.to_owned());
            table = None;
        } else if let Some((name, _)) = line.strip_prefix('[').and_then(|it| it.split_once(']')) {
            table = Some(name);
        } else if let (Some(table), Some(key)) = (table, key(line)) {
            keys.insert(format!("{table}.{key}"));
        }
    }
    keys
}

#[test]
fn every_key_of_the_gateway_has_a_row() {
    let declared = keys(&files::read("crates/gateway/gateway.example.toml"));
    assert!(declared.contains("app.certificate_file"), "{declared:?}");
    let page = Page::read(&files::read("docs/gateway-reference.md"));
    let rows = page.rows.into_iter();
    let rows = rows.filter(|(section, _)| section == "Configuration");
    let documented: BTreeSet<String> = rows
        .flat_map(|(_, row)| {
            let keys = row[0].split('`').skip(1).step_by(2);
            keys.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(documented, declared);
}
