//! Relative links and anchors lead somewhere, and README stays a front door.

use std::path::{Component, Path, PathBuf};

use crate::files;
use crate::markdown::Page;

/// The most lines that a front door has.
const LONGEST_README: usize = 150;

#[test]
fn every_relative_link_leads_to_a_file_and_an_anchor() {
    let mut dead = Vec::new();
    for file in files::ending(".md") {
        let page = Page::read(&files::read(&file));
        for link in &page.links {
            if let Err(why) = follow(&file, &page, &link.it) {
                dead.push(format!("{file}:{}: {} {why}", link.line, link.it));
            }
        }
    }
    assert!(dead.is_empty(), "\n{}", dead.join("\n"));
}

#[test]
fn a_link_to_nowhere_is_found() {
    let page = Page::read("# Here\n");
    let file = "docs/here.md";
    assert_eq!(
        follow(file, &page, "nowhere.md"),
        Err("is no file of the tree")
    );
    assert_eq!(
        follow(file, &page, "../../outside.md"),
        Err("is no file of the tree")
    );
    assert_eq!(follow(file, &page, "#there"), Err("has no such heading"));
    assert_eq!(
        follow(file, &page, "../README.md#nothing-of-this"),
        Err("has no such heading")
    );
    assert_eq!(follow(file, &page, "#here"), Ok(()));
    assert_eq!(follow(file, &page, "../README.md"), Ok(()));
}

#[test]
fn the_front_door_is_short() {
    let lines = files::read("README.md").lines().count();
    assert!(lines <= LONGEST_README, "README.md has {lines} lines");
}

/// Passes where a link leads out of the repository, or to what is there.
fn follow(file: &str, page: &Page, link: &str) -> Result<(), &'static str> {
    if link.contains("://") || link.starts_with("mailto:") {
        return Ok(());
    }
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (link, None),
    };
    let has = |page: &Page, anchor: &str| page.anchors.iter().any(|it| it == anchor);
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let found = match anchor {
        Some(anchor) if path.is_empty() => has(page, anchor),
        Some(anchor) => {
            let target = within(&folder.join(path)).ok_or("is no file of the tree")?;
            let text = std::fs::read_to_string(files::root().join(target));
            has(
                &Page::read(&text.map_err(|_| "is no file of the tree")?),
                anchor,
            )
        }
        None => {
            let target = within(&folder.join(path)).map(|target| files::root().join(target));
            return match target {
                Some(target) if target.exists() => Ok(()),
                _ => Err("is no file of the tree"),
            };
        }
    };
    if found {
        Ok(())
    } else {
        Err("has no such heading")
    }
}

/// The path without `..`, unless it leads out of the repository.
fn within(path: &Path) -> Option<PathBuf> {
    let mut inner = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => inner.push(name),
            Component::ParentDir => {
                if !inner.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(inner)
}
