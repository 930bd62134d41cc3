//! The chosen printer: where it stands, how it is, and what to do when it
//! cannot be used.

use leptos::prelude::*;

use super::problem::ProblemNotice;
use super::screen::Stage;
use super::settings::PrintSettings;
use crate::flow::Event;
use crate::flow::view::destination::{self, Chosen, PrinterOption};
use crate::text::Message;

/// The chosen printer, once there is one.
#[component]
pub fn ChosenPrinter(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let chosen = stage.select(destination::chosen);
    view! {
        {move || chosen.get().map(|chosen| view! { <PrinterCard stage chosen/> })}
        <PrintSettings stage/>
    }
}

#[component]
fn PrinterCard(stage: Stage, chosen: Chosen) -> impl IntoView {
    let Chosen {
        share,
        name,
        place,
        model,
        state,
        fine,
        obstacle,
        instead,
        problem,
    } = chosen;
    let tone = match fine {
        Some(true) => "good",
        Some(false) => "bad",
        None => "unknown",
    };
    let again = share.clone();
    let obstacle = obstacle.map(|(reasons, advice)| {
        let reasons = reasons
            .into_iter()
            .map(|reason| view! { <li class="reason">{move || stage.say(&reason)}</li> })
            .collect_view();
        let instead = instead
            .into_iter()
            .map(|option| view! { <Instead stage option/> })
            .collect_view();
        view! {
            <div class="notice" data-tone="bad" data-code="printerCannotTakeJobs">
                <p class="strong">{move || stage.say(&Message::PrinterCannotTakeJobs)}</p>
                <ul class="reasons">{reasons}</ul>
                <p>{move || stage.say(&advice)}</p>
                <div class="answers">
                    {instead}
                    <button
                        type="button"
                        class="secondary"
                        on:click=move |_| stage.act(Event::DestinationChosen(again.clone()))
                    >
                        {move || stage.say(&Message::LookAgain)}
                    </button>
                </div>
            </div>
        }
    });
    view! {
        <div class="printer" data-share=share.to_string()>
            <span class="what">
                <span class="name">{move || stage.words(&name)}</span>
                <span class="quiet">{move || stage.words(&place)}</span>
                <span class="quiet">{model}</span>
            </span>
            <span class="state" data-tone=tone>{move || stage.say(&state)}</span>
        </div>
        {obstacle}
        {problem.map(|problem| view! { <ProblemNotice stage problem/> })}
    }
}

#[component]
fn Instead(stage: Stage, option: PrinterOption) -> impl IntoView {
    let PrinterOption {
        share, name, place, ..
    } = option;
    view! {
        <button type="button" class="secondary" on:click=move |_| stage.act(Event::DestinationChosen(share.clone()))>
            <span class="what">
                <span class="name">{move || stage.words(&name)}</span>
                <span class="quiet">{move || stage.words(&place)}</span>
            </span>
        </button>
    }
}
