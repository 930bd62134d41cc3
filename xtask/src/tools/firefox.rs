//! Finds Firefox, for the few tests that run in a second browser.
//!
//! It is looked for in `$FIREFOX`, on `PATH` and in the usual places. As root on Debian or Ubuntu
//! it is installed. Without it a line says so, and those tests are skipped.

use std::env;
use std::path::PathBuf;

use super::{debian, on_path};

const BROWSERS: [&str; 2] = ["firefox-esr", "firefox"];
const PLACE: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

/// Finds or installs it.
pub(crate) fn ensure() -> Option<PathBuf> {
    let found = find().or_else(|| {
        if debian::can_install()
            && let Err(failure) = debian::install(&["firefox-esr"])
        {
            eprintln!("{failure}");
        }
        find()
    });
    if found.is_none() {
        println!("Nothing is tested in Firefox, because there is none; FIREFOX can name one.");
    }
    found
}

fn find() -> Option<PathBuf> {
    let named = env::var_os("FIREFOX").map(PathBuf::from);
    let known = BROWSERS.iter().find_map(|name| on_path(name));
    let places = [named, known, Some(PathBuf::from(PLACE))];
    places.into_iter().flatten().find(|path| path.is_file())
}
