//! Writes a tree as JSON text, without blanks.

use std::fmt::{self, Display, Formatter};

use super::Value;

impl Value {
    /// The tree as JSON text without blanks, as `Display` writes it. It uses no formatter, which
    /// would be part of a program's download.
    pub fn text(&self) -> String {
        let mut text = String::new();
        write(self, &mut text);
        text
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

fn write(value: &Value, into: &mut String) {
    match value {
        Value::Null => into.push_str("null"),
        Value::Bool(it) => into.push_str(if *it { "true" } else { "false" }),
        Value::Number(number) => into.push_str(&number.text()),
        Value::String(text) => write_text(text, into),
        Value::Array(items) => {
            into.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    into.push(',');
                }
                write(item, into);
            }
            into.push(']');
        }
        Value::Object(members) => {
            into.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                if at > 0 {
                    into.push(',');
                }
                write_text(name, into);
                into.push(':');
                write(value, into);
            }
            into.push('}');
        }
    }
}

fn write_text(text: &str, into: &mut String) {
    into.push('"');
    for c in text.chars() {
        match c {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            '\0'..='\x1f' => {
                let code = u32::from(c);
                into.push_str("\\u00");
                let digits = [code >> 4, code & 15].into_iter();
                into.extend(digits.filter_map(|digit| char::from_digit(digit, 16)));
            }
            _ => into.push(c),
        }
    }
    into.push('"');
}
