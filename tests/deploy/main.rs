//! The files in `deploy/`, held to the gateway and to each other.
//!
//! The gateway's time limits, addresses, keys and metrics are the ones that these files name, and what one file says
//! agrees with what another says. Nothing is started here: `cargo xtask test deploy` gives each file to the program that
//! it is for, and runs the gateway behind both proxies with the tests beside this file.
#![cfg(test)]

mod gateway;
mod image;
mod kubernetes;
mod metrics;
mod timeouts;

use std::fs;
use std::path::Path;

use saphyr::{LoadableYamlNode as _, Yaml};

/// The folder of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file, by its path from the root.
fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The one document in a text of YAML.
fn yaml(text: &str) -> Yaml<'_> {
    let mut documents = Yaml::load_from_str(text).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

/// What stands behind a word at the start of a line, without what ends the line.
fn behind<'a>(text: &'a str, word: &str) -> &'a str {
    let mut found = text.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix(word)?;
        let rest = rest.strip_prefix([' ', '=', '\t'])?;
        Some(rest.trim().trim_end_matches(';'))
    });
    let first = found.next();
    let first = first.unwrap_or_else(|| panic!("no line begins with {word}"));
    assert_eq!(found.next(), None, "two lines begin with {word}");
    first
}

/// While one of two gateways is out, Caddy's `round_robin` finds none for some requests at the same moment, and answers
/// POSTs with 503. It is rare, so a test under load would find it only sometimes.
#[test]
fn caddy_finds_a_gateway_for_each_request_while_another_is_out() {
    assert_eq!(
        behind(&read("deploy/caddy/Caddyfile"), "lb_policy"),
        "least_conn"
    );
}

/// The items of a list as texts.
fn texts(list: &Yaml<'_>) -> Vec<String> {
    let items = list.as_sequence().unwrap().iter();
    items
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}
