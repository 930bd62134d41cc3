//! Asks the browser where the user is.
//!
//! The browser asks the user, unless it knows the answer. A page may have replaced its functions,
//! so an answer may never come.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::object::dictionary;

/// How long the browser has once it may find the position, in milliseconds.
const PATIENCE_MS: u32 = 10_000;
/// How old a position may be, in milliseconds.
const OLDEST_MS: u32 = 60_000;
/// `GeolocationPositionError.PERMISSION_DENIED`
const PERMISSION_DENIED: f64 = 1.0;

/// There is no position.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct PositionRefusal {
    /// Whether the user, the browser or a policy does not allow it.
    pub is_denied: bool,
}

/// Whether the browser can be asked. It tells no position to a page that is not secure.
pub fn can_be_asked() -> bool {
    asking().is_some()
}

/// The position in millionths of a degree: latitude and longitude.
pub async fn ask() -> Result<(i64, i64), PositionRefusal> {
    let unknown = PositionRefusal { is_denied: false };
    let (geolocation, ask) = asking().ok_or(unknown)?;
    let options = dictionary(&[
        ("timeout", PATIENCE_MS.into()),
        ("maximumAge", OLDEST_MS.into()),
        ("enableHighAccuracy", true.into()),
    ]);
    let answer = Promise::new(&mut |found, refused| {
        if let Err(error) = ask.call3(&geolocation, &found, &refused, &options) {
            drop(refused.call1(&JsValue::UNDEFINED, &error));
        }
    });
    match JsFuture::from(answer).await {
        Ok(position) => degrees(&position).ok_or(unknown),
        Err(error) => {
            let code = Reflect::get(&error, &"code".into()).ok();
            let code = code.and_then(|code| code.as_f64());
            let is_denied = code == Some(PERMISSION_DENIED);
            Err(PositionRefusal { is_denied })
        }
    }
}

fn asking() -> Option<(JsValue, Function)> {
    let window = web_sys::window().filter(web_sys::Window::is_secure_context)?;
    let geolocation = Reflect::get(&window.navigator(), &"geolocation".into()).ok()?;
    let ask = Reflect::get(&geolocation, &"getCurrentPosition".into()).ok()?;
    Some((geolocation, ask.dyn_into().ok()?))
}

fn degrees(position: &JsValue) -> Option<(i64, i64)> {
    let coordinates = Reflect::get(position, &"coords".into()).ok()?;
    let member = |name: &str| {
        let degrees = Reflect::get(&coordinates, &name.into()).ok()?.as_f64()?;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a tenth of a metre does not count, and what is too large is no position"
        )]
        degrees.is_finite().then_some((degrees * 1e6) as i64)
    };
    Some((member("latitude")?, member("longitude")?))
}
