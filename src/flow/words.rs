//! Turns faults, outcomes, codes and printers into messages.
//!
//! These functions are pure. The parts of the workflow use them to announce and
//! to tell the host; the selectors in `view` use them for the screen, so both
//! always say the same.

pub mod code;
pub mod fit;
pub mod outcome;
pub mod position;
pub mod printer;
pub mod problem;
pub mod results;
pub mod setting;
pub mod sign_in;
