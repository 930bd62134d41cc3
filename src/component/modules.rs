//! The modules in `js/` that the component uses.
//!
//! wasm-bindgen copies a module into the application only if a block here names it. So the modules that
//! `js/component.js` imports are named too, each by a function that nothing calls. `tests/layers` compares
//! them.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ShadowRoot};

#[wasm_bindgen(module = "/js/component.js")]
extern "C" {
    /// Promises the language for an element: an object with `tag`, `locale`, `sentences`, and
    /// `missing` if its file did not arrive.
    #[wasm_bindgen(js_name = languageFor)]
    pub(super) fn language_for(
        host: &Element,
        locale: Option<String>,
        asset_base: Option<String>,
    ) -> Promise;

    /// Promises the function that scans for a code, or nothing if there is no camera.
    pub(super) fn camera(root: &ShadowRoot) -> Promise;
}

#[wasm_bindgen(module = "/js/camera.js")]
extern "C" {
    #[wasm_bindgen(js_name = hasCamera)]
    fn _has_camera();
}

#[wasm_bindgen(module = "/js/language.js")]
extern "C" {
    #[wasm_bindgen(js_name = matchLanguage)]
    fn _match_language();
}

#[wasm_bindgen(module = "/js/beside.js")]
extern "C" {
    #[wasm_bindgen(js_name = beside)]
    fn _beside();
}

#[wasm_bindgen(module = "/js/locale-files.js")]
extern "C" {
    #[wasm_bindgen(js_name = LOCALE_FILES)]
    fn _locale_files();
}

#[wasm_bindgen(module = "/js/source.js")]
extern "C" {
    #[wasm_bindgen(js_name = localeAddress)]
    fn _locale_address();
}

#[wasm_bindgen(module = "/js/not-started.js")]
extern "C" {
    #[wasm_bindgen(js_name = NotStarted)]
    fn _not_started();
}

#[wasm_bindgen(module = "/js/timeout.js")]
extern "C" {
    #[wasm_bindgen(js_name = withTimeout)]
    fn _with_timeout();
}
