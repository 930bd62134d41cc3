//! The directory outside the checkout that keeps fetched tools, so that a second clone need not
//! build them again.
//!
//! It is `print-redirect` under `$XDG_CACHE_HOME` or `~/.cache`, with one directory a tool and
//! version. A tool is installed beside its place and renamed at the end, so what has the final
//! name is always complete. Unfinished work is kept and continued by the next attempt.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::step_error::StepError;

const STEP: &str = "preparing the tool cache";

/// The place of one tool in the cache.
pub(crate) struct CacheEntry {
    directory: PathBuf,
    work: PathBuf,
}

impl CacheEntry {
    pub(crate) fn of(tool: &str, version: &str) -> Result<Self, StepError> {
        let cache = cache_directory(env::var_os("XDG_CACHE_HOME"), env::home_dir()).ok_or(
            StepError::Missing {
                step: STEP.to_owned(),
                what: "a home directory".to_owned(),
                advice: "set HOME or XDG_CACHE_HOME",
            },
        )?;
        let name = format!("{tool}-{version}");
        Ok(Self {
            work: cache.join(".unfinished").join(&name),
            directory: cache.join(name),
        })
    }

    /// Where the tool is once it is complete.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Whether the tool is complete.
    pub(crate) fn is_filled(&self) -> bool {
        self.directory.is_dir()
    }

    /// Lets `install` put the tool into the first directory it is given, with the second one for
    /// its scratch files, and moves the result to its place.
    pub(crate) fn fill(
        &self,
        install: impl FnOnce(&Path, &Path) -> Result<(), StepError>,
    ) -> Result<(), StepError> {
        let (result, scratch) = (self.work.join("result"), self.work.join("scratch"));
        for directory in [&result, &scratch] {
            fs::create_dir_all(directory).map_err(StepError::at(STEP, directory))?;
        }
        install(&result, &scratch)?;
        match fs::rename(&result, &self.directory) {
            // Another run may have filled the place in the meantime.
            Err(cause) if !self.is_filled() => {
                return Err(StepError::at(STEP, &self.directory)(cause));
            }
            _ => {}
        }
        fs::remove_dir_all(&self.work).map_err(StepError::at(STEP, &self.work))
    }
}

fn cache_directory(xdg: Option<OsString>, home: Option<PathBuf>) -> Option<PathBuf> {
    // The XDG specification has relative paths ignored.
    let base = xdg
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| home.map(|home| home.join(".cache")))?;
    Some(base.join("print-redirect"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(cache: &Path) -> CacheEntry {
        CacheEntry {
            directory: cache.join("tool-1.0"),
            work: cache.join(".unfinished/tool-1.0"),
        }
    }

    #[test]
    fn the_cache_follows_xdg_and_falls_back_to_the_home_directory() {
        let home = Some(PathBuf::from("/home/ada"));
        let at = |xdg: Option<&str>| cache_directory(xdg.map(OsString::from), home.clone());
        assert_eq!(at(Some("/c")).unwrap(), Path::new("/c/print-redirect"));
        let fallback = Path::new("/home/ada/.cache/print-redirect");
        assert_eq!(at(None).unwrap(), fallback);
        assert_eq!(at(Some("")).unwrap(), fallback);
        assert_eq!(cache_directory(None, None), None);
    }

    #[test]
    fn an_interrupted_install_is_not_taken_for_a_finished_one() {
        let cache = tempfile::tempdir().unwrap();
        let place = place(cache.path());
        let ended = place.fill(|result, _| {
            fs::write(result.join("half"), "").unwrap();
            Err(StepError::Malformed {
                step: "installing",
                what: "it",
                advice: "try again",
            })
        });
        assert!(ended.is_err());
        assert!(!place.is_filled());
    }

    #[test]
    fn a_finished_install_is_in_its_place_without_its_scratch_files() {
        let cache = tempfile::tempdir().unwrap();
        let place = place(cache.path());
        place
            .fill(|result, scratch| {
                fs::write(result.join("tool"), "").unwrap();
                fs::write(scratch.join("object"), "").unwrap();
                Ok(())
            })
            .unwrap();
        assert!(place.directory().join("tool").is_file());
        assert!(!cache.path().join(".unfinished/tool-1.0").exists());
    }
}
