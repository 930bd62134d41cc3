//! Speaks of a press: when it starts, and when it ends.
//!
//! The jobs of one press are a batch. What becomes of each of several is not said one by one: its
//! row shows it. What was not printed comes first in the list when the batch ends, and is said at once
//! when nothing more is being sent.

use super::state::State;
use super::state::job_key::JobKey;
use super::state::run::{Run, RunState, Spoken};
use super::words::results::counts;
use crate::text::{Message, Words};

/// The fewest jobs that are spoken of together.
const FEWEST: usize = 2;

/// The user pressed the button for so many jobs.
pub(super) fn start(state: &mut State, press: u32, printer: Words) {
    match follow(state, press) {
        0 => {}
        1 => state.announcements.say(Message::sending(printer)),
        count => {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            state
                .announcements
                .say(Message::sending_jobs(count, printer));
        }
    }
}

/// Speaks of the jobs of a press together from now on, if there are several. Returns how many.
pub(super) fn follow(state: &mut State, press: u32) -> usize {
    let count = runs(state, press).count();
    if count >= FEWEST {
        speak(state, press, Spoken::Together);
    }
    count
}

/// Whether a job is spoken of together with others.
pub(super) fn has(state: &State, job: &JobKey) -> bool {
    let run = state.run(job);
    run.is_some_and(|run| run.spoken != Spoken::Alone)
}

/// Whether no other job is in such a state, so that the state is worth saying.
pub(super) fn is_first(state: &State, job: &JobKey, such: fn(&Run) -> bool) -> bool {
    let mut others = state.runs.iter().filter(|run| run.job != *job);
    !others.any(such)
}

/// A job of a press went on. Speaks if nothing more is being sent and some jobs were not sent, and if
/// nothing more is expected to happen.
pub(super) fn went_on(state: &mut State, job: &JobKey) {
    let Some(run) = state.run(job) else {
        return;
    };
    let (press, spoken) = (run.press, run.spoken);
    let batch = || runs(state, press);
    let has_failed = batch().any(|run| run.result().is_failed());
    let next = if batch().all(Run::is_settled) {
        Spoken::Alone
    } else if has_failed && !batch().any(Run::is_under_way) {
        Spoken::HalfTogether
    } else {
        return;
    };
    if spoken == Spoken::Alone || spoken == next {
        return;
    }
    // What was said when the last job was sent is not said again.
    let is_news =
        |run: &&Run| spoken != Spoken::HalfTogether || matches!(run.state, RunState::Accepted(_));
    let mut counts = counts(batch().filter(is_news));
    let has_failed = batch().filter(is_news).any(|run| run.result().is_failed());
    speak(state, press, next);
    if counts.is_empty() {
        return;
    }
    // What failed is said first.
    counts.reverse();
    let counts = Words::List(counts.into_iter().map(Words::from).collect());
    if has_failed {
        put_first(state, press);
        state.announcements.interrupt(Message::batch_failed(counts));
    } else {
        state.announcements.say(Message::batch_ended(counts));
    }
}

/// Notes how the jobs of a press are spoken of.
fn speak(state: &mut State, press: u32, spoken: Spoken) {
    for run in state.runs.iter_mut().filter(|run| run.press == press) {
        run.spoken = spoken;
    }
}

/// Has the jobs that were not printed come first in the list.
fn put_first(state: &mut State, press: u32) {
    for run in state.runs.iter_mut() {
        if run.press == press && run.result().is_failed() {
            run.first = press;
        }
    }
}

fn runs(state: &State, press: u32) -> impl Iterator<Item = &Run> {
    let runs = state.runs.iter();
    runs.filter(move |run| run.press == press)
}
