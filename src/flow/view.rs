//! What the screen shows, derived from the state: the view model.
//!
//! Each selector gives plain data for one part of the screen, comparable so
//! that a change touches only what shows it. Selectors choose words and order
//! and decide nothing else; turning dates and sizes into text is left to the
//! components, which know the user's language.

pub mod age;
pub mod code;
pub mod destination;
pub mod jobs;
pub mod outcome;
pub mod problem;
pub mod retention;
pub mod settings;
pub mod summary;
