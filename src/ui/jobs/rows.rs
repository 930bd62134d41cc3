//! The rows of the waiting jobs: each job keeps its element for as long as it waits.
//!
//! A list of any length is brought up to date row by row. A row that shows the
//! same is not touched, one that changed is patched in place, and one that
//! stayed in order is not moved, so the focus stays where it is. What a row
//! looks like is left to [`job_item`].

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::row::job_item;
use crate::flow::view::jobs::JobRow;
use crate::ui::context::Ui;
use crate::ui::element::ElementRef;

/// What is drawn of a list of jobs.
pub(super) struct Rows {
    ui: Ui,
    /// Gets the focus when the row that has it goes.
    heading: ElementRef,
    /// Owns the rows, which outlive any one change of the list.
    owner: Owner,
    drawn: Vec<DrawnRow>,
}

struct DrawnRow {
    row: JobRow,
    owner: Owner,
    view: AnyViewState,
}

impl Rows {
    /// No rows yet; what is drawn for them ends with the component that asks for this.
    pub(super) fn new(ui: Ui, heading: ElementRef) -> Self {
        Self {
            ui,
            heading,
            // One of their own: the component's keeps these rows, and would by them keep itself.
            owner: Owner::new(),
            drawn: Vec::new(),
        }
    }

    /// Makes the children of `list` show these rows.
    pub(super) fn show(&mut self, list: &Element, rows: &[JobRow]) {
        let drawn = std::mem::take(&mut self.drawn);
        let mut known: Vec<Option<DrawnRow>> = drawn.into_iter().map(Some).collect();
        // Where each row was, for those that were drawn before.
        let mut places = Vec::with_capacity(rows.len());
        let mut next = 0;
        for row in rows {
            // Most come right after the last one.
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
            // A cancelled job takes the pressed button with it: the focus stays near.
            if gone.row.cancelling.is_some()
                && let Some(heading) = self.heading.get_untracked()
            {
                let _ = heading.focus();
            }
        }
        self.put_in_order(list, &places);
    }

    /// Says all rows again, in another language.
    pub(super) fn say_again(&mut self) {
        for drawn in &mut self.drawn {
            drawn.draw(self.ui);
        }
    }

    /// Puts what is new, or stands behind what it should precede, before the row that follows it.
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
        // The focus goes to the answer that does no harm, and back to where the
        // question came from.
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

    /// Focuses the first element in the row that a selector finds.
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
