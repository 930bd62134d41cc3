//! The edges to the browser, and a whole widget, in Chromium.
//!
//! Pages wrap, freeze, refuse and misuse what a browser offers; each test puts
//! one such thing in the way of one edge and looks at what the program makes
//! of it. Nothing here leaves the machine: every `fetch` is a function of the
//! test's own.
#![cfg(target_arch = "wasm32")]

#[cfg(test)]
mod code;
#[cfg(test)]
mod events;
#[cfg(test)]
mod fetch;
#[cfg(test)]
mod intl;
#[cfg(test)]
mod js;
#[cfg(test)]
mod locks;
#[cfg(test)]
mod mount;
#[cfg(test)]
mod options;
#[cfg(test)]
mod page;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod token;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
