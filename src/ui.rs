//! The pieces of the screen, one a file.
//!
//! They choose what to show and say what the user did. They hold no
//! logic and start no request: what they show comes from the selectors in
//! `flow::view`, what happens goes to the workflow as an event.

pub mod button;
pub mod context;
pub mod countdown;
pub mod destination;
pub mod element;
pub mod jobs;
pub mod language;
pub mod line;
pub mod live_regions;
pub mod memoized;
pub mod problem;
pub mod progress;
pub mod screen;
pub mod summary;
