//! A long list of which only the rows near what is in sight are in the document.
//!
//! Between two spacers that keep the height of all rows, the caller draws the rows of
//! [`Windowed::range`]. Scrolling is the browser's own. Each drawn row has its position in the
//! attribute `data-at`, by which its height is learnt.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::element::{ElementBuilder, ElementRef, before_paint, element};
use super::watched::Watched;
use crate::flow::view::row_window::RowWindow;

/// What is assumed to be in sight before the list is laid out, in px.
const UNKNOWN_SIGHT: u32 = 600;

/// The window of one list. A copy refers to the same list.
#[derive(Copy, Clone)]
pub struct Windowed {
    rows: StoredValue<RowWindow>,
    /// The first drawn row and the row behind the last.
    range: Watched<(usize, usize)>,
    /// Counts the changes of heights.
    heights: Watched<u32>,
    /// All rows up to this many are drawn.
    all_up_to: usize,
    /// The gap below each row, in px.
    gap: u32,
    layout: StoredValue<Layout>,
    /// What scrolls.
    scroller: ElementRef,
    /// The first spacer.
    before: ElementRef,
    observer: StoredValue<Option<SizeObserver>, LocalStorage>,
}

/// How the list is laid out, in px, as last read. It is read after a scroll and after a layout:
/// reading it at other times would have the browser lay the page out once more.
#[derive(Copy, Clone, Default)]
struct Layout {
    /// How far it is scrolled.
    top: u32,
    /// The height that is in sight. Zero while it is not laid out.
    height: u32,
    width: u32,
    /// How far the first row is from the start of what scrolls.
    lead: u32,
    /// About how many rows are scrolled past of what stands before the first row.
    passed: usize,
    /// Whether the user has scrolled or moved on.
    is_moved: bool,
}

struct SizeObserver {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Windowed {
    /// An empty list. Its rows are about `estimate` high, with `gap` between them. A list of at most
    /// `all_up_to` rows is drawn whole.
    pub fn new(estimate: u32, gap: u32, all_up_to: usize) -> Self {
        let windowed = Self {
            rows: StoredValue::new(RowWindow::new(estimate + gap)),
            range: Watched::new((0, 0)),
            heights: Watched::new(0),
            all_up_to,
            gap,
            layout: StoredValue::new(Layout::default()),
            scroller: ElementRef::new(),
            before: ElementRef::new(),
            observer: StoredValue::new_local(None),
        };
        on_cleanup(move || {
            let observer = windowed.observer.try_update_value(Option::take);
            if let Some(Some(observer)) = observer {
                observer.observer.disconnect();
            }
        });
        windowed
    }

    /// Makes an element the one that scrolls.
    pub fn scroller(self, element: ElementBuilder) -> ElementBuilder {
        element
            .element_ref(self.scroller)
            .on("scroll", move |_| {
                self.read_layout();
                self.look();
            })
            .effect(move |element| self.observe(element))
    }

    /// The spacers before and behind the rows.
    pub fn spacers(self) -> [ElementBuilder; 2] {
        let spacer = |height: fn(&RowWindow, Range<usize>) -> u32| {
            element("DIV")
                .attr("role", "presentation")
                .effect(move |spacer| {
                    let _ = self.heights.get();
                    let range = self.range();
                    let height = self.rows.with_value(|rows| height(rows, range));
                    let style = spacer.unchecked_ref::<HtmlElement>().style();
                    let _ = style.set_property("block-size", &[&height.to_string(), "px"].concat());
                })
        };
        let before = spacer(|rows, range| rows.offset(range.start));
        let after = spacer(|rows, range| rows.height() - rows.offset(range.end));
        [before.element_ref(self.before), after]
    }

    /// Learns the heights of the rows from their parent, and again when they change.
    pub fn rows(self, parent: ElementBuilder) -> ElementBuilder {
        parent.effect(move |element| self.observe(element))
    }

    /// What scrolls, once it is drawn.
    pub fn element(self) -> Option<HtmlElement> {
        self.scroller.try_get_untracked().flatten()
    }

    /// The rows to draw. Tracks them.
    pub fn range(self) -> Range<usize> {
        let (start, end) = self.range.get();
        start..end
    }

    /// About how many rows are scrolled past of what stands before the first row. Tracks it.
    pub fn passed(self) -> usize {
        let _ = self.heights.get();
        self.layout.with_value(|layout| layout.passed)
    }

    /// The user scrolls, or moves on in the list.
    pub fn note_move(self) {
        self.layout.update_value(|layout| layout.is_moved = true);
    }

    /// Whether the user has done so since this was last asked.
    pub fn take_move(self) -> bool {
        let moved = |layout: &mut Layout| std::mem::take(&mut layout.is_moved);
        self.layout.try_update_value(moved).unwrap_or_default()
    }

    /// The rows that are drawn.
    pub fn drawn(self) -> Range<usize> {
        let (start, end) = self.range.get_untracked();
        start..end
    }

    /// The distance of a row from the start of the rows, in px.
    pub fn offset(self, at: usize) -> u32 {
        self.rows.with_value(|rows| rows.offset(at))
    }

    /// The list has this many rows now. `same` is how many of the first and of the last rows are
    /// the same as before.
    pub fn resize(self, count: usize, same: (usize, usize)) {
        let is_same = |rows: &RowWindow| rows.len() == count && same.0 == count;
        if self.rows.with_value(is_same) {
            return;
        }
        self.rows.update_value(|rows| rows.resize(count, same));
        self.resized();
        self.look();
    }

    /// Goes back to the first row.
    pub fn scroll_to_start(self) {
        self.scroll_to(0);
        self.look();
    }

    /// Heights changed, so the spacers do.
    fn resized(self) {
        self.heights
            .set(self.heights.get_untracked().wrapping_add(1));
    }

    fn scroll_to(self, top: u32) {
        if self.layout.with_value(|layout| layout.top) == top {
            return;
        }
        self.layout.update_value(|layout| layout.top = top);
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
        }
    }

    /// Scrolls so that a row is in sight, and has it drawn.
    pub fn reveal(self, at: usize) {
        let (sight, lead) = self.sight();
        let to = self.rows.with_value(|rows| rows.reveal(at, sight.clone()));
        if at == 0 {
            // What stands before the first row comes into sight with it.
            self.scroll_to(0);
        } else if to != sight.start {
            self.scroll_to(to + lead);
        }
        self.look();
        let drawn = self.drawn();
        if !drawn.contains(&at) {
            // It is not laid out, so it does not scroll.
            let around = self.rows.with_value(|rows| {
                let top = rows.offset(at);
                rows.rows(top..top + UNKNOWN_SIGHT)
            });
            self.range.set((around.start, around.end));
        }
    }

    /// How many rows fit into what is in sight.
    pub fn page(self) -> usize {
        let (sight, _) = self.sight();
        self.rows.with_value(|rows| {
            let (first, last) = (rows.row_at(sight.start), rows.row_at(sight.end));
            last.saturating_sub(first).max(1)
        })
    }

    /// The first row that is in sight.
    pub fn first_in_sight(self) -> usize {
        let (sight, _) = self.sight();
        self.rows.with_value(|rows| rows.row_at(sight.start))
    }

    /// What is in sight, from the start of the rows, and how far they are from the start of what
    /// scrolls.
    fn sight(self) -> (Range<u32>, u32) {
        let Layout {
            top, height, lead, ..
        } = self.layout.get_value();
        if height == 0 {
            return (0..UNKNOWN_SIGHT, 0);
        }
        let bottom = top.saturating_add(height);
        (top.saturating_sub(lead)..bottom.saturating_sub(lead), lead)
    }

    /// Reads how the list is laid out. Returns what scrolls, if it is laid out.
    fn read_layout(self) -> Option<HtmlElement> {
        let unsigned = |px: i32| u32::try_from(px).unwrap_or_default();
        let scroller = self.element()?;
        let before = self.before.get_untracked();
        let last = self.layout.get_value();
        let layout = Layout {
            top: unsigned(scroller.scroll_top()),
            height: unsigned(scroller.client_height()),
            width: unsigned(scroller.client_width()),
            lead: before.map_or(0, |before| unsigned(before.offset_top())),
            ..last
        };
        if layout.height == 0 {
            return None;
        }
        self.layout.set_value(layout);
        Some(scroller)
    }

    /// Has the rows drawn that are in sight.
    fn look(self) {
        let count = self.rows.with_value(RowWindow::len);
        let range = if count <= self.all_up_to {
            0..count
        } else {
            let (sight, _) = self.sight();
            self.rows.with_value(|rows| rows.rows(sight))
        };
        let range = (range.start, range.end);
        if self.range.get_untracked() != range {
            self.range.set(range);
        }
        let Layout {
            top, lead, passed, ..
        } = self.layout.get_value();
        let estimate = self.rows.with_value(RowWindow::estimate);
        let now = usize::try_from(top.min(lead) / estimate).unwrap_or_default();
        if passed != now {
            self.layout.update_value(|layout| layout.passed = now);
            self.resized();
        }
    }

    fn observe(self, element: &Element) {
        let observer = self.observer.with_value(|observer| {
            let observer = observer.as_ref()?;
            Some(observer.observer.clone())
        });
        let observer = observer.or_else(|| {
            // Drawing during the callback would be reported to the page as an error.
            let callback = Closure::<dyn FnMut()>::new(move || {
                before_paint(move || self.measure());
            });
            let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
            let made = SizeObserver {
                observer: observer.clone(),
                _callback: callback,
            };
            self.observer.set_value(Some(made));
            Some(observer)
        });
        if let Some(observer) = observer {
            observer.observe(element);
        }
    }

    /// Learns the heights of the drawn rows.
    fn measure(self) {
        // The screen may be gone by now.
        if self.range.is_gone() {
            return;
        }
        let last_width = self.layout.with_value(|layout| layout.width);
        let Some(scroller) = self.read_layout() else {
            return;
        };
        let width = self.layout.with_value(|layout| layout.width);
        let measured = self.measured(&scroller);
        let changed = self.rows.try_update_value(|rows| {
            if width != last_width {
                rows.forget();
            }
            rows.measure(&measured)
        });
        if changed == Some(true) {
            self.resized();
        }
        self.look();
    }

    fn measured(self, scroller: &HtmlElement) -> Vec<(usize, u32)> {
        let mut measured = Vec::new();
        let range = self.drawn();
        let mut row = scroller.query_selector("[data-at]").ok().flatten();
        while let Some(element) = row {
            let at = element.get_attribute("data-at");
            let at = at.and_then(|at| at.parse::<usize>().ok());
            let height = element.unchecked_ref::<HtmlElement>().offset_height();
            if let (Some(at), Ok(height)) = (at, u32::try_from(height))
                && range.contains(&at)
            {
                measured.push((at, height + self.gap));
            }
            row = element.next_element_sibling();
        }
        measured
    }
}
