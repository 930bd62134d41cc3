//! The class `Simulator` for the page's JavaScript.
//!
//! Values cross as JSON text that the browser parses. The class only passes calls on to
//! [`PageTenant`].

use js_sys::{Array, Error, JSON};
use serde_json::Value;
use simulator::{
    Request,
    scenario::{APPLICATION_TOKEN, scenarios_json},
};
use wasm_bindgen::prelude::*;

use crate::page_tenant::PageTenant;

/// A Universal Print tenant in memory, for a web page.
#[wasm_bindgen]
pub struct Simulator {
    page: PageTenant,
}

#[wasm_bindgen]
impl Simulator {
    /// The tenant of a scenario; `now` is in ms since 1970 UTC.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str, now: f64) -> Result<Simulator, Error> {
        let page =
            PageTenant::new(scenario, ms(now)).map_err(|error| Error::new(&error.to_string()))?;
        Ok(Self { page })
    }

    /// `{status, headers, body}`, or `{lost: true}` when the connection broke.
    pub fn answer(
        &mut self,
        method: &str,
        url: &str,
        headers: &Array,
        body: Option<String>,
        now: f64,
    ) -> Result<JsValue, JsValue> {
        let headers = headers.iter().filter_map(|pair| {
            let pair = pair.dyn_into::<Array>().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        });
        let request = Request {
            method: method.to_uppercase(),
            url: url.to_owned(),
            headers: headers.collect(),
            body,
        };
        into_js(&self.page.answer(&request, ms(now)))
    }

    /// The options that the page hands the widget: `{queues, account, token}`.
    pub fn host(&self) -> Result<JsValue, JsValue> {
        into_js(&self.page.host())
    }

    /// Turns a switch on or off by its name.
    pub fn set(&mut self, name: &str, value: bool) -> Result<(), Error> {
        if self.page.set(name, value) {
            Ok(())
        } else {
            Err(Error::new(&format!("There is no switch named {name}.")))
        }
    }

    /// Queues a fault, written as JSON.
    pub fn fault(&mut self, text: &str) -> Result<(), Error> {
        let read = self.page.fault(text);
        read.map_err(|error| Error::new(&error.to_string()))
    }

    /// The token of the app that holds the jobs, for requests from outside the widget.
    #[wasm_bindgen(js_name = applicationToken)]
    pub fn application_token() -> String {
        APPLICATION_TOKEN.to_owned()
    }

    /// What has come out on paper by `now`, in ms since 1970 UTC.
    pub fn printed(&mut self, now: f64) -> Result<JsValue, JsValue> {
        into_js(&self.page.printed(ms(now)))
    }

    /// How often each document has come out of each printer by `now`, in ms since 1970 UTC.
    pub fn ledger(&mut self, now: f64) -> Result<JsValue, JsValue> {
        into_js(&self.page.ledger(ms(now)))
    }

    /// Every scenario as `{name, title, kinder}`; `kinder` is an array of sentences.
    pub fn scenarios() -> Result<JsValue, JsValue> {
        into_js(&scenarios_json())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a count of ms from Date.now() fits"
)]
fn ms(now: f64) -> i64 {
    now as i64
}

fn into_js(value: &Value) -> Result<JsValue, JsValue> {
    JSON::parse(&value.to_string())
}
