//! The pieces of the screen, one a file.
//!
//! They choose what to show and say what the user did. They hold no
//! logic and start no request: what they show comes from the selectors in
//! `flow::view`, what happens goes to the workflow as an event.

pub mod button;
pub mod chosen;
pub mod code;
pub mod countdown;
pub mod destination;
pub mod element;
pub mod job;
pub mod jobs;
pub mod language;
pub mod line;
pub mod live;
pub mod part;
pub mod problem;
pub mod progress;
pub mod rows;
pub mod screen;
pub mod search;
pub mod settings;
pub mod summary;
