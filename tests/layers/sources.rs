//! Sources read as text: which paths they name, line by line.
//!
//! This is no parser of Rust: it leaves out comments, follows `crate`, `super`
//! and groups in braces, and takes every path it meets for a use. That errs on
//! the side of finding too much.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below a folder, with their paths from the root.
pub(crate) fn sources(folder: &str) -> Vec<(String, String)> {
    fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    gather(&root().join(folder), &mut files);
    assert!(!files.is_empty(), "{folder} has no sources");
    files.sort();
    let read = |file: PathBuf| {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        (name, fs::read_to_string(file).unwrap())
    };
    files.into_iter().map(read).collect()
}

/// The module in a file of `src`: none for the crate's own root and program.
pub(crate) fn module(file: &str) -> Vec<String> {
    let inner = file.strip_prefix("src/").unwrap();
    let inner = inner.strip_suffix(".rs").unwrap();
    match inner {
        "lib" | "main" => Vec::new(),
        _ => inner.split('/').map(str::to_owned).collect(),
    }
}

/// The lines with their numbers, without comments.
pub(crate) fn code_lines(text: &str) -> Vec<(usize, String)> {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    (1..).zip(text.lines().map(code)).collect()
}

/// What a module uses of its own crate: the line, and the room.
pub(crate) fn uses(text: &str, module: &[String]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, first) in paths(text) {
        let used = match first.split_once("::") {
            Some(("crate" | "print_redirect", name)) => Some(name.to_owned()),
            Some(("super", _)) => {
                let steps = first.matches("super::").count();
                // `super` of a module is its parent; the crate's root has no room.
                let parent = module.len().saturating_sub(steps);
                let name = first.rsplit("::").next().unwrap_or_default();
                let own = module.first().filter(|_| parent > 0).cloned();
                Some(own.unwrap_or_else(|| name.to_owned()))
            }
            _ => None,
        };
        if let Some(used) = used.filter(|used| !used.is_empty()) {
            found.push((line, used));
        }
    }
    found
}

/// Every `crate::name` and `super::name`, groups in braces spelt out.
fn paths(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    // The group that is open, how deep it is, and what it hangs on.
    let mut open: Option<(String, usize)> = None;
    for (line, code) in code_lines(text) {
        let mut rest = code.as_str();
        while !rest.is_empty() {
            if let Some((stem, depth)) = &mut open {
                let word: String = rest.chars().take_while(|c| is_word(*c)).collect();
                if !word.is_empty() {
                    if *depth == 1 {
                        found.push((line, format!("{stem}{word}")));
                    }
                    // The rest of that path is the other room's own affair.
                    let path = |c: char| is_word(c) || c == ':';
                    rest = rest.trim_start_matches(path);
                    continue;
                }
                let mut chars = rest.chars();
                match chars.next() {
                    Some('{') => *depth += 1,
                    Some('}') => *depth -= 1,
                    _ => {}
                }
                let closed = *depth == 0;
                rest = chars.as_str();
                if closed {
                    open = None;
                }
                continue;
            }
            let word: String = rest.chars().take_while(|c| is_word(*c)).collect();
            if word.is_empty() {
                let mut chars = rest.chars();
                chars.next();
                rest = chars.as_str();
                continue;
            }
            rest = &rest[word.len()..];
            if !matches!(word.as_str(), "crate" | "super" | "print_redirect") {
                continue;
            }
            let mut stem = word;
            while let Some(next) = rest.strip_prefix("::") {
                if let Some(group) = next.strip_prefix('{') {
                    open = Some((format!("{stem}::"), 1));
                    rest = group;
                    break;
                }
                let name: String = next.chars().take_while(|c| is_word(*c)).collect();
                rest = &next[name.len()..];
                stem = format!("{stem}::{name}");
                if name != "super" {
                    found.push((line, stem));
                    break;
                }
            }
        }
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The lines that use one of these crates.
pub(crate) fn outsiders(file: &str, text: &str, crates: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (line, code) in code_lines(text) {
        for name in crates {
            let used =
                mentions(&code, &format!("{name}::")) || code.trim() == format!("use {name};");
            if used {
                found.push(format!("{file}:{line}: {name}"));
            }
        }
    }
    found
}

/// Whether a line has this, not as a part of a longer word.
pub(crate) fn mentions(code: &str, what: &str) -> bool {
    let mut starts = code.match_indices(what);
    starts.any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + what.len()..].chars().next();
        let apart = |c: Option<char>| !c.is_some_and(is_word);
        apart(before) && (what.ends_with(':') || apart(after))
    })
}
