//! What the tenant promises to do as Microsoft documents it.
//!
//! Every test starts from a scenario, makes Graph's own requests, and looks at
//! the answers alone.

#[cfg(test)]
mod batching;
#[cfg(test)]
mod delays;
#[cfg(test)]
mod ending;
#[cfg(test)]
mod envelope;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod office;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod redirect;
#[cfg(test)]
mod scenarios;
#[cfg(test)]
mod schedules;
#[cfg(test)]
#[cfg(feature = "server")]
mod server;
#[cfg(test)]
mod shares;
#[cfg(test)]
mod spoiled;
#[cfg(test)]
mod stale;
#[cfg(test)]
mod tasks;
#[cfg(test)]
#[cfg(feature = "server")]
mod wire;
