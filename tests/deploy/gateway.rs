//! What the gateway's own files say: its keys with their defaults, and the time limits of its protocol.

use std::time::Duration;

use toml::Table;

use crate::read;

/// The key of a table in the example configuration, whose values are the defaults.
pub(crate) fn number(table: &str, key: &str) -> u64 {
    let example: Table = read("crates/gateway/gateway.example.toml").parse().unwrap();
    let value = example[table].get(key).and_then(toml::Value::as_integer);
    let value = value.unwrap_or_else(|| panic!("the example has no number {table}.{key}"));
    u64::try_from(value).unwrap()
}

/// The same, for seconds.
pub(crate) fn seconds(table: &str, key: &str) -> Duration {
    Duration::from_secs(number(table, key))
}

/// The longest time from a request to its answer.
pub(crate) fn longest_answer() -> Duration {
    let limits = read("crates/gateway/src/limits.rs");
    let limit = |name: &str| {
        let line = format!("const {name}: Duration = Duration::from_secs(");
        let (_, rest) = limits.split_once(&line).unwrap();
        Duration::from_secs(rest.split_once(')').unwrap().0.parse().unwrap())
    };
    let parts = ["AGE_AT_SEND", "SEND", "RECONCILE", "ARRIVAL"];
    parts.into_iter().map(limit).sum()
}

/// Whether the gateway has a key; `name` is that of its variable in the environment.
pub(crate) fn has_variable(name: &str) -> bool {
    let key = name.strip_prefix("GATEWAY__").unwrap();
    let key = key.to_lowercase().replace("__", ".");
    let documented = format!("`{key}`");
    let page = read("docs/gateway-reference.md");
    let mut rows = page.lines().filter(|line| line.starts_with('|'));
    rows.any(|row| row.split('|').nth(1).unwrap().contains(&documented))
}

#[test]
fn a_key_that_the_gateway_does_not_have_is_found() {
    assert!(has_variable("GATEWAY__APP__CLIENT_ID"));
    assert!(has_variable("GATEWAY__APP__KEY_FILE"));
    assert!(!has_variable("GATEWAY__APP__CLIENT"));
}
