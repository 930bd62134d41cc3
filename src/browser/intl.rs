//! Formats numbers, plurals, sizes and ages in the user's language, with the browser's `Intl`.
//!
//! If the browser refuses a language tag, its own language is used. The options check only the
//! shape of a tag, not whether the browser knows it.

use std::rc::Rc;

use js_sys::{Array, Function, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::object::dictionary;

/// The browser's own language.
pub fn own_locale() -> Option<String> {
    web_sys::window()?.navigator().language()
}

/// A text in lower case, independent of the language. It uses the browser's tables, because
/// Rust's would add to the download.
pub fn lower_case(text: &str) -> String {
    let lower = JsString::from(text).to_lower_case();
    lower.as_string().unwrap_or_default()
}

/// The number and time formats of one language.
#[derive(Clone)]
pub struct Formats {
    inner: Rc<IntlObjects>,
}

struct IntlObjects {
    number: JsValue,
    plural: JsValue,
    relative: JsValue,
    kilobytes: JsValue,
    megabytes: JsValue,
}

impl Formats {
    /// The formats of a language, or without one of the browser's own.
    pub fn new(locale: Option<&str>) -> Self {
        let unit = |unit: &str| {
            dictionary(&[
                ("style", "unit".into()),
                ("unit", unit.into()),
                ("unitDisplay", "short".into()),
                ("maximumFractionDigits", 1.into()),
            ])
        };
        let make = |class: &str, options: JsValue| {
            construct(class, locale, &options)
                .or_else(|| construct(class, None, &options))
                .unwrap_or(JsValue::UNDEFINED)
        };
        Self {
            inner: Rc::new(IntlObjects {
                number: make("NumberFormat", dictionary(&[])),
                plural: make("PluralRules", dictionary(&[])),
                relative: make(
                    "RelativeTimeFormat",
                    dictionary(&[("numeric", "auto".into())]),
                ),
                kilobytes: make("NumberFormat", unit("kilobyte")),
                megabytes: make("NumberFormat", unit("megabyte")),
            }),
        }
    }

    /// A number, written in the language's digits.
    pub fn number(&self, number: u32) -> String {
        call(&self.inner.number, "format", &[number.into()]).unwrap_or_else(|| number.to_string())
    }

    /// The plural category of a number.
    pub fn plural(&self, number: u32) -> String {
        call(&self.inner.plural, "select", &[number.into()]).unwrap_or_else(|| "other".to_owned())
    }

    /// A size of `bytes`, written in kilobytes or megabytes.
    pub fn size(&self, bytes: i64) -> String {
        #[allow(
            clippy::cast_precision_loss,
            reason = "a size is shown to a digit or two"
        )]
        let kilobytes = bytes as f64 / 1_000.0;
        let (format, number) = if kilobytes < 1_000.0 {
            (&self.inner.kilobytes, kilobytes.ceil())
        } else {
            (&self.inner.megabytes, kilobytes / 1_000.0)
        };
        call(format, "format", &[number.into()]).unwrap_or_default()
    }

    /// How long ago something was, in a unit of `Intl.RelativeTimeFormat`: "5 minutes ago".
    pub fn ago(&self, count: u32, unit: &str) -> String {
        // Negative counts are in the past; `-0` is written as "now".
        let count = -f64::from(count);
        call(&self.inner.relative, "format", &[count.into(), unit.into()]).unwrap_or_default()
    }
}

fn construct(class: &str, locale: Option<&str>, options: &JsValue) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let locale = locale.map_or(JsValue::UNDEFINED, JsValue::from);
    Reflect::construct(&class, &Array::of2(&locale, options)).ok()
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<String> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let arguments: Array = arguments.iter().collect();
    method.apply(object, &arguments).ok()?.as_string()
}
