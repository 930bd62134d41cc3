//! Files and tests that the documentation names exist, so that a recipe or a proof never points to what was renamed. The list of
//! end-to-end specs is whole.

use std::collections::BTreeSet;

use crate::files;
use crate::markdown::{Page, assert_whole};

/// The pages for people who work on the tree. The others name files of the package and of host pages as well.
const PAGES: [&str; 6] = [
    "ACCESSIBILITY.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/evidence.md",
    "docs/languages.md",
];

/// Names that stand for a file of the tree by how they end; a folder ends in `/`.
const ENDINGS: [&str; 10] = [
    ".rs", ".js", ".mjs", ".ts", ".css", ".html", ".toml", ".md", ".yml", "/",
];

/// Made by a build, or by whoever follows a recipe.
const NOT_IN_THE_TREE: [&str; 5] = [
    "foo.rs",
    "foo/",
    "locales/TAG.js",
    "node_modules/",
    "RELEASE-NOTES.md",
];

/// Whether a file has this path, or a path that ends in it, or stands in this folder.
fn exists(all: &BTreeSet<String>, name: &str) -> bool {
    let inner = format!("/{name}");
    let within = |file: &str| {
        if name.ends_with('/') {
            file.starts_with(name) || file.contains(&inner)
        } else {
            file == name || file.ends_with(&inner)
        }
    };
    all.iter().any(|file| within(file))
}

#[test]
fn every_file_that_is_named_exists() {
    let all: BTreeSet<String> = files::ending("").into_iter().collect();
    let mut gone = Vec::new();
    for page in PAGES {
        for code in Page::read(&files::read(page)).codes {
            let name = code.it.as_str();
            let is_name = ENDINGS.iter().any(|it| name.ends_with(it))
                && !name.starts_with('/')
                && !name.contains([' ', '*', ':', '…']);
            if is_name && !NOT_IN_THE_TREE.contains(&name) && !exists(&all, name) {
                gone.push(format!("{page}:{}: {name}", code.line));
            }
        }
    }
    assert!(gone.is_empty(), "\n{}", gone.join("\n"));
}

#[test]
fn every_test_that_shows_accessibility_exists() {
    let specs = files::ending(".spec.mjs").into_iter();
    let specs: String = specs.map(|file| files::read(&file)).collect();
    let titles: Vec<&str> = specs
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test("))
        .collect();
    let page = files::read("ACCESSIBILITY.md");
    let mut shown = page.split('"').skip(1).step_by(2).peekable();
    assert!(shown.peek().is_some());
    let mut gone = Vec::new();
    for name in shown {
        // `…` stands for what differs from test to test.
        let found = titles.iter().any(|title| {
            let mut rest = *title;
            name.split('…')
                .map(str::trim)
                .all(|part| match rest.split_once(part) {
                    Some((_, after)) => {
                        rest = after;
                        true
                    }
                    None => false,
                })
        });
        if !found {
            gone.push(name);
        }
    }
    assert_eq!(gone, [""; 0], "no test of tests/e2e has these titles");
}

#[test]
fn every_end_to_end_spec_has_a_row() {
    const PAGE: &str = "tests/e2e/README.md";
    let specs: BTreeSet<String> = files::ending(".spec.mjs")
        .iter()
        .filter_map(|file| file.strip_prefix("tests/e2e/")?.strip_suffix(".spec.mjs"))
        .map(str::to_owned)
        .collect();
    let rows = Page::read(&files::read(PAGE)).rows.into_iter();
    let told: BTreeSet<String> = rows
        .filter(|(section, _)| section == "What each spec protects")
        .map(|(_, row)| row[0].trim_matches('`').to_owned())
        .collect();
    assert_whole(PAGE, &told, &specs);
}

#[test]
fn the_size_of_the_package_is_the_same_on_each_page() {
    let evidence = Page::read(&files::read("docs/evidence.md")).rows;
    let (_, row) = evidence.iter().find(|(_, row)| row[0] == "all").unwrap();
    let told = format!("{} bytes compressed with brotli", row[1]);
    assert!(
        files::read("README.md").contains(&told),
        "README.md does not say \"{told}\", as docs/evidence.md does"
    );
}
