//! Reads the tags of a page that mdBook has written: their names, attributes and places.
//!
//! It is no parser for HTML in general. mdBook's pages are well formed, with every value in double
//! quotes.

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// The values by name, with entities as they are written.
    pub(super) attributes: Vec<(&'a str, &'a str)>,
    /// Where the tag ends in the page.
    pub(super) end: usize,
}

impl Tag<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(it, _)| *it == name);
        found.map(|(_, value)| *value)
    }
}

/// All start tags of a page, in order. Comments are left out.
pub(super) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(rest) = html.get(at..) {
        let Some(open) = rest.find('<') else { break };
        let inside = rest.get(open + 1..).unwrap_or_default();
        if let Some(comment) = inside.strip_prefix("!--") {
            let length = comment.find("-->").map_or(comment.len(), |end| end + 3);
            at += open + 4 + length;
            continue;
        }
        at += open + 1;
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let length = length(inside);
        let text = inside.get(..length).unwrap_or_default();
        at += length;
        let (name, attributes) = read(text);
        // Behind `>`.
        let end = at + 1;
        tags.push(Tag {
            name,
            attributes,
            end,
        });
    }
    tags
}

/// How long a tag is, up to the `>` outside of quotes.
fn length(text: &str) -> usize {
    let mut in_quotes = false;
    text.find(|c| {
        in_quotes ^= c == '"';
        c == '>' && !in_quotes
    })
    .unwrap_or(text.len())
}

fn read(text: &str) -> (&str, Vec<(&str, &str)>) {
    let is_between = |c: char| c.is_ascii_whitespace() || c == '/';
    let (name, mut rest) = text.split_once(is_between).unwrap_or((text, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(is_between);
        if rest.is_empty() {
            return (name, attributes);
        }
        let end = rest
            .find(|c: char| c == '=' || is_between(c))
            .unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => match after.strip_prefix('=') {
                Some(plain) => {
                    let end = plain.find(is_between).unwrap_or(plain.len());
                    plain.split_at(end)
                }
                None => ("", after),
            },
        };
        attributes.push((attribute, value));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_their_attributes_and_their_end() {
        let html =
            "<!-- <b> --><a class=\"x > y\" href='#'></a> 1 < 2 <br/><script id=z async>text";
        let tags = tags(html);
        let names: Vec<_> = tags.iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["a", "br", "script"]);
        assert_eq!(tags[0].get("class"), Some("x > y"));
        assert_eq!(tags[2].get("id"), Some("z"));
        assert_eq!(tags[2].get("async"), Some(""));
        assert_eq!(&html[tags[2].end..], "text");
    }
}
