//! Shows a problem: what happened and what to do, with folded details for IT.

use leptos::task::spawn_local;

use super::context::Ui;
use super::element::{Drawing, ElementBuilder, element, set_text};
use super::line::{line, paragraph};
use super::watched::Watched;
use crate::browser::{clock, page};
use crate::flow::words::problem::Problem;
use crate::text::Message;

/// A problem with its advice, its details and buttons that may help.
pub fn notice(ui: Ui, problem: &Problem, buttons: Vec<Drawing>) -> Drawing {
    let happened = line(ui, "strong", &problem.happened);
    let advice = problem.because.iter().chain([&problem.advice]);
    let mut parts = vec![happened];
    parts.extend(advice.map(|advice| line(ui, "advice", advice)));
    parts.extend(details_for_it(ui, problem, &|control| control));
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

/// The folded details for IT with a button that copies them. None if the problem has no details. `tab`
/// puts the controls into the order of Tab, or takes them out.
pub fn details_for_it(
    ui: Ui,
    problem: &Problem,
    tab: &dyn Fn(ElementBuilder) -> ElementBuilder,
) -> Option<Drawing> {
    let facts = facts(ui, problem)?;
    let label = Watched::new(ui.say(&Message::copy()));
    let copied = facts.clone();
    let copy = move |_| {
        let facts = copied.clone();
        let (done, failed) = (ui.say(&Message::copied()), ui.say(&Message::copy_failed()));
        spawn_local(async move {
            let is_copied = page::copy(&facts).await;
            label.set(if is_copied { done } else { failed });
        });
    };
    let button = element("BUTTON")
        .attr("type", "button")
        .class("secondary")
        .on("click", copy)
        .effect(move |button| set_text(button, &label.get()));
    let details = element("DETAILS")
        .class("for-it")
        .child(tab(element("SUMMARY").text(ui.say(&Message::for_it()))))
        .child(paragraph("facts", facts))
        .child(tab(button));
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
    // The service's words may hold anything, and each fact is one line.
    let harmless = |value: &str| ui.with_language(|it| it.book.apart(&value.into(), false));
    let known = facts
        .into_iter()
        .filter_map(|(name, value)| Some([name, ": ", &harmless(value?)].concat()));
    lines.extend(known);
    Some(lines.join("\n"))
}
