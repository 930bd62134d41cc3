//! The workflow, from the first list to the paper, against a tenant in memory.
//!
//! Each test drives the pure machine as the runner in `host` does: commands are
//! carried out against the simulator, a virtual clock and a browser in memory,
//! and what comes back are events. Tests look at what a person would see, at
//! the requests that reached the tenant and at the paper that came out.
#![cfg(test)]

mod batch;
mod browser;
mod cancel;
mod codes;
mod gateway;
mod host_options;
mod identity;
mod jobs;
mod loss;
mod offers;
mod page;
mod path;
mod printers;
mod retention;
mod scale;
mod schedules;
mod tabs;
mod throttling;
mod tokens;
mod tracking;
