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
        // The form for one may leave out the count, which comes first.
        let rest: BTreeSet<&str> = sentence.fields.split_whitespace().skip(1).collect();
        let one = placeholders(sentence.one);
        let is_whole = one == fields || (sentence.other.is_some() && one == rest);
        assert!(is_whole, "{}", sentence.key);
        if let Some(other) = sentence.other {
            assert_eq!(placeholders(other), fields, "{}", sentence.key);
        }
    }
}
