//! The components of the screen, one in each file.
//!
//! A component decides nothing and sends no request. It shows the values that selectors in
//! `flow::view` compute, and reports what the user does as an event to the workflow.
//!
//! The files stand on floors; ARCHITECTURE.md ("Floors") lists them.

pub mod button;
pub mod context;
pub mod countdown;
pub mod destination;
pub mod element;
pub mod focus;
pub mod icon;
pub mod job_filter;
pub mod job_text;
pub mod jobs;
pub mod language;
pub mod line;
pub mod live_regions;
pub mod memoized;
pub mod problem;
pub mod screen;
pub mod settings_form;
pub mod summary;
pub mod watched;
pub mod width;
pub mod windowed;
