//! Runs the component's tests, `tests/web`, in Chromium through chromedriver.
//!
//! The environment tells the test runner everything. The description of the browser and the
//! browser's profile are in a temporary directory, so nothing stays behind.

use std::env;
use std::fs;
use std::path::Path;

use serde_json::json;

use super::Results;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::chromium;
use crate::tools::target::{self, DEMO_PROFILE, WASM};
use crate::tools::{cargo_tool, command};

const STEP: &str = "describing the browser to the tests";

/// Variables that the runner prefers to `CHROMEDRIVER`.
const OTHER_DRIVERS: [&str; 7] = [
    "GECKODRIVER",
    "SAFARIDRIVER",
    "GECKODRIVER_REMOTE",
    "SAFARIDRIVER_REMOTE",
    "CHROMEDRIVER_REMOTE",
    "MSEDGEDRIVER_REMOTE",
    "NO_HEADLESS",
];

/// How long all tests together may take, in seconds. The runner's default of 20 is too short for
/// slow machines.
const LIMIT: &str = "180";

pub(super) fn run(results: &mut Results) -> Result<(), StepError> {
    let compiler = target::ensure()?;
    let runner = cargo_tool::wasm_bindgen()?
        .ensure()?
        .join("wasm-bindgen-test-runner");
    let driver = chromium::ensure()?.driver;
    // chromedriver finds no page in the browser without windows.
    let browser = chromium::with_windows()?;
    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, &env::temp_dir()))?;
    let description = scratch.path().join("webdriver.json");
    fs::write(&description, describe(&browser, scratch.path()))
        .map_err(StepError::at(STEP, &description))?;

    let mut test = command("cargo");
    compiler.choose(&mut test);
    for variable in OTHER_DRIVERS {
        test.env_remove(variable);
    }
    test.args(["test", "-p", "print-redirect", "--target", WASM])
        .args(["--test", "web", "--profile", DEMO_PROFILE])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", description)
        .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", LIMIT)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    let (output, ended) =
        Step::new("tests in the browser", "correct what it printed above").read(test);
    results.cargo_tests(&output, ended);
    Ok(())
}

/// The capabilities for a WebDriver session: which browser, and how it is started.
fn describe(browser: &Path, scratch: &Path) -> String {
    let profile = format!("--user-data-dir={}", scratch.join("profile").display());
    let arguments: Vec<&str> = chromium::ARGUMENTS
        .into_iter()
        .chain(["--headless", &profile])
        .collect();
    json!({
        "goog:chromeOptions": { "binary": browser, "args": arguments }
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_starts_headless_with_a_profile_of_its_own() {
        let text = describe(Path::new("/opt/chromium"), Path::new("/tmp/run"));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let options = &value["goog:chromeOptions"];
        assert_eq!(options["binary"], "/opt/chromium");
        let arguments = options["args"].as_array().unwrap();
        assert!(arguments.contains(&json!("--headless")));
        let profile = Path::new("/tmp/run").join("profile");
        let profile = format!("--user-data-dir={}", profile.display());
        assert!(arguments.contains(&json!(profile)));
    }
}
