//! Stands in for the crate wasm-streams, by `[patch.crates-io]` of the workspace.
//!
//! Leptos depends on `server_fn`, and that on wasm-streams, for server functions that
//! send and receive streams. Nothing in this workspace has server functions. But
//! wasm-streams exports three classes to JavaScript, and exports are never left out of
//! a program: they were 1.6 kB of what every page downloads.
//!
//! This crate has what `server_fn` calls, and no exports. A stream that is read ends
//! with an error; a stream that is sent is missing from its request.

#![cfg(target_arch = "wasm32")]

use futures_util::stream::{self, Stream};
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser.
#[derive(Clone, Debug)]
pub struct ReadableStream {
    raw: web_sys::ReadableStream,
}

impl ReadableStream {
    /// Wraps a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self { raw }
    }

    /// No stream: the browser gets `undefined`.
    pub fn from_stream(_stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self::from_raw(JsValue::UNDEFINED.unchecked_into())
    }

    /// The stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.raw
    }

    /// An error, in place of what the stream brings.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        let error = JsValue::from("this program was built without streams");
        stream::iter([Err(error)])
    }
}
