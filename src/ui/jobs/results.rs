//! The line below the list: what became of the jobs, in numbers, and what to do about all of them.

use crate::flow::Event;
use crate::flow::view::results;
use crate::text::Message;
use crate::ui::button::button;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, closest, element, find, reactive};
use crate::ui::line::paragraph;

/// The line, while there are several results.
pub(super) fn results_line(ui: Ui) -> Drawing {
    let results = ui.select(results::results);
    reactive(move || {
        results.with(|results| {
            let Some(results) = results else {
                return Vec::new();
            };
            let elsewhere = results.elsewhere.then(|| {
                let words = ui.say(&Message::send_elsewhere());
                let elsewhere = element("BUTTON").attr("type", "button").class("secondary");
                let elsewhere = elsewhere.on("click", move |event| {
                    ui.dispatch(Event::ElsewherePressed);
                    // What is missing now is the other printer.
                    let root = closest(&event, ".root");
                    let field = root.and_then(|root| {
                        let search = find(&root, "#printer:not([hidden] *)");
                        search.or_else(|| find(&root, "#code"))
                    });
                    if let Some(field) = field {
                        let _ = field.focus();
                        // Opens the list.
                        field.click();
                    }
                });
                elsewhere.text(words).into()
            });
            let dismiss = results.can_dismiss.then(|| {
                button(ui, "subtle", &Message::dismiss_all(), || {
                    Event::AllDismissed
                })
            });
            let buttons = element("DIV").class("answers");
            let line = element("DIV")
                .class("results")
                .child(paragraph("strong", ui.words(&results.counts)))
                .child(buttons.children(elsewhere).children(dismiss));
            vec![line.into()]
        })
    })
}
