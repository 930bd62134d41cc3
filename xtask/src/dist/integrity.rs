//! Writes `integrity.json`: for every file of the package, the value of a page's `integrity` attribute.
//!
//! The values have the form of [Subresource Integrity](https://www.w3.org/TR/sri-2/), with SHA-384.
//! The file lists every file but itself.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use super::{STEP, paths_below};
use crate::step_error::StepError;

pub(crate) const FILE: &str = "integrity.json";

/// Writes the file for a package that is otherwise complete.
pub(super) fn write(package: &Path) -> Result<(), StepError> {
    let mut all = serde_json::Map::new();
    for name in paths_below(package)? {
        let path = package.join(&name);
        let content = fs::read(&path).map_err(StepError::at(STEP, &path))?;
        all.insert(name, of(&content).into());
    }
    let path = package.join(FILE);
    let text = format!("{:#}\n", serde_json::Value::Object(all));
    fs::write(&path, text).map_err(StepError::at(STEP, &path))
}

pub(crate) fn of(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_has_the_form_of_an_integrity_attribute() {
        // The example of the specification, section 3.2.
        assert_eq!(
            of(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn every_file_is_listed_but_the_list_itself() {
        let package = tempfile::tempdir().unwrap();
        for folder in ["diagnostic", "locales"] {
            fs::create_dir(package.path().join(folder)).unwrap();
        }
        for name in ["a.js", "diagnostic/a.js", "locales/de.js"] {
            fs::write(package.path().join(name), name).unwrap();
        }
        write(package.path()).unwrap();
        let text = fs::read(package.path().join(FILE)).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
        let names: Vec<_> = value.as_object().unwrap().keys().collect();
        assert_eq!(names, ["a.js", "diagnostic/a.js", "locales/de.js"]);
    }
}
