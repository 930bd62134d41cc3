//! Packs files into a `.tar.gz`, so that the same files give the same bytes, and unpacks it.
//!
//! Entries are in the order of their names. They have no owner, and npm's time for all files.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};

use super::{STEP, unsound};
use crate::step_error::StepError;

/// The time that npm gives every file: 1985-10-26.
const TIME: u64 = 499_162_500;

/// A file of an archive.
pub(super) struct Entry {
    pub(super) content: Vec<u8>,
    pub(super) is_program: bool,
}

/// The files of an archive, by their paths with `/`.
pub(super) type Entries = BTreeMap<String, Entry>;

/// Packs twice, and refuses archives that differ.
pub(super) fn pack_twice(entries: &Entries) -> Result<Vec<u8>, StepError> {
    let pack = || pack(entries).map_err(StepError::at(STEP, Path::new("an archive")));
    let packed = pack()?;
    if packed == pack()? {
        return Ok(packed);
    }
    Err(unsound(
        "the same files were packed with different bytes",
        "see xtask/src/release/archive.rs",
    ))
}

fn pack(entries: &Entries) -> io::Result<Vec<u8>> {
    let gzip = GzBuilder::new().write(Vec::new(), Compression::best());
    let mut archive = tar::Builder::new(gzip);
    for (name, entry) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(entry.content.len() as u64);
        header.set_mode(if entry.is_program { 0o755 } else { 0o644 });
        header.set_mtime(TIME);
        header.set_uid(0);
        header.set_gid(0);
        archive.append_data(&mut header, name, entry.content.as_slice())?;
    }
    archive.into_inner()?.finish()
}

pub(super) fn unpack(archive: &[u8], into: &Path) -> io::Result<()> {
    tar::Archive::new(GzDecoder::new(archive)).unpack(into)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes_and_come_out_again() {
        let entry = |text: &str, is_program| Entry {
            content: text.into(),
            is_program,
        };
        let long = format!("folder/{}.txt", "long".repeat(40));
        let entries = || {
            Entries::from([
                (long.clone(), entry("b", false)),
                ("folder/program".to_owned(), entry("a", true)),
            ])
        };
        let archive = pack(&entries()).unwrap();
        assert_eq!(archive, pack(&entries()).unwrap());
        let place = tempfile::tempdir().unwrap();
        unpack(&archive, place.path()).unwrap();
        assert_eq!(fs::read_to_string(place.path().join(&long)).unwrap(), "b");
        let program = place.path().join("folder/program");
        assert_eq!(fs::read_to_string(&program).unwrap(), "a");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&program).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o755);
        }
    }
}
