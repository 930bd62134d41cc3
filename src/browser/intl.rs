//! Formats numbers, plurals, sizes and ages in the user's language, with the browser's `Intl`.
//!
//! If the browser refuses a language tag, its own language is used. The options check only the
//! shape of a tag, not whether the browser knows it.

use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

use super::object::dictionary;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = ["String", "prototype"], js_name = toLowerCase)]
    static TO_LOWER_CASE: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["String", "prototype"], js_name = normalize)]
    static NORMALIZE: Option<Function>;
}

/// Takes the functions for texts, so that a page that replaces them later has no effect.
pub fn take_functions() {
    for function in [&TO_LOWER_CASE, &NORMALIZE] {
        function.with(|_| ());
    }
}

/// A text in lower case, independent of the language. It uses the browser's tables, because
/// Rust's would add to the download.
pub fn lower_case(text: &str) -> String {
    lower(&text.into()).unwrap_or_else(|| text.to_owned())
}

/// A text in lower case and decomposed, in Unicode's form NFKD.
pub fn plain_letters(text: &str) -> String {
    let given = JsValue::from(text);
    // If the page has broken it, accents still count, but texts are found.
    let decomposed = changed(&NORMALIZE, &given, &"NFKD".into());
    lower(&decomposed.unwrap_or(given)).unwrap_or_else(|| text.to_owned())
}

fn lower(text: &JsValue) -> Option<String> {
    changed(&TO_LOWER_CASE, text, &JsValue::UNDEFINED)?.as_string()
}

/// What a function of texts makes of a text.
fn changed(
    function: &'static wasm_bindgen::JsThreadLocal<Option<Function>>,
    text: &JsValue,
    form: &JsValue,
) -> Option<JsValue> {
    let changed = function.with(|function| function.as_ref()?.call1(text, form).ok())?;
    changed.is_string().then_some(changed)
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
    kilometers: JsValue,
    megabytes: JsValue,
    meters: JsValue,
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
                kilometers: make("NumberFormat", unit("kilometer")),
                megabytes: make("NumberFormat", unit("megabyte")),
                meters: make("NumberFormat", unit("meter")),
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

    /// A distance, written in meters or kilometers.
    pub fn distance(&self, metres: u32) -> String {
        let metres = f64::from(metres);
        let (format, number) = if metres < 1_000.0 {
            (&self.inner.meters, metres)
        } else {
            (&self.inner.kilometers, metres / 1_000.0)
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
