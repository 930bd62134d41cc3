//! Reads JSON with the browser's `JSON.parse`, and takes the tree from its values.
//!
//! A page may replace any function of the browser. [`take_functions`] takes those
//! that are used here, so that what a page does afterwards has no effect. If a page
//! replaced one before, this still never ends the program: what that function
//! throws, or returns against its rules, makes the text unreadable.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

use super::long_numbers::{UNIT, set_aside};
use super::{Number, Object, TOO_DEEP, Value};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = JSON, js_name = parse)]
    static PARSE: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_namespace = Object, js_name = entries)]
    static ENTRIES: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_namespace = Array, js_name = isArray)]
    static IS_ARRAY: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_name = String)]
    static TO_TEXT: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_name = RegExp)]
    static REG_EXP: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["RegExp", "prototype"], js_name = exec)]
    static EXEC: Option<Function>;
}

thread_local! {
    /// Finds a number that a double may change. It may also find one inside a string.
    static LONG_NUMBER: Option<JsValue> = {
        let pattern = r"(?:^|[:,[])\s*-?(?:[\d.]{16}|[\d.]+e|0\.0{6})";
        let arguments = Array::of2(&pattern.into(), &"i".into());
        REG_EXP.with(|class| Reflect::construct(class.as_ref()?, &arguments).ok())
    };
}

/// Takes the functions of the browser that [`parse`] uses. Call it as early as
/// possible; without the call, the first use takes them.
pub fn take_functions() {
    for function in [&PARSE, &ENTRIES, &IS_ARRAY, &TO_TEXT, &EXEC] {
        function.with(|_| ());
    }
    LONG_NUMBER.with(|_| ());
}

/// Reads a JSON text; `None` if it is none.
pub fn parse(text: &str) -> Option<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    parse_plain(&text.into())
}

/// Reads a JSON text that is a string of JavaScript; `None` if it is none. The text
/// is not copied.
pub fn parse_js(text: &JsValue) -> Option<Value> {
    parse_plain(text).or_else(|| {
        let text = text.as_string()?;
        parse_plain(&text.strip_prefix('\u{feff}')?.into())
    })
}

fn parse_plain(text: &JsValue) -> Option<Value> {
    let has_long_number = LONG_NUMBER.with(|pattern| {
        let found = EXEC.with(|exec| exec.as_ref()?.call1(pattern.as_ref()?, text).ok());
        found.is_none_or(|found| !found.is_null())
    });
    if !has_long_number {
        return read(&call(&PARSE, text)?, &[], TOO_DEEP);
    }
    let text = text.as_string()?;
    let (replaced, numbers) = set_aside(&text);
    read(&call(&PARSE, &replaced.into())?, &numbers, TOO_DEEP)
}

/// Reads a plain value of JavaScript: what JSON can say, and nothing else. `None`
/// for a function, a symbol, a `BigInt`, `NaN`, an infinite number, a circle, and an
/// object with a member that throws. A member that is undefined or a function is
/// left out, as `JSON.stringify` leaves it out.
pub fn read_js(value: &JsValue) -> Option<Value> {
    read(value, &[], TOO_DEEP)
}

/// Reads a value. `numbers` are those that were set aside, and `deep` is how deep it
/// may still be nested.
fn read(value: &JsValue, numbers: &[&str], deep: u8) -> Option<Value> {
    if let Some(text) = value.as_string() {
        return Some(Value::String(text));
    }
    if let Some(double) = value.as_f64() {
        return number(double, value, numbers).map(Value::Number);
    }
    if value.is_null() {
        return Some(Value::Null);
    }
    if let Some(it) = value.as_bool() {
        return Some(Value::Bool(it));
    }
    if !value.is_object() {
        return None;
    }
    let deep = deep.checked_sub(1).filter(|deep| *deep > 0)?;
    if is_array(value)? {
        let items = items(value).map(|item| {
            let item = item?;
            if item.is_undefined() {
                return Some(Value::Null);
            }
            read(&item, numbers, deep)
        });
        return items.collect::<Option<_>>().map(Value::Array);
    }
    let entries = call(&ENTRIES, value)?;
    if !is_array(&entries)? {
        return None;
    }
    let mut members = Vec::new();
    for entry in items(&entries) {
        let entry = entry?;
        let (name, value) = (item(&entry, 0)?.as_string()?, item(&entry, 1)?);
        if !value.is_undefined() && !value.is_function() {
            members.push((name, read(&value, numbers, deep)?));
        }
    }
    // Two names of the page are one here if they differ in half a surrogate pair alone.
    // `contains` would bring the standard library's search for texts into the program.
    let has_half = |name: &String| name.chars().any(|c| c == '\u{fffd}');
    Some(Value::Object(
        if members.iter().any(|(name, _)| has_half(name)) {
            members.into_iter().collect()
        } else {
            Object::of_distinct(members)
        },
    ))
}

fn number(double: f64, value: &JsValue, numbers: &[&str]) -> Option<Number> {
    if !numbers.is_empty() && double >= UNIT {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a list; `as` never fails"
        )]
        let place = (double / UNIT).round() as usize;
        return numbers.get(place - 1).map(|text| Number::of_text(text));
    }
    if !double.is_finite() {
        return None;
    }
    Number::of_whole_double(double).or_else(|| {
        let written = call(&TO_TEXT, value)?.as_string()?;
        Some(Number::of_written_double(&written))
    })
}

/// The items of what [`is_array`] says is an array.
fn items(array: &JsValue) -> impl Iterator<Item = Option<JsValue>> {
    let array: &Array = array.unchecked_ref();
    (0..array.length()).map(|at| item(array, at))
}

fn item(array: &JsValue, at: u32) -> Option<JsValue> {
    Reflect::get_u32(array, at).ok()
}

fn is_array(value: &JsValue) -> Option<bool> {
    Some(call(&IS_ARRAY, value)?.is_truthy())
}

fn call(
    function: &'static wasm_bindgen::JsThreadLocal<Option<Function>>,
    argument: &JsValue,
) -> Option<JsValue> {
    function.with(|function| {
        let function = function.as_ref()?;
        function.call1(&JsValue::UNDEFINED, argument).ok()
    })
}
