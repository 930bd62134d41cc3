//! What went wrong, for the user and, folded away, for IT.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::element::{self, element, live};
use super::line::{line, text};
use super::screen::Stage;
use crate::browser::{clock, page};
use crate::flow::words::problem::Problem;
use crate::text::Message;

/// A problem with its advice, and buttons that may help.
pub fn notice(stage: Stage, problem: &Problem, buttons: Vec<AnyView>) -> AnyView {
    let happened = line(stage, "strong", &problem.happened);
    let advice = line(stage, "advice", &problem.advice);
    let mut parts = vec![happened, advice];
    parts.extend(for_it(stage, problem));
    frame(problem.code, parts, buttons)
}

/// The frame around a problem.
pub fn frame(code: &'static str, parts: Vec<AnyView>, buttons: Vec<AnyView>) -> AnyView {
    element("DIV")
        .class("notice")
        .attr("data-code", code)
        .children(parts)
        .child(element("DIV").class("answers").children(buttons))
        .into()
}

/// The facts for IT, with a button that copies them, if there are any.
pub fn for_it(stage: Stage, problem: &Problem) -> Option<AnyView> {
    let facts = facts(stage, problem)?;
    let label = RwSignal::new(stage.say(&Message::copy()));
    let copied = facts.clone();
    let copy = move |_| {
        let (facts, done) = (copied.clone(), stage.say(&Message::copied()));
        spawn_local(async move {
            if page::copy(&facts).await {
                label.try_set(done);
            }
        });
    };
    let button = element("BUTTON")
        .attr("type", "button")
        .class("secondary")
        .on("click", copy)
        .child(live(move || vec![element::text(label.get())]));
    let details = element("DETAILS")
        .class("for-it")
        .child(element("SUMMARY").text(stage.say(&Message::for_it())))
        .child(text("facts", facts))
        .child(button);
    Some(details.into())
}

/// The facts as text: what was needed, which call, its ids and its time. None
/// when there was no call.
fn facts(stage: Stage, problem: &Problem) -> Option<String> {
    let diagnostic = problem.diagnostic.as_ref()?;
    let mut lines: Vec<String> = problem
        .for_it
        .iter()
        .map(|message| stage.say(message))
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
