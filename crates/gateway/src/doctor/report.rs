//! Collects the findings of `doctor` and prints them for a person.

use std::fmt;

/// What was found in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It works.
    Well(String),
    /// It does not work.
    Ill {
        /// What is wrong.
        seen: String,
        /// What to do about it.
        remedy: String,
    },
    /// It cannot be checked from here.
    Unseen(String),
}

/// All findings, in the order of the steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report(Vec<(String, Finding)>);

impl Report {
    /// Whether nothing is wrong.
    pub fn is_well(&self) -> bool {
        !self
            .0
            .iter()
            .any(|(_, finding)| matches!(finding, Finding::Ill { .. }))
    }

    /// The findings of a step.
    pub fn findings(&self, step: &str) -> impl Iterator<Item = &Finding> {
        let of_step = self.0.iter().filter(move |(name, _)| name == step);
        of_step.map(|(_, finding)| finding)
    }

    pub(super) fn well(&mut self, step: &str, seen: &str) {
        self.0
            .push((step.to_owned(), Finding::Well(seen.to_owned())));
    }

    pub(super) fn ill(&mut self, step: &str, seen: &str, remedy: &str) {
        let finding = Finding::Ill {
            seen: seen.to_owned(),
            remedy: remedy.to_owned(),
        };
        self.0.push((step.to_owned(), finding));
    }

    pub(super) fn unseen(&mut self, step: &str, why: &str) {
        self.0
            .push((step.to_owned(), Finding::Unseen(why.to_owned())));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (step, finding) in &self.0 {
            match finding {
                Finding::Well(seen) => writeln!(formatter, "well    {step}: {seen}")?,
                Finding::Ill { seen, remedy } => {
                    writeln!(formatter, "ILL     {step}: {seen}")?;
                    writeln!(formatter, "        -> {remedy}")?;
                }
                Finding::Unseen(why) => writeln!(formatter, "unseen  {step}: {why}")?,
            }
        }
        Ok(())
    }
}
