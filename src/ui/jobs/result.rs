//! What became of a job, on its row: what happened, what to do, details for IT, and buttons.

use super::press::{AGAIN, DISMISS, press};
use crate::flow::view::outcome::{OutcomeRow, Tone};
use crate::text::{Message, Words};
use crate::ui::context::Ui;
use crate::ui::countdown::countdown;
use crate::ui::element::{Drawing, ElementBuilder, element};
use crate::ui::icon::Icon;
use crate::ui::line::{line, marked_line, paragraph};
use crate::ui::problem::details_for_it;

/// What became of a job. `name` is the job's, where the row does not say it otherwise. `tab` puts
/// buttons into the order of Tab, or takes them out.
pub(super) fn result(
    ui: Ui,
    result: &OutcomeRow,
    job: &Words,
    is_named: bool,
    tab: &dyn Fn(ElementBuilder) -> ElementBuilder,
) -> Drawing {
    let mut parts = Vec::new();
    if is_named {
        parts.push(paragraph("name", ui.words(job)));
    }
    let mark = match result.tone {
        Tone::Busy => None,
        Tone::Good => Some(Icon::Success),
        Tone::Warning => Some(Icon::Warning),
        Tone::Bad => Some(Icon::Error),
    };
    parts.push(match mark {
        Some(mark) => marked_line(ui, "words", mark, &result.words),
        None => line(ui, "words", &result.words),
    });
    parts.extend(result.advice.iter().map(|it| line(ui, "quiet", it)));
    parts.extend(result.until.map(|until| countdown(ui, until)));
    let problem = result.problem.as_ref();
    parts.extend(problem.and_then(|problem| details_for_it(ui, problem, tab)));
    let again = result
        .can_check_again
        .then(|| tab(press(ui, "secondary", AGAIN, &Message::check_again())).into());
    let dismiss = result.can_dismiss.then(|| {
        let name = ui.say(&Message::dismiss_job(job.clone()));
        let dismiss = press(ui, "subtle", DISMISS, &Message::dismiss());
        tab(dismiss.attr("aria-label", name)).into()
    });
    let buttons = element("DIV").class("answers");
    element("DIV")
        .class("result")
        .attr("data-tone", result.tone.as_str())
        .child(element("DIV").class("what").children(parts))
        .child(buttons.children(again).children(dismiss))
        .into()
}
