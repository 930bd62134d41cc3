//! `docs/troubleshooting.md` lists every code that a page or a user can get, with the words that the user reads.

use std::collections::BTreeSet;

use crate::files;
use crate::markdown::{Page, assert_whole};

/// The section about codes that the gateway answers; all others are about the widget's.
const OF_GATEWAY: &str = "Codes of the gateway";

/// The rows: a code, and what the user reads or the code means.
fn documented(of_gateway: bool) -> Vec<(String, String)> {
    let mut rows = Page::read(&files::read("docs/troubleshooting.md")).rows;
    rows.retain(|(section, _)| (section == OF_GATEWAY) == of_gateway);
    let rows = rows.into_iter().map(|(_, row)| row);
    rows.map(|row| (row[0].trim_matches('`').to_owned(), row[1].clone()))
        .collect()
}

/// The codes of the program and of the shell.
fn declared() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for file in files::ending(".rs") {
        if file.starts_with("src/flow") {
            let text = files::read(&file);
            // Tests may name what does not exist.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            if code.contains("Problem") {
                codes.extend(of_program(code, &text));
            }
        }
    }
    for file in files::ending(".js") {
        if file.starts_with("js/") {
            codes.extend(of_shell(&files::read(&file)));
        }
    }
    codes
}

/// A code stands before the message that the user reads, or before the choice of one: as text, or as a constant of this or
/// another file.
fn of_program(code: &str, whole: &str) -> Vec<String> {
    let code = code.replace("match ", "Message::");
    let before_message = code.split("Message::").map(str::trim_end);
    let candidates = before_message.filter_map(|before| before.strip_suffix(','));
    let candidates = candidates.filter_map(|before| {
        let name = before.rsplit(['(', ' ', '\n']).next()?;
        if let Some(text) = name.strip_suffix('"') {
            return Some(text.trim_start_matches('"').to_owned());
        }
        let is_constant =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        is_constant.then(|| constant(name, whole))
    });
    candidates.filter(|it| is_code(it)).collect()
}

/// The text of a constant, looked for in this file and then in all.
fn constant(name: &str, whole: &str) -> String {
    let marker = format!("const {name}: &str = \"");
    let find = |text: &str| {
        let (_, rest) = text.split_once(&marker)?;
        Some(rest.split('"').next()?.to_owned())
    };
    find(whole)
        .or_else(|| {
            files::ending(".rs")
                .iter()
                .find_map(|file| find(&files::read(file)))
        })
        .unwrap_or_else(|| panic!("{name} has no text"))
}

/// The shell names a code where it fails, or gives an event its detail.
fn of_shell(text: &str) -> Vec<String> {
    const MARKS: [&str; 4] = ["NotStarted(", "fail(", "code:", "code ="];
    let after_mark = text.lines().filter_map(|line| {
        let starts = MARKS.iter().filter_map(|mark| line.find(mark));
        line.get(starts.min()?..)
    });
    let quoted = after_mark.flat_map(|line| line.split('\'').skip(1).step_by(2));
    quoted.filter(|it| is_code(it)).map(str::to_owned).collect()
}

/// Codes are in camel case, of letters alone.
fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_alphabetic())
}

/// The sentences of the program and of the shell, with `…` for what is filled in.
fn sentences() -> BTreeSet<String> {
    let program = files::read("src/text/english.rs");
    let program = program.lines().filter_map(|line| {
        let (_, rest) = line.split_once("\": \"")?;
        Some(filled(rest.split("\";").next()?))
    });
    let shell = files::read("js/words.js");
    let shell = shell.lines().filter_map(|line| {
        let (_, rest) = line.split_once(": ")?;
        // A text with an apostrophe stands in double quotation marks.
        let quote = ['\'', '"'].into_iter().find(|it| rest.starts_with(*it))?;
        let text = rest.strip_prefix(quote)?.strip_suffix(',')?;
        Some(text.strip_suffix(quote)?.to_owned())
    });
    program.chain(shell).collect()
}

fn filled(sentence: &str) -> String {
    let mut parts = sentence.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.split_once('}').map_or(part, |(_, rest)| rest);
        format!("{text}…{rest}")
    })
}

#[test]
fn every_code_is_documented_and_every_documented_code_exists() {
    // Not a problem but a diagnostic: it is explained below the tables.
    const NO_PROBLEM: &str = "languageUnavailable";
    let declared = declared();
    let mut documented: BTreeSet<String> = documented(false)
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    assert!(files::read("docs/troubleshooting.md").contains(NO_PROBLEM));
    documented.insert(NO_PROBLEM.to_owned());
    assert_whole("docs/troubleshooting.md", &documented, &declared);
}

/// The codes of all refusals are in one file.
#[test]
fn every_code_of_the_gateway_is_documented_and_exists() {
    let text = files::read("crates/gateway/src/refusal/code.rs");
    let (_, list) = text.split_once("\ncodes! {").unwrap();
    let quoted = list.split('"').skip(1).step_by(2);
    let declared: BTreeSet<String> = quoted.map(str::to_owned).collect();
    let documented = documented(true).into_iter();
    let documented: BTreeSet<String> = documented.map(|(code, _)| code).collect();
    assert_eq!(documented, declared);
}

#[test]
fn the_user_reads_what_the_documentation_says() {
    let sentences = sentences();
    let rows = documented(false).into_iter();
    let wrong: Vec<_> = rows
        .filter(|(_, words)| !sentences.contains(words))
        .collect();
    assert!(wrong.is_empty(), "no sentence of the widget: {wrong:#?}");
}

#[test]
fn codes_are_found_as_text_and_as_constants() {
    let code = "plain(\"oneThing\", Message::one(), advice)\n(\n    OTHER,\n    Message::two(),\n)\n\
                (\n    \"third\",\n    match why {";
    let whole = format!("const OTHER: &str = \"otherThing\";\n{code}");
    assert_eq!(
        of_program(code, &whole),
        ["oneThing", "otherThing", "third"]
    );
    let shell = "tell('event', { code: 'fourth' });\nconst name = 'fifth';";
    assert_eq!(of_shell(shell), ["fourth"]);
}
