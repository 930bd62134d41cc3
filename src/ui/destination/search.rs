//! Draws the field that searches all printers, and the list below it.
//!
//! [`Combobox`] holds its state and handles its keys. The focus stays in the field, and
//! `aria-activedescendant` names the active option. Keys that the field uses do not reach the
//! page. Of the list only the options near what is in sight are drawn, and one listener serves
//! them all.

mod combobox;

use leptos::prelude::*;
use universal_print::ids::ShareId;
use web_sys::KeyboardEvent;

use combobox::{Combobox, option_id};

use super::printer_text::printer_text;
use crate::flow::Event;
use crate::flow::event::PrintersInSight;
use crate::flow::search::PlaceWords;
use crate::flow::view::destination::{self, Picker, PrinterList, PrinterOption};
use crate::text::Message;
use crate::ui::button::button;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementBuilder, ElementRef, after_changes, element, reactive};
use crate::ui::line::{line, speaking};
use crate::ui::memoized::Memoized;
use crate::ui::problem::notice;
use crate::ui::watched::Watched;
use crate::ui::windowed::Windowed;

/// About how high an option is, in px.
const OPTION: u32 = 66;
/// Up to this many options are all drawn.
const FEW: usize = 10;

/// The search field and its list, which lies over `below` while it is open.
pub(super) fn printer_search(ui: Ui, picker: Memoized<Picker>, below: ElementBuilder) -> Drawing {
    let open = Watched::new(false);
    // The list is computed only while it is open.
    let list = Memoized::new(PrinterList::default(), move || {
        if open.get() {
            ui.follow(destination::list)
        } else {
            PrinterList::default()
        }
    });
    let window = Windowed::new(OPTION, 0, FEW);
    let others = Memoized::new(Vec::new(), move || {
        list.with(|list| untrack(|| window.resize(list.others, (0, 0))));
        let range = window.range();
        let is_empty = list.with(PrinterList::is_empty);
        if is_empty {
            return Vec::new();
        }
        ui.follow(|state| destination::others(state, range))
    });
    let combobox = Combobox {
        ui,
        picker,
        open,
        active: Watched::new(None),
        active_share: Watched::new(None),
        list,
        others,
        window,
        field: ElementRef::new(),
    };
    after_changes(move || {
        picker.with(|_| ());
        if !open.get_untracked() {
            combobox.restore();
        }
    });
    // What the rows say about floors and rooms is found, in the user's language.
    after_changes(move || {
        let number = PlaceWords::NUMBER;
        let floor = ui.say(&Message::floor(number.into()));
        let room = ui.say(&Message::room(number.into()));
        ui.dispatch(Event::PlacesWorded { floor, room });
    });
    // The state of what is on the screen is read.
    let sighted = Memoized::new(Vec::new(), move || {
        let mut sighted = picker.with(|picker| shares(picker.cards.printers()));
        let passed = window.passed();
        list.with(|list| {
            let first = list.favorites.iter().chain(&list.recent);
            sighted.extend(shares(first.skip(passed).take(FEW)));
        });
        sighted.extend(others.with(|others| shares(others)));
        sighted
    });
    after_changes(move || {
        let shares = sighted.with(Vec::clone);
        let is_by_user = window.take_move();
        let sighted = PrintersInSight { shares, is_by_user };
        untrack(|| ui.dispatch(Event::PrintersSighted(sighted)));
    });
    // A printer that comes or goes must not move the user to another one.
    after_changes(move || {
        list.with(|_| ());
        others.with(|_| ());
        untrack(|| combobox.stay());
    });
    let label = element("LABEL").attr("for", "printer");
    let class = move || if open.get() { "popup open" } else { "popup" };
    // A press on the list must not blur the field: that would close the list before the click.
    let popup = element("DIV")
        .reactive_attr("class", move || Some(class().to_owned()))
        .on("mousedown", |event| event.prevent_default())
        .child(listbox(combobox))
        .child(reactive(move || list.with(|list| notes(ui, list))));
    // If presence is required, only a code chooses a printer, and there is nothing to search.
    let hidden = move || picker.with(|picker| picker.code.only_way.as_ref().map(|_| String::new()));
    let search = element("DIV")
        .reactive_attr("hidden", hidden)
        .child(speaking(ui, label, Message::destination_label()))
        .child(field(combobox));
    element("DIV")
        .class("search")
        .child(search)
        .child(element("DIV").class("over").child(popup).child(below))
        .into()
}

fn field(combobox: Combobox) -> ElementBuilder {
    let on_key = move |event: &KeyboardEvent| {
        if combobox.key(event) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    element("INPUT")
        .attr("id", "printer")
        .attr("data-home", "")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", "printers")
        .reactive_attr("placeholder", move || {
            Some(combobox.ui.say(&Message::destination_hint()))
        })
        .reactive_attr("aria-expanded", move || {
            Some(combobox.open.get().to_string())
        })
        .reactive_attr("aria-activedescendant", move || {
            combobox.active_option().map(option_id)
        })
        .element_ref(combobox.field)
        .on("input", move |event| {
            combobox.type_in(event_target_value(&event));
        })
        .on("click", move |_| combobox.show())
        .on_key(on_key)
        .on("blur", move |_| combobox.leave())
}

/// The options: favorite printers first, then recent ones, then all others.
fn listbox(combobox: Combobox) -> ElementBuilder {
    let Combobox {
        ui, list, window, ..
    } = combobox;
    let group = |id: &'static str, words: Message, count: fn(&PrinterList) -> usize| {
        let is_empty = move || list.with(|list| (count(list) == 0).then(String::new));
        let heading = element("DIV")
            .class("group")
            .attr("id", id)
            .attr("role", "presentation");
        element("DIV")
            .attr("role", "group")
            .attr("aria-labelledby", id)
            .reactive_attr("hidden", is_empty)
            .child(speaking(ui, heading, words))
    };
    let favorites = Message::destination_favorites();
    let favorites = group("group-favorites", favorites, |list| list.favorites.len()).child(
        reactive(move || list.with(|list| options(combobox, list, 0, &list.favorites))),
    );
    let recent = Message::destination_recent();
    let recent =
        group("group-recent", recent, |list| list.recent.len()).child(reactive(move || {
            list.with(|list| options(combobox, list, list.favorites.len(), &list.recent))
        }));
    let drawn = element("DIV").attr("role", "presentation");
    let drawn = drawn.child(reactive(move || {
        list.with(|list| {
            combobox.others.with(|others| {
                let start = list.first() + window.drawn().start;
                options(combobox, list, start, others)
            })
        })
    }));
    let [before, after] = window.spacers();
    let others = group("group-all", Message::destination_others(), |list| {
        list.others
    })
    .child(before)
    .child(window.rows(drawn))
    .child(after);
    // What the user scrolls with.
    let moved = move |_| window.note_move();
    let listbox = element("DIV")
        .attr("id", "printers")
        .attr("role", "listbox")
        // Browsers let Tab stop at what scrolls. The list closes then, and the focus would be lost.
        .attr("tabindex", "-1")
        .reactive_attr("aria-label", move || {
            Some(ui.say(&Message::destination_heading()))
        })
        .on("click", move |event| combobox.press(&event))
        .on("wheel", moved)
        .on("touchmove", moved)
        .on("pointerdown", moved)
        .child(favorites)
        .child(recent)
        .child(others);
    window.scroller(listbox)
}

fn shares<'a>(options: impl IntoIterator<Item = &'a PrinterOption>) -> Vec<ShareId> {
    let options = options.into_iter();
    options.map(|option| option.share.clone()).collect()
}

/// Notes below the list if it is loading or empty, and a problem if there is one.
fn notes(ui: Ui, list: &PrinterList) -> Vec<Drawing> {
    let mut parts = Vec::new();
    if list.loading {
        parts.push(line(ui, "quiet end", &Message::printers_loading()));
    } else if list.is_empty() && list.problem.is_none() {
        parts.push(line(ui, "quiet end", &Message::printers_none()));
    }
    parts.extend(list.problem.as_ref().map(|problem| {
        let again = button(ui, "secondary", &Message::try_again(), || Event::Refreshed);
        notice(ui, problem, vec![again])
    }));
    parts
}

/// Options of the list, of which the first has the position `start`.
fn options(
    combobox: Combobox,
    list: &PrinterList,
    start: usize,
    options: &[PrinterOption],
) -> Vec<Drawing> {
    let active = combobox.active.get();
    let option = |(at, option)| printer_option(combobox, list, at, option, active == Some(at));
    (start..).zip(options).map(option).collect()
}

fn printer_option(
    combobox: Combobox,
    list: &PrinterList,
    at: usize,
    option: &PrinterOption,
    is_active: bool,
) -> Drawing {
    let ui = combobox.ui;
    // Only the others are windowed.
    let position = at.checked_sub(list.first());
    element("DIV")
        .attr("role", "option")
        .class("option")
        .attr("id", option_id(at))
        .attr("data-share", option.share.as_str().to_owned())
        .optional_attr("data-at", position.map(|position| position.to_string()))
        .attr("aria-posinset", (at + 1).to_string())
        .attr("aria-setsize", list.len().to_string())
        .attr("aria-selected", is_active.to_string())
        .child(printer_text(ui, option))
        .into()
}
