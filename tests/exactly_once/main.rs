//! Tests the redirect protocol under a hundred thousand random schedules and
//! counts the paper.
//!
//! Only the protocol machine runs, without the rest of the widget: three tabs, one
//! waiting job, two printers, and random behaviour of network, clock and user.
//! Every outcome that a tab reports is compared with what the tenant really did.
#![cfg(test)]

mod office;
mod schedules;
mod world;
