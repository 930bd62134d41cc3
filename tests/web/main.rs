//! The bindings to the browser, and a whole widget, in Chromium.
//!
//! Pages wrap, freeze, refuse and misuse what a browser offers; each test puts
//! one such thing in the way of one edge and looks at what the program makes
//! of it. Nothing here leaves the machine: every `fetch` is a function of the
//! test's own.
#![cfg(target_arch = "wasm32")]
#![cfg(test)]

mod code;
mod events;
mod fetch;
mod intl;
mod js;
mod locks;
mod mount;
mod options;
mod page;
mod storage;
mod token;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
