//! One job: its checkbox, its name and facts, and the button that opens its menu, while it waits; and
//! what became of it, once it was pressed.
//!
//! The list listens for all its rows. `data-act` says what a press of a button means.

use universal_print::fit::Level;

use super::press::press;
use super::result;
use crate::flow::view::fit::RowFit;
use crate::flow::view::jobs::{CancelQuestion, JobRow};
use crate::flow::view::settings::SettingsForm;
use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementBuilder, element};
use crate::ui::icon::{Icon, icon};
use crate::ui::job_text::facts;
use crate::ui::line::{line, marked_line, name_and_facts};
use crate::ui::problem::details_for_it;
use crate::ui::settings_form::SettingsPanel;

/// A row with its place in the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlacedRow {
    /// What it shows.
    pub(super) row: JobRow,
    /// Its position in the list.
    pub(super) position: usize,
    /// How many rows the list has.
    pub(super) count: usize,
    /// Whether Tab stops at its controls.
    pub(super) is_tab_stop: bool,
    /// The form for its settings, while that stands under it.
    pub(super) form: Option<SettingsForm>,
    /// Whether its menu is open.
    pub(super) is_menu_open: bool,
    /// Whether the arrow keys move between the rows.
    pub(super) is_in_long_list: bool,
    /// Its distance from the start of the list in px, if it is drawn apart from the others.
    pub(super) apart: Option<u32>,
}

/// `data-act` of the button that opens the menu.
pub(super) const MORE: &str = "more";
/// The entry of the menu that opens the settings of the job.
pub(super) const SETTINGS: &str = "settings";
/// The entry of the menu that asks whether to cancel the job.
pub(super) const ASK: &str = "ask";
/// `data-act` of the button that cancels the job.
pub(super) const YES: &str = "yes";
/// `data-act` of the button that keeps the job.
pub(super) const NO: &str = "no";

/// `data-act` of the button that opens the settings of the job.
pub(super) const CHANGE: &str = "change";
/// `data-act` of the button that takes the printer's defaults.
pub(super) const DEFAULTS: &str = "defaults";

/// `data-act` of the button that looks for printers that fit.
pub(super) const FITTING: &str = "fitting";

/// A row of the job list.
pub(super) fn job_item(ui: Ui, placed: &PlacedRow, settings: SettingsPanel) -> Drawing {
    let row = &placed.row;
    let job = &row.name;
    let asked = row.cancelling.as_ref().filter(|_| row.waits);
    let question = asked.map(|cancelling| {
        let words = Message::cancel_question(job.clone());
        question(ui, &words, cancelling)
    });
    // In a long list, Tab stops at one row; the arrow keys reach the others.
    let tab = |control: ElementBuilder| {
        let skipped = !placed.is_tab_stop;
        control.optional_attr("tabindex", skipped.then(|| "-1".to_owned()))
    };
    let checkbox = element("INPUT")
        .attr("type", "checkbox")
        .attr("data-home", "")
        .flag("checked", row.selected)
        .flag("disabled", row.arriving);
    let ends = row.ends.as_ref().map(|ends| {
        let ends = element("SPAN").class("ends").text(ui.say(ends));
        ends.into()
    });
    let label = element("LABEL")
        .class("choice")
        .child(tab(checkbox))
        .child(name_and_facts(ui.words(job), facts(ui, row)).children(ends))
        .children(row.fit.as_ref().and_then(|fit| changes(ui, fit)));
    let label = row.waits.then(|| label.into());
    let more = element("BUTTON")
        .attr("type", "button")
        .class("icon-only more")
        .attr("data-act", MORE)
        // The checkbox is disabled.
        .optional_attr("data-home", row.arriving.then(String::new))
        .attr("aria-haspopup", "menu")
        .attr(
            "aria-expanded",
            if placed.is_menu_open { "true" } else { "false" },
        )
        .attr("aria-label", ui.say(&Message::job_more(job.clone())))
        .child(icon(Icon::More));
    let more = row.waits.then(|| tab(more).into());
    let result = row.result.as_ref();
    let result = result.map(|it| result::result(ui, it, job, !row.waits, &tab));
    let fit = row.fit.as_ref().map(|fit| {
        let lines = fit.lines.iter().map(|it| fit_line(ui, it.level, &it.words));
        let more = (fit.more > 0).then(|| line(ui, "quiet", &Message::fit_more(fit.more)));
        let named = |button: ElementBuilder, name: Message| {
            Drawing::from(tab(button.attr("aria-label", ui.say(&name))))
        };
        let change = fit.field.as_ref().map(|field| {
            let change = press(ui, "secondary", CHANGE, &Message::fit_change());
            let change = change.attr("data-field", field.clone());
            named(change, Message::fit_change_job(job.clone()))
        });
        let defaults = fit.offers_defaults.then(|| {
            let defaults = press(ui, "subtle", DEFAULTS, &Message::fit_use_defaults());
            named(defaults, Message::fit_use_defaults_job(job.clone()))
        });
        let fitting = fit.is_lost.then(|| {
            let fitting = press(ui, "subtle", FITTING, &Message::printers_that_fit());
            // It looks for printers that all selected jobs fit.
            let name = if fit.is_alone {
                Message::printers_that_fit_job(job.clone())
            } else {
                Message::printers_that_fit()
            };
            named(fitting, name)
        });
        let buttons = element("DIV").class("answers");
        let fit = element("DIV").class("fit").flag("hidden", false);
        let fit = fit.children(lines).children(more);
        let buttons = buttons.children(change).children(defaults);
        fit.child(buttons.children(fitting)).into()
    });
    // The form keeps its place behind the lines when they go.
    let fit = fit.or_else(|| {
        let nothing = || element("DIV").flag("hidden", true).into();
        placed.form.is_some().then(nothing)
    });
    let is_stop = placed.is_in_long_list && placed.is_tab_stop;
    let own_stop = if is_stop { "0" } else { "-1" };
    element("LI")
        .class("row")
        .attr("data-job", row.key.job.as_str().to_owned())
        .attr("data-at", placed.position.to_string())
        .attr("aria-posinset", (placed.position + 1).to_string())
        .attr("aria-setsize", placed.count.to_string())
        // A row without a control gets the focus itself, so that the arrow keys can pass over it.
        .optional_attr("tabindex", (!row.waits).then(|| own_stop.to_owned()))
        .optional_attr("data-home", (!row.waits).then(String::new))
        .children(label)
        .children(more)
        .children(fit)
        .children(placed.form.as_ref().map(|form| settings.draw(form)))
        .children(result)
        .children(question)
        .into()
}

/// How many things change, at the end of a wide row.
fn changes(ui: Ui, fit: &RowFit) -> Option<Drawing> {
    let words = Message::fit_changes(fit.changes);
    let mark = marked_line(ui, "lost changes", Icon::Warning, &words);
    (fit.changes > 0).then_some(mark)
}

/// A line about something of this level.
fn fit_line(ui: Ui, level: Level, words: &Message) -> Drawing {
    match level {
        Level::Impossible => marked_line(ui, "impossible", Icon::Error, words),
        Level::Lost => marked_line(ui, "lost", Icon::Warning, words),
        _ => line(ui, "quiet", words),
    }
}

/// The question whether to cancel the job, with its answers.
fn question(ui: Ui, words: &Message, asked: &CancelQuestion) -> Drawing {
    let mut parts = vec![line(ui, "", words)];
    if let Some(problem) = &asked.problem {
        parts.push(line(ui, "strong", &problem.happened));
        parts.push(line(ui, "", &problem.advice));
        parts.extend(details_for_it(ui, problem, &|control| control));
    }
    if asked.under_way {
        parts.push(line(ui, "quiet", &Message::cancelling()));
    } else {
        let yes = press(ui, "danger", YES, &Message::cancel_yes());
        let no = press(ui, "secondary", NO, &Message::cancel_no());
        let answers = element("DIV").class("answers").child(yes).child(no);
        parts.push(answers.into());
    }
    element("DIV")
        .class("question")
        .attr("role", "group")
        .attr("aria-label", ui.say(words))
        .children(parts)
        .into()
}
