//! What the host page is told: bubbling, composed events on its own element.
//!
//! Names and details are the contract in `js/print-redirect.d.ts`. No event
//! carries a token or a document's content.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use universal_print::ids::{JobId, PrinterId, ShareId};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use crate::flow::jobs::JobKey;
use crate::flow::{HostEvent, TokenNeed};
use crate::text::Phrasebook;

#[derive(Serialize)]
struct Job<'a> {
    queue: &'a ShareId,
    job: &'a JobId,
}

impl<'a> From<&'a JobKey> for Job<'a> {
    fn from(JobKey { queue, job }: &'a JobKey) -> Self {
        Self { queue, job }
    }
}

#[derive(Serialize)]
struct Ready {}

#[derive(Serialize)]
struct SelectionChange<'a> {
    jobs: Vec<Job<'a>>,
}

#[derive(Serialize)]
struct Destination<'a> {
    share: &'a ShareId,
    printer: &'a PrinterId,
}

#[derive(Serialize)]
struct NewJob<'a> {
    printer: &'a PrinterId,
    job: &'a JobId,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Redirected<'a> {
    job: Job<'a>,
    destination: Destination<'a>,
    new_job: Option<NewJob<'a>>,
}

#[derive(Serialize)]
struct Tracked<'a> {
    job: Job<'a>,
    state: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Problem<'a> {
    code: &'a str,
    message: String,
    diagnostic_id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Diagnostic<'a> {
    operation: &'a str,
    status: Option<u16>,
    request_id: Option<&'a str>,
    client_request_id: &'a str,
}

/// Tells an element's listeners of a host event.
pub fn tell(target: &EventTarget, event: &HostEvent, book: &Phrasebook) {
    match event {
        HostEvent::Ready => dispatch(target, "ready", &Ready {}),
        HostEvent::SelectionChange(jobs) => {
            let jobs = jobs.iter().map(Job::from).collect();
            dispatch(target, "selectionchange", &SelectionChange { jobs });
        }
        HostEvent::Redirected {
            job,
            share,
            printer,
            new_job,
        } => {
            let new_job = new_job.as_ref().map(|job| NewJob { printer, job });
            let detail = Redirected {
                job: job.into(),
                destination: Destination { share, printer },
                new_job,
            };
            dispatch(target, "redirected", &detail);
        }
        HostEvent::Tracked { job, state } => {
            let job = job.into();
            dispatch(target, "tracked", &Tracked { job, state });
        }
        HostEvent::Problem {
            code,
            message,
            diagnostic_id,
        } => {
            let message = book.say(message);
            let detail = Problem {
                code,
                message,
                diagnostic_id,
            };
            dispatch(target, "problem", &detail);
        }
        HostEvent::Diagnostic {
            operation,
            status,
            request_id,
            client_request_id,
        } => {
            let detail = Diagnostic {
                operation,
                status: *status,
                request_id: request_id.as_deref(),
                client_request_id,
            };
            dispatch(target, "diagnostic", &detail);
        }
    }
}

/// Tells an element's listeners that the page has to bring a token.
pub fn token_required(target: &EventTarget, need: &TokenNeed) {
    dispatch(target, "tokenrequired", need);
}

fn dispatch(target: &EventTarget, name: &str, detail: &impl Serialize) {
    let detail = detail
        .serialize(&Serializer::json_compatible())
        .unwrap_or(JsValue::NULL);
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = target.dispatch_event(&event);
    }
}
