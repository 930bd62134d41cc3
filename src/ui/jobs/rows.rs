//! Keeps the rows of the job list up to date; each job keeps its element while it waits.
//!
//! An update goes row by row. An unchanged row is not touched, a changed row is patched in place,
//! and a row that stayed in order is not moved, so the focus stays where it is. [`job_item`]
//! decides what a row looks like.

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::row::job_item;
use crate::flow::view::jobs::JobRow;
use crate::ui::context::Ui;
use crate::ui::element::ElementRef;

/// The drawn rows of the job list.
pub(super) struct Rows {
    ui: Ui,
    /// Receives the focus when a focused row is removed.
    heading: ElementRef,
    /// Owns the rows' reactive values, which outlive any single update of the list.
    owner: Owner,
    drawn: Vec<DrawnRow>,
}

struct DrawnRow {
    row: JobRow,
    owner: Owner,
    view: AnyViewState,
}

impl Rows {
    /// An empty list. Its reactive values are disposed with the component that calls this.
    pub(super) fn new(ui: Ui, heading: ElementRef) -> Self {
        Self {
            ui,
            heading,
            // Not the current owner: it stores these rows, so it would keep itself alive.
            owner: Owner::new(),
            drawn: Vec::new(),
        }
    }

    /// Updates the children of `list` to show these rows.
    pub(super) fn show(&mut self, list: &Element, rows: &[JobRow]) {
        let drawn = std::mem::take(&mut self.drawn);
        let mut known: Vec<Option<DrawnRow>> = drawn.into_iter().map(Some).collect();
        // The previous position of each row, if it was drawn before.
        let mut places = Vec::with_capacity(rows.len());
        let mut next = 0;
        for row in rows {
            // Usually a row follows the same row as before.
            let is_it =
                |drawn: &Option<DrawnRow>| drawn.as_ref().is_some_and(|it| it.row.key == row.key);
            let (earlier, later) = known.split_at_mut_checked(next).unwrap_or_default();
            let found = later.iter().position(is_it).map(|at| at + next);
            let place = found.or_else(|| earlier.iter().position(is_it));
            let drawn = place.and_then(|at| known.get_mut(at)?.take());
            self.drawn.push(match drawn {
                Some(mut drawn) => {
                    drawn.change(self.ui, row);
                    drawn
                }
                None => DrawnRow::new(self, row),
            });
            next = place.map_or(next, |at| at + 1);
            places.push(place);
        }
        for mut gone in known.into_iter().flatten() {
            gone.view.unmount();
            // The pressed button disappears with a cancelled job, so the focus moves nearby.
            if gone.row.cancelling.is_some()
                && let Some(heading) = self.heading.get_untracked()
            {
                let _ = heading.focus();
            }
        }
        self.put_in_order(list, &places);
    }

    /// Draws all rows again after a change of language.
    pub(super) fn redraw(&mut self) {
        for drawn in &mut self.drawn {
            drawn.draw(self.ui);
        }
    }

    /// Inserts new rows, and moves rows that are behind a row they should precede.
    fn put_in_order(&mut self, list: &Element, places: &[Option<usize>]) {
        let mut following: Option<&mut DrawnRow> = None;
        let mut lowest = usize::MAX;
        for (drawn, place) in self.drawn.iter_mut().zip(places).rev() {
            match (place, following) {
                (Some(place), _) if *place < lowest => lowest = *place,
                (_, Some(following)) => {
                    following.view.insert_before_this(&mut drawn.view);
                }
                (_, None) => drawn.view.mount(list, None),
            }
            following = Some(drawn);
        }
    }
}

impl DrawnRow {
    fn new(rows: &Rows, row: &JobRow) -> Self {
        let owner = rows.owner.child();
        let view = owner.with(|| job_item(rows.ui, row).build());
        let row = row.clone();
        Self { row, owner, view }
    }

    fn change(&mut self, ui: Ui, row: &JobRow) {
        if self.row == *row {
            return;
        }
        let before = std::mem::replace(&mut self.row, row.clone());
        self.draw(ui);
        // When the question appears, focus the harmless answer. When it disappears, focus the
        // button that asked it.
        match (before.cancelling.is_some(), row.cancelling.is_some()) {
            (false, true) => self.focus(".answers button:last-child"),
            (true, false) => self.focus("button"),
            _ => {}
        }
    }

    fn draw(&mut self, ui: Ui) {
        let Self { row, owner, view } = self;
        owner.with_cleanup(|| job_item(ui, row).rebuild(view));
    }

    /// Focuses the first element in the row that matches `selector`.
    fn focus(&self, selector: &str) {
        let elements = self.view.elements();
        let found = elements
            .first()
            .and_then(|row| row.query_selector(selector).ok()?);
        if let Some(found) = found {
            let _ = found.unchecked_ref::<HtmlElement>().focus();
        }
    }
}
