//! Reads and writes a user's favorite printers as the browser keeps them: a list of share ids.
//!
//! Whoever shares the page's storage can change the text, so it is a hint and no more. What is no
//! id is left out, and so is everything beyond [`MOST`].

use universal_print::ids::ShareId;
use universal_print::json::{self, Value};

/// How many favorites are kept. With one more, the oldest goes.
pub const MOST: usize = 50;
/// How long an id is at most. Graph's ids are half as long.
const LONGEST_ID: usize = 80;
/// A longer text is none of ours.
const LONGEST_TEXT: usize = MOST * (LONGEST_ID + 4);

/// The favorites in a stored text, the oldest first.
pub fn read(text: &str) -> Vec<ShareId> {
    let mut favorites = Vec::new();
    if text.len() > LONGEST_TEXT {
        return favorites;
    }
    let Some(Value::Array(items)) = json::parse(text) else {
        return favorites;
    };
    for item in &items {
        if let Some(share) = id(item)
            && favorites.len() < MOST
            && !favorites.contains(&share)
        {
            favorites.push(share);
        }
    }
    favorites
}

fn id(item: &Value) -> Option<ShareId> {
    let Value::String(text) = item else {
        return None;
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_id = text.len() <= LONGEST_ID && text.bytes().all(is_plain);
    is_id.then(|| ShareId::new(text)).flatten()
}

/// A stored text with a printer added or taken out. An empty one if none is left.
pub fn with(text: &str, share: &ShareId, is_favorite: bool) -> String {
    let mut favorites = read(text);
    favorites.retain(|known| known != share);
    if is_favorite {
        if favorites.len() == MOST {
            favorites.remove(0);
        }
        favorites.push(share.clone());
    }
    if favorites.is_empty() {
        return String::new();
    }
    let items = favorites.iter().map(|share| Value::from(share.as_str()));
    Value::Array(items.collect()).text()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(id: &str) -> ShareId {
        ShareId::new(id).unwrap()
    }

    fn ids(text: &str) -> Vec<String> {
        let favorites = read(text);
        favorites.iter().map(|it| it.as_str().to_owned()).collect()
    }

    #[test]
    fn what_is_written_is_read_again_in_the_same_order() {
        let text = with(&with("", &share("b"), true), &share("a"), true);
        assert_eq!(text, r#"["b","a"]"#);
        assert_eq!(ids(&text), ["b", "a"]);
        assert_eq!(
            with(&with(&text, &share("a"), false), &share("b"), false),
            ""
        );
    }

    #[test]
    fn a_text_that_is_no_list_of_ids_has_no_favorites() {
        let long = format!("[\"{}\"]", "a".repeat(5_000));
        for text in [
            "",
            "{}",
            "[1, null, [\"a\"], {\"id\": \"a\"}]",
            "<html>",
            "[\"a\"",
            &long,
        ] {
            assert_eq!(ids(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_no_id_is_left_out_and_the_rest_counts() {
        let odd = r#"["a", "", " ", ".", "..", "../jobs", "a?b", "<b>", "ä", 7, "a", "b.c-d_E"]"#;
        assert_eq!(ids(odd), ["a", "b.c-d_E"]);
        let long = format!("[\"{}\", \"a\"]", "a".repeat(81));
        assert_eq!(ids(&long), ["a"]);
    }

    #[test]
    fn one_id_in_two_spellings_is_one_favorite() {
        let guid = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";
        let text = format!("[\"{guid}\", \"{}\"]", guid.to_uppercase());
        assert_eq!(ids(&text), [guid]);
        assert_eq!(with(&text, &share(&guid.to_uppercase()), false), "");
    }

    #[test]
    fn beyond_fifty_the_oldest_goes() {
        let mut text = String::new();
        for number in 0..MOST {
            text = with(&text, &share(&number.to_string()), true);
        }
        assert_eq!(read(&text).len(), MOST);
        text = with(&text, &share("new"), true);
        let kept = ids(&text);
        assert_eq!((kept.len(), kept[0].as_str()), (MOST, "1"));
        assert_eq!(kept[MOST - 1], "new");
    }
}
