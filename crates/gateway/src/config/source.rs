//! Reads the configuration's file and lays the environment over it.
//!
//! `GATEWAY__APP__CLIENT_ID` is the key `client_id` in the table `app`. A value
//! that is valid TOML is read as TOML, any other as text.

use std::{
    io,
    path::{Path, PathBuf},
};

use toml::{Table, Value};
use universal_print::time::Timestamp;

use super::mistake::{Mistake, Mistakes};

const PREFIX: &str = "GATEWAY__";

/// The tables of a configuration whose keys are not yet read.
#[derive(Clone, Debug, Default)]
pub struct ConfigSource {
    pub(super) table: Table,
    pub(super) folder: PathBuf,
    pub(super) now: Option<Timestamp>,
}

impl ConfigSource {
    /// Reads the file, if one is given, and the environment.
    pub fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Mistakes> {
        let (text, folder) = match file {
            None => (String::new(), PathBuf::new()),
            Some(path) => {
                let text =
                    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
                (text, path.parent().unwrap_or(Path::new("")).to_owned())
            }
        };
        let mut source = Self::of_text(&text)?;
        source.folder = folder;
        for (name, value) in environment {
            if let Some(key) = name.strip_prefix(PREFIX) {
                source
                    .set(&key.to_ascii_lowercase(), &value)
                    .map_err(|what| one(&name, &what))?;
            }
        }
        Ok(source)
    }

    /// Reads the text of a file.
    pub fn of_text(text: &str) -> Result<Self, Mistakes> {
        let table = text
            .parse::<Table>()
            .map_err(|error| one("the file", &format!("is not TOML: {error}")))?;
        Ok(Self {
            table,
            folder: PathBuf::new(),
            now: None,
        })
    }

    /// The same source, read at this time: whether a certificate has expired is
    /// checked too.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.now = Some(now);
        self
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        let Some((table, key)) = key.split_once("__") else {
            return Err("needs the form GATEWAY__TABLE__KEY".to_owned());
        };
        // TOML, if the text is a number, true, false, a list or quoted.
        let wrapped: Option<Table> = format!("value = {text}").parse().ok();
        let value = wrapped.and_then(|mut wrapped| wrapped.remove("value"));
        let value = value.unwrap_or_else(|| Value::String(text.to_owned()));
        let inner = self
            .table
            .entry(table)
            .or_insert_with(|| Value::Table(Table::new()));
        let inner = inner
            .as_table_mut()
            .ok_or_else(|| format!("{table} is not a table"))?;
        inner.insert(key.to_owned(), value);
        Ok(())
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Mistakes {
    one(
        &path.display().to_string(),
        &format!("cannot be read: {error}"),
    )
}

fn one(key: &str, what: &str) -> Mistakes {
    Mistakes(vec![Mistake {
        key: key.to_owned(),
        what: what.to_owned(),
    }])
}
