//! What went wrong, for the user and, folded away, for IT.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::screen::Stage;
use crate::browser::page;
use crate::flow::view::problem::Problem;
use crate::text::Message;

/// A problem with its advice.
#[component]
pub fn ProblemNotice(
    /// What all components share.
    stage: Stage,
    /// What went wrong.
    problem: Problem,
    /// A button that tries again.
    #[prop(optional, into)]
    again: Option<(Message, Callback<()>)>,
) -> impl IntoView {
    let (happened, advice) = (problem.happened.clone(), problem.advice.clone());
    let code = problem.code;
    let again = again.map(|(words, act)| {
        view! {
            <button type="button" class="secondary" on:click=move |_| act.run(())>
                {move || stage.say(&words)}
            </button>
        }
    });
    view! {
        <div class="notice" data-tone="bad" data-code=code>
            <p class="strong">{move || stage.say(&happened)}</p>
            <p>{move || stage.say(&advice)}</p>
            <ForIt stage problem/>
            {again}
        </div>
    }
}

/// The facts for IT, with a button that copies them.
#[component]
pub fn ForIt(
    /// What all components share.
    stage: Stage,
    /// What went wrong.
    problem: Problem,
) -> impl IntoView {
    let time = stage.peek(|state| state.now);
    let facts = move || facts(stage, &problem, time);
    let text = Memo::new(move |_| facts());
    let copied = RwSignal::new(false);
    let copy = move |_| {
        spawn_local(async move {
            copied.set(page::copy(&text.get_untracked()).await);
        });
    };
    let label = move || {
        stage.say(if copied.get() {
            &Message::Copied
        } else {
            &Message::Copy
        })
    };
    move || {
        (!text.with(String::is_empty)).then(|| {
            view! {
                <details class="for-it">
                    <summary>{move || stage.say(&Message::ForIt)}</summary>
                    <pre>{move || text.get()}</pre>
                    <button type="button" class="secondary" on:click=copy>{label}</button>
                </details>
            }
        })
    }
}

/// The facts as text: what was needed, which call, its ids and its time. Empty
/// when there was no call.
fn facts(stage: Stage, problem: &Problem, time: universal_print::time::Timestamp) -> String {
    let Some(diagnostic) = &problem.diagnostic else {
        return String::new();
    };
    let mut lines: Vec<String> = problem
        .for_it
        .iter()
        .map(|message| stage.say(message))
        .collect();
    let mut fact = |name: &str, value: Option<&str>| {
        lines.extend(value.map(|value| format!("{name}: {value}")));
    };
    let status = diagnostic.status.map(|status| status.to_string());
    fact("code", Some(problem.code));
    fact("call", Some(diagnostic.operation.name()));
    fact("status", status.as_deref());
    fact("error", diagnostic.code.as_deref());
    fact("message", diagnostic.message.as_deref());
    fact("request-id", diagnostic.request_id.as_deref());
    fact("client-request-id", Some(&diagnostic.client_request_id));
    fact(
        "time",
        Some(&stage.speak(|language| language.formats.date(time))),
    );
    lines.join("\n")
}
