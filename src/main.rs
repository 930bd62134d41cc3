//! The wasm program behind the custom element: exports the functions that the JavaScript shell
//! calls.
//!
//! The shell in `js/` owns the custom element, the skeleton, and the notices for when this
//! program cannot run. The library does everything else. It exports nothing to JavaScript, so
//! that it links into a Leptos application with its own exports.

// The browser calls the exports. It does not need the standard library's code around `main`.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "wasm-bindgen wants its exports public")]
mod exports {
    use js_sys::Promise;
    use print_redirect::browser::intl;
    use print_redirect::host::catalogue;
    use print_redirect::host::early::EarlyReads;
    use print_redirect::mount::{self, Mounted};
    use print_redirect::universal_print::json;
    use wasm_bindgen::prelude::*;
    use web_sys::ShadowRoot;

    /// Prepares the instance before the page's next script runs. The diagnostic program writes
    /// panics to the console.
    #[wasm_bindgen(start)]
    pub fn start() {
        #[cfg(feature = "diagnostic")]
        console_error_panic_hook::set_once();
        json::take_functions();
        intl::take_functions();
    }

    /// A mounted widget.
    #[wasm_bindgen]
    pub struct Program {
        mounted: Option<Mounted>,
    }

    /// Mounts a widget in a shadow root, in the language `tag`. `camera` promises a function, or
    /// nothing if there is no camera. The function takes an `AbortSignal` and returns a promise of
    /// the first code that it sees. `early` is what the shell has read while the program was
    /// loading. Throws `{ name: "OptionsRefused", refusals }`.
    #[wasm_bindgen(js_name = mount)]
    pub fn mount_into(
        root: &ShadowRoot,
        options: &JsValue,
        tag: &str,
        locale: &str,
        sentences: &JsValue,
        camera: Option<Promise>,
        early: JsValue,
    ) -> Result<Program, JsValue> {
        let catalogue = catalogue::read(tag, locale, sentences);
        let early = EarlyReads::of(early);
        let mounted = Some(mount::mount(root, options, catalogue, camera, early)?);
        Ok(Program { mounted })
    }

    #[wasm_bindgen]
    impl Program {
        /// Replaces all options. Throws as `mount` does; then the old options stay.
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

        /// Unmounts the widget. Redirects under way are not aborted.
        pub fn unmount(&mut self) {
            if let Some(mounted) = self.mounted.take() {
                mounted.unmount();
            }
        }
    }

    /// The position of the stack. After a trap it stays lower than at rest, so the shell can tell
    /// that it must not use this instance again.
    #[wasm_bindgen(js_name = stackMark)]
    pub fn stack_mark() -> usize {
        let mark = 0u8;
        core::ptr::from_ref(std::hint::black_box(&mark)).addr()
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
