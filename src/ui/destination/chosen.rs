//! The chosen printer: its location, its state, and what to do if it cannot take jobs.

use universal_print::ids::ShareId;

use super::printer_text::state_words;
use super::star::star;
use crate::flow::Event;
use crate::flow::view::destination::{Chosen, PrinterOption};
use crate::text::{Message, Words};
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementBuilder, element};
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
        .children(
            chosen
                .supplies
                .as_ref()
                .map(|low| marked_line(ui, "lost", Icon::Warning, low)),
        )
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
    let now = element("SPAN").class("now");
    let now = now.text(state_words(ui, &option.now));
    let name = element("SPAN").text(ui.say(&words));
    let button = choose_button(ui, &option.share);
    button.class("secondary").child(name).child(now).into()
}

fn choose(ui: Ui, words: &Message, share: &ShareId) -> Drawing {
    let button = choose_button(ui, share).class("secondary");
    button.text(ui.say(words)).into()
}

fn choose_button(ui: Ui, share: &ShareId) -> ElementBuilder {
    let share = share.clone();
    element("BUTTON")
        .attr("type", "button")
        .on("click", move |_| {
            ui.dispatch(Event::DestinationChosen(share.clone()));
        })
}
