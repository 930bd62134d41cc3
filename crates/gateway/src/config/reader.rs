//! Reads one table of the configuration, key by key.
//!
//! A key that is read is removed, so the keys that are left at the end are
//! unknown. A wrong value is noted as a mistake and reading goes on, to find all
//! mistakes.

use std::time::Duration;

use toml::{Table, Value};

use super::mistake::Mistake;

/// A table that is being read, with the mistakes so far.
pub(super) struct Reader<'a> {
    name: &'static str,
    table: Table,
    mistakes: &'a mut Vec<Mistake>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(
        tables: &mut Table,
        name: &'static str,
        mistakes: &'a mut Vec<Mistake>,
    ) -> Self {
        let table = match tables.remove(name) {
            None => Table::new(),
            Some(Value::Table(table)) => table,
            Some(_) => {
                mistakes.push(Mistake {
                    key: name.to_owned(),
                    what: "must be a table".to_owned(),
                });
                Table::new()
            }
        };
        Self {
            name,
            table,
            mistakes,
        }
    }

    pub(super) fn wrong(&mut self, key: &str, what: impl Into<String>) {
        let key = format!("{}.{key}", self.name);
        self.mistakes.push(Mistake {
            key,
            what: what.into(),
        });
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Text that is not empty.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        match self.table.remove(key)? {
            Value::String(text) if !text.trim().is_empty() => Some(text),
            _ => {
                self.wrong(key, "must be text that is not empty");
                None
            }
        }
    }

    pub(super) fn needed(&mut self, key: &str) -> Option<String> {
        if !self.has(key) {
            self.wrong(key, "is missing");
        }
        self.text(key)
    }

    /// Text that `parse` accepts. A mistake says that it must be `wanted`.
    pub(super) fn parsed<T>(
        &mut self,
        key: &str,
        wanted: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(key)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            self.wrong(key, format!("\"{text}\" must be {wanted}"));
        }
        parsed
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number(&mut self, key: &str, least: u32, most: u32, default: u32) -> u32 {
        let Some(value) = self.table.remove(key) else {
            return default;
        };
        let number = value
            .as_integer()
            .and_then(|number| u32::try_from(number).ok());
        number
            .filter(|number| (least..=most).contains(number))
            .unwrap_or_else(|| {
                self.wrong(
                    key,
                    format!("must be a whole number from {least} to {most}"),
                );
                default
            })
    }

    pub(super) fn seconds(&mut self, key: &str, most: u32, default: u32) -> Duration {
        Duration::from_secs(self.number(key, 1, most, default).into())
    }

    /// A list of texts, each of which `parse` accepts. What is listed twice is read
    /// once: a GUID may be written in upper and lower case.
    pub(super) fn list<T: PartialEq>(
        &mut self,
        key: &str,
        wanted: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let items = match self.table.remove(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            // An environment variable may hold several, separated by blanks.
            Some(Value::String(text)) => text
                .split_whitespace()
                .map(|item| Value::String(item.to_owned()))
                .collect(),
            Some(_) => {
                self.wrong(key, "must be a list");
                return Vec::new();
            }
        };
        let mut parsed = Vec::new();
        for item in items {
            match item.as_str().and_then(&parse) {
                Some(item) if parsed.contains(&item) => {}
                Some(item) => parsed.push(item),
                None => self.wrong(key, format!("each item must be {wanted}")),
            }
        }
        parsed
    }

    /// A list of tables, each read by `read`.
    pub(super) fn tables<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&mut Reader<'_>) -> Option<T>,
    ) -> Vec<T> {
        let items = match self.table.remove(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => {
                self.wrong(key, "must be a list of tables");
                return Vec::new();
            }
        };
        let mut found = Vec::new();
        for item in items {
            let Value::Table(table) = item else {
                self.wrong(key, "must be a list of tables");
                continue;
            };
            let mut reader = Reader {
                name: key,
                table,
                mistakes: self.mistakes,
            };
            found.extend(read(&mut reader));
            reader.end();
        }
        found
    }

    /// Notes every key that was not read as unknown.
    pub(super) fn end(self) {
        let Self {
            name,
            table,
            mistakes,
        } = self;
        for key in table.keys() {
            mistakes.push(Mistake {
                key: format!("{name}.{key}"),
                what: "is not known".to_owned(),
            });
        }
    }
}
