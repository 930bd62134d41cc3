//! Makes every language a file that bundlers leave a file.
//!
//! Vite puts files of less than 4 KiB into the script, as `data:` addresses
//! (<https://vite.dev/config/build-options.html#build-assetsinlinelimit>), and a strict `script-src` refuses to import those.
//! British English has so few sentences of its own that its file would be one of them. Blanks compress to nothing.

use std::fs;
use std::path::Path;

use super::{STEP, files_in};
use crate::step_error::StepError;

/// The size from which on Vite keeps a file.
const KEPT: usize = 4096;
const REASON: &str = "// The blanks make it 4 KiB: Vite puts a smaller file into the script.";

/// Fills small files up, in a folder of the package.
pub(super) fn fill_up(folder: &Path) -> Result<(), StepError> {
    for file in files_in(folder)? {
        let text = fs::read_to_string(&file).map_err(StepError::at(STEP, &file))?;
        if text.len() < KEPT {
            let text = format!("{text}{REASON:KEPT$}\n");
            fs::write(&file, text).map_err(StepError::at(STEP, &file))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_is_filled_up_and_goes_on_saying_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (small, large) = (folder.path().join("en-GB.js"), folder.path().join("de.js"));
        let long = "// a language\n".repeat(KEPT);
        fs::write(&small, "export default {};\n").unwrap();
        fs::write(&large, &long).unwrap();
        fill_up(folder.path()).unwrap();
        let filled = fs::read_to_string(small).unwrap();
        assert!(filled.len() >= KEPT);
        assert!(filled.starts_with("export default {};\n// "));
        assert_eq!(filled.lines().count(), 2);
        assert_eq!(fs::read_to_string(large).unwrap(), long);
    }
}
