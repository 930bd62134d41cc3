//! `docs/reference.md` has a row for each option, attribute and event of the types, and no other.

use std::collections::BTreeSet;

use crate::files;
use crate::markdown::Page;

/// The names of an interface's own members in the types.
fn members(types: &str, interface: &str) -> BTreeSet<String> {
    let start = format!("export interface {interface} {{\n");
    let (_, rest) = types.split_once(&start).expect(interface);
    let (body, _) = rest.split_once("\n}").expect(interface);
    let names = body.lines().filter_map(|line| {
        let member = line
            .strip_prefix("  ")?
            .split_once(':')?
            .0
            .trim_end_matches('?');
        member
            .chars()
            .all(char::is_alphanumeric)
            .then(|| member.to_owned())
    });
    names.collect()
}

/// What stands between backticks in a cell.
fn codes(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

fn rows(section: &str) -> Vec<Vec<String>> {
    let rows = Page::read(&files::read("docs/reference.md")).rows;
    let rows = rows.into_iter().filter(|(heading, _)| heading == section);
    rows.map(|(_, row)| row).collect()
}

#[test]
fn every_option_of_the_types_has_a_row() {
    let types = files::read("js/print-redirect.d.ts");
    let rows = rows("Options");
    let documented: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| codes(&row[0]))
        .map(|name| name.split('.').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(documented, members(&types, "PrintRedirectOptions"));

    let comment = types.split_once("`<print-redirect ").expect("the element");
    let comment = comment
        .1
        .split_once(">`")
        .expect("the element's attributes")
        .0;
    let attributes = comment.split("=\"").filter_map(|before| {
        let name = before.rsplit([' ', '"', '*']).next()?;
        (!name.is_empty()).then(|| name.to_owned())
    });
    let attributes: BTreeSet<String> = attributes.collect();
    let documented: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| codes(&row[1]))
        .map(str::to_owned)
        .collect();
    assert_eq!(documented, attributes);
}

#[test]
fn every_event_of_the_types_has_a_row() {
    let types = files::read("js/print-redirect.d.ts");
    let rows = rows("Events");
    let documented: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| codes(&row[0]))
        .map(str::to_owned)
        .collect();
    assert_eq!(documented, members(&types, "PrintRedirectEventMap"));
}
