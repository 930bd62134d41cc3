//! Follows an accepted job until it ends.
//!
//! The new job is read through the share the user chose: after 3 s at first,
//! then after pauses that grow by half up to 30 s, and not while the page is
//! hidden. Whenever one of more than five jobs is due, all are read in one
//! request. A job that is being read has no timer. After half an hour, or when
//! the job can no longer be read, the widget says that it stops watching; the
//! user may look again. The screen never claims more than Graph said.

use std::time::Duration;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::job::Job;
use universal_print::request::{Batch, JobExpand, Request};
use universal_print::retry;
use universal_print::status::JobState;

use super::command::{Command, HostEvent};
use super::state::State;
use super::state::call::{Purpose, Timer};
use super::state::job_key::JobKey;
use super::state::resolution::Resolution;
use super::state::run::{Run, RunState};
use super::state::track::{FIRST_PAUSE, Progress, Track};
use super::{batch, calls, words};

const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const WATCHED_FOR: Duration = Duration::from_secs(30 * 60);

/// More jobs than this are read together.
const ONE_BY_ONE: usize = 5;

/// Begins to follow a job that was just accepted.
pub(super) fn start(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    announce(state, key);
    next_look(state, key, out);
    batch::went_on(state, key);
}

/// The user asks after a job that is no longer watched.
pub(super) fn start_again(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    let now = state.now;
    let Some(track) = track_mut(state, key) else {
        return;
    };
    if !track.watching && track.job.is_some() && !track.progress.is_final() {
        track.watching = true;
        track.started = now;
        track.pause = FIRST_PAUSE;
        look(state, key, out);
    }
}

/// Drops the waits for a job, for example because the user dismissed its result.
pub(super) fn forget(state: &mut State, key: &JobKey) {
    state
        .timers
        .retain(|timer| !matches!(timer, Timer::Track(job) if job == key));
}

/// Reads the job now, or notes that it is due while the page is hidden.
pub(super) fn look(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    let visible = state.visible;
    let Some(track) = track_mut(state, key) else {
        return;
    };
    track.due = !visible;
    if !visible {
        return;
    }
    let waiting = state.timers.values().filter_map(|timer| match timer {
        Timer::Track(job) if job != key => Some(job.clone()),
        _ => None,
    });
    let mut keys = vec![key.clone()];
    keys.extend(waiting);
    let most = if keys.len() > ONE_BY_ONE {
        Batch::MOST
    } else {
        1
    };
    keys.truncate(most);
    look_at(state, &keys, out);
}

/// The page is visible again: reads the jobs that came due while it was hidden.
pub(super) fn look_at_all_due(state: &mut State, out: &mut Vec<Command>) {
    let mut due = Vec::new();
    for run in state.runs.iter_mut() {
        if let RunState::Accepted(track) = &mut run.state
            && std::mem::take(&mut track.due)
        {
            due.push(run.job.clone());
        }
    }
    look_at(state, &due, out);
}

fn look_at(state: &mut State, keys: &[JobKey], out: &mut Vec<Command>) {
    for key in keys {
        forget(state, key);
    }
    let (at_printer, keys): (Vec<_>, Vec<_>) = keys
        .iter()
        .cloned()
        .partition(|key| track(state, key).is_some_and(|track| track.at_printer));
    for key in at_printer {
        if let Some(request) = request_at_printer(state, &key) {
            calls::send(state, Purpose::TrackAtPrinter(key), request, out);
        }
    }
    if keys.len() > ONE_BY_ONE {
        for keys in keys.chunks(Batch::MOST) {
            look_together(state, keys, out);
        }
        return;
    }
    for key in keys {
        if let Some(request) = request(state, &key) {
            calls::send(state, Purpose::Track(key), request, out);
        }
    }
}

fn look_together(state: &mut State, keys: &[JobKey], out: &mut Vec<Command>) {
    let mut read = Vec::with_capacity(keys.len());
    let mut reads = Vec::with_capacity(keys.len());
    for key in keys {
        let Some(request) = request(state, key) else {
            continue;
        };
        read.push(key.clone());
        reads.push((request, state.request_ids.next_id()));
    }
    if let Ok((batch, request)) = Batch::of(&reads) {
        calls::send(state, Purpose::TrackTogether(batch, read), request, out);
    }
}

fn request(state: &State, key: &JobKey) -> Option<Request> {
    let run = state.run(key)?;
    let job = track(state, key)?.job.as_ref()?;
    Some(Request::job_of_share(&run.share, job))
}

fn request_at_printer(state: &State, key: &JobKey) -> Option<Request> {
    let run = state.run(key)?;
    let job = track(state, key)?.job.as_ref()?;
    match state.printers.get(&run.share)? {
        Resolution::Known(printer) => {
            Some(Request::job_of_printer(printer, job, JobExpand::Nothing))
        }
        _ => None,
    }
}

/// Several jobs were read in one request, or could not be.
pub(super) fn seen_together(
    state: &mut State,
    batch: &Batch,
    keys: &[JobKey],
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let answers = result.and_then(|answer| batch.read(&answer));
    let answers = answers.unwrap_or_else(|fault| vec![Err(fault); keys.len()]);
    for (key, answer) in keys.iter().zip(answers) {
        seen(state, key, answer, out);
    }
}

/// The job was read, or could not be.
pub(super) fn seen(
    state: &mut State,
    key: &JobKey,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let now = state.now;
    // A read of a batch may have been refused on its own.
    let job = result.and_then(|answer| match answer.refusal_at(now) {
        Some(fault) => Err(fault),
        None => answer.read::<Job>(),
    });
    let has_gateway = state.options.gateway.is_some();
    let Some(track) = track_mut(state, key) else {
        return;
    };
    match job {
        Ok(job) => {
            let progress = Progress::of(&job);
            let changed = progress != track.progress;
            track.progress = progress;
            if changed {
                let word = job.status.state.as_ref();
                let word = word.map_or("unknown", JobState::as_str);
                out.push(Command::Tell(HostEvent::Tracked {
                    job: key.clone(),
                    state: word.to_owned(),
                }));
                announce(state, key);
            }
        }
        // A user may print at a share and not read its jobs. The gateway may.
        Err(fault)
            if has_gateway
                && !track.at_printer
                && matches!(fault.cause, Cause::NotFound | Cause::Forbidden) =>
        {
            track.at_printer = true;
            return look(state, key, out);
        }
        // The job is gone or cannot be read: asking again is of no use.
        Err(fault)
            if matches!(
                fault.cause,
                Cause::NotFound | Cause::Forbidden | Cause::NoToken(_)
            ) =>
        {
            track.watching = false;
        }
        Err(fault) => track.pause = track.pause.max(retry::told(&fault).unwrap_or_default()),
    }
    if let Some(track) = track_mut(state, key) {
        if now.since(track.started) >= WATCHED_FOR || track.progress.is_final() {
            track.watching = false;
        }
        if track.watching {
            next_look(state, key, out);
        }
        batch::went_on(state, key);
    }
}

fn next_look(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    let Some(track) = track_mut(state, key).filter(|track| track.watching) else {
        return;
    };
    let pause = track.pause;
    track.pause = (pause * 3 / 2).min(LONGEST_PAUSE);
    calls::wait(state, Timer::Track(key.clone()), pause, out);
}

fn announce(state: &mut State, key: &JobKey) {
    let needs_attention = |run: &Run| matches!(&run.state, RunState::Accepted(track) if track.progress == Progress::NeedsAttention);
    let Some(run) = state.run(key) else {
        return;
    };
    // Of several jobs, only the first that somebody has to see to is spoken of by itself.
    let is_trouble = needs_attention(run) && batch::is_first(state, key, needs_attention);
    if is_trouble || !batch::has(state, key) {
        let words = words::outcome::accepted(run);
        state.announcements.say(words);
    }
}

fn track<'a>(state: &'a State, key: &JobKey) -> Option<&'a Track> {
    match &state.run(key)?.state {
        RunState::Accepted(track) => Some(track),
        _ => None,
    }
}

fn track_mut<'a>(state: &'a mut State, key: &JobKey) -> Option<&'a mut Track> {
    match &mut state.run_mut(key)?.state {
        RunState::Accepted(track) => Some(track),
        _ => None,
    }
}
