//! Parses and applies `$filter` on a list of shares.
//!
//! Supported are `eq`, `ne`, `startswith` and `contains`, joined by `and` and `or`,
//! with parentheses (<https://learn.microsoft.com/graph/filter-query-parameter>).
//! Any other filter is refused, never ignored. The page on shares allows filters by
//! capabilities and location but gives no grammar
//! (<https://learn.microsoft.com/graph/api/print-list-shares>).

use serde_json::Value;

use crate::graph_error::GraphError;

/// A condition on an entity.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    Any(Vec<Filter>),
    All(Vec<Filter>),
    Compare {
        path: Vec<String>,
        equal: bool,
        value: Value,
    },
    Text {
        path: Vec<String>,
        at_start: bool,
        part: String,
    },
}

impl Filter {
    pub(crate) fn parse(text: &str) -> Result<Self, GraphError> {
        let mut words = words(text).ok_or_else(|| GraphError::invalid_filter(text))?;
        words.reverse();
        let filter = any(&mut words).filter(|_| words.is_empty());
        filter.ok_or_else(|| GraphError::invalid_filter(text))
    }

    pub(crate) fn accepts(&self, entity: &Value) -> bool {
        match self {
            Self::Any(parts) => parts.iter().any(|part| part.accepts(entity)),
            Self::All(parts) => parts.iter().all(|part| part.accepts(entity)),
            Self::Compare { path, equal, value } => (at(entity, path) == value) == *equal,
            Self::Text {
                path,
                at_start,
                part,
            } => {
                let text = at(entity, path).as_str().unwrap_or_default().to_lowercase();
                let part = part.to_lowercase();
                if *at_start {
                    text.starts_with(&part)
                } else {
                    text.contains(&part)
                }
            }
        }
    }

    /// Whether a path in the filter begins with this member.
    pub(crate) fn looks_at(&self, member: &str) -> bool {
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().any(|part| part.looks_at(member)),
            Self::Compare { path, .. } | Self::Text { path, .. } => {
                path.first().is_some_and(|first| first == member)
            }
        }
    }
}

fn at<'a>(entity: &'a Value, path: &[String]) -> &'a Value {
    path.iter().fold(entity, |value, name| {
        value.get(name).unwrap_or(&Value::Null)
    })
}

#[derive(Clone, Debug, PartialEq)]
enum Word {
    Name(String),
    Literal(Value),
    Open,
    Close,
    Comma,
}

/// The words of a filter; `None` when a quote is not closed.
fn words(text: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' => {}
            '(' => words.push(Word::Open),
            ')' => words.push(Word::Close),
            ',' => words.push(Word::Comma),
            '\'' => {
                let mut literal = String::new();
                loop {
                    match letters.next()? {
                        // A doubled quote stands for one quote.
                        '\'' if letters.next_if_eq(&'\'').is_some() => literal.push('\''),
                        '\'' => break,
                        other => literal.push(other),
                    }
                }
                words.push(Word::Literal(Value::String(literal)));
            }
            first => {
                let mut name = String::from(first);
                while let Some(next) = letters.next_if(|next| !" (),'".contains(*next)) {
                    name.push(next);
                }
                // Numbers, true, false and null are written as in JSON.
                words.push(match serde_json::from_str(&name) {
                    Ok(value) => Word::Literal(value),
                    Err(_) => Word::Name(name),
                });
            }
        }
    }
    Some(words)
}

/// Parses an `or` of conditions. `words` is reversed, so that `pop` takes the next.
fn any(words: &mut Vec<Word>) -> Option<Filter> {
    let mut parts = vec![all(words)?];
    while take(words, "or") {
        parts.push(all(words)?);
    }
    Some(Filter::Any(parts))
}

fn all(words: &mut Vec<Word>) -> Option<Filter> {
    let mut parts = vec![term(words)?];
    while take(words, "and") {
        parts.push(term(words)?);
    }
    Some(Filter::All(parts))
}

fn take(words: &mut Vec<Word>, name: &str) -> bool {
    words
        .pop_if(|word| *word == Word::Name(name.to_owned()))
        .is_some()
}

fn term(words: &mut Vec<Word>) -> Option<Filter> {
    match words.pop()? {
        Word::Open => {
            let inside = any(words)?;
            (words.pop()? == Word::Close).then_some(inside)
        }
        Word::Name(name) if name == "startswith" || name == "contains" => {
            let inside = [
                words.pop()?,
                words.pop()?,
                words.pop()?,
                words.pop()?,
                words.pop()?,
            ];
            match inside {
                [
                    Word::Open,
                    Word::Name(member),
                    Word::Comma,
                    Word::Literal(Value::String(part)),
                    Word::Close,
                ] => Some(Filter::Text {
                    path: path(&member),
                    at_start: name == "startswith",
                    part,
                }),
                _ => None,
            }
        }
        Word::Name(member) => match (words.pop()?, words.pop()?) {
            (Word::Name(operator), Word::Literal(value))
                if operator == "eq" || operator == "ne" =>
            {
                Some(Filter::Compare {
                    path: path(&member),
                    equal: operator == "eq",
                    value,
                })
            }
            _ => None,
        },
        _ => None,
    }
}

fn path(member: &str) -> Vec<String> {
    member.split('/').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn accepts(filter: &str) -> bool {
        Filter::parse(filter).unwrap().accepts(&json!({
            "displayName": "Bureau d'études",
            "location": { "building": "A", "floor": null },
            "capabilities": { "isColorPrintingSupported": true },
        }))
    }

    #[test]
    fn and_binds_tighter_than_or() {
        assert!(accepts(
            "location/building eq 'B' or displayName ne 'x' and location/floor eq null"
        ));
        assert!(!accepts(
            "(location/building eq 'B' or displayName ne 'x') and location/floor eq '1'"
        ));
    }

    #[test]
    fn texts_ignore_case_and_doubled_quotes_stand_for_one() {
        assert!(accepts("contains(displayName,'D''Études')"));
        assert!(accepts("startswith(displayName,'bureau')"));
        assert!(accepts("capabilities/isColorPrintingSupported eq true"));
    }

    #[test]
    fn a_filter_outside_the_grammar_is_refused() {
        for wrong in [
            "",
            "displayName",
            "displayName gt 'a'",
            "displayName eq 'a",
            "(a eq 1",
            "a eq 1 b eq 2",
        ] {
            assert_eq!(Filter::parse(wrong).unwrap_err().status, 400, "{wrong}");
        }
    }
}
