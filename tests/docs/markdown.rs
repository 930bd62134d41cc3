//! Reads Markdown: links, headings, samples and tables, with their lines.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A part of a page, and the line it begins at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub(crate) line: usize,
    pub(crate) it: T,
}

/// A fenced block of code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    /// What stands behind the fence.
    pub(crate) language: String,
    pub(crate) text: String,
}

/// What the tests ask of a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) links: Vec<At<String>>,
    /// What stands between backticks in a sentence or a cell.
    pub(crate) codes: Vec<At<String>>,
    /// The anchors that GitHub gives the headings.
    pub(crate) anchors: Vec<String>,
    pub(crate) samples: Vec<At<Sample>>,
    /// Each row of a table below the heading it stands under: the cells as they are written.
    pub(crate) rows: Vec<(String, Vec<String>)>,
}

/// Fails, with both differences, if a page does not name exactly what is there.
pub(crate) fn assert_whole(page: &str, told: &BTreeSet<String>, there: &BTreeSet<String>) {
    let missing: Vec<_> = there.difference(told).collect();
    let gone: Vec<_> = told.difference(there).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "{page} lacks {missing:#?} and has too much: {gone:#?}"
    );
}

impl Page {
    pub(crate) fn read(text: &str) -> Self {
        let mut page = Self::default();
        let mut anchors = Anchors::default();
        let mut heading: Option<String> = None;
        let mut section = String::new();
        let mut sample: Option<At<Sample>> = None;
        let mut row: Vec<String> = Vec::new();
        let parser = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
        for (event, range) in parser {
            let line = text[..range.start].matches('\n').count() + 1;
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    let it = dest_url.to_string();
                    page.links.push(At { line, it });
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    let sources = html.split("src=\"").skip(1);
                    let sources = sources.filter_map(|rest| rest.split('"').next());
                    page.links.extend(sources.map(|source| At {
                        line,
                        it: source.to_owned(),
                    }));
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    section = heading.take().unwrap_or_default();
                    page.anchors.push(anchors.of(&section));
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                    let language = language.to_string();
                    let text = String::new();
                    sample = Some(At {
                        line,
                        it: Sample { language, text },
                    });
                }
                Event::End(TagEnd::CodeBlock) => page.samples.extend(sample.take()),
                Event::Start(Tag::TableCell) => row.push(text[range].trim().to_owned()),
                Event::End(TagEnd::TableRow) => {
                    page.rows.push((section.clone(), std::mem::take(&mut row)));
                }
                Event::End(TagEnd::TableHead) => row.clear(),
                Event::Text(words) | Event::Code(words) => {
                    if text[range].starts_with('`') {
                        let it = words.to_string();
                        page.codes.push(At { line, it });
                    }
                    if let Some(heading) = &mut heading {
                        heading.push_str(&words);
                    }
                    if let Some(sample) = &mut sample {
                        sample.it.text.push_str(&words);
                    }
                }
                _ => {}
            }
        }
        page
    }
}

/// Makes the anchors of one page, as GitHub does.
#[derive(Default)]
struct Anchors {
    seen: BTreeMap<String, usize>,
}

impl Anchors {
    /// Lower case; letters, digits, `_` and `-` stay, blanks become `-`. A heading that repeats gets a number.
    fn of(&mut self, heading: &str) -> String {
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        let plain: String = heading.trim().to_lowercase().chars().filter(kept).collect();
        let plain = plain.replace(' ', "-");
        let count = self.seen.entry(plain.clone()).or_default();
        *count += 1;
        match *count {
            1 => plain,
            again => format!("{plain}-{}", again - 1),
        }
    }
}

#[test]
fn a_page_is_taken_apart_with_its_lines() {
    let page = Page::read(
        "# A `b`, c\n\n[one](x.md#y) ![two](z.png)\n\n```toml\na = 1\n```\n\n## A b c\n\n| d | e |\n|---|---|\n| `f` | g |\n",
    );
    let links: Vec<_> = page
        .links
        .iter()
        .map(|link| (link.line, &*link.it))
        .collect();
    assert_eq!(links, [(3, "x.md#y"), (3, "z.png")]);
    assert_eq!(page.anchors, ["a-b-c", "a-b-c-1"]);
    assert_eq!(page.samples[0].line, 5);
    assert_eq!(page.samples[0].it.text, "a = 1\n");
    let cells = vec!["`f`".to_owned(), "g".to_owned()];
    assert_eq!(page.rows, [("A b c".to_owned(), cells)]);
}
