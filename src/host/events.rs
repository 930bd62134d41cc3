//! Dispatches the widget's events to the host page, as bubbling, composed DOM events.
//!
//! `js/print-redirect.d.ts` defines their names and details. No event carries a token or a
//! document's content.

use serde::Serialize;
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use crate::browser::object::{dictionary, plain};
use crate::flow::state::job_key::JobKey;
use crate::flow::{HostEvent, TokenNeed};
use crate::text::Message;

/// The detail of an event.
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Detail<'a> {
    Ready {},
    SelectionChange {
        jobs: Vec<JobDetail<'a>>,
    },
    Redirected {
        job: JobDetail<'a>,
        destination: DestinationDetail<'a>,
        new_job: Option<NewJobDetail<'a>>,
    },
    Tracked {
        job: JobDetail<'a>,
        state: &'a str,
    },
    Problem {
        code: &'static str,
        message: String,
        diagnostic_id: &'a str,
    },
    Call {
        operation: &'static str,
        status: Option<u16>,
        request_id: Option<&'a str>,
        client_request_id: &'a str,
    },
}

#[derive(Serialize)]
struct JobDetail<'a> {
    queue: &'a str,
    job: &'a str,
}

#[derive(Serialize)]
struct DestinationDetail<'a> {
    share: &'a str,
    printer: &'a str,
}

#[derive(Serialize)]
struct NewJobDetail<'a> {
    printer: &'a str,
    job: &'a str,
}

impl<'a> JobDetail<'a> {
    fn of(JobKey { queue, job }: &'a JobKey) -> Self {
        Self {
            queue: queue.as_str(),
            job: job.as_str(),
        }
    }
}

/// Dispatches a host event on `target`. `say` turns messages into text.
pub fn tell(target: &EventTarget, event: &HostEvent, say: &dyn Fn(&Message) -> String) {
    let (name, detail) = match event {
        HostEvent::Ready => ("ready", Detail::Ready {}),
        HostEvent::SelectionChange(jobs) => {
            let jobs = jobs.iter().map(JobDetail::of).collect();
            ("selectionchange", Detail::SelectionChange { jobs })
        }
        HostEvent::Redirected {
            job,
            share,
            printer,
            new_job,
        } => {
            let printer = printer.as_str();
            let new_job = new_job.as_ref().map(|job| NewJobDetail {
                printer,
                job: job.as_str(),
            });
            let detail = Detail::Redirected {
                job: JobDetail::of(job),
                destination: DestinationDetail {
                    share: share.as_str(),
                    printer,
                },
                new_job,
            };
            ("redirected", detail)
        }
        HostEvent::Tracked { job, state } => {
            let job = JobDetail::of(job);
            ("tracked", Detail::Tracked { job, state })
        }
        HostEvent::Problem {
            code,
            message,
            diagnostic_id,
        } => {
            let detail = Detail::Problem {
                code,
                message: say(message),
                diagnostic_id,
            };
            ("problem", detail)
        }
        HostEvent::Diagnostic {
            operation,
            status,
            request_id,
            client_request_id,
        } => {
            let detail = Detail::Call {
                operation,
                status: *status,
                request_id: request_id.as_deref(),
                client_request_id,
            };
            ("diagnostic", detail)
        }
    };
    dispatch(target, name, &detail);
}

/// Dispatches `tokenrequired` on `target`: the page must provide a token.
pub fn token_required(target: &EventTarget, need: &TokenNeed) {
    dispatch(target, "tokenrequired", need);
}

fn dispatch(target: &EventTarget, name: &str, detail: &impl Serialize) {
    let init = dictionary(&[
        ("bubbles", true.into()),
        ("composed", true.into()),
        ("detail", plain(detail)),
    ]);
    let init: CustomEventInit = init.unchecked_into();
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = target.dispatch_event(&event);
    }
}
