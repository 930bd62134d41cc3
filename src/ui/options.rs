//! The field to search all printers: the editable combobox with list
//! autocomplete of the ARIA Authoring Practices.
//!
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>
//!
//! The focus stays in the field; the active option is named by
//! `aria-activedescendant`. Keys that are used here do not reach the page.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use universal_print::ids::ShareId;

use super::problem::ProblemNotice;
use super::screen::Stage;
use crate::flow::view::destination::{self, Options, PrinterOption};
use crate::flow::{Event, State};
use crate::text::Message;

/// What the field and its list share.
#[derive(Copy, Clone)]
struct Combobox {
    stage: Stage,
    open: RwSignal<bool>,
    /// The active option's position.
    active: RwSignal<Option<usize>>,
    /// The options while the list is open.
    list: Memo<Option<Options>>,
    field: NodeRef<Input>,
}

impl Combobox {
    fn count(self) -> usize {
        self.list
            .with_untracked(|list| list.as_ref().map_or(0, |list| list.options.len()))
    }

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
            .stage
            .peek(chosen_name)
            .map(|name| self.stage.words(&name));
        if let Some(field) = self.field.get_untracked() {
            field.set_value(&name.unwrap_or_default());
        }
    }

    fn choose_active(self) -> bool {
        let share = self.active.get_untracked().and_then(|at| {
            self.list
                .with_untracked(|list| Some(list.as_ref()?.options.get(at)?.share.clone()))
        });
        share.map(|share| self.choose(share)).is_some()
    }

    /// Moves through the options, round the ends.
    fn step(self, forward: bool) {
        let open = self.open.get_untracked();
        self.show();
        let count = self.count();
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
    }

    /// Whether the key was used.
    fn key(self, event: &KeyboardEvent) -> bool {
        let open = self.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.step(true),
            "ArrowUp" if event.alt_key() => self.hide(),
            "ArrowUp" => self.step(false),
            "Enter" => return open && self.choose_active(),
            "Escape" if open => {
                self.hide();
                self.restore();
            }
            "Escape" => return self.clear(),
            _ => return false,
        }
        true
    }

    fn clear(self) -> bool {
        let chosen = self.stage.peek(|state| state.destinations.chosen.is_some());
        let text = self.field.get_untracked().map(|field| field.value());
        if !chosen && text.is_none_or(|text| text.is_empty()) {
            return false;
        }
        self.stage.act(Event::DestinationCleared);
        self.stage.act(Event::SearchChanged(String::new()));
        self.restore();
        true
    }
}

/// The name in the field: that of a chosen printer which is not among the
/// recent ones above it.
fn chosen_name(state: &State) -> Option<crate::text::Words> {
    let chosen = destination::chosen(state)?;
    let recent = destination::recent(state);
    let above = recent
        .iter()
        .take(3)
        .any(|option| option.share == chosen.share);
    (!above).then_some(chosen.name)
}

/// The field and its list.
#[component]
pub fn PrinterSearch(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // The list is only worked out while it can be seen, and only when what it
    // is made of has changed.
    let changed = stage.select(destination::options_version);
    let list = Memo::new(move |_| {
        changed.track();
        open.get().then(|| stage.peek(destination::options))
    });
    let combobox = Combobox {
        stage,
        open,
        active: RwSignal::new(None),
        list,
        field: NodeRef::new(),
    };
    let name = stage.select(chosen_name);
    Effect::new(move || {
        name.track();
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
    let active = move || combobox.active.get().map(|at| format!("option-{at}"));
    view! {
        <div class="search">
            <label for="printer">{move || stage.say(&Message::DestinationLabel)}</label>
            <input
                id="printer"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-controls="printers"
                aria-expanded=move || open.get().to_string()
                aria-activedescendant=active
                placeholder=move || stage.say(&Message::DestinationHint)
                node_ref=combobox.field
                on:input=move |event| combobox.type_in(event_target_value(&event))
                on:click=move |_| combobox.show()
                on:keydown=on_key
                on:blur=move |_| {
                    combobox.hide();
                    combobox.restore();
                }
            />
            <div class="popup" class:open=move || open.get()>
                <PrinterList combobox/>
            </div>
        </div>
    }
}

#[component]
fn PrinterList(combobox: Combobox) -> impl IntoView {
    let Combobox { stage, list, .. } = combobox;
    let group = move |recent: bool| {
        let options = Memo::new(move |_| list.with(|list| numbered(list.as_ref(), recent)));
        let heading = if recent {
            Message::DestinationRecent
        } else {
            Message::DestinationAll
        };
        let id = if recent { "group-recent" } else { "group-all" };
        move || {
            options.with(|options| !options.is_empty()).then(|| {
                let heading = heading.clone();
                view! {
                    <div role="group" aria-labelledby=id>
                        <div class="group" id=id role="presentation">{move || stage.say(&heading)}</div>
                        <For each=move || options.get() key=|(at, option)| (*at, option.share.clone()) let:numbered>
                            <PrinterChoice combobox at=numbered.0 option=numbered.1/>
                        </For>
                    </div>
                }
            })
        }
    };
    view! {
        <div id="printers" role="listbox" aria-label=move || stage.say(&Message::DestinationHeading)>
            {group(true)}
            {group(false)}
        </div>
        <ListEnd stage list/>
    }
}

fn numbered(list: Option<&Options>, recent: bool) -> Vec<(usize, PrinterOption)> {
    let options = list
        .into_iter()
        .flat_map(|list| list.options.iter().cloned().enumerate());
    options
        .filter(|(_, option)| option.recent == recent)
        .collect()
}

#[component]
fn PrinterChoice(combobox: Combobox, at: usize, option: PrinterOption) -> impl IntoView {
    let Combobox { stage, active, .. } = combobox;
    let PrinterOption {
        share, name, place, ..
    } = option;
    let is_active = Memo::new(move |_| active.get() == Some(at));
    let element = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        if let (true, Some(element)) = (is_active.get(), element.get()) {
            element.scroll_into_view_with_bool(false);
        }
    });
    view! {
        <div
            role="option"
            class="option"
            id=format!("option-{at}")
            aria-selected=move || is_active.get().to_string()
            node_ref=element
            // The field keeps the focus, so that its blur does not close the list first.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| combobox.choose(share.clone())
        >
            <span class="name">{move || stage.words(&name)}</span>
            <span class="quiet">{move || stage.words(&place)}</span>
        </div>
    }
}

/// What follows the options: more to come, nothing found, or a fault.
#[component]
fn ListEnd(stage: Stage, list: Memo<Option<Options>>) -> impl IntoView {
    let line = move |message: Message| {
        view! { <p class="quiet end">{move || stage.say(&message)}</p> }
    };
    move || {
        list.get().map(|list| {
            let none = list.options.is_empty() && !list.loading && list.problem.is_none();
            let problem = list
                .problem
                .map(|problem| view! { <ProblemNotice stage problem/> });
            view! {
                {list.loading.then(|| line(Message::PrintersLoading))}
                {(list.more > 0).then(|| line(Message::PrintersMore { count: list.more }))}
                {none.then(|| line(Message::PrintersNone))}
                {problem}
            }
        })
    }
}
