//! Tests the whole workflow, from the first list to the paper, on a simulated tenant.
//!
//! Each test drives the pure machine as the runner in `host` does: it carries out
//! commands against the simulator, a virtual clock and a browser in memory, and
//! hands the results back as events. Tests check what a person would see, the
//! requests that reached the tenant, and the paper that came out.
#![cfg(test)]

mod attempts;
mod batch;
mod browser;
mod cancel;
mod chosen_in_sight;
mod codes;
mod documented;
mod favorites;
mod fit;
mod fit_filter;
mod fit_on_screen;
mod following;
mod gateway;
mod host_options;
mod identity;
mod jobs;
mod loss;
mod nearest;
mod offers;
mod page;
mod paging;
mod path;
mod printers;
mod renewals;
mod results;
mod retention;
mod scale;
mod schedules;
mod settings;
mod settings_form;
mod sight;
mod speech;
mod tabs;
mod throttling;
mod tokens;
mod tracking;
mod users;
mod waits;
