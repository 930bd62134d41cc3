//! The settings that may be changed on the way, folded away until wanted.

use leptos::prelude::*;

use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::settings::{self, Field};

/// The settings, once it is known what the chosen printer can do.
#[component]
pub fn PrintSettings(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let fields = stage.select(settings::fields);
    move || {
        fields.with(|fields| {
            let any = !fields.is_empty();
            any.then(|| {
                let fields: Vec<AnyView> =
                    fields.iter().map(|field| choice(stage, field)).collect();
                view! {
                    <details class="settings">
                        <summary>{stage.say(&crate::text::Message::SettingsHeading)}</summary>
                        <div class="fields">{fields}</div>
                    </details>
                }
            })
        })
    }
}

/// A setting to choose, or a number to type where there is nothing to choose from.
fn choice(stage: Stage, field: &Field) -> AnyView {
    let (id, setting) = (field.id, field.setting);
    let change = move |event| {
        let changes = stage.peek(|state| state.changes.clone());
        stage.act(Event::SettingsChanged(
            setting.change(changes, &event_target_value(&event)),
        ));
    };
    let value = field.value.clone();
    let control = if let Some(most) = field.most.clone() {
        let hint = stage.say(&settings::AS_SENT);
        view! {
            <input id=id type="number" min="1" max=most placeholder=hint prop:value=value on:change=change/>
        }
        .into_any()
    } else {
        let options: Vec<AnyView> = field
            .offered
            .iter()
            .map(|(text, words)| {
                let selected = *text == value;
                view! { <option value=text.clone() prop:selected=selected>{stage.say(words)}</option> }.into_any()
            })
            .collect();
        view! { <select id=id on:change=change>{options}</select> }.into_any()
    };
    let label = stage.say(&field.label);
    view! { <div class="field"><label for=id>{label}</label>{control}</div> }.into_any()
}
