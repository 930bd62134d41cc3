//! Writes the JavaScript glue of a wasm program, as the program `wasm-bindgen` does.
//!
//! xtask links the library inside that program, so the verbs that need only this install nothing.
//! Trunk and the tests in the browser start the program itself, which `cargo_tool` builds.

use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::step;
use crate::step_error::StepError;

/// Writes `NAME.js`, a module, and `NAME_bg.wasm` into a directory.
pub(crate) fn generate(wasm: &Path, name: &str, into: &Path) -> Result<(), StepError> {
    step::timed(&format!("wasm-bindgen for {name}"), || {
        let mut bindgen = Bindgen::new();
        // The default of the program, which is not that of the library.
        bindgen.omit_default_module_path(false);
        bindgen
            .input_path(wasm)
            .out_name(name)
            .typescript(false)
            .web(true)
            .and_then(|bindgen| bindgen.generate(into))
            .map_err(|cause| StepError::Bindgen {
                program: name.to_owned(),
                cause: format!("{cause:#}"),
            })
    })
}
