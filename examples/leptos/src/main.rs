//! A Leptos application with the user's print jobs in it.
//!
//! The widget is a component like any other. `host.js` signs in; a real page fills it in.

#[cfg(target_arch = "wasm32")]
mod app;

fn main() {
    #[cfg(target_arch = "wasm32")]
    leptos::mount::mount_to_body(app::App);
}
