//! Notices that a source of the demo page has changed.
//!
//! It looks at the files of the checkout every half second. They are few, so this costs almost
//! nothing, and it works on every system and file system.

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsStr;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::step_error::StepError;
use crate::workspace;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_millis(500);

/// Folders without sources of the page. Hidden files and folders are left out too.
const NOT_SOURCES: [&str; 8] = [
    "benches",
    "dist",
    "docs",
    "examples",
    "node_modules",
    "target",
    "tests",
    "xtask",
];

/// The files that are watched, and how they were when last looked at.
pub(super) struct Watch {
    root: PathBuf,
    /// cargo's output, which may have any name in the checkout.
    target: PathBuf,
    seen: u64,
}

impl Watch {
    /// Watches the checkout from now on.
    pub(super) fn start() -> Result<Self, StepError> {
        let mut watch = Self {
            root: workspace::root().to_owned(),
            target: workspace::target_directory()?,
            seen: 0,
        };
        watch.catch_up();
        Ok(watch)
    }

    /// Ignores the changes so far.
    pub(super) fn catch_up(&mut self) {
        self.seen = self.look();
    }

    /// Waits until something has changed.
    pub(super) fn wait(&mut self) {
        loop {
            thread::sleep(LOOK);
            let now = self.look();
            if now != self.seen {
                self.seen = now;
                return;
            }
        }
    }

    /// A hash of all files, which any change changes.
    fn look(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.add(&self.root, &mut hasher);
        hasher.finish()
    }

    fn add(&self, directory: &Path, hasher: &mut DefaultHasher) {
        let entries = fs::read_dir(directory).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path == self.target || path.file_name().is_none_or(is_no_source) {
                continue;
            }
            // A file that was just removed is missing from the next look.
            let Ok(metadata) = fs::metadata(&path) else {
                continue;
            };
            if metadata.is_dir() {
                self.add(&path, hasher);
            } else {
                (&path, metadata.len(), metadata.modified().ok()).hash(hasher);
            }
        }
    }
}

fn is_no_source(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || NOT_SOURCES.contains(&name.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_a_source_is_seen_and_no_other() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["js", "out", "tests", ".git"] {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        let watch = Watch {
            root: root.path().to_owned(),
            target: root.path().join("out"),
            seen: 0,
        };
        let mut last = watch.look();
        for (file, is_source) in [
            ("js/element.js", true),
            ("out/program.wasm", false),
            ("tests/card.rs", false),
            (".git/index", false),
            ("index.html", true),
        ] {
            fs::write(root.path().join(file), "text").unwrap();
            let now = watch.look();
            assert_eq!(now != last, is_source, "{file}");
            last = now;
        }
    }
}
