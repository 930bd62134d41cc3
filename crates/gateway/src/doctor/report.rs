//! Collects the findings of `doctor` and prints them for a person.

use std::fmt;

/// What was found in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It works.
    Passed(String),
    /// It does not work.
    Failed {
        /// What is wrong.
        seen: String,
        /// What to do about it.
        remedy: String,
    },
    /// It works, but somebody should look at it.
    Warned(String),
    /// It cannot be checked from here.
    Unknown(String),
}

/// All findings, in the order of the steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report(Vec<(String, Finding)>);

impl Report {
    /// Whether nothing is wrong.
    pub fn has_passed(&self) -> bool {
        !self
            .0
            .iter()
            .any(|(_, finding)| matches!(finding, Finding::Failed { .. }))
    }

    /// The findings of a step.
    pub fn findings(&self, step: &str) -> impl Iterator<Item = &Finding> {
        let of_step = self.0.iter().filter(move |(name, _)| name == step);
        of_step.map(|(_, finding)| finding)
    }

    pub(super) fn passed(&mut self, step: &str, seen: &str) {
        self.0
            .push((step.to_owned(), Finding::Passed(seen.to_owned())));
    }

    pub(super) fn failed(&mut self, step: &str, seen: &str, remedy: &str) {
        let finding = Finding::Failed {
            seen: seen.to_owned(),
            remedy: remedy.to_owned(),
        };
        self.0.push((step.to_owned(), finding));
    }

    pub(super) fn warned(&mut self, step: &str, seen: &str) {
        self.0
            .push((step.to_owned(), Finding::Warned(seen.to_owned())));
    }

    pub(super) fn unknown(&mut self, step: &str, why: &str) {
        self.0
            .push((step.to_owned(), Finding::Unknown(why.to_owned())));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (step, finding) in &self.0 {
            match finding {
                Finding::Passed(seen) => writeln!(formatter, "ok      {step}: {seen}")?,
                Finding::Failed { seen, remedy } => {
                    writeln!(formatter, "FAILED  {step}: {seen}")?;
                    writeln!(formatter, "        -> {remedy}")?;
                }
                Finding::Warned(seen) => writeln!(formatter, "warning {step}: {seen}")?,
                Finding::Unknown(why) => writeln!(formatter, "unknown {step}: {why}")?,
            }
        }
        Ok(())
    }
}
