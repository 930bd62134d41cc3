//! Reads the sources and checks which file imports which.
//!
//! [`rooms`] holds each room to the rooms and crates it may know. [`floors`] holds each file of the
//! larger rooms to its floor: a file imports from the floors below it and never from above. [`copied_modules`]
//! compares the JavaScript of the Leptos component with what is copied for it. [`lengths`] counts lines. Each
//! forbidden import is named with its file and line. Unit tests inside the sources may import
//! anything and are not read.
#![cfg(test)]

mod copied_modules;
mod floors;
mod imports;
mod lengths;
mod rooms;
mod sources;
