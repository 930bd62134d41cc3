//! The destination picker: the recent printers to choose at once, a field to
//! search all others, and the chosen one.

use leptos::prelude::*;

use super::chosen::chosen;
use super::line::entry;
use super::screen::Stage;
use super::search::PrinterSearch;
use super::settings::PrintSettings;
use crate::flow::Event;
use crate::flow::view::destination::{self, Picker, PrinterOption};
use crate::text::Message;

/// The printer to print at.
#[component]
pub fn DestinationPicker(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let picker = stage.select(destination::picker);
    view! {
        <section class="destination" aria-labelledby="destination-heading">
            <h2 id="destination-heading">{stage.say(&Message::DestinationHeading)}</h2>
            {move || picker.with(|picker| recent(stage, picker))}
            <PrinterSearch stage picker/>
            {move || picker.with(|picker| picker.chosen.as_ref().map(|it| chosen(stage, it)))}
            <PrintSettings stage/>
        </section>
    }
}

fn recent(stage: Stage, picker: &Picker) -> Option<AnyView> {
    let cards: Vec<AnyView> = picker
        .recent
        .iter()
        .map(|option| card(stage, option, picker.is_chosen(&option.share)))
        .collect();
    let any = !cards.is_empty();
    any.then(|| {
        view! {
            <fieldset class="recent">
                <legend class="quiet">{stage.say(&Message::DestinationRecent)}</legend>
                <div class="cards">{cards}</div>
            </fieldset>
        }
        .into_any()
    })
}

fn card(stage: Stage, option: &PrinterOption, is_chosen: bool) -> AnyView {
    let share = option.share.clone();
    view! {
        <label class="card">
            <input
                type="radio"
                name="recent"
                prop:checked=is_chosen
                on:change=move |_| stage.act(Event::DestinationChosen(share.clone()))
            />
            {entry(stage.words(&option.name), stage.words(&option.place))}
        </label>
    }
    .into_any()
}
