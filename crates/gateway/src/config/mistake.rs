//! Reports mistakes in the configuration, with what is allowed instead.

use std::fmt;

/// One mistake, or something that works and should be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The key, such as `server.listen`.
    pub key: String,
    /// What is wrong and what is allowed. Never contains a secret.
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.key, self.what)
    }
}

/// All mistakes of a configuration, at least one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "the configuration has {} mistake(s):",
            self.0.len()
        )?;
        for mistake in &self.0 {
            writeln!(formatter, "  {mistake}")?;
        }
        Ok(())
    }
}
