//! Writes `SHA256SUMS`, which `sha256sum --check` reads, and reads it back.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{STEP, file_names, unsound};
use crate::step_error::StepError;

const FILE: &str = "SHA256SUMS";

/// Writes the checksums of all other files of a directory.
pub(super) fn write(directory: &Path) -> Result<(), StepError> {
    let mut text = String::new();
    for name in file_names(directory)?.iter().filter(|name| *name != FILE) {
        let _ = writeln!(text, "{}  {name}", of(&directory.join(name))?);
    }
    let path = directory.join(FILE);
    fs::write(&path, text).map_err(StepError::at(STEP, &path))
}

/// Sees that the list has every file, and that every file has the checksum of the list.
pub(super) fn verify(directory: &Path) -> Result<(), StepError> {
    const ADVICE: &str = "make the release again, and let nothing else write into its folder";
    let path = directory.join(FILE);
    let text = fs::read_to_string(&path).map_err(StepError::at(STEP, &path))?;
    let mut listed = Vec::new();
    for line in text.lines() {
        let (sum, name) = line.split_once("  ").unwrap_or_default();
        if of(&directory.join(name))? != sum {
            return Err(unsound(
                format!("{name} does not have its checksum"),
                ADVICE,
            ));
        }
        listed.push(name);
    }
    match file_names(directory)?
        .iter()
        .find(|it| *it != FILE && !listed.contains(&it.as_str()))
    {
        Some(missing) => Err(unsound(format!("{missing} has no checksum"), ADVICE)),
        None => Ok(()),
    }
}

fn of(path: &Path) -> Result<String, StepError> {
    let content = fs::read(path).map_err(StepError::at(STEP, path))?;
    let digest = Sha256::digest(content);
    Ok(digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_and_a_new_file_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("a.tgz", "abc");
        write(folder.path()).unwrap();
        let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
        // The example of FIPS 180.
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(text, format!("{sum}  a.tgz\n"));
        verify(folder.path()).unwrap();
        put("b.tgz", "");
        let error = verify(folder.path()).unwrap_err().to_string();
        assert!(error.contains("b.tgz has no checksum"), "{error}");
        fs::remove_file(folder.path().join("b.tgz")).unwrap();
        put("a.tgz", "abd");
        let error = verify(folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("a.tgz does not have its checksum"),
            "{error}"
        );
    }
}
