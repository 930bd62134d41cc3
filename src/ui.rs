//! The components of the screen, one in each file.
//!
//! A component decides nothing and sends no request. It shows the values that selectors in
//! `flow::view` compute, and reports what the user does as an event to the workflow.
//!
//! The files form floors, from the bottom up: `element`, `language` and `memoized`; `context`;
//! the small pieces `button`, `countdown`, `line` and `live_regions`; `problem`; the sections
//! `jobs`, `destination`, `summary` and `progress`; `screen`. A file imports only from lower
//! floors and from its own folder.

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
