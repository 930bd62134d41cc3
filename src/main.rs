//! The wasm program behind the element: what the JavaScript shell calls.
//!
//! The exports are few on purpose. The shell in `js/` owns the custom element,
//! the skeleton and the notices that are drawn when this program cannot run;
//! everything else happens in the library. The library itself exports nothing
//! to JavaScript, so that a Leptos application with exports of its own links.

// A browser calls the exports; what the standard library does around a `main` is for processes.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "wasm-bindgen wants its exports public")]
mod exports {
    use js_sys::Function;
    use print_redirect::host::catalogue;
    use print_redirect::mount::{self, Mounted};
    use wasm_bindgen::prelude::*;
    use web_sys::ShadowRoot;

    /// Words a panic on the console.
    #[cfg(feature = "diagnostic")]
    #[wasm_bindgen(start)]
    pub fn word_panics() {
        console_error_panic_hook::set_once();
    }

    /// A widget on the screen.
    #[wasm_bindgen]
    pub struct Program {
        mounted: Option<Mounted>,
    }

    /// Puts a widget into a shadow root, in the language of `tag`. `camera` takes an
    /// `AbortSignal` and answers a promise of the first code it sees. Throws
    /// `{ name: "OptionsRefused", refusals }`.
    #[wasm_bindgen(js_name = mount)]
    pub fn mount_into(
        root: &ShadowRoot,
        options: &JsValue,
        tag: &str,
        locale: &str,
        sentences: &JsValue,
        camera: Option<Function>,
    ) -> Result<Program, JsValue> {
        let catalogue = catalogue::read(tag, locale, sentences);
        let mounted = Some(mount::mount(root, options, catalogue, camera)?);
        Ok(Program { mounted })
    }

    #[wasm_bindgen]
    impl Program {
        /// Takes new options, whole. Throws as `mount` does, and then keeps the old ones.
        pub fn update(
            &self,
            options: &JsValue,
            tag: &str,
            locale: &str,
            sentences: &JsValue,
        ) -> Result<(), JsValue> {
            let catalogue = catalogue::read(tag, locale, sentences);
            self.mounted
                .as_ref()
                .map_or(Ok(()), |mounted| mounted.update(options, catalogue))
        }

        /// Reads the lists again.
        pub fn refresh(&self) {
            if let Some(mounted) = &self.mounted {
                mounted.refresh();
            }
        }

        /// Takes the widget off the screen. Redirects under way are not aborted.
        pub fn unmount(&mut self) {
            if let Some(mounted) = self.mounted.take() {
                mounted.unmount();
            }
        }
    }

    /// Where the stack stands. A program that trapped leaves it lower than at
    /// rest, which is how the shell knows an instance that must not go on.
    #[wasm_bindgen(js_name = stackMark)]
    pub fn stack_mark() -> usize {
        let mark = 0u8;
        core::ptr::from_ref(std::hint::black_box(&mark)).addr()
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
