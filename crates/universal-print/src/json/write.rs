//! Writes a tree as JSON text, without blanks.

use std::fmt::{self, Display, Formatter, Write as _};

use super::Value;

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(it) => f.write_str(if *it { "true" } else { "false" }),
            Self::Number(number) => number.fmt(f),
            Self::String(text) => write_text(text, f),
            Self::Array(items) => {
                f.write_char('[')?;
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        f.write_char(',')?;
                    }
                    item.fmt(f)?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (at, (name, value)) in members.iter().enumerate() {
                    if at > 0 {
                        f.write_char(',')?;
                    }
                    write_text(name, f)?;
                    f.write_char(':')?;
                    value.fmt(f)?;
                }
                f.write_char('}')
            }
        }
    }
}

fn write_text(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\0'..='\x1f' => {
                let code = u32::from(c);
                f.write_str("\\u00")?;
                for digit in [code >> 4, code & 15] {
                    f.write_char(char::from_digit(digit, 16).unwrap_or('0'))?;
                }
            }
            _ => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
