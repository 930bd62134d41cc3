//! The chosen printer: where it stands, how it is, and what to do when it
//! cannot be used.

use leptos::prelude::AnyView;

use super::button::button;
use super::element::element;
use super::line::{entry, line};
use super::problem::{frame, notice};
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::destination::{Chosen, PrinterOption};
use crate::text::{Message, Words};

/// The chosen printer.
pub fn chosen(stage: Stage, chosen: &Chosen) -> Vec<AnyView> {
    let facts = Words::List(vec![chosen.place.clone(), chosen.model.clone()]);
    let share = chosen.share.to_string();
    let entry = entry(stage.words(&chosen.name), stage.words(&facts));
    let state = element("SPAN")
        .class("state")
        .attr("data-tone", chosen.tone);
    let printer = element("DIV")
        .class("printer")
        .attr("data-share", share)
        .child(entry)
        .child(state.text(stage.say(&chosen.state)));
    let mut parts = vec![printer.into()];
    let again = Event::DestinationChosen(chosen.share.clone());
    let again = || button(stage, "secondary", &Message::look_again(), again.clone());
    if let Some((reasons, advice)) = &chosen.obstacle {
        let mut lines = vec![line(stage, "strong", &Message::printer_cannot_take_jobs())];
        lines.extend(reasons.iter().map(|reason| line(stage, "reason", reason)));
        lines.push(line(stage, "advice", advice));
        let mut buttons: Vec<AnyView> = chosen
            .instead
            .iter()
            .map(|option| instead(stage, option))
            .collect();
        buttons.push(again());
        parts.push(frame("printerCannotTakeJobs", lines, buttons));
    }
    if let Some(problem) = &chosen.problem {
        parts.push(notice(stage, problem, vec![again()]));
    }
    parts
}

fn instead(stage: Stage, option: &PrinterOption) -> AnyView {
    let words = Message::instead(option.name.clone(), option.place.clone());
    button(
        stage,
        "secondary",
        &words,
        Event::DestinationChosen(option.share.clone()),
    )
}
