//! Writes `THIRD-PARTY-NOTICES.txt`: the licences of the crates that a program is made of.
//!
//! Licences such as MIT require their text and copyright line in every copy, also in a compiled one.
//! A text that several crates share is printed once, below their names. For a crate without a
//! licence file its authors and the name of its licence are printed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::crates::Crate;
use super::{STEP, files_in};
use crate::step_error::StepError;

pub(crate) const FILE: &str = "THIRD-PARTY-NOTICES.txt";

const RULE: &str =
    "\n--------------------------------------------------------------------------------\n\n";

const OPENING: &str = "\
 is made of the crates below, and of the Rust standard library
(The Rust Project contributors, MIT OR Apache-2.0).
";

const CLOSING: &str = "\
These ship no such file. The words of their licences are those of LICENSE-MIT and LICENSE-APACHE.
";

/// How the files that hold a licence begin.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];

/// Writes the file into a package, in which `program` is the name of the program's file.
pub(crate) fn write(program: &str, crates: &[Crate], package: &Path) -> Result<(), StepError> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut without = Vec::new();
    for it in crates.iter().filter(|it| !it.is_ours) {
        let found = texts_of(&it.directory)?;
        let name = format!("{} {}", it.name, it.version);
        if found.is_empty() {
            without.push(it);
        }
        for text in found {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let path = package.join(FILE);
    fs::write(&path, compose(program, &texts, &without)).map_err(StepError::at(STEP, &path))
}

/// The texts in the files of a crate, each once.
fn texts_of(directory: &Path) -> Result<Vec<String>, StepError> {
    let mut texts = Vec::new();
    for path in files_in(directory)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if NAMES
            .iter()
            .any(|start| name.to_uppercase().starts_with(start))
        {
            let text = fs::read_to_string(&path).map_err(StepError::at(STEP, &path))?;
            let text = text.replace("\r\n", "\n").trim().to_owned();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    Ok(texts)
}

fn compose(program: &str, texts: &BTreeMap<String, Vec<String>>, without: &[&Crate]) -> String {
    let mut notices = format!("{program}{OPENING}");
    let mut by_crate: Vec<_> = texts.iter().collect();
    by_crate.sort_by_key(|(_, names)| *names);
    for (text, names) in by_crate {
        let _ = write!(notices, "{RULE}{}\n\n{text}\n", names.join("\n"));
    }
    if !without.is_empty() {
        let _ = writeln!(notices, "{RULE}{CLOSING}");
    }
    for it in without {
        let licence = it.licence.as_deref().unwrap_or("no licence named");
        let authors = match &it.authors[..] {
            [] => "its authors".to_owned(),
            some => some.join(", "),
        };
        let _ = writeln!(
            notices,
            "{} {}: copyright {authors}; {licence}",
            it.name, it.version
        );
    }
    notices
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn of(name: &str, directory: &Path) -> Crate {
        Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: Some("MIT".to_owned()),
            authors: vec!["Ada".to_owned()],
            directory: directory.to_owned(),
            is_program: false,
            is_ours: false,
            needs: BTreeSet::new(),
        }
    }

    #[test]
    fn each_text_is_printed_once_and_each_crate_is_named() {
        let folders = [(); 4].map(|()| tempfile::tempdir().unwrap());
        let [one, two, bare, ours] = &folders;
        fs::write(one.path().join("LICENSE-MIT"), "Permission\r\nis granted\n").unwrap();
        fs::write(one.path().join("README.md"), "no licence").unwrap();
        fs::write(two.path().join("license.md"), "Permission\nis granted").unwrap();
        fs::write(two.path().join("NOTICE"), "Copyright Bob").unwrap();
        let mut own = of("own", ours.path());
        own.is_ours = true;
        let package = tempfile::tempdir().unwrap();
        let crates = [
            of("a", one.path()),
            of("b", two.path()),
            of("c", bare.path()),
            own,
        ];
        write("program", &crates, package.path()).unwrap();
        let notices = fs::read_to_string(package.path().join(FILE)).unwrap();
        assert_eq!(notices.matches("Permission").count(), 1);
        assert!(notices.contains("a 1.0.0\nb 1.0.0\n\nPermission\nis granted\n"));
        assert!(notices.contains("b 1.0.0\n\nCopyright Bob\n"));
        assert!(notices.contains("c 1.0.0: copyright Ada; MIT\n"));
        assert!(!notices.contains("own") && !notices.contains("no licence"));
    }
}
