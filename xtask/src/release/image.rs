//! Packs the context from which the gateway's image is built: the repository's files without those that
//! `.dockerignore` leaves out, and the Dockerfile.
//!
//! `docker build --file deploy/docker/Dockerfile - < gateway-image-context.tar.gz` builds the image.

use std::fs;
use std::path::Path;

use super::archive::{self, Entries, Entry};
use super::{STEP, gateway, unsound};
use crate::step_error::StepError;
use crate::workspace;

const ARCHIVE: &str = "gateway-image-context.tar.gz";

const DOCKERFILE: &str = "deploy/docker/Dockerfile";

const IGNORE: &str = ".dockerignore";

/// Packs the context into a directory.
pub(super) fn make(into: &Path) -> Result<(), StepError> {
    let read = |name: &str| {
        let path = workspace::root().join(name);
        fs::read(&path).map_err(StepError::at(STEP, &path))
    };
    let text = |name: &str| Ok::<_, StepError>(String::from_utf8_lossy(&read(name)?).into_owned());
    let patterns = text(IGNORE)?;
    let ignored = Ignored::read(&patterns)?;
    let mut entries = Entries::new();
    for name in gateway::tracked(".")? {
        // Docker reads these two whatever is ignored.
        if [DOCKERFILE, IGNORE].contains(&name.as_str()) || !ignored.has(&name) {
            let content = read(&name)?;
            let is_program = content.starts_with(b"#!");
            entries.insert(
                name,
                Entry {
                    content,
                    is_program,
                },
            );
        }
    }
    if let Some(missing) = missing(&text(DOCKERFILE)?, &entries) {
        return Err(unsound(
            format!("{DOCKERFILE} copies {missing}, which its context lacks"),
            "see .dockerignore",
        ));
    }
    let path = into.join(ARCHIVE);
    let packed = archive::pack_twice(&entries)?;
    fs::write(&path, packed).map_err(StepError::at(STEP, &path))
}

/// What a Dockerfile copies from its context and the context does not have.
fn missing<'a>(dockerfile: &'a str, entries: &Entries) -> Option<&'a str> {
    let has = |path: &str| {
        let folder = format!("{path}/");
        entries
            .keys()
            .any(|name| name == path || name.starts_with(&folder))
    };
    let copies = dockerfile.lines().filter_map(|line| {
        let rest = line.strip_prefix("COPY ")?;
        let (sources, _) = rest.rsplit_once(' ')?;
        (!rest.starts_with("--from=")).then_some(sources)
    });
    copies
        .flat_map(str::split_whitespace)
        .find(|path| !has(path))
}

/// The patterns of `.dockerignore` in the forms that it has here: `*` for all, a path, and `**/NAME`,
/// each also with `!` in front, which takes files in again.
struct Ignored<'a> {
    patterns: Vec<Pattern<'a>>,
}

struct Pattern<'a> {
    is_ignored: bool,
    /// Whether the name may stand in any folder.
    anywhere: bool,
    path: &'a str,
}

impl<'a> Ignored<'a> {
    fn read(text: &'a str) -> Result<Self, StepError> {
        let mut patterns = Vec::new();
        let lines = text.lines().map(str::trim);
        for line in lines.filter(|it| !it.is_empty() && !it.starts_with('#')) {
            let rest = line.strip_prefix('!');
            let is_ignored = rest.is_none();
            let rest = rest.unwrap_or(line);
            let name = rest.strip_prefix("**/");
            let path = name.unwrap_or(rest).trim_matches('/');
            if path != "*" && path.contains(['*', '?', '!', '[']) {
                return Err(unsound(
                    format!("{IGNORE} has the pattern {line:?}, which this command does not know"),
                    "write it as a path or as **/NAME, or teach xtask/src/release/image.rs",
                ));
            }
            let anywhere = name.is_some();
            patterns.push(Pattern {
                is_ignored,
                anywhere,
                path,
            });
        }
        Ok(Self { patterns })
    }

    /// Whether a file is left out. The last pattern that matches it decides.
    fn has(&self, file: &str) -> bool {
        let matches = |it: &&Pattern<'_>| {
            let below = file.strip_prefix(it.path);
            it.path == "*"
                || it.anywhere && file.split('/').any(|part| part == it.path)
                || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.patterns
            .iter()
            .rfind(matches)
            .is_some_and(|it| it.is_ignored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_are_paths_with_all_below_and_names_anywhere() {
        let ignored = Ignored::read("# comment\n.git\n**/node_modules\ntarget/\n").unwrap();
        for file in [
            ".git/config",
            "target/debug/a",
            "a/node_modules/b",
            "node_modules/b",
        ] {
            assert!(ignored.has(file), "{file}");
        }
        for file in [
            ".github/a.yml",
            "src/target/a.rs",
            "targets",
            "a/node_modules.md",
        ] {
            assert!(!ignored.has(file), "{file}");
        }
    }

    #[test]
    fn the_last_pattern_that_matches_decides() {
        let ignored = Ignored::read("*\n!src\n!Cargo.toml\n**/target\n").unwrap();
        for file in ["README.md", "docs/a.md", "src/target/a", "Cargo.toml.orig"] {
            assert!(ignored.has(file), "{file}");
        }
        for file in ["Cargo.toml", "src/a.rs", "src/b/c.rs"] {
            assert!(!ignored.has(file), "{file}");
        }
    }

    #[test]
    fn an_unknown_pattern_is_refused_and_not_passed_over() {
        for pattern in ["*.md", "!*.md", "**/*.log", "a?"] {
            let error = Ignored::read(pattern).err().unwrap().to_string();
            assert!(error.contains(pattern), "{error}");
        }
    }

    #[test]
    fn what_the_dockerfile_copies_must_be_there() {
        let entry = || Entry {
            content: Vec::new(),
            is_program: false,
        };
        let entries = ["Cargo.toml", "src/a.rs"].map(|name| (name.to_owned(), entry()));
        let entries = Entries::from(entries);
        let of = |text| missing(text, &entries);
        assert_eq!(
            of("COPY Cargo.toml ./\nCOPY src src\nCOPY --from=build /x /y\n"),
            None
        );
        assert_eq!(of("COPY Cargo.toml Cargo.lock ./\n"), Some("Cargo.lock"));
        assert_eq!(of("COPY sr sr\n"), Some("sr"));
    }
}
