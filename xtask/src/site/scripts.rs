//! Moves the inline scripts of mdBook's pages into files, and takes out its one inline style, so that a
//! strict Content-Security-Policy can be used: it refuses scripts and styles inside a page.
//!
//! A file runs at the same place in the page as the script did. Equal scripts are one file.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::html::tags;
use super::{STEP, files_below, has_ending};
use crate::step_error::StepError;

/// A style of mdBook's template. `docs/site/site.css` has it too.
const STYLE: &str = " style=\"clear: both\"";

/// Takes the inline scripts out of all pages of a site.
pub(super) fn take_out(site: &Path) -> Result<(), StepError> {
    for name in files_below(site)? {
        if !has_ending(&name, "html") {
            continue;
        }
        let path = site.join(&name);
        let page = fs::read_to_string(&path).map_err(StepError::at(STEP, &path))?;
        let to_root = "../".repeat(name.matches('/').count());
        let (page, scripts) = without_scripts(&page, &to_root);
        fs::write(&path, page.replace(STYLE, "")).map_err(StepError::at(STEP, &path))?;
        for (name, text) in scripts {
            let path = site.join(name);
            fs::write(&path, text).map_err(StepError::at(STEP, &path))?;
        }
    }
    Ok(())
}

/// The page with references in place of its inline scripts, and these scripts by the names of their
/// files.
fn without_scripts(page: &str, to_root: &str) -> (String, Vec<(String, String)>) {
    const END: &str = "</script>";
    let mut scripts = Vec::new();
    let mut result = String::with_capacity(page.len());
    let mut done = 0;
    for tag in tags(page) {
        if tag.name != "script" || tag.get("src").is_some() || tag.end < done {
            continue;
        }
        let text = page.get(tag.end..).unwrap_or_default();
        let Some((text, _)) = text.split_once(END) else {
            continue;
        };
        let digest = Sha256::digest(text);
        let short = digest
            .iter()
            .take(4)
            .fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        let name = format!("inline-{short:08x}.js");
        let before = page.get(done..tag.end).unwrap_or_default();
        result.push_str(before.strip_suffix('>').unwrap_or(before));
        let _ = write!(result, " src=\"{to_root}{name}\">{END}");
        done = tag.end + text.len() + END.len();
        scripts.push((name, text.to_owned()));
    }
    result.push_str(page.get(done..).unwrap_or_default());
    (result, scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inline_script_becomes_a_file_at_the_same_place() {
        let page =
            "<p>a</p><script>const a = '<b>';</script><p>b</p><script src=\"x.js\"></script>";
        let (new, scripts) = without_scripts(page, "../");
        let [(name, text)] = &scripts[..] else {
            panic!("{scripts:?}")
        };
        assert_eq!(text, "const a = '<b>';");
        assert_eq!(
            new,
            format!(
                "<p>a</p><script src=\"../{name}\"></script><p>b</p><script src=\"x.js\"></script>"
            )
        );
    }
}
