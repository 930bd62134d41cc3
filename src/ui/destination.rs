//! The destination picker: the recent printers to choose at once, and a field
//! to search all others.

use leptos::prelude::*;

use super::chosen::ChosenPrinter;
use super::options::PrinterSearch;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::destination::{self, PrinterOption};
use crate::text::Message;

/// How many recent printers are offered at once.
const OFFERED: usize = 3;

/// The printer to print at.
#[component]
pub fn DestinationPicker(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    view! {
        <section class="destination" aria-labelledby="destination-heading">
            <h2 id="destination-heading">{move || stage.say(&Message::DestinationHeading)}</h2>
            <RecentPrinters stage/>
            <PrinterSearch stage/>
            <ChosenPrinter stage/>
        </section>
    }
}

#[component]
fn RecentPrinters(stage: Stage) -> impl IntoView {
    let recent = stage.select(|state| {
        let mut recent = destination::recent(state);
        recent.truncate(OFFERED);
        recent
    });
    let any = Memo::new(move |_| recent.with(|recent| !recent.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <fieldset class="recent">
                    <legend class="quiet">{move || stage.say(&Message::DestinationRecent)}</legend>
                    <div class="cards">
                        <For each=move || recent.get() key=|option| (option.share.clone(), option.place.clone()) let:option>
                            <RecentPrinter stage option/>
                        </For>
                    </div>
                </fieldset>
            }
        })
    }
}

#[component]
fn RecentPrinter(stage: Stage, option: PrinterOption) -> impl IntoView {
    let PrinterOption {
        share, name, place, ..
    } = option;
    let this = share.clone();
    let chosen = stage.select(move |state| state.destinations.chosen.as_ref() == Some(&this));
    view! {
        <label class="card">
            <input
                type="radio"
                name="recent"
                prop:checked=move || chosen.get()
                on:change=move |_| stage.act(Event::DestinationChosen(share.clone()))
            />
            <span class="what">
                <span class="name">{move || stage.words(&name)}</span>
                <span class="quiet">{move || stage.words(&place)}</span>
            </span>
        </label>
    }
}
