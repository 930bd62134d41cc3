//! Dispatches the widget's events to the host page, as bubbling, composed DOM events.
//!
//! `js/print-redirect.d.ts` defines their names and details. No event carries a token or a
//! document's content.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use crate::browser::object::{array, dictionary, object, text_or_null};
use crate::flow::state::job_key::JobKey;
use crate::flow::{HostEvent, TokenNeed};
use crate::text::Message;

/// Dispatches a host event on `target`. `say` turns messages into text.
pub fn tell(target: &EventTarget, event: &HostEvent, say: &dyn Fn(&Message) -> String) {
    match event {
        HostEvent::Ready => dispatch(target, "ready", &[]),
        HostEvent::SelectionChange(jobs) => {
            let jobs = array(jobs.iter().map(job_object));
            dispatch(target, "selectionchange", &[("jobs", jobs)]);
        }
        HostEvent::Redirected {
            job,
            share,
            printer,
            new_job,
        } => {
            let share = share.as_str().into();
            let printer: JsValue = printer.as_str().into();
            let new_job = new_job.as_ref().map_or(JsValue::NULL, |job| {
                object(&[("printer", printer.clone()), ("job", job.as_str().into())])
            });
            let detail = [
                ("job", job_object(job)),
                (
                    "destination",
                    object(&[("share", share), ("printer", printer)]),
                ),
                ("newJob", new_job),
            ];
            dispatch(target, "redirected", &detail);
        }
        HostEvent::Tracked { job, state } => {
            let detail = [("job", job_object(job)), ("state", state.into())];
            dispatch(target, "tracked", &detail);
        }
        HostEvent::Problem {
            code,
            message,
            diagnostic_id,
        } => {
            let detail = [
                ("code", (*code).into()),
                ("message", say(message).into()),
                ("diagnosticId", diagnostic_id.into()),
            ];
            dispatch(target, "problem", &detail);
        }
        HostEvent::Diagnostic {
            operation,
            status,
            request_id,
            client_request_id,
        } => {
            let detail = [
                ("operation", (*operation).into()),
                ("status", status.map_or(JsValue::NULL, JsValue::from)),
                ("requestId", text_or_null(request_id.as_deref())),
                ("clientRequestId", client_request_id.into()),
            ];
            dispatch(target, "diagnostic", &detail);
        }
    }
}

/// Dispatches `tokenrequired` on `target`: the page must provide a token.
pub fn token_required(target: &EventTarget, need: &TokenNeed) {
    dispatch_detail(target, "tokenrequired", &need_object(need));
}

/// The object that describes a needed token to the page.
pub fn need_object(need: &TokenNeed) -> JsValue {
    let TokenNeed {
        audience,
        scopes,
        claims,
        force_refresh,
    } = need;
    let mut members = vec![
        ("audience", audience.as_str().into()),
        ("scopes", array(scopes.iter().map(JsValue::from))),
        ("forceRefresh", (*force_refresh).into()),
    ];
    members.extend(claims.as_ref().map(|claims| ("claims", claims.into())));
    object(&members)
}

fn job_object(JobKey { queue, job }: &JobKey) -> JsValue {
    object(&[
        ("queue", queue.as_str().into()),
        ("job", job.as_str().into()),
    ])
}

fn dispatch(target: &EventTarget, name: &str, detail: &[(&str, JsValue)]) {
    dispatch_detail(target, name, &object(detail));
}

fn dispatch_detail(target: &EventTarget, name: &str, detail: &JsValue) {
    let init = dictionary(&[
        ("bubbles", true.into()),
        ("composed", true.into()),
        ("detail", detail.clone()),
    ]);
    let init: CustomEventInit = init.unchecked_into();
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = target.dispatch_event(&event);
    }
}
