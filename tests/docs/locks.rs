//! Lock files name the public registries, never a mirror of the machine that wrote them.

use crate::files;

/// The addresses from which locked packages may come.
const REGISTRIES: [&str; 2] = [
    "https://github.com/rust-lang/crates.io-index",
    "https://registry.npmjs.org/",
];

/// The members of lock files that say where a package is fetched from.
const MEMBERS: [&str; 2] = ["source = \"registry+", "\"resolved\": \""];

fn addresses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter_map(|(number, line)| {
        let rest = MEMBERS.iter().find_map(|it| line.trim().strip_prefix(it))?;
        Some((number, rest.split('"').next()?))
    })
}

fn is_public(address: &str) -> bool {
    REGISTRIES.iter().any(|it| address.starts_with(it))
}

#[test]
fn lock_files_name_public_registries_alone() {
    let mut mirrors = Vec::new();
    for file in ["Cargo.lock", "package-lock.json"]
        .map(files::ending)
        .concat()
    {
        let text = files::read(&file);
        for (line, address) in addresses(&text) {
            if !is_public(address) {
                mirrors.push(format!("{file}:{line}: {address}"));
            }
        }
    }
    assert!(mirrors.is_empty(), "\n{}", mirrors.join("\n"));
}

#[test]
fn a_mirror_is_found() {
    let text = "source = \"registry+https://mirror.example/index\"\n";
    let found: Vec<_> = addresses(text).collect();
    assert_eq!(found, [(1, "https://mirror.example/index")]);
    assert!(!is_public(found[0].1));
}
