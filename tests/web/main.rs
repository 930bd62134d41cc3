//! Tests the browser wrappers, the bridge to the host, and a whole widget, in Chromium.
//!
//! Pages wrap, freeze, disable and misuse browser APIs. Each test does so to one API and checks
//! how the program reacts. Nothing is sent over the network: each test brings its own `fetch`.
#![cfg(target_arch = "wasm32")]
#![cfg(test)]

mod cards;
mod code;
mod component;
mod early;
mod events;
mod fetch;
mod input_method;
mod intl;
mod js;
mod json;
mod locks;
mod mount;
mod options;
mod page;
mod position;
mod rows;
mod sign_in_window;
mod storage;
mod token;
mod translated;
mod users;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
