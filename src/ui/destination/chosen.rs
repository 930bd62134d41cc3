//! The chosen printer: its location, its state, and what to do if it cannot take jobs.

use universal_print::ids::ShareId;

use super::star::star;
use crate::flow::Event;
use crate::flow::view::destination::{Chosen, PrinterOption};
use crate::text::{Message, Words};
use crate::ui::button::button;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, element};
use crate::ui::icon::Icon;
use crate::ui::line::{line, marked_line, name_and_facts};
use crate::ui::problem::{notice, notice_frame};

/// The chosen printer and, if it cannot be used, the reasons.
pub(super) fn chosen_printer(ui: Ui, chosen: &Chosen) -> Vec<Drawing> {
    let facts = Words::List(vec![chosen.place.clone(), chosen.model.clone()]);
    let share = chosen.share.as_str().to_owned();
    let entry = name_and_facts(ui.words(&chosen.name), ui.words(&facts));
    let state = element("SPAN")
        .class("state")
        .attr("data-tone", chosen.condition.as_str());
    let printer = element("DIV")
        .class("printer")
        .attr("data-share", share)
        .child(entry)
        .child(state.text(ui.say(&chosen.state)))
        .children(star(ui, &chosen.option()));
    let mut parts = vec![printer.into()];
    let again = || choose(ui, &Message::look_again(), &chosen.share);
    if let Some((reasons, advice)) = &chosen.obstacle {
        let mut lines = vec![line(ui, "strong", &Message::printer_cannot_take_jobs())];
        lines.extend(
            reasons
                .iter()
                .map(|reason| marked_line(ui, "", Icon::Error, reason)),
        );
        lines.push(line(ui, "advice", advice));
        let mut buttons: Vec<Drawing> = chosen
            .instead
            .iter()
            .map(|option| instead(ui, option))
            .collect();
        buttons.push(again());
        parts.push(notice_frame("printerCannotTakeJobs", lines, buttons));
    }
    if let Some(problem) = &chosen.problem {
        parts.push(notice(ui, problem, vec![again()]));
    }
    parts
}

fn instead(ui: Ui, option: &PrinterOption) -> Drawing {
    let words = Message::instead(option.name.clone(), option.place.clone());
    choose(ui, &words, &option.share)
}

fn choose(ui: Ui, words: &Message, share: &ShareId) -> Drawing {
    let share = share.clone();
    let event = move || Event::DestinationChosen(share.clone());
    button(ui, "secondary", words, event)
}
