//! Shows a problem: what happened and what to do, with folded details for IT.

use leptos::task::spawn_local;

use super::context::Ui;
use super::element::{self, Drawing, element, reactive};
use super::line::{line, paragraph};
use super::watched::Watched;
use crate::browser::{clock, page};
use crate::flow::words::problem::Problem;
use crate::text::Message;

/// A problem with its advice, its details and buttons that may help.
pub fn notice(ui: Ui, problem: &Problem, buttons: Vec<Drawing>) -> Drawing {
    let happened = line(ui, "strong", &problem.happened);
    let advice = line(ui, "advice", &problem.advice);
    let mut parts = vec![happened, advice];
    parts.extend(details_for_it(ui, problem));
    notice_frame(problem.code, parts, buttons)
}

/// The frame around a problem. `code` is the problem's code.
pub fn notice_frame(code: &'static str, parts: Vec<Drawing>, buttons: Vec<Drawing>) -> Drawing {
    element("DIV")
        .class("notice")
        .attr("data-code", code)
        .children(parts)
        .child(element("DIV").class("answers").children(buttons))
        .into()
}

/// The folded details for IT with a button that copies them. None if the problem has no details.
pub fn details_for_it(ui: Ui, problem: &Problem) -> Option<Drawing> {
    let facts = facts(ui, problem)?;
    let label = Watched::new(ui.say(&Message::copy()));
    let copied = facts.clone();
    let copy = move |_| {
        let (facts, done) = (copied.clone(), ui.say(&Message::copied()));
        spawn_local(async move {
            if page::copy(&facts).await {
                label.set(done);
            }
        });
    };
    let button = element("BUTTON")
        .attr("type", "button")
        .class("secondary")
        .on("click", copy)
        .child(reactive(move || vec![element::text(label.get())]));
    let details = element("DETAILS")
        .class("for-it")
        .child(element("SUMMARY").text(ui.say(&Message::for_it())))
        .child(paragraph("facts", facts))
        .child(button);
    Some(details.into())
}

/// The details as text: what was missing, and the call with its ids and its time. None if there
/// was no call.
fn facts(ui: Ui, problem: &Problem) -> Option<String> {
    let diagnostic = problem.diagnostic.as_ref()?;
    let mut lines: Vec<String> = problem
        .for_it
        .iter()
        .map(|message| ui.say(message))
        .collect();
    let status = diagnostic.status.map(|status| status.to_string());
    let time = diagnostic.time.map(clock::iso);
    let facts = [
        ("code", Some(problem.code)),
        ("call", Some(diagnostic.operation.name())),
        ("status", status.as_deref()),
        ("error", diagnostic.code.as_deref()),
        ("message", diagnostic.message.as_deref()),
        ("request-id", diagnostic.request_id.as_deref()),
        ("client-request-id", Some(&diagnostic.client_request_id)),
        ("time", time.as_deref()),
    ];
    let known = facts
        .into_iter()
        .filter_map(|(name, value)| Some([name, ": ", value?].concat()));
    lines.extend(known);
    Some(lines.join("\n"))
}
