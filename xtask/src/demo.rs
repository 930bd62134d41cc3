//! `cargo xtask demo`: serves the demo page on 127.0.0.1, built again whenever a source changes.
//!
//! It needs no account, no other server and no tool but the compiler. `site` builds the page,
//! `server` serves it, `watch` notices changes. MSAL is fetched after the page is shown: only signing
//! in to a real tenant needs it. `trunk serve` builds the same page by itself, and the end-to-end
//! tests run on the page that Trunk builds.

pub(crate) mod full;
mod page;
pub(crate) mod server;
pub(crate) mod site;
mod watch;

use std::fs;
use std::path::Path;

use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::npm;
use crate::tools::target;
use crate::tools::trunk::Trunk;
use crate::workspace;
use server::Server;
use site::Site;
use watch::Watch;

const STEP: &str = "preparing the demo";

/// The browser builds of MSAL, below its package.
const MSAL: [&str; 2] = [
    "lib/msal-browser.min.js",
    "lib/redirect-bridge/msal-redirect-bridge.min.js",
];

/// Serves until interrupted.
pub(crate) fn run(port: u16) -> Result<(), StepError> {
    let server = Server::start(port)?;
    println!("The demo is being built. It will be at http://127.0.0.1:{port}/");
    let compiler = target::ensure()?;
    let mut watch = Watch::start()?;
    server.show(Site::build(compiler)?);
    println!(
        "\nThe demo is at http://127.0.0.1:{port}/ and follows the sources. Ctrl-C ends it.\n"
    );

    if vendor_if_possible() {
        // Open pages need not reload: they have loaded nothing that has changed.
        server.replace(Site::build(compiler)?);
        watch.catch_up();
    }
    loop {
        watch.wait();
        match Site::build(compiler) {
            Ok(site) => {
                server.show(site);
                println!("The demo is built again, and open pages load it.");
            }
            Err(failure) => eprintln!("{failure} The demo stays as it was until the next change."),
        }
    }
}

/// Builds the demo page into `dist/demo` with Trunk.
pub(crate) fn build_by_trunk(trunk: &Trunk) -> Result<(), StepError> {
    vendor_if_possible();
    // Trunk would copy the glue that it left there for the Leptos example into the page.
    let left = workspace::target_directory()?.join("wasm-bindgen");
    if left.exists() {
        fs::remove_dir_all(&left).map_err(StepError::at(STEP, &left))?;
    }
    Step::new("building the demo", "correct what it printed above").quiet(trunk.command("build"))
}

/// Whether the demo has MSAL now.
fn vendor_if_possible() -> bool {
    let ended = vendor();
    if let Err(failure) = &ended {
        eprintln!("Warning: {failure} The demo goes on without MSAL.");
    }
    ended.is_ok()
}

fn vendor() -> Result<(), StepError> {
    vendor_into(&workspace::root().join("demo").join("vendor"))
}

/// Puts the browser builds of MSAL into a directory.
pub(crate) fn vendor_into(vendor: &Path) -> Result<(), StepError> {
    npm::ensure_e2e_packages()?;
    let package = npm::e2e_directory().join("node_modules/@azure/msal-browser");
    fs::create_dir_all(vendor).map_err(StepError::at(STEP, vendor))?;
    for file in MSAL {
        let from = package.join(file);
        let name = from.file_name().unwrap_or_default();
        copy_if_changed(&from, &vendor.join(name))?;
    }
    Ok(())
}

/// Leaves an equal file alone: Trunk watches the directory and would build again.
fn copy_if_changed(from: &Path, to: &Path) -> Result<(), StepError> {
    let wanted = fs::read(from).map_err(StepError::at(STEP, from))?;
    if fs::read(to).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    fs::write(to, wanted).map_err(StepError::at(STEP, to))
}
