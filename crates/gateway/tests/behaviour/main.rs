//! What the gateway does, seen from outside: requests go in at its router, and
//! a simulated tenant with its identity provider is behind it.
//!
//! Time is mostly tokio's paused time and the clock follows it, so that a limit of
//! half a minute passes at once.

#[cfg(test)]
mod callers;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod destinations;
#[cfg(test)]
mod examining;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod sending;
#[cfg(test)]
mod serving;
#[cfg(test)]
mod setting_up;
#[cfg(test)]
mod telling;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod whole;
#[cfg(test)]
mod wire;
#[cfg(test)]
mod world;
