//! print-redirect sends a waiting Universal Print job to the printer next to you.
//!
//! This is the library behind the `<print-redirect>` element. Leptos applications
//! use the component `PrintRedirect`; every other page uses the package built
//! from `src/main.rs` and `js/`. The modules `flow`, `outgoing_request`, `small_map`,
//! `styles` and `text` are pure and compile for every target; the others need a browser.

/// The crate that the types of options and events come from.
pub use universal_print;

pub mod flow;
pub mod outgoing_request;
pub mod small_map;
pub mod styles;
pub mod text;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod component;
#[cfg(target_arch = "wasm32")]
pub mod host;
#[cfg(target_arch = "wasm32")]
pub mod live_state;
#[cfg(target_arch = "wasm32")]
pub mod mount;
#[cfg(target_arch = "wasm32")]
pub mod ui;

#[cfg(target_arch = "wasm32")]
pub use component::PrintRedirect;

/// The Rust samples of the documentation, compiled as doc tests.
#[cfg(all(doctest, target_arch = "wasm32"))]
#[doc = include_str!("../docs/embedding.md")]
pub struct Documentation;
