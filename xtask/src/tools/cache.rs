//! Keeps fetched tools outside the checkout, so that a second clone need not build them again.
//!
//! The cache is `print-redirect` under `$XDG_CACHE_HOME` or `~/.cache`, with one directory for each
//! version of each tool. A tool is installed beside its directory and renamed at the end, so a
//! directory with the final name is always complete. The next attempt continues unfinished work.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::step_error::StepError;

const STEP: &str = "preparing the tool cache";

/// One version of one tool in the cache.
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
    pub(crate) fn is_complete(&self) -> bool {
        self.directory.is_dir()
    }

    /// Calls `install` with a directory for the tool and one for scratch files, and then moves the
    /// tool to its final directory.
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
            // Another run may have installed it in the meantime.
            Err(cause) if !self.is_complete() => {
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

    fn entry(cache: &Path) -> CacheEntry {
        CacheEntry {
            directory: cache.join("tool-1.0"),
            work: cache.join(".unfinished/tool-1.0"),
        }
    }

    #[test]
    fn without_xdg_the_cache_is_in_the_home_directory() {
        let (xdg, home) = if cfg!(windows) {
            (r"C:\c", r"C:\home\ada")
        } else {
            ("/c", "/home/ada")
        };
        let home = PathBuf::from(home);
        let at = |xdg: Option<&str>| cache_directory(xdg.map(OsString::from), Some(home.clone()));
        assert_eq!(
            at(Some(xdg)).unwrap(),
            Path::new(xdg).join("print-redirect")
        );
        let fallback = home.join(".cache").join("print-redirect");
        assert_eq!(at(None).unwrap(), fallback);
        assert_eq!(at(Some("")).unwrap(), fallback);
        assert_eq!(cache_directory(None, None), None);
    }

    #[test]
    fn an_interrupted_install_is_not_complete() {
        let cache = tempfile::tempdir().unwrap();
        let entry = entry(cache.path());
        let ended = entry.fill(|result, _| {
            fs::write(result.join("half"), "").unwrap();
            Err(StepError::Malformed {
                step: "installing",
                what: "it",
                advice: "try again",
            })
        });
        assert!(ended.is_err());
        assert!(!entry.is_complete());
    }

    #[test]
    fn a_finished_install_has_no_scratch_files() {
        let cache = tempfile::tempdir().unwrap();
        let entry = entry(cache.path());
        entry
            .fill(|result, scratch| {
                fs::write(result.join("tool"), "").unwrap();
                fs::write(scratch.join("object"), "").unwrap();
                Ok(())
            })
            .unwrap();
        assert!(entry.directory().join("tool").is_file());
        assert!(!cache.path().join(".unfinished/tool-1.0").exists());
    }
}
