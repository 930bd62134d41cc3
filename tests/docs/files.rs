//! The files of the repository that tests may rely on: those that git tracks or would track.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file, by its path from the root.
pub(crate) fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The paths, from the root, of files that are not ignored and whose names end in this.
pub(crate) fn ending(end: &str) -> Vec<String> {
    let mut found = all();
    found.retain(|file| file.ends_with(end));
    assert!(!found.is_empty(), "no file ends in {end}");
    found
}

/// Without git, as in an unpacked archive, the folders are walked instead.
fn all() -> Vec<String> {
    let listed = Command::new("git")
        .current_dir(root())
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .output();
    let mut files: Vec<String> = match listed {
        Ok(listed) if listed.status.success() => {
            let text = String::from_utf8(listed.stdout).unwrap();
            text.lines().map(str::to_owned).collect()
        }
        _ => walked(),
    };
    // A file that was just deleted is still tracked.
    files.retain(|file| root().join(file).is_file());
    files.sort();
    files
}

fn walked() -> Vec<String> {
    const NOT_OURS: [&str; 4] = ["target", "dist", "node_modules", ".git"];
    fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() && !NOT_OURS.contains(&&*name) {
                gather(&path, files);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    gather(root(), &mut files);
    let name = |path: &PathBuf| {
        let inner = path.strip_prefix(root()).unwrap();
        inner.to_string_lossy().replace('\\', "/")
    };
    files.iter().map(name).collect()
}
