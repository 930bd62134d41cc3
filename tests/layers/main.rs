//! The arrows between the rooms of the house, read from the sources.
//!
//! A module may use what its room is allowed to know and nothing else: the
//! workflow and the texts know no browser, the crate about Graph knows nobody,
//! the simulator and the widget do not know each other. Each forbidden use is
//! named with its file and line. Comments are not read; dev-dependencies and
//! tests may drive everything.
#![cfg(test)]

mod rooms;
mod sources;
