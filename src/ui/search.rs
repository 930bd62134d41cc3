//! The field to search all printers: the editable combobox with list
//! autocomplete of the ARIA Authoring Practices.
//!
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>
//!
//! The focus stays in the field; the active option is named by
//! `aria-activedescendant`. Keys that are used here do not reach the page.

use leptos::ev::KeyboardEvent;
use leptos::html::{Div, Input};
use leptos::prelude::*;
use universal_print::ids::ShareId;

use super::line::{entry, line};
use super::problem::notice;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::destination::{self, Options, Picker, PrinterOption};
use crate::text::Message;

/// What the field and its list share.
#[derive(Copy, Clone)]
struct Combobox {
    stage: Stage,
    picker: Memo<Picker>,
    open: RwSignal<bool>,
    /// The active option's position.
    active: RwSignal<Option<usize>>,
    /// The options while the list is open.
    list: Memo<Options>,
    field: NodeRef<Input>,
    popup: NodeRef<Div>,
}

impl Combobox {
    fn show(self) {
        self.stage.act(Event::SearchFocused);
        self.open.set(true);
    }

    fn hide(self) {
        self.open.set(false);
        self.active.set(None);
    }

    fn type_in(self, text: String) {
        self.active.set(None);
        self.open.set(true);
        self.stage.act(Event::SearchChanged(text));
    }

    fn choose(self, share: ShareId) {
        self.hide();
        self.stage.act(Event::DestinationChosen(share));
        self.restore();
    }

    /// Puts back into the field what is chosen, after typing that led nowhere.
    fn restore(self) {
        let name = self
            .picker
            .with_untracked(|picker| self.stage.words(&picker.in_field));
        if let Some(field) = self.field.get_untracked() {
            field.set_value(&name);
        }
    }

    fn leave(self) {
        self.hide();
        self.restore();
    }

    fn choose_active(self) -> bool {
        let active = self.active.get_untracked();
        let share = self
            .list
            .with_untracked(|list| Some(list.options.get(active?)?.share.clone()));
        share.map(|share| self.choose(share)).is_some()
    }

    /// Moves through the options, round the ends.
    fn step(self, forward: bool) {
        let open = self.open.get_untracked();
        self.show();
        let count = self.list.with_untracked(|list| list.options.len());
        if count == 0 {
            return;
        }
        let next = match (self.active.get_untracked().filter(|_| open), forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.active.set(Some(next));
        let selector = ["#", &option_id(next)].concat();
        let option = self
            .popup
            .get_untracked()
            .and_then(|popup| popup.query_selector(&selector).ok()?);
        if let Some(option) = option {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    }

    /// Whether the key was used.
    fn key(self, event: &KeyboardEvent) -> bool {
        let open = self.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.step(true),
            "ArrowUp" if event.alt_key() => self.hide(),
            "ArrowUp" => self.step(false),
            "Enter" => return open && self.choose_active(),
            "Escape" if open => self.leave(),
            "Escape" => return self.clear(),
            _ => return false,
        }
        true
    }

    fn clear(self) -> bool {
        let chosen = self.picker.with_untracked(|picker| picker.chosen.is_some());
        if chosen {
            self.stage.act(Event::DestinationCleared);
            self.restore();
        }
        chosen
    }
}

fn option_id(at: usize) -> String {
    ["option-", &at.to_string()].concat()
}

/// The field and its list.
#[component]
pub fn PrinterSearch(
    /// What all components share.
    stage: Stage,
    /// The chosen printer, whose name may stand in the field.
    picker: Memo<Picker>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // The list is only worked out while it can be seen, and only when what it
    // is made of has changed. (Reading the memo, not only tracking it, is what
    // makes it look at the state.)
    let changed = stage.select(destination::options_version);
    let list = Memo::new(move |_| {
        changed.with(|_| ());
        if open.get() {
            stage.peek(destination::options)
        } else {
            Options::default()
        }
    });
    let combobox = Combobox {
        stage,
        picker,
        open,
        active: RwSignal::new(None),
        list,
        field: NodeRef::new(),
        popup: NodeRef::new(),
    };
    Effect::new(move || {
        picker.with(|_| ());
        if !open.get_untracked() {
            combobox.restore();
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if combobox.key(&event) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <div class="search">
            <label for="printer">{stage.say(&Message::DestinationLabel)}</label>
            <input
                id="printer"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-controls="printers"
                aria-expanded=move || open.get().to_string()
                aria-activedescendant=move || combobox.active.get().map(option_id)
                placeholder=stage.say(&Message::DestinationHint)
                node_ref=combobox.field
                on:input=move |event| combobox.type_in(event_target_value(&event))
                on:click=move |_| combobox.show()
                on:keydown=on_key
                on:blur=move |_| combobox.leave()
            />
            // The field keeps the focus, so that its blur does not close the list before a choice.
            <div
                class="popup"
                class:open=move || open.get()
                node_ref=combobox.popup
                on:mousedown=|event| event.prevent_default()
            >
                {move || list.with(|list| popup(combobox, list))}
            </div>
        </div>
    }
}

/// The options, the recent ones first, and what follows them: more to come,
/// nothing found, or a fault.
fn popup(combobox: Combobox, list: &Options) -> Vec<AnyView> {
    let Combobox { stage, active, .. } = combobox;
    let active = active.get();
    let groups = [
        (true, "group-recent", Message::DestinationRecent),
        (false, "group-all", Message::DestinationAll),
    ];
    let groups: Vec<AnyView> = groups
        .into_iter()
        .filter_map(|(recent, id, heading)| {
            let options = list.options.iter().enumerate();
            let options: Vec<AnyView> = options
                .filter(|(_, option)| option.recent == recent)
                .map(|(at, option)| choice(combobox, at, option, active == Some(at)))
                .collect();
            let any = !options.is_empty();
            any.then(|| group(id, stage.say(&heading), options))
        })
        .collect();
    let label = stage.say(&Message::DestinationHeading);
    let mut parts = vec![
        view! { <div id="printers" role="listbox" aria-label=label>{groups}</div> }.into_any(),
    ];
    if list.loading {
        parts.push(line(stage, "quiet end", &Message::PrintersLoading));
    } else if list.options.is_empty() && list.problem.is_none() {
        parts.push(line(stage, "quiet end", &Message::PrintersNone));
    }
    if list.more > 0 {
        parts.push(line(
            stage,
            "quiet end",
            &Message::PrintersMore { count: list.more },
        ));
    }
    parts.extend(
        list.problem
            .as_ref()
            .map(|problem| notice(stage, problem, Vec::new())),
    );
    parts
}

fn group(id: &'static str, heading: String, options: Vec<AnyView>) -> AnyView {
    view! {
        <div role="group" aria-labelledby=id>
            <div class="group" id=id role="presentation">{heading}</div>
            {options}
        </div>
    }
    .into_any()
}

fn choice(combobox: Combobox, at: usize, option: &PrinterOption, is_active: bool) -> AnyView {
    let stage = combobox.stage;
    let share = option.share.clone();
    view! {
        <div
            role="option"
            class="option"
            id=option_id(at)
            aria-selected=is_active.to_string()
            on:click=move |_| combobox.choose(share.clone())
        >
            {entry(stage.words(&option.name), stage.words(&option.place))}
        </div>
    }
    .into_any()
}
