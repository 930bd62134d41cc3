//! Following an accepted job until it ends.
//!
//! The new job is read through the share the user chose: every 3 s at first,
//! each pause half as long again, 30 s at most, and not while the page is
//! hidden. More than five are read together, whenever one of them is due. A
//! job that is being read has no timer. After half an hour, or when the job
//! can no longer be read, the widget says that it stops watching; the user may
//! look again. What is shown never claims more than Graph said.

use std::time::Duration;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::JobId;
use universal_print::job::Job;
use universal_print::request::{Batch, JobExpand, Request};
use universal_print::retry;
use universal_print::status::{JobDetail, JobState};
use universal_print::time::Timestamp;

use super::calls::{self, Purpose, Timer};
use super::command::{Command, HostEvent};
use super::jobs::JobKey;
use super::printers::Resolution;
use super::release::{self, Stage};
use super::state::State;
use super::view::outcome;

const FIRST_PAUSE: Duration = Duration::from_secs(3);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const WATCHED_FOR: Duration = Duration::from_secs(30 * 60);

/// More jobs than this are read together.
const ONE_BY_ONE: usize = 5;

/// What is known of an accepted job.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The new job, when its id is known.
    pub job: Option<JobId>,
    /// How far it got.
    pub progress: Progress,
    /// Whether it is looked at again by itself.
    pub watching: bool,
    started: Timestamp,
    pause: Duration,
    /// A look came due while the page was hidden.
    due: bool,
    /// The share does not show it; the gateway may.
    there: bool,
}

/// How far an accepted job got, in words that claim no more than is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The destination has it.
    Sent,
    /// The printer has acknowledged it.
    Taken,
    /// The printer is at work on it.
    Printing,
    /// The printer stopped over it.
    NeedsAttention,
    /// Printed.
    Printed,
    /// Printed, and the printer warned of something.
    PrintedWithWarnings,
    /// Over, with errors.
    Failed,
    /// Cancelled or aborted.
    Cancelled,
}

impl Progress {
    fn of(job: &Job) -> Self {
        let status = &job.status;
        match &status.state {
            Some(JobState::Completed) if status.has(&JobDetail::CompletedWithErrors) => {
                Self::Failed
            }
            Some(JobState::Completed) if status.has(&JobDetail::CompletedWithWarnings) => {
                Self::PrintedWithWarnings
            }
            Some(JobState::Completed) => Self::Printed,
            Some(JobState::Canceled) => Self::Cancelled,
            Some(JobState::Aborted) => Self::Failed,
            Some(JobState::Stopped) => Self::NeedsAttention,
            Some(JobState::Processing) if status.acquired_by_printer => Self::Printing,
            _ if status.acquired_by_printer => Self::Taken,
            _ => Self::Sent,
        }
    }

    /// Whether nothing more is to come.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Printed | Self::PrintedWithWarnings | Self::Failed | Self::Cancelled
        )
    }
}

impl Track {
    pub(super) fn new(job: Option<JobId>, now: Timestamp) -> Self {
        Self {
            watching: job.is_some(),
            job,
            progress: Progress::Sent,
            started: now,
            pause: FIRST_PAUSE,
            due: false,
            there: false,
        }
    }
}

/// Begins to follow a job that was just accepted.
pub(super) fn start(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    let words = release::find(state, key).map(outcome::accepted);
    if let Some(words) = words {
        state.announcements.say(words);
    }
    next_look(state, key, out);
}

/// The user asks after a job that is no longer watched.
pub(super) fn start_again(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    let now = state.now;
    let Some(track) = track(state, key) else {
        return;
    };
    if !track.watching && track.job.is_some() && !track.progress.is_final() {
        track.watching = true;
        track.started = now;
        track.pause = FIRST_PAUSE;
        look(state, key, out);
    }
}

/// Drops the waits for a job, say because the user has dismissed its result.
pub(super) fn forget(state: &mut State, key: &JobKey) {
    state
        .timers
        .retain(|timer| !matches!(timer, Timer::Track(job) if job == key));
}

/// Looks at the job now, or notes that it is due while nobody can see it.
pub(super) fn look(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    let visible = state.visible;
    let Some(track) = track(state, key) else {
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

fn look_at(state: &mut State, keys: &[JobKey], out: &mut Vec<Command>) {
    for key in keys {
        forget(state, key);
    }
    let (there, keys): (Vec<_>, Vec<_>) = keys
        .iter()
        .cloned()
        .partition(|key| track_of(state, key).is_some_and(|track| track.there));
    for key in there {
        if let Some(request) = request_there(state, &key) {
            calls::send(state, Purpose::TrackThere(key), request, out);
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
    let run = release::find(state, key)?;
    let job = track_of(state, key)?.job.as_ref()?;
    Some(Request::job_of_share(&run.share, job))
}

fn request_there(state: &State, key: &JobKey) -> Option<Request> {
    let run = release::find(state, key)?;
    let job = track_of(state, key)?.job.as_ref()?;
    match state.printers.get(&run.share)? {
        Resolution::Known(printer) => {
            Some(Request::job_of_printer(printer, job, JobExpand::Nothing))
        }
        _ => None,
    }
}

/// The jobs were read together, or could not be.
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

/// The page is visible again.
pub(super) fn look_at_all_due(state: &mut State, out: &mut Vec<Command>) {
    let mut due = Vec::new();
    for run in &mut state.runs {
        if let Stage::Accepted(track) = &mut run.stage
            && std::mem::take(&mut track.due)
        {
            due.push(run.job.clone());
        }
    }
    look_at(state, &due, out);
}

/// The job was read, or could not be.
pub(super) fn seen(
    state: &mut State,
    key: &JobKey,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let job = result.and_then(|answer| answer.read::<Job>());
    let now = state.now;
    let has_gateway = state.options.gateway.is_some();
    let Some(track) = track(state, key) else {
        return;
    };
    match job {
        Ok(job) => {
            let progress = Progress::of(&job);
            let changed = progress != track.progress;
            track.progress = progress;
            if changed {
                let word = job
                    .status
                    .state
                    .as_ref()
                    .map_or("unknown", JobState::as_str);
                out.push(Command::Tell(HostEvent::Tracked {
                    job: key.clone(),
                    state: word.to_owned(),
                }));
                if let Some(run) = release::find(state, key) {
                    let words = outcome::accepted(run);
                    state.announcements.say(words);
                }
            }
        }
        // The user may print there and not read there.
        Err(fault)
            if has_gateway
                && !track.there
                && matches!(fault.cause, Cause::NotFound | Cause::Forbidden) =>
        {
            track.there = true;
            return look(state, key, out);
        }
        // Not there, or not to be seen: no use in asking again.
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
    if let Some(track) = self::track(state, key) {
        if now.since(track.started) >= WATCHED_FOR || track.progress.is_final() {
            track.watching = false;
        }
        if track.watching {
            next_look(state, key, out);
        }
    }
}

fn next_look(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    let Some(track) = track(state, key).filter(|track| track.watching) else {
        return;
    };
    let pause = track.pause;
    track.pause = (pause * 3 / 2).min(LONGEST_PAUSE);
    calls::wait(state, Timer::Track(key.clone()), pause, out);
}

fn track_of<'a>(state: &'a State, key: &JobKey) -> Option<&'a Track> {
    match &release::find(state, key)?.stage {
        Stage::Accepted(track) => Some(track),
        _ => None,
    }
}

fn track<'a>(state: &'a mut State, key: &JobKey) -> Option<&'a mut Track> {
    match &mut release::find_mut(state, key)?.stage {
        Stage::Accepted(track) => Some(track),
        _ => None,
    }
}
