//! What the row of a printer says, in the user's language.

use super::option_facts::option_facts;
use crate::flow::view::destination::PrinterOption;
use crate::flow::view::printer_state::PrinterNow;
use crate::ui::context::Ui;
use crate::ui::element::{ElementBuilder, element};
use crate::ui::line::name_and_facts;

/// A printer's name and place, and below them its state and whether it fits. The line of the state
/// has its space before the state is known, so nothing moves when it comes.
pub(super) fn printer_text(ui: Ui, option: &PrinterOption) -> ElementBuilder {
    let now = element("SPAN")
        .class("now")
        .attr("data-tone", option.now.condition.as_str());
    let now = now.text(state_words(ui, &option.now));
    name_and_facts(ui.words(&option.name), option_facts(ui, option)).child(now)
}

/// The state of a printer with its age, what runs out, and what it makes of the ticked jobs.
pub(super) fn state_words(ui: Ui, now: &PrinterNow) -> String {
    let PrinterNow {
        state,
        age,
        supplies,
        fit,
        lost,
        ..
    } = now;
    let mut facts = Vec::new();
    ui.with_language(|language| {
        let say = |words: &Option<_>| words.as_ref().map(|words| language.book.say(words));
        facts.extend(say(state));
        facts.extend(age.map(|age| language.formats.ago(age.count, age.unit.as_str())));
        facts.extend([supplies, fit, lost].into_iter().filter_map(say));
    });
    ui.joined(&facts)
}
