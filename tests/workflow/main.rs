//! The workflow, from the first list to the paper, against a tenant in memory.
//!
//! Each test drives the pure machine as the runner in `host` does: commands are
//! carried out against the simulator, a virtual clock and a browser in memory,
//! and what comes back are events. Tests look at what a person would see, at
//! the requests that reached the tenant and at the paper that came out.

#[cfg(test)]
mod batch;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod cancel;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod gateway;
#[cfg(test)]
mod host_options;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod loss;
#[cfg(test)]
mod offers;
#[cfg(test)]
mod page;
#[cfg(test)]
mod path;
#[cfg(test)]
mod printers;
#[cfg(test)]
mod retention;
#[cfg(test)]
mod scale;
#[cfg(test)]
mod schedules;
#[cfg(test)]
mod tabs;
#[cfg(test)]
mod throttling;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod tracking;
