//! Thin bindings to the browser: each wraps one facility and decides nothing.
//!
//! Everything here may meet a page that wrapped, froze or refused the facility,
//! so no rejected value is assumed to be an `Error` and no facility to exist.

pub mod clock;
pub mod fetch;
pub mod intl;
pub mod listener;
pub mod locks;
pub mod object;
pub mod page;
pub mod scheme;
pub mod storage;
