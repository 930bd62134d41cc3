//! `docs/gateway-reference.md` has a row for each key of the gateway's example configuration with its default, for each member
//! of a token and for each member of the identity provider's answers that the gateway reads, and no other. The gateway's own
//! tests (`reference.rs`) compare the page with what the program does.

use std::collections::{BTreeMap, BTreeSet};

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
    assert_eq!(documented("Configuration"), declared);
}

/// The defaults that the example names for its keys: in the comment above a key, or behind it.
fn defaults(example: &str) -> BTreeMap<String, String> {
    let mut defaults = BTreeMap::new();
    let (mut table, mut comment) = ("", String::new());
    for line in example.lines() {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        if let Some((name, _)) = line.strip_prefix('[').and_then(|it| it.split_once(']')) {
            (table, comment) = (name, String::new());
        } else if let Some(key) = key(bare) {
            let behind = bare.split_once('#').map_or("", |(_, behind)| behind);
            let told = [behind, &comment]
                .into_iter()
                .find_map(|it| it.split_once("default: "));
            if let Some((_, told)) = told {
                let told = told.split([',', '\n']).next().unwrap_or_default();
                let told = told.trim().trim_matches('"').to_owned();
                defaults.insert(format!("{table}.{key}"), told);
            }
            comment.clear();
        } else if line.is_empty() {
            comment.clear();
        } else {
            comment.push_str(bare);
            comment.push('\n');
        }
    }
    defaults
}

#[test]
fn every_default_is_that_of_the_example() {
    let defaults = defaults(&files::read("crates/gateway/gateway.example.toml"));
    assert!(defaults.len() > 15, "{defaults:?}");
    let page = Page::read(&files::read("docs/gateway-reference.md"));
    for (section, row) in page.rows {
        if section == "Configuration"
            && let Some(default) = defaults.get(row[0].trim_matches('`'))
        {
            assert_eq!(row[1].trim_matches('`'), default, "{}", row[0]);
        }
    }
}

/// The names in the first cells of a section's table.
fn documented(section: &str) -> BTreeSet<String> {
    let page = Page::read(&files::read("docs/gateway-reference.md"));
    let rows = page.rows.into_iter();
    let rows = rows.filter(|(of, _)| of == section);
    rows.flat_map(|(_, row)| {
        let names = row[0].split('`').skip(1).step_by(2);
        names.map(str::to_owned).collect::<Vec<_>>()
    })
    .collect()
}

/// The members that files of the gateway read from JSON: what stands in quotes behind one of these marks.
fn members(read: &[&str], marks: &[&str]) -> BTreeSet<String> {
    let mut members = BTreeSet::new();
    for file in read {
        let text = files::read(&format!("crates/gateway/src/identity{file}.rs"));
        // Tests name what they like.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for mark in marks {
            let mark = format!("{mark}(\"");
            let found = code.split(&mark).skip(1);
            members.extend(found.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
        }
    }
    members
}

#[test]
fn everything_that_is_read_from_a_token_has_a_row() {
    let read = members(
        &["", "/claims", "/caller"],
        &["header.get", "claims.get", "text"],
    );
    assert!(
        read.contains("kid") && read.contains("hasgroups"),
        "{read:?}"
    );
    assert_eq!(documented("Tokens of callers"), read);
}

#[test]
fn everything_that_is_read_from_the_identity_provider_has_a_row() {
    let read = members(
        &["/discovery", "/keys"],
        &[
            "configuration.get",
            "address",
            "published.get",
            "key.get",
            "text",
        ],
    );
    assert!(
        read.contains("jwks_uri") && read.contains("kty"),
        "{read:?}"
    );
    assert_eq!(documented("The identity provider"), read);
}
