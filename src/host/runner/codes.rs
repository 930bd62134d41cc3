//! Asks the page to resolve a code, and the camera to scan one.
//!
//! Both report their answer with the same event. The camera is on until it sees a code, the scan
//! is stopped, or the runner stops.

use wasm_bindgen::JsValue;
use web_sys::AbortController;

use super::Runner;
use crate::flow::Event;
use crate::flow::state::code::CodeAttempt;
use crate::host::code;

impl Runner {
    pub(super) fn resolve(&self, attempt: CodeAttempt, code: String) {
        let resolver = self.resolver.borrow().clone();
        let answer = resolver.map_or(Ok(JsValue::NULL), |resolve| resolve(code));
        self.hear(attempt, answer);
    }

    pub(super) fn scan(&self, attempt: CodeAttempt) {
        let camera = self.camera.borrow().clone();
        if let (Some(camera), Ok(abort)) = (camera, AbortController::new()) {
            let seen = camera.call1(&JsValue::UNDEFINED, &abort.signal());
            self.scanning.replace(Some(abort));
            self.hear(attempt, seen);
        }
    }

    /// Waits for the answer of the page or the camera, and reports it.
    fn hear(&self, attempt: CodeAttempt, answer: Result<JsValue, JsValue>) {
        self.spawn(async move |me| {
            let result = code::read(answer).await;
            me.dispatch(Event::CodeAnswered { attempt, result });
        });
    }

    pub(super) fn stop_scan(&self) {
        if let Some(scanning) = self.scanning.take() {
            scanning.abort();
        }
    }
}
