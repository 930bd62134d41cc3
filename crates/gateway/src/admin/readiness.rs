//! Remembers what the gateway needed to become ready, and says it in a line for each part.
//!
//! A line has the state of the part, since when, why, and what to do. The lines look
//! like those of `doctor`.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use universal_print::time::Timestamp;

use crate::clock::rfc3339;

/// What came of the last attempt to get a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PartState {
    /// The gateway has it, or had it once.
    Had,
    /// Another part is needed first.
    Waiting,
    /// It could not be had.
    Failed {
        /// Why. Never contains a secret.
        why: String,
        /// What to do about it.
        remedy: &'static str,
    },
}

#[derive(Debug)]
struct Part {
    name: String,
    state: PartState,
    since: Timestamp,
}

/// The parts that the gateway needs to become ready, in the order in which it needs them.
#[derive(Debug, Default)]
pub(super) struct Readiness(Mutex<Vec<Part>>);

impl Readiness {
    /// Notes the state of a part. The time stays while a part goes on failing or waiting.
    pub(super) fn note(&self, name: String, state: PartState, now: Timestamp) {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(part) = parts.iter_mut().find(|part| part.name == name) else {
            parts.push(Part {
                name,
                state,
                since: now,
            });
            return;
        };
        if std::mem::discriminant(&part.state) != std::mem::discriminant(&state) {
            part.since = now;
        }
        part.state = state;
    }
}

impl fmt::Display for Readiness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for Part { name, state, since } in parts.iter() {
            let since = rfc3339(*since);
            match state {
                PartState::Had => writeln!(formatter, "ok      {name}: since {since}")?,
                PartState::Waiting => {
                    writeln!(
                        formatter,
                        "waiting {name}: since {since}: the line above comes first"
                    )?;
                }
                PartState::Failed { why, remedy } => {
                    writeln!(formatter, "FAILED  {name}: since {since}: {why}; {remedy}")?;
                }
            }
        }
        Ok(())
    }
}
