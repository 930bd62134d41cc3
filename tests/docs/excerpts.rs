//! Samples that say which file of `examples/` they are from are still in that file.
//!
//! Such a sample has the comment `<!-- from examples/… -->` on the line before it. The examples are
//! compiled and run by the end-to-end tests, so what the page shows has been run.

use crate::files;

const FROM: &str = "<!-- from ";

/// A sample that names its file.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt {
    line: usize,
    file: String,
    text: Vec<String>,
}

fn excerpts(page: &str) -> Vec<Excerpt> {
    let mut found = Vec::new();
    let mut lines = (1..).zip(page.lines());
    while let Some((line, text)) = lines.next() {
        let comment = text.trim_start();
        let Some(file) = comment
            .strip_prefix(FROM)
            .and_then(|it| it.strip_suffix(" -->"))
        else {
            continue;
        };
        // In a list, comment and sample are indented.
        let indent = &text[..text.len() - comment.len()];
        let inner = |line: &str| {
            line.strip_prefix(indent)
                .unwrap_or(line)
                .trim_end()
                .to_owned()
        };
        let opened = lines
            .next()
            .is_some_and(|(_, fence)| inner(fence).starts_with("```"));
        assert!(opened, "line {line}: a sample has to follow");
        let sample = lines.by_ref().map(|(_, text)| inner(text));
        found.push(Excerpt {
            line,
            file: file.to_owned(),
            text: sample.take_while(|text| text != "```").collect(),
        });
    }
    found
}

/// Whether these lines stand in a file one after the other, all of them as far indented or farther.
fn stand_in(sample: &[String], file: &str) -> bool {
    let lines: Vec<&str> = file.lines().map(str::trim_end).collect();
    let wanted = sample.len();
    wanted > 0
        && lines.windows(wanted).any(|part| {
            let indent = part[0].len().saturating_sub(sample[0].len());
            part.iter().zip(sample).all(|(line, wanted)| {
                let (spaces, rest) = line.split_at_checked(indent).unwrap_or((line, ""));
                spaces.trim().is_empty() && rest == wanted
            })
        })
}

#[test]
fn samples_from_an_example_are_what_the_example_has() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for page in files::ending(".md") {
        for excerpt in excerpts(&files::read(&page)) {
            count += 1;
            if !stand_in(&excerpt.text, &files::read(&excerpt.file)) {
                wrong.push(format!("{page}:{}: {}", excerpt.line, excerpt.file));
            }
        }
    }
    assert!(count > 0, "no page has a sample from an example");
    assert!(
        wrong.is_empty(),
        "not in the example:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_sample_that_differs_from_its_example_is_found() {
    let page = "1. a\n\n  <!-- from examples/a.ts -->\n  ```ts\n  one();\n    two();\n  ```\n";
    let found = excerpts(page);
    let text = vec!["one();".to_owned(), "  two();".to_owned()];
    assert_eq!(found[0].file, "examples/a.ts");
    assert_eq!(found[0].text, text);
    assert!(stand_in(&text, "zero();\n  one();\n    two();\n"));
    assert!(!stand_in(&text, "one();\ntwo();\n"));
    assert!(!stand_in(&text, "one();\n  three();\n"));
    assert!(!stand_in(&[], "one();\n"));
}
