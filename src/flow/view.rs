//! Derives what the screen shows from the state: the view model.
//!
//! Each selector returns plain data for one part of the screen. The data can be
//! compared, so only components whose data changed are drawn again. Selectors
//! choose words and order and decide nothing else. Components turn dates and
//! sizes into text, because they know the user's language.

pub mod age;
pub mod cards;
pub mod code;
pub mod destination;
pub mod fit;
pub mod fit_filter;
mod job_facts;
pub mod job_order;
pub mod jobs;
pub mod nearest;
pub mod outcome;
mod printer_option;
pub mod printer_state;
pub mod results;
pub mod retention;
pub mod row_window;
pub mod settings;
pub mod settings_field;
pub mod stage;
pub mod summary;
