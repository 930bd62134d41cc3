//! The form for the print settings of one job, or of all ticked jobs.
//!
//! It stands under its job's row where the widget is narrow, and in the right column where it is
//! wide. [`SettingsPanel`] says where, opens and closes it, and keeps the focus; `fields` draws
//! what it asks.

mod fields;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event as DomEvent, HtmlElement};

use fields::{fields, option};

use super::button::{MakeEvent, labelled_button};
use super::context::Ui;
use super::element::{Drawing, ElementRef, before_paint, element, reactive};
use super::icon::{Icon, icon};
use super::line::line;
use super::memoized::Memoized;
use super::watched::Watched;
use crate::flow::Event;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::setting::Setting;
use crate::flow::view::settings::{self, SettingsForm};
use crate::text::Message;

/// Gives the focus back to what opened the form for a job, or for all.
type GoBack = Box<dyn Fn(Option<&JobKey>, &'static str)>;

/// The form and its place. A copy refers to the same form.
#[derive(Copy, Clone)]
pub struct SettingsPanel {
    ui: Ui,
    form: Memoized<SettingsForm>,
    /// Whether the widget is wide.
    pub wide: Watched<bool>,
    drawn: ElementRef,
    /// The job that it was opened for, and the CSS selector of the button that opened it.
    opener: StoredValue<(Option<JobKey>, &'static str)>,
    go_back: StoredValue<Option<GoBack>, LocalStorage>,
}

impl SettingsPanel {
    /// A closed form.
    pub fn new(ui: Ui, wide: Watched<bool>) -> Self {
        Self {
            ui,
            form: ui.select(settings::form),
            wide,
            drawn: ElementRef::new(),
            opener: StoredValue::new((None, "")),
            go_back: StoredValue::new_local(None),
        }
    }

    /// Has `go_back` give the focus back when the form closes.
    pub fn on_close(self, go_back: impl Fn(Option<&JobKey>, &'static str) + 'static) {
        self.go_back.set_value(Some(Box::new(go_back)));
    }

    /// Opens the form for a job, or for all ticked jobs. The focus goes to the field with an id, or
    /// to the heading. `opener` is the CSS selector of the button that was pressed.
    pub fn open(self, job: Option<JobKey>, field: String, opener: &'static str) {
        self.opener.set_value((job.clone(), opener));
        self.ui.dispatch(Event::SettingsOpened(job));
        // It is drawn before the focus goes to it.
        before_paint(move || {
            if !self.wide.is_gone() {
                self.focus(&field);
            }
        });
    }

    /// The form, if it stands under the row of its job. Tracks it.
    pub fn under_row(self) -> Option<SettingsForm> {
        if self.wide.get() {
            return None;
        }
        self.form
            .with(|form| form.job.is_some().then(|| form.clone()))
    }

    /// The form, if it stands in the right column.
    pub fn in_column(self) -> Drawing {
        self.standing(|is_wide, _| is_wide)
    }

    /// The form, if it stands above the narrow list of the jobs.
    pub fn above_list(self) -> Drawing {
        self.standing(|is_wide, form| !is_wide && form.job.is_none())
    }

    fn standing(self, stands: fn(bool, &SettingsForm) -> bool) -> Drawing {
        let mut was_here = false;
        reactive(move || {
            let is_wide = self.wide.get();
            self.form.with(|form| {
                let is_here = form.is_open && stands(is_wide, form);
                if was_here
                    && !is_here
                    && let Some(drawn) = self.drawn.get_untracked()
                {
                    self.keep_focus(&drawn);
                }
                was_here = is_here;
                is_here.then(|| self.draw(form)).into_iter().collect()
            })
        })
    }

    /// Draws the form.
    pub fn draw(self, form: &SettingsForm) -> Drawing {
        let ui = self.ui;
        let heading = element("H3")
            .attr("id", "settings-heading")
            .attr("tabindex", "-1")
            .text(ui.say(&Message::settings_heading()));
        let name = ui.say(&Message::close());
        let close = element("BUTTON")
            .attr("type", "button")
            .class("icon-only")
            .attr("aria-label", name.clone())
            .attr("title", name)
            .on("click", move |_| self.close())
            .child(icon(Icon::Dismiss));
        let heading = element("DIV").class("heading").child(heading).child(close);
        let note = form.note.as_ref().map(|note| line(ui, "quiet", note));
        let (always, others) = Setting::ALL
            .split_at_checked(Setting::ALWAYS)
            .unwrap_or_default();
        let more = element("SUMMARY").text(ui.say(&Message::settings_more()));
        let more = element("DETAILS")
            .flag("hidden", form.more.is_empty())
            .child(more)
            .child(fields(ui, others, &form.more));
        let reset = form
            .is_changed
            .then(|| -> MakeEvent { Box::new(|| Event::SettingsReset) });
        let reset = labelled_button(ui, "subtle", &Message::settings_reset(), None, reset);
        element("DIV")
            .class("settings")
            .attr("role", "group")
            .attr("aria-labelledby", "settings-heading")
            .element_ref(self.drawn)
            .on_key(move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    event.stop_propagation();
                    self.close();
                }
            })
            .child(heading)
            .child(which_jobs(ui, form))
            .children(note)
            .child(fields(ui, always, &form.fields))
            .child(more)
            .child(reset)
            .into()
    }

    /// Closes the form. The focus goes back first, because the pressed button disappears.
    pub fn close(self) {
        self.return_focus();
        self.ui.dispatch(Event::SettingsClosed);
    }

    fn return_focus(self) {
        let (job, opener) = self.opener.get_value();
        self.go_back.with_value(|go_back| {
            if let Some(go_back) = go_back {
                go_back(job.as_ref(), opener);
            }
        });
    }

    /// Called before the form is taken out of its place, with what is around it. If the focus is in
    /// it, it follows the form to its other place, or leaves it.
    pub fn keep_focus(self, around: &Element) {
        let Some(active) = find(around, ":focus") else {
            return;
        };
        let field = active.id();
        before_paint(move || {
            if self.wide.is_gone() {
                return;
            }
            if self.form.with_untracked(|form| form.is_open) {
                self.focus(&field);
            } else {
                self.return_focus();
            }
        });
    }

    /// Moves the focus to the field with this id, or to the heading.
    fn focus(self, field: &str) {
        let Some(form) = self.drawn.get_untracked() else {
            return;
        };
        let field = (!field.is_empty())
            .then(|| find(&form, &["#", field].concat()))
            .flatten();
        let Some(target) = field.or_else(|| find(&form, "h3")) else {
            return;
        };
        if let Ok(Some(folded)) = target.closest("details") {
            let _ = folded.set_attribute("open", "");
        }
        let _ = target.focus();
    }
}

fn find(within: &Element, selector: &str) -> Option<HtmlElement> {
    let found = within.query_selector(selector).ok().flatten();
    found.map(JsCast::unchecked_into)
}

/// Which jobs the form changes.
fn which_jobs(ui: Ui, form: &SettingsForm) -> Drawing {
    let [one] = form.scopes.as_slice() else {
        let options = form.scopes.iter().map(|scope| {
            let value = if scope.all { "all" } else { "" };
            option(
                value.to_owned(),
                ui.say(&scope.words),
                scope.is_chosen,
                true,
            )
        });
        return element("SELECT")
            .attr("aria-label", ui.say(&Message::settings_heading()))
            .children(options)
            .on("change", move |event: DomEvent| {
                let all = event_target_value(&event) == "all";
                ui.dispatch(Event::SettingsForAll(all));
            })
            .into();
    };
    line(ui, "quiet", &one.words)
}
