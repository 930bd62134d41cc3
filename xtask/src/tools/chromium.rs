//! Finds Chromium and chromedriver, for the tests that run in a browser.
//!
//! They are looked for in `$CHROMIUM` and `$CHROMEDRIVER`, on `PATH` and in the usual places. Tests
//! prefer the Chromium without windows, `chromium-headless-shell`. As root on Debian or Ubuntu all
//! are installed; nowhere else is a browser downloaded.

use std::env;
use std::path::PathBuf;

use super::{debian, on_path};
use crate::step_error::StepError;

/// Chromium's arguments: it runs as root, and makes no connections of its own.
pub(crate) const ARGUMENTS: [&str; 7] = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Chromium without windows. Tests take it first: the browser with windows spends a third of the
/// processor on the controls around each page.
const WINDOWLESS: [&str; 2] = ["chromium-headless-shell", "chrome-headless-shell"];
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const BROWSER_PLACES: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const DRIVERS: [&str; 1] = ["chromedriver"];
const DRIVER_PLACES: [&str; 3] = [
    "/usr/bin/chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
];

/// The packages to install. Without the fonts, all text in screenshots is boxes.
const PACKAGES: [&str; 5] = [
    "chromium",
    "chromium-headless-shell",
    "chromium-driver",
    "fonts-liberation",
    "fonts-noto-core",
];

/// A browser and the program that drives it.
pub(crate) struct Chromium {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Finds only the browser with windows: to show a page to a person, and for the pages that the
/// browser shows by itself.
pub(crate) fn with_windows() -> Result<PathBuf, StepError> {
    let named = ["CHROMIUM_WITH_WINDOWS", "CHROMIUM"];
    let named = named.into_iter().find(|name| env::var_os(name).is_some());
    locate(named.unwrap_or_default(), &BROWSERS, &BROWSER_PLACES).ok_or(StepError::Missing {
        step: "opening the page".to_owned(),
        what: "Chromium".to_owned(),
        advice: "install it, name it in CHROMIUM, or leave `--open` out and open the page yourself",
    })
}

/// The browser's arguments when a person uses it. Chromium's sandbox does not work as root.
pub(crate) fn arguments_for_a_person() -> &'static str {
    if debian::is_root() {
        "--no-first-run --no-sandbox"
    } else {
        "--no-first-run"
    }
}

/// Finds or installs both.
pub(crate) fn ensure() -> Result<Chromium, StepError> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if debian::can_install() {
        debian::install(&PACKAGES)?;
    }
    find().ok_or(StepError::Missing {
        step: "testing in a browser".to_owned(),
        what: "Chromium and chromedriver of the same version".to_owned(),
        advice: "install both, or name them in CHROMIUM and CHROMEDRIVER",
    })
}

fn find() -> Option<Chromium> {
    let names = [&WINDOWLESS[..], &BROWSERS].concat();
    Some(Chromium {
        browser: locate("CHROMIUM", &names, &BROWSER_PLACES)?,
        driver: locate("CHROMEDRIVER", &DRIVERS, &DRIVER_PLACES)?,
    })
}

fn locate(variable: &str, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Some(PathBuf::from(named)).filter(|path| path.is_file());
    }
    names
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| places.iter().map(PathBuf::from).find(|path| path.is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_in_a_usual_place_is_found() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("browser");
        std::fs::write(&place, "").unwrap();
        let found = locate(
            "NO_SUCH_VARIABLE_IS_SET",
            &["no-such-program-anywhere"],
            &[place.to_str().unwrap()],
        );
        assert_eq!(found, Some(place));
    }
}
