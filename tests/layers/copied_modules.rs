//! A Leptos application gets each JavaScript module that its component imports, and the demo page each of the element.
//!
//! wasm-bindgen copies a module into the application only if a block in Rust names it, and the demo page has the files that
//! `index.html` names. A module that nobody names would be missing there, and no widget would start.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::root;

/// The modules of `js/` that a module imports, and those that these import, with itself.
fn imported(first: &str) -> BTreeSet<String> {
    let mut imported = BTreeSet::new();
    let mut open = vec![first.to_owned()];
    while let Some(module) = open.pop() {
        let text = fs::read_to_string(root().join("js").join(&module)).unwrap();
        if imported.insert(module) {
            open.extend(quoted(&text, "from './", '\''));
        }
    }
    assert!(imported.len() > 1, "{first} imports nothing");
    imported
}

/// Fails if a file does not name the modules that another needs, each between `before` and a quotation mark.
fn assert_named(named_in: &str, before: &str, first: &str) {
    let text = fs::read_to_string(root().join(named_in)).unwrap();
    let (named, imported) = (quoted(&text, before, '"'), imported(first));
    let missing: Vec<_> = imported.difference(&named).collect();
    let gone: Vec<_> = named.difference(&imported).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "{named_in} lacks {missing:?}, which js/{first} imports, and has {gone:?} too much"
    );
}

#[test]
fn every_module_that_the_component_imports_is_named() {
    assert_named(
        "src/component/modules.rs",
        "module = \"/js/",
        "component.js",
    );
}

#[test]
fn the_demo_page_has_every_module_of_the_element() {
    assert_named("index.html", "href=\"js/", "print-redirect.js");
}

/// What stands between a beginning and an end, each time.
fn quoted(text: &str, before: &str, after: char) -> BTreeSet<String> {
    let rests = text.split(before).skip(1);
    let names = rests.filter_map(|rest| rest.split(after).next());
    names.map(str::to_owned).collect()
}
