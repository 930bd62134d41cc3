//! `cargo xtask demo`: the demo page on 127.0.0.1, rebuilt whenever a source changes.
//!
//! It needs no account and no other server. MSAL is laid out for the page if npm is there; a
//! page without it still shows everything but the sign-in.

pub(crate) mod full;

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::step::Step;
use crate::tools::trunk::Trunk;
use crate::tools::{WasmTools, npm};
use crate::workspace;

const STEP: &str = "laying out MSAL for the demo";

/// The browser builds of MSAL, below its package.
const MSAL: [&str; 2] = [
    "lib/msal-browser.min.js",
    "lib/redirect-bridge/msal-redirect-bridge.min.js",
];

/// Serves until interrupted.
pub(crate) fn run(port: u16) -> Result<(), Failure> {
    let tools = WasmTools::ensure_without_npm()?;
    let trunk = Trunk::ensure(tools)?;
    vendor_if_possible();
    println!("The demo will be at http://127.0.0.1:{port}/ once it is built; Ctrl-C ends it.");
    let mut serve = trunk.command("serve");
    serve.args(["--address", "127.0.0.1", "--port", &port.to_string()]);
    Step::new(
        "serving the demo",
        "correct what it printed above; if the port is taken, choose one with --port",
    )
    .stream(serve)
}

/// Builds the demo page into `dist/demo`.
pub(crate) fn build(trunk: &Trunk) -> Result<(), Failure> {
    vendor_if_possible();
    Step::new("building the demo", "correct what it printed above").quiet(trunk.command("build"))
}

fn vendor_if_possible() {
    if let Err(failure) = vendor() {
        eprintln!("Warning: {failure} The demo goes on without MSAL.");
    }
}

fn vendor() -> Result<(), Failure> {
    vendor_into(&workspace::root().join("demo").join("vendor"))
}

/// Puts the browser builds of MSAL into a directory.
pub(crate) fn vendor_into(vendor: &Path) -> Result<(), Failure> {
    npm::ensure_e2e_packages()?;
    let package = npm::e2e_directory().join("node_modules/@azure/msal-browser");
    fs::create_dir_all(vendor).map_err(Failure::at(STEP, vendor))?;
    for file in MSAL {
        let from = package.join(file);
        let name = from.file_name().unwrap_or_default();
        copy_if_changed(&from, &vendor.join(name))?;
    }
    Ok(())
}

/// Leaves an equal file alone: Trunk watches the directory and would build again.
fn copy_if_changed(from: &Path, to: &Path) -> Result<(), Failure> {
    let wanted = fs::read(from).map_err(Failure::at(STEP, from))?;
    if fs::read(to).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    fs::write(to, wanted).map_err(Failure::at(STEP, to))
}
