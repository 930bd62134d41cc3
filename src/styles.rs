//! The styles of the widget, without what only people need: comments and white space.
//!
//! They are shortened while the program is compiled, so `style/` stays readable, and an application
//! in Rust needs no further tool.

const WRITTEN: &str = concat!(
    include_str!("../style/tokens.css"),
    include_str!("../style/widget.css")
);

const LENGTH: usize = shorten(WRITTEN.as_bytes(), &mut [0; WRITTEN.len()]);

/// The shortened bytes, and room that is left over. Only [`BYTES`] is in the program.
static SHORTENED: [u8; WRITTEN.len()] = {
    let mut short = [0; WRITTEN.len()];
    shorten(WRITTEN.as_bytes(), &mut short);
    short
};

static BYTES: [u8; LENGTH] = match SHORTENED.first_chunk() {
    Some(bytes) => *bytes,
    None => [0; LENGTH],
};

/// All styles as one sheet.
pub fn sheet() -> &'static str {
    // Only whole characters are left out, so this is text.
    std::str::from_utf8(&BYTES).unwrap_or_default()
}

/// Writes a sheet without comments, and with white space only where it separates something.
/// Returns the length. Quoted text stays as it is.
const fn shorten(mut rest: &[u8], mut into: &mut [u8]) -> usize {
    let mut length = 0;
    let mut last = b'}';
    let mut quoted = false;
    let mut space = false;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte == b'"' {
            quoted = !quoted;
        }
        if !quoted && *byte == b'/' && next(rest) == b'*' {
            while let Some((byte, after)) = rest.split_first() {
                rest = after;
                if *byte == b'*' && next(rest) == b'/' {
                    break;
                }
            }
            if let Some((_, after)) = rest.split_first() {
                rest = after;
            }
            continue;
        }
        if !quoted && byte.is_ascii_whitespace() {
            space = true;
            continue;
        }
        let ends = matches!(*byte, b'{' | b'}' | b';' | b',' | b'>');
        let began = matches!(last, b'{' | b'}' | b';' | b',' | b'>' | b':');
        if space && !ends && !began {
            into = put(b' ', into);
            length += 1;
        }
        space = false;
        into = put(*byte, into);
        length += 1;
        last = *byte;
    }
    length
}

const fn next(rest: &[u8]) -> u8 {
    match rest.first() {
        Some(byte) => *byte,
        None => 0,
    }
}

/// Writes a byte, and returns the room behind it.
const fn put(byte: u8, into: &mut [u8]) -> &mut [u8] {
    match into.split_first_mut() {
        Some((first, rest)) => {
            *first = byte;
            rest
        }
        None => &mut [],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(sheet: &str) -> String {
        let mut bytes = vec![0; sheet.len()];
        let length = shorten(sheet.as_bytes(), &mut bytes);
        bytes.truncate(length);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn comments_and_white_space_that_separates_nothing_are_left_out() {
        assert_eq!(
            short("/* One. */\n.a > .b,\n.c { gap: 4px 8px; margin: 0 }\n/* Two. */\n"),
            ".a>.b,.c{gap:4px 8px;margin:0}"
        );
    }

    #[test]
    fn white_space_that_separates_stays() {
        let rule = "@media (pointer: coarse) {\n  :is(a, b):hover .c { width: calc(1px + 2px) }\n}";
        assert_eq!(
            short(rule),
            "@media (pointer:coarse){:is(a,b):hover .c{width:calc(1px + 2px)}}"
        );
    }

    #[test]
    fn quoted_text_stays_as_it_is() {
        let rule = "[style*=\"display: none; /* x */\"] { content: \"•  \" }";
        assert_eq!(
            short(rule),
            "[style*=\"display: none; /* x */\"]{content:\"•  \"}"
        );
    }

    #[test]
    fn the_sheet_is_whole() {
        let count = |text: &str, sign: char| text.chars().filter(|it| *it == sign).count();
        assert!(sheet().len() > 10_000 && !sheet().contains("/*"));
        for sign in ['{', '}', ':', ';', '"'] {
            let comments = WRITTEN
                .split("/*")
                .skip(1)
                .filter_map(|it| it.split_once("*/"));
            let in_comments: usize = comments.map(|(comment, _)| count(comment, sign)).sum();
            assert_eq!(
                count(sheet(), sign),
                count(WRITTEN, sign) - in_comments,
                "{sign}"
            );
        }
    }
}
