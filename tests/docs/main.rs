//! The documentation, held to the tree it describes.
//!
//! Every relative link and anchor leads somewhere, every TOML and YAML sample parses, and the lists in `docs/` equal what
//! the sources have. Nothing is fetched. JavaScript and TypeScript samples are checked by `samples.mjs` beside this
//! file, Rust samples by the doc tests of `src/lib.rs`.
#![cfg(test)]

mod codes;
mod data;
mod dependencies;
mod excerpts;
mod files;
mod gateway;
mod links;
mod locks;
mod markdown;
mod names;
mod reference;
