//! Takes the release's notes from `CHANGELOG.md`: the section of the version.

use std::fs;
use std::path::Path;

use super::{STEP, unsound};
use crate::step_error::StepError;

/// The name of the file with the notes.
const NOTES: &str = "RELEASE-NOTES.md";

/// The section of what is not released yet.
const UNRELEASED: &str = "Unreleased";

/// Writes the notes. Before the version is tagged, what is not released yet may stand for its section.
pub(super) fn write_notes(
    root: &Path,
    version: &str,
    is_tagged: bool,
    into: &Path,
) -> Result<(), StepError> {
    let path = root.join("CHANGELOG.md");
    let text = fs::read_to_string(&path).map_err(StepError::at(STEP, &path))?;
    let unreleased = section(&text, UNRELEASED).filter(|it| !it.is_empty() && !is_tagged);
    if unreleased.is_some() {
        println!(
            "The notes are the section \"{UNRELEASED}\" of CHANGELOG.md; it is renamed to the version before the tag is made."
        );
    }
    let notes = unreleased
        .or_else(|| section(&text, version))
        .filter(|it| !it.is_empty())
        .ok_or_else(|| {
            unsound(
                format!("CHANGELOG.md has no section for {version}"),
                "rename its section Unreleased to the version and the date",
            )
        })?;
    let path = into.join(NOTES);
    fs::write(&path, format!("{notes}\n")).map_err(StepError::at(STEP, &path))
}

/// What stands under the heading of a version: `## 1.2.3 - 2026-01-31`, also with brackets.
fn section(changelog: &str, version: &str) -> Option<String> {
    let is_heading = |line: &&str| line.starts_with("## ");
    let mut lines = changelog.lines().skip_while(|line| {
        let heading = line.strip_prefix("## ").unwrap_or_default();
        let name = heading.split(' ').next().unwrap_or_default();
        name.trim_matches(['[', ']']) != version
    });
    lines.next()?;
    let lines: Vec<&str> = lines.take_while(|line| !is_heading(line)).collect();
    Some(lines.join("\n").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGELOG: &str = "# Changelog\n\n## Unreleased\n\n### Added\n\n- New.\n\n## [1.2.0] - 2026-02-01\n\n- Two.\n\n## 1.2.0-rc.1 - 2026-01-01\n\n- One.\n";

    fn notes(changelog: &str, version: &str, is_tagged: bool) -> Result<String, String> {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("CHANGELOG.md"), changelog).unwrap();
        write_notes(root.path(), version, is_tagged, root.path()).map_err(|it| it.to_string())?;
        Ok(fs::read_to_string(root.path().join(NOTES)).unwrap())
    }

    #[test]
    fn a_section_ends_at_the_next_version() {
        assert_eq!(section(CHANGELOG, "1.2.0").unwrap(), "- Two.");
        assert_eq!(section(CHANGELOG, "1.2.0-rc.1").unwrap(), "- One.");
        assert_eq!(section(CHANGELOG, "1.2"), None);
    }

    #[test]
    fn a_tagged_version_needs_its_own_section() {
        assert_eq!(
            notes(CHANGELOG, "1.3.0", false).unwrap(),
            "### Added\n\n- New.\n"
        );
        assert_eq!(notes(CHANGELOG, "1.2.0", true).unwrap(), "- Two.\n");
        let refused = notes(CHANGELOG, "1.3.0", true).unwrap_err();
        assert!(refused.contains("no section for 1.3.0"), "{refused}");
    }
}
