//! print-redirect: sends a waiting Universal Print job to the printer next to
//! you.
//!
//! This is the library behind the `<print-redirect>` element: for Leptos
//! applications, [`PrintRedirect`] is a component like any other; every other
//! page uses the package that is built from `src/main.rs` and `js/`. The
//! modules `flow`, `table` and `text` are pure and compile everywhere; the rest needs a
//! browser.

pub mod flow;
pub mod table;
pub mod text;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod component;
#[cfg(target_arch = "wasm32")]
pub mod host;
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
