//! Makes names harmless, which come from documents and printers and may hold anything.

/// A name as it is drawn. Characters that turn what is written behind them are left out, and one
/// that breaks a line is a space.
/// The marks U+200E, U+200F and U+061C stay. People write them, and they do not reach out of a name
/// that is isolated.
pub(super) fn harmless(name: &str) -> String {
    let kept = |c: char| match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => None,
        '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => Some(' '),
        c => Some(c),
    };
    name.chars().filter_map(kept).collect()
}

/// Whether a text has a character that runs from right to left, or that changes the direction.
pub(super) fn turns(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}
