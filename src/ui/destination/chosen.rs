//! The chosen printer: its location, its state, and what to do if it cannot take jobs.

use universal_print::ids::ShareId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::printer_text::state_words;
use super::star::star;
use crate::flow::Event;
use crate::flow::view::age::Age;
use crate::flow::view::destination::{Chosen, PrinterOption, Trouble};
use crate::text::{Message, Words};
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementBuilder, closest, element};
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
    let ago = |age: Age| ui.with_language(|it| it.formats.ago(age.count, age.unit.as_str()));
    let age = chosen.age.map(ago).unwrap_or_default();
    let low = chosen.supplies.as_ref();
    let low = low.map(|low| marked_line(ui, "lost", Icon::Warning, low));
    let printer = element("DIV")
        .class("printer")
        .flag("hidden", chosen.is_on_card)
        .attr("tabindex", "-1")
        .attr("data-share", share)
        .child(entry)
        .child(state.text(ui.say(&chosen.state)))
        .child(element("SPAN").class("quiet").text(age))
        // The star before what comes and goes, so that it keeps the focus.
        .children(star(ui, &chosen.option()))
        .children(low);
    let mut parts = vec![printer.into()];
    let again = || choose(ui, &Message::look_again(), &chosen.share);
    if let Some(Trouble { reasons, advice }) = &chosen.obstacle {
        let reasons = reasons.iter();
        let reasons = reasons.map(|reason| marked_line(ui, "", Icon::Error, reason));
        let mut lines: Vec<Drawing> = reasons.collect();
        match advice {
            Some(advice) => {
                let cannot = Message::printer_cannot_take_jobs();
                lines.insert(0, line(ui, "strong", &cannot));
                lines.push(line(ui, "advice", advice));
            }
            None => lines.insert(0, line(ui, "strong", &Message::stopped_allowed())),
        }
        // What comes later stands behind, so no button changes under the focus.
        let mut buttons = vec![again()];
        let others = chosen.instead.iter();
        buttons.extend(others.map(|option| instead(ui, option)));
        parts.push(notice_frame("printerCannotTakeJobs", lines, buttons));
    }
    if let Some(problem) = &chosen.problem {
        parts.push(notice(ui, problem, vec![again()]));
    }
    parts
}

fn instead(ui: Ui, option: &PrinterOption) -> Drawing {
    let words = if option.place == Words::List(Vec::new()) {
        option.name.clone()
    } else {
        Message::instead(option.name.clone(), option.place.clone()).into()
    };
    let now = element("SPAN").class("now");
    let now = now.text(state_words(ui, &option.now));
    let name = element("SPAN").text(ui.words(&words));
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
        .on("click", move |event| {
            // The notice goes, and the focus would be lost with its button.
            let notice = closest(&event, ".notice");
            let panel = notice.and_then(|notice| notice.previous_element_sibling());
            if let Some(panel) = panel {
                let _ = panel.unchecked_ref::<HtmlElement>().focus();
            }
            ui.dispatch(Event::DestinationChosen(share.clone()));
        })
}
