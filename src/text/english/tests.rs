//! Tests that the sentences are well formed.

use super::*;
use std::collections::BTreeSet;

#[test]
fn every_key_is_used_once_and_is_in_camel_case() {
    let mut seen = BTreeSet::new();
    for Sentence { key, .. } in sentences() {
        assert!(seen.insert(key), "{key} is used twice");
        assert!(key.starts_with(|c: char| c.is_ascii_lowercase()), "{key}");
        assert!(key.chars().all(|c| c.is_ascii_alphanumeric()), "{key}");
    }
}

#[test]
fn every_form_has_a_placeholder_for_every_field() {
    let placeholders = |text: &'static str| -> BTreeSet<&str> {
        let parts = text.split('{').skip(1);
        parts
            .filter_map(|part| part.split_once('}').map(|(name, _)| name))
            .collect()
    };
    for sentence in sentences() {
        let fields: BTreeSet<&str> = sentence.fields.split_whitespace().collect();
        for form in [Some(sentence.one), sentence.other].into_iter().flatten() {
            assert_eq!(placeholders(form), fields, "{}", sentence.key);
        }
    }
}
