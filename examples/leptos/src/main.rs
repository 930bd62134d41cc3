//! A Leptos application with the user's print jobs in it.
//!
//! The widget is a component like any other. Who signs in is `host.js`, which a real page fills in.

#[cfg(target_arch = "wasm32")]
mod app;

fn main() {
    #[cfg(target_arch = "wasm32")]
    leptos::mount::mount_to_body(app::App);
}
