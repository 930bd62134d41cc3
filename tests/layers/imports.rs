//! Finds the paths that a Rust file names, in `use` items and everywhere else.
//!
//! The file is read as tokens, so comments and strings do not count and the arguments of macros do.
//! A path starts with a crate's name, `crate`, `self`, `super` or a child module; the last four are
//! resolved to a path from the crate's root. Whether a name exists is left to the compiler.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path in a file, and the line it starts on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    pub(crate) line: usize,
    pub(crate) path: Path,
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Path {
    /// Names from the root of the file's own crate.
    Own(Vec<String>),
    /// Another crate by its name, or a name that stands alone.
    Other(String),
}

/// Where a file is in its crate.
#[derive(Clone)]
pub(crate) struct Position<'a> {
    /// The names of its module, from the crate's root.
    pub(crate) module: Vec<String>,
    /// The name by which the crate's program imports its library.
    pub(crate) library: &'a str,
    /// The names of the modules that are files below it.
    pub(crate) children: Vec<String>,
}

impl Position<'_> {
    /// `main`, if the file belongs to the crate's program and not to its library.
    fn program_root(&self) -> Option<String> {
        let first = self.module.first()?;
        (first == "main").then(|| first.clone())
    }
}

/// Every path in a file, in the order of the text.
pub(crate) fn imports(text: &str, position: &Position<'_>) -> Vec<Import> {
    let tokens: TokenStream = text.parse().expect("a source that compiles has tokens");
    let mut found = Vec::new();
    read(tokens, position, &mut found);
    found
}

fn read(tokens: TokenStream, position: &Position<'_>, found: &mut Vec<Import>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if is_test_attribute(&tokens[at..]) {
            at = after_item(&tokens, at);
        } else if let Some(inner) = inner_module(&tokens[at..]) {
            let mut inside = position.clone();
            inside.module.push(inner.name);
            inside.children.clear();
            read(inner.body, &inside, found);
            at += 3;
        } else if starts_path(&tokens, at) {
            at = read_path(&tokens, at, &[], position, found);
        } else {
            if let TokenTree::Group(group) = token
                && !is_visibility(&group.stream())
            {
                read(group.stream(), position, found);
            }
            at += 1;
        }
    }
}

/// `#[cfg(test)]`, which is followed by what only tests see.
fn is_test_attribute(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = tokens else {
        return false;
    };
    hash.as_char() == '#' && attribute.stream().to_string().replace(' ', "") == "cfg(test)"
}

/// The place after the item that starts here: after its braces or its semicolon.
fn after_item(tokens: &[TokenTree], start: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    };
    let length = tokens[start..].iter().position(ends);
    length.map_or(tokens.len(), |length| start + length + 1)
}

struct InnerModule {
    name: String,
    body: TokenStream,
}

/// `mod name { … }`.
fn inner_module(tokens: &[TokenTree]) -> Option<InnerModule> {
    match tokens {
        [
            TokenTree::Ident(word),
            TokenTree::Ident(name),
            TokenTree::Group(body),
            ..,
        ] if word == "mod" => Some(InnerModule {
            name: name.to_string(),
            body: body.stream(),
        }),
        _ => None,
    }
}

/// `(in path)` after `pub`: it says who may see, not what is used.
fn is_visibility(tokens: &TokenStream) -> bool {
    let first = tokens.clone().into_iter().next();
    matches!(first, Some(TokenTree::Ident(word)) if word == "in")
}

/// A name that is followed by `::`, or stands alone after `use`.
fn starts_path(tokens: &[TokenTree], at: usize) -> bool {
    if !matches!(tokens.get(at), Some(TokenTree::Ident(_))) {
        return false;
    }
    let after_use = at > 0 && matches!(&tokens[at - 1], TokenTree::Ident(word) if word == "use");
    is_separator(tokens, at + 1) || after_use
}

fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    let colon =
        |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(it)) if it.as_char() == ':');
    colon(at) && colon(at + 1)
}

/// Reads one path, with every branch of a group in braces, and gives the place after it.
fn read_path(
    tokens: &[TokenTree],
    start: usize,
    stem: &[(String, usize)],
    position: &Position<'_>,
    found: &mut Vec<Import>,
) -> usize {
    let mut names = stem.to_vec();
    let mut at = start;
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(name)) => {
                names.push((name.to_string(), name.span().start().line));
                at += 1;
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let branches: Vec<TokenTree> = group.stream().into_iter().collect();
                // What follows a path in its branch is `as name`, which renames what was read.
                for branch in branches.split(is_comma).filter(|branch| !branch.is_empty()) {
                    read_path(branch, 0, &names, position, found);
                }
                return at + 1;
            }
            _ => break,
        }
        if !is_separator(tokens, at) {
            break;
        }
        at += 2;
    }
    found.extend(resolve(&names, position));
    at
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn resolve(names: &[(String, usize)], position: &Position<'_>) -> Option<Import> {
    let line = names.last()?.1;
    let mut names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let first = *names.first()?;
    let is_relative =
        matches!(first, "self" | "super") || position.children.iter().any(|it| it == first);
    let path = if first == "crate" || first == position.library {
        names.remove(0);
        // `crate::name::{self}` is `crate::name`.
        names.retain(|name| *name != "self");
        let own = names.into_iter().map(str::to_owned);
        // In the program's files, `crate` is the program.
        let root = (first == "crate")
            .then(|| position.program_root())
            .flatten();
        Path::Own(root.into_iter().chain(own).collect())
    } else if is_relative {
        let mut own = position.module.clone();
        for name in names {
            match name {
                "self" => {}
                "super" => drop(own.pop()),
                name => own.push(name.to_owned()),
            }
        }
        Path::Own(own)
    } else {
        Path::Other(first.to_owned())
    };
    Some(Import { line, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, String)> {
        let position = Position {
            module: vec!["flow".to_owned(), "view".to_owned()],
            library: "print_redirect",
            children: vec!["jobs".to_owned()],
        };
        let text_of = |path| match path {
            Path::Own(names) => names.join("/"),
            Path::Other(name) => format!("::{name}"),
        };
        let found = imports(text, &position).into_iter();
        found.map(|it| (it.line, text_of(it.path))).collect()
    }

    fn named(line: usize, path: &str) -> (usize, String) {
        (line, path.to_owned())
    }

    #[test]
    fn every_spelling_of_an_import_is_found() {
        let text = "\
use crate::{\n    text::Message,\n    ui::{self, screen as stage},\n};
use super::state::State;
pub use jobs::Row;
use web_sys;
pub(in crate::flow) fn f() -> leptos::View { vec![print_redirect::browser::clock::now()] }
";
        let expected = [
            named(2, "text/Message"),
            named(3, "ui"),
            named(3, "ui/screen"),
            named(5, "flow/state/State"),
            named(6, "flow/view/jobs/Row"),
            named(7, "::web_sys"),
            named(8, "::leptos"),
            named(8, "browser/clock/now"),
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn crate_in_a_program_is_the_program() {
        let position = Position {
            module: vec!["main".to_owned(), "serve".to_owned()],
            library: "gateway",
            children: Vec::new(),
        };
        let found = imports("use crate::error::E; use gateway::clock::Clock;", &position);
        let own = |names: [&str; 3]| Path::Own(names.map(str::to_owned).to_vec());
        assert_eq!(found[0].path, own(["main", "error", "E"]));
        assert_eq!(
            found[1].path,
            Path::Own(vec!["clock".to_owned(), "Clock".to_owned()])
        );
    }

    #[test]
    fn comments_strings_and_unit_tests_are_not_read() {
        let text = "\
//! crate::ui
/// [`crate::ui`]
const A: &str = \"crate::ui\"; // crate::ui
#[cfg(test)]
mod tests { use crate::host; }
mod inner { use super::super::calls; }
";
        assert_eq!(found(text), [named(6, "flow/calls")]);
    }
}
