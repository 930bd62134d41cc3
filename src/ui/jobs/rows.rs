//! Keeps the drawn rows of the job list up to date; each job keeps its element while it is drawn.
//!
//! An update goes row by row. An unchanged row is not touched, a changed row is patched in place,
//! and a row that stayed in order is not moved, so the focus stays where it is. A row that has the
//! focus stays in the document when it is scrolled out of sight. [`job_item`] decides what a row
//! looks like.

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::row::{PlacedRow, job_item};
use crate::flow::state::job_key::JobKey;
use crate::ui::context::Ui;
use crate::ui::element::{find, put_in_order};
use crate::ui::settings_form::SettingsPanel;

/// The drawn rows of the job list.
pub(super) struct Rows {
    ui: Ui,
    settings: SettingsPanel,
    /// Owns the rows' reactive values, which outlive any single update of the list.
    owner: Owner,
    drawn: Vec<DrawnRow>,
}

struct DrawnRow {
    placed: PlacedRow,
    owner: Owner,
    view: AnyViewState,
}

impl Rows {
    /// An empty list. Its reactive values are disposed with the component that calls this.
    pub(super) fn new(ui: Ui, settings: SettingsPanel) -> Self {
        Self {
            ui,
            settings,
            // Not the current owner: it stores these rows, so it would keep itself alive.
            owner: Owner::new(),
            drawn: Vec::new(),
        }
    }

    /// Updates the children of `list` to show these rows. `focused` is the job whose row has the
    /// focus. Returns the position of that row if it is gone, and the focus with it.
    pub(super) fn show(
        &mut self,
        list: &Element,
        rows: Vec<PlacedRow>,
        focused: Option<&JobKey>,
    ) -> Option<usize> {
        let had_focus = find(list, ":focus");
        let drawn = std::mem::take(&mut self.drawn);
        let mut known: Vec<Option<DrawnRow>> = drawn.into_iter().map(Some).collect();
        // The previous position of each row, if it was drawn before.
        let mut places = Vec::with_capacity(rows.len());
        let mut next = 0;
        for placed in rows {
            // Usually a row follows the same row as before.
            let key = &placed.row.key;
            let is_it = |drawn: &Option<DrawnRow>| {
                drawn.as_ref().is_some_and(|it| it.placed.row.key == *key)
            };
            let (earlier, later) = known.split_at_mut_checked(next).unwrap_or_default();
            let found = later.iter().position(is_it).map(|at| at + next);
            let place = found.or_else(|| earlier.iter().position(is_it));
            let drawn = place.and_then(|at| known.get_mut(at)?.take());
            self.drawn.push(match drawn {
                Some(mut drawn) => {
                    drawn.change(self.ui, self.settings, placed);
                    drawn
                }
                None => DrawnRow::new(self, placed),
            });
            next = place.map_or(next, |at| at + 1);
            places.push(place);
        }
        let views = self.drawn.iter_mut().map(|drawn| &mut drawn.view);
        put_in_order(list, views.collect(), &places);
        // A row that is moved loses the focus.
        if let Some(element) = had_focus.filter(|it| it.is_connected())
            && find(list, ":focus").is_none()
        {
            let _ = element.focus();
        }
        let mut lost = None;
        for mut gone in known.into_iter().flatten() {
            gone.view.unmount();
            if focused == Some(&gone.placed.row.key) {
                lost = Some(gone.placed.position);
            }
        }
        lost
    }

    /// Draws all rows again after a change of language.
    pub(super) fn redraw(&mut self) {
        for drawn in &mut self.drawn {
            drawn.draw(self.ui, self.settings);
        }
    }
}

impl DrawnRow {
    fn new(rows: &Rows, placed: PlacedRow) -> Self {
        let owner = rows.owner.child();
        let view = owner.with(|| {
            job_item(rows.ui, &placed, rows.settings)
                .into_view()
                .build()
        });
        let drawn = Self {
            placed,
            owner,
            view,
        };
        if drawn.placed.apart.is_some() {
            drawn.set_apart();
        }
        drawn
    }

    fn change(&mut self, ui: Ui, settings: SettingsPanel, placed: PlacedRow) {
        if self.placed == placed {
            return;
        }
        let before = std::mem::replace(&mut self.placed, placed);
        if before.apart != self.placed.apart {
            self.set_apart();
        }
        let without_distance = PlacedRow {
            apart: self.placed.apart,
            ..before.clone()
        };
        if without_distance == self.placed {
            return;
        }
        if before.form.is_some()
            && self.placed.form.is_none()
            && let Some(form) = self.find(".settings")
        {
            settings.keep_focus(&form);
        }
        let had_focus = self.find(":focus").is_some();
        self.draw(ui, settings);
        // When the question appears, focus the harmless answer. When it disappears, focus the
        // button that asked it, unless the user is elsewhere.
        let asks = |placed: &PlacedRow| placed.row.cancelling.is_some();
        match (asks(&before), asks(&self.placed)) {
            (false, true) => self.focus("[data-act=no]"),
            (true, false) if had_focus => self.focus("button"),
            _ => {}
        }
    }

    fn draw(&mut self, ui: Ui, settings: SettingsPanel) {
        let Self {
            placed,
            owner,
            view,
        } = self;
        owner.with_cleanup(|| job_item(ui, placed, settings).into_view().rebuild(view));
    }

    /// Takes the row out of the flow of rows to its own place, or puts it back.
    fn set_apart(&self) {
        let elements = self.view.elements();
        let Some(row) = elements.first() else { return };
        let style = row.unchecked_ref::<HtmlElement>().style();
        let place = self.placed.apart.map(|px| [&px.to_string(), "px"].concat());
        let position = place.as_ref().map_or("", |_| "absolute");
        let _ = style.set_property("position", position);
        let _ = style.set_property("inset-block-start", &place.unwrap_or_default());
        let _ = style.set_property("inset-inline", if position.is_empty() { "" } else { "0" });
    }

    /// Focuses the first element in the row that matches `selector`.
    fn focus(&self, selector: &str) {
        if let Some(found) = self.find(selector) {
            let _ = found.focus();
        }
    }

    /// The first element in the row that matches `selector`.
    fn find(&self, selector: &str) -> Option<HtmlElement> {
        let elements = self.view.elements();
        elements.first().and_then(|row| find(row, selector))
    }
}
