//! The settings that may be changed on the way, folded away until wanted.

use leptos::prelude::*;
use universal_print::configuration::{Changes, ColorMode, DuplexMode};

use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::settings::{self, Settings};
use crate::text::Message;

/// The settings, once it is known what the chosen printer can do.
#[component]
pub fn PrintSettings(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    // The fields keep what the user typed: only another offer draws them anew.
    let offer = stage.select(|state| {
        settings::settings(state).map(|settings| Settings {
            changes: Changes::default(),
            ..settings
        })
    });
    move || {
        offer.get().map(|settings| {
            let Settings {
                colors,
                sides,
                most_copies,
                changes: _,
            } = settings;
            view! {
                <details class="settings">
                    <summary>{move || stage.say(&Message::SettingsHeading)}</summary>
                    <div class="fields">
                        <ColorField stage colors/>
                        <SidesField stage sides/>
                        <CopiesField stage most=most_copies/>
                    </div>
                </details>
            }
        })
    }
}

fn change(stage: Stage, change: impl FnOnce(&mut Changes)) {
    let mut changes = stage.peek(|state| state.changes.clone());
    change(&mut changes);
    stage.act(Event::SettingsChanged(changes));
}

#[component]
fn ColorField(stage: Stage, colors: Vec<(ColorMode, Message)>) -> impl IntoView {
    let offered = colors
        .iter()
        .map(|(mode, words)| (mode.as_str().to_owned(), words.clone()))
        .collect();
    let value = stage.select(|state| {
        state
            .changes
            .color_mode
            .as_ref()
            .map(|mode| mode.as_str().to_owned())
    });
    let changed = move |text: String| {
        let chosen = colors.iter().find(|(mode, _)| mode.as_str() == text);
        let chosen = chosen.map(|(mode, _)| mode.clone());
        change(stage, |changes| changes.color_mode = chosen);
    };
    view! { <Choice stage id="color" label=Message::SettingsColor offered value changed=Callback::new(changed)/> }
}

#[component]
fn SidesField(stage: Stage, sides: Vec<(DuplexMode, Message)>) -> impl IntoView {
    let offered = sides
        .iter()
        .map(|(mode, words)| (mode.as_str().to_owned(), words.clone()))
        .collect();
    let value = stage.select(|state| {
        state
            .changes
            .duplex_mode
            .as_ref()
            .map(|mode| mode.as_str().to_owned())
    });
    let changed = move |text: String| {
        let chosen = sides.iter().find(|(mode, _)| mode.as_str() == text);
        let chosen = chosen.map(|(mode, _)| mode.clone());
        change(stage, |changes| changes.duplex_mode = chosen);
    };
    view! { <Choice stage id="sides" label=Message::SettingsSides offered value changed=Callback::new(changed)/> }
}

#[component]
fn Choice(
    stage: Stage,
    id: &'static str,
    label: Message,
    offered: Vec<(String, Message)>,
    value: Memo<Option<String>>,
    changed: Callback<String>,
) -> impl IntoView {
    let options = offered
        .into_iter()
        .map(|(text, words)| {
            let own = text.clone();
            let selected = move || value.with(|value| value.as_deref() == Some(own.as_str()));
            view! { <option value=text prop:selected=selected>{move || stage.say(&words)}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id>{move || stage.say(&label)}</label>
            <select id=id on:change=move |event| changed.run(event_target_value(&event))>
                <option value="" prop:selected=move || value.with(Option::is_none)>
                    {move || stage.say(&Message::SettingsAsSent)}
                </option>
                {options}
            </select>
        </div>
    }
}

#[component]
fn CopiesField(stage: Stage, most: i64) -> impl IntoView {
    let value = stage.select(|state| state.changes.copies.map(|copies| copies.to_string()));
    let changed = move |event| {
        let copies = event_target_value(&event).parse::<i32>().ok();
        let copies = copies.filter(|copies| (1..=most).contains(&i64::from(*copies)));
        change(stage, |changes| changes.copies = copies);
    };
    view! {
        <div class="field">
            <label for="copies">{move || stage.say(&Message::SettingsCopies)}</label>
            <input
                id="copies"
                type="number"
                inputmode="numeric"
                min="1"
                max=most.to_string()
                placeholder=move || stage.say(&Message::SettingsAsSent)
                prop:value=move || value.get().unwrap_or_default()
                on:change=changed
            />
        </div>
    }
}
