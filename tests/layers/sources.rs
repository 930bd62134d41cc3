//! The Rust files of a crate, each with its place and the paths it names.

use std::fs;
use std::path::{Path, PathBuf};

use crate::imports::{Import, Position, imports};

/// One Rust file.
pub(crate) struct Source {
    /// The file's path from the repository's root, with `/` between folders.
    pub(crate) file: String,
    /// The names of its module, from the crate's root; a program's root is called `main`.
    pub(crate) module: Vec<String>,
    pub(crate) imports: Vec<Import>,
    pub(crate) text: String,
}

/// Every file of the crate whose sources are in `folder`. `library` is the name by which the
/// crate's program imports its library.
pub(crate) fn sources(folder: &str, library: &str) -> Vec<Source> {
    let files = rust_files(folder);
    let modules: Vec<Vec<String>> = files.iter().map(|file| module(folder, file)).collect();
    let place = |module: &Vec<String>| Position {
        module: module.clone(),
        library,
        children: (modules.iter())
            .filter(|other| {
                other
                    .split_last()
                    .is_some_and(|(_, parent)| parent == module)
            })
            .filter_map(|child| child.last().cloned())
            .collect(),
    };
    let read = |(file, module): (&String, &Vec<String>)| {
        let text = fs::read_to_string(root().join(file)).unwrap();
        Source {
            file: file.clone(),
            module: module.clone(),
            imports: imports(&text, &place(module)),
            text,
        }
    };
    files.iter().zip(&modules).map(read).collect()
}

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files in a folder and below, by their paths from the root.
pub(crate) fn rust_files(folder: &str) -> Vec<String> {
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
    let from_root = |file: PathBuf| {
        let names = file.strip_prefix(root()).unwrap().components();
        let names: Vec<_> = names.map(|it| it.as_os_str().to_string_lossy()).collect();
        names.join("/")
    };
    let mut files: Vec<String> = files.into_iter().map(from_root).collect();
    files.sort();
    files
}

fn module(folder: &str, file: &str) -> Vec<String> {
    let inner = file.strip_prefix(folder).unwrap().trim_start_matches('/');
    match inner.strip_suffix(".rs").unwrap() {
        "lib" => Vec::new(),
        inner => inner.split('/').map(str::to_owned).collect(),
    }
}
