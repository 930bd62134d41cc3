//! The widget's events have the shapes that `js/print-redirect.d.ts` documents.

use print_redirect::flow::service::Service;
use print_redirect::flow::state::job_key::JobKey;
use print_redirect::flow::{HostEvent, TokenNeed};
use print_redirect::host::events::{tell, token_required};
use print_redirect::text::{Catalogue, Message};
use print_redirect::ui::language::Language;
use serde_json::{Value, json};
use universal_print::ids::{JobId, PrinterId, ShareId};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::EventTarget;

use crate::js::{look, run};

/// The detail of an event, as an ancestor outside the shadow root receives it.
fn heard(name: &str, send: impl FnOnce(&EventTarget)) -> Value {
    let script = format!(
        "globalThis.heard = null;
        document.body.addEventListener('{name}', (event) => {{
            globalThis.heard = [event.bubbles, event.composed, event.detail];
        }}, {{ once: true }});
        globalThis.outer = document.body.appendChild(document.createElement('div'));
        outer.attachShadow({{ mode: 'open' }}).appendChild(document.createElement('div'))"
    );
    let target = run(&script).unchecked_into();
    send(&target);
    run("outer.remove(); delete globalThis.outer");
    let mut heard = look("heard");
    assert_eq!((&heard[0], &heard[1]), (&json!(true), &json!(true)));
    heard[2].take()
}

fn told(name: &str, event: &HostEvent) -> Value {
    let options = crate::js::options(&json!({ "queues": [{ "share": "s" }] }));
    let language = Language::of(&options, Catalogue::english("en".to_owned()));
    heard(name, |target| {
        tell(target, event, &|message| language.book.say(message));
    })
}

fn job() -> JobKey {
    JobKey {
        queue: ShareId::new("q").unwrap(),
        job: JobId::new("103").unwrap(),
    }
}

#[wasm_bindgen_test]
fn every_event_has_the_documented_shape() {
    let job_detail = json!({ "queue": "q", "job": "103" });
    assert_eq!(told("ready", &HostEvent::Ready), json!({}));
    let selection = HostEvent::SelectionChange(vec![job()]);
    assert_eq!(
        told("selectionchange", &selection),
        json!({ "jobs": [job_detail] })
    );
    let tracked = HostEvent::Tracked {
        job: job(),
        state: "processing".to_owned(),
    };
    let expected = json!({ "job": job_detail, "state": "processing" });
    assert_eq!(told("tracked", &tracked), expected);
    let problem = HostEvent::Problem {
        code: "offline",
        message: Message::offline(),
        diagnostic_id: "c-1".to_owned(),
    };
    let detail = told("problem", &problem);
    assert_eq!(
        (&detail["code"], &detail["diagnosticId"]),
        (&json!("offline"), &json!("c-1"))
    );
    assert!(!detail["message"].as_str().unwrap().is_empty());
    let diagnostic = HostEvent::Diagnostic {
        operation: "list jobs",
        status: None,
        request_id: None,
        client_request_id: "c-1".to_owned(),
    };
    let expected = json!({
        "operation": "list jobs", "status": null, "requestId": null, "clientRequestId": "c-1",
    });
    assert_eq!(told("diagnostic", &diagnostic), expected);
}

#[wasm_bindgen_test]
fn a_redirected_event_names_destination_and_new_job_if_known() {
    for (new_job, expected) in [
        (JobId::new("7"), json!({ "printer": "p", "job": "7" })),
        (None, json!(null)),
    ] {
        let redirected = HostEvent::Redirected {
            job: job(),
            share: ShareId::new("s").unwrap(),
            printer: PrinterId::new("p").unwrap(),
            new_job,
        };
        let expected = json!({
            "job": { "queue": "q", "job": "103" },
            "destination": { "share": "s", "printer": "p" },
            "newJob": expected,
        });
        assert_eq!(told("redirected", &redirected), expected);
    }
}

#[wasm_bindgen_test]
fn tokenrequired_has_the_detail_that_a_provider_receives() {
    let need = TokenNeed {
        audience: Service::Graph,
        scopes: vec!["a".to_owned()],
        claims: None,
        force_refresh: true,
    };
    let detail = heard("tokenrequired", |target| token_required(target, &need));
    let expected = json!({ "audience": "graph", "scopes": ["a"], "forceRefresh": true });
    assert_eq!(detail, expected);
}
