//! Builds the `configuration` member of a redirect.
//!
//! Graph does not say whether that member replaces the job's settings or is merged
//! into them, nor what null means against absent. So the member is either absent,
//! which leaves the job as it is, or complete: the job's own JSON with the changes
//! laid over it. Two things are left out: OData annotations, and
//! `unknownFutureValue`, which stands for a value that Graph did not tell. A setting
//! left out for the second reason is listed in [`Overlay::lost`], so that the program
//! can tell the user. If a number may not be the one that came
//! ([`Number::is_exact`](crate::json::Number::is_exact)), nothing may be sent: the
//! result is an [`InexactError`] with the settings' names.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect>

#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;

use crate::json::{Object, Value};

use super::{Changes, Configuration};
use crate::enums::SENTINEL;

/// The `configuration` of a redirect, and what is missing from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The whole configuration, or `None` when the job's own stays as it is.
    pub body: Option<Value>,
    /// The settings, by Graph's names, that the body lacks wholly or in part
    /// because Graph did not tell their value.
    pub lost: Vec<String>,
}

/// Nothing may be sent, because the job has numbers that may not be the ones that
/// came. Only a page that replaced the browser's `JSON.parse` causes this. Tell the
/// user; changing the settings named here, or changing none at all, lets the job be
/// sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InexactError {
    /// The settings, by Graph's names.
    pub settings: Vec<String>,
}

impl fmt::Display for InexactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the numbers of these settings may not be the ones that came: ")?;
        f.write_str(&self.settings.join(", "))
    }
}

impl Error for InexactError {}

/// Lays `changes` over the settings of the source job.
pub fn overlay(source: Option<&Configuration>, changes: &Changes) -> Result<Overlay, InexactError> {
    let mut sieve = Sieve::default();
    let (laid, differs) = lay_all(source, changes, &mut sieve);
    let body = differs.then(|| sieve.members(None, laid));
    if sieve.inexact.is_empty() {
        Ok(Overlay {
            body,
            lost: sieve.lost,
        })
    } else {
        Err(InexactError {
            settings: sieve.inexact,
        })
    }
}

/// The settings with the changes over them, before anything is left out, and whether
/// a configuration is sent at all.
pub(crate) fn laid(source: Option<&Configuration>, changes: &Changes) -> (Configuration, bool) {
    let (raw, differs) = lay_all(source, changes, &mut Sieve::default());
    (Configuration { raw }, differs)
}

fn lay_all(source: Option<&Configuration>, changes: &Changes, sieve: &mut Sieve) -> (Object, bool) {
    let source = source.cloned().unwrap_or_default();
    let asked = changes.against(&source);
    let mut members = source.raw;
    let mut differs = false;
    for (name, change) in asked {
        if let Some(change) = sieve.value(name, change) {
            differs |= lay(&mut members, name, change);
        }
    }
    (members, differs)
}

/// Sets the member `name` to `new`, member by member where both are objects.
/// Returns whether anything changed.
fn lay(members: &mut Object, name: &str, new: Value) -> bool {
    let old = members.take(name);
    let (laid, changed) = match (old, new) {
        (Value::Object(mut old), Value::Object(new)) => {
            let mut changed = false;
            for (name, new) in new {
                changed |= lay(&mut old, &name, new);
            }
            (Value::Object(old), changed)
        }
        (old, new) => {
            let changed = old != new;
            (new, changed)
        }
    };
    members.insert(name.to_owned(), laid);
    changed
}

/// Takes out what is not sent, and notes the settings it belonged to.
#[derive(Default)]
struct Sieve {
    lost: Vec<String>,
    inexact: Vec<String>,
}

impl Sieve {
    /// The part of `value` that may be sent; `value` belongs to `setting`.
    fn value(&mut self, setting: &str, value: Value) -> Option<Value> {
        match value {
            Value::String(text) if text.eq_ignore_ascii_case(SENTINEL) => {
                note(setting, &mut self.lost);
                None
            }
            Value::Number(number) if !number.is_exact() => {
                note(setting, &mut self.inexact);
                None
            }
            Value::Array(items) => {
                let was_empty = items.is_empty();
                let items: Vec<_> = items
                    .into_iter()
                    .filter_map(|item| self.value(setting, item))
                    .collect();
                // An empty list would say "none" where the value is not known.
                (was_empty || !items.is_empty()).then_some(Value::Array(items))
            }
            Value::Object(members) => Some(self.members(Some(setting), members)),
            other => Some(other),
        }
    }

    /// The part of an object that may be sent. The object belongs to `setting`;
    /// without one it is the configuration, whose members are settings.
    fn members(&mut self, setting: Option<&str>, members: Object) -> Value {
        let told = members.into_iter().filter(|(name, _)| !is_annotation(name));
        told.filter_map(|(name, value)| {
            let value = self.value(setting.unwrap_or(&name), value)?;
            Some((name, value))
        })
        .collect::<Object>()
        .into()
    }
}

/// Whether a member is OData's and not Graph's.
fn is_annotation(name: &str) -> bool {
    name.split('@').skip(1).any(|it| it.starts_with("odata."))
}

fn note(setting: &str, settings: &mut Vec<String>) {
    if !settings.iter().any(|name| name == setting) {
        settings.push(setting.to_owned());
    }
}
