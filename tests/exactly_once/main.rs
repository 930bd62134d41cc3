//! The redirect protocol against a tenant, under a hundred thousand schedules
//! of what may go wrong, with the paper counted.
//!
//! The protocol machine alone drives: three tabs, one waiting job, two
//! printers, and a network, a clock and a user that do as they please. Every
//! end that a tab reports is held against what the tenant did in truth.
#![cfg(test)]

mod office;
mod schedules;
mod world;
