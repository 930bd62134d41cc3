//! A Leptos application gets each JavaScript module that its component imports.
//!
//! wasm-bindgen copies a module into the application only if a block in Rust names it. A module that
//! nobody names would be missing there, and the component would not start.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::root;

/// The file with the blocks, and the module that it calls.
const NAMED_IN: &str = "src/component/modules.rs";
const FIRST: &str = "component.js";

#[test]
fn every_module_that_the_component_imports_is_named() {
    let text = fs::read_to_string(root().join(NAMED_IN)).unwrap();
    let named = quoted(&text, "module = \"/js/", '"');
    let mut imported = BTreeSet::new();
    let mut open = vec![FIRST.to_owned()];
    while let Some(module) = open.pop() {
        let text = fs::read_to_string(root().join("js").join(&module)).unwrap();
        if imported.insert(module) {
            open.extend(quoted(&text, "from './", '\''));
        }
    }
    assert!(imported.len() > 1, "{FIRST} imports nothing");
    assert_eq!(named, imported, "{NAMED_IN}, and what {FIRST} imports");
}

/// What stands between a beginning and an end, each time.
fn quoted(text: &str, before: &str, after: char) -> BTreeSet<String> {
    let rests = text.split(before).skip(1);
    let names = rests.filter_map(|rest| rest.split(after).next());
    names.map(str::to_owned).collect()
}
