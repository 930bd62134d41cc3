//! The list of waiting jobs, as the screen shows it.

use std::sync::Arc;

use universal_print::time::Timestamp;

use super::age::Age;
use super::fit::{self, RowFit};
use super::job_facts;
use super::job_order::{JobOrder, ListedJob};
use super::outcome::{OutcomeRow, row_of};
use super::retention;
use crate::flow::state::State;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::load::LoadState;
use crate::flow::state::queue::WaitingJob;
use crate::flow::state::run::Run;
use crate::flow::state::sign_in::SignIn;
use crate::flow::words::outcome;
use crate::flow::words::problem::{self, Problem};
use crate::flow::words::sign_in::signing_in;
use crate::text::{Message, Words};

/// What stands above the list of jobs.
#[derive(Clone, Debug, PartialEq)]
pub struct JobListState {
    /// Whether the first list has not arrived yet.
    pub loading: bool,
    /// Whether a refresh is under way.
    pub refreshing: bool,
    /// How long the user has been waiting for a token.
    pub sign_in: SignIn,
    /// What is said about that.
    pub signing_in: Message,
    /// When the service wants to be asked again.
    pub throttled_until: Option<Timestamp>,
    /// Why there is nothing to tick, what to do, and other possible reasons.
    pub empty: Vec<Message>,
    /// What went wrong, one for each kind of fault.
    pub problems: Vec<Problem>,
}

/// One job.
#[derive(Clone, Debug, PartialEq)]
pub struct JobRow {
    /// The job.
    pub key: JobKey,
    /// What people know it by.
    pub name: Words,
    /// How long ago it was created.
    pub age: Option<Age>,
    /// How long it still waits. Nothing while its end is far.
    pub ends: Option<Message>,
    /// The size of its documents in bytes.
    pub size: Option<i64>,
    /// The settings that a person can see on the paper.
    pub facts: Vec<Words>,
    /// The queue's name, where there are several.
    pub queue: Option<String>,
    /// Whether it is still arriving and cannot be ticked yet.
    pub arriving: bool,
    /// Whether it waits. Otherwise the row shows what became of it.
    pub waits: bool,
    /// Whether it is ticked.
    pub selected: bool,
    /// What the chosen printer makes of it, if it is ticked and does not come out as it was sent.
    pub fit: Option<RowFit>,
    /// The question whether to cancel it, while the user is asked.
    pub cancelling: Option<CancelQuestion>,
    /// What became of it since it was pressed.
    pub result: Option<OutcomeRow>,
}

/// The question whether to cancel a job.
#[derive(Clone, Debug, PartialEq)]
pub struct CancelQuestion {
    /// Whether the user confirmed and the service has not answered yet.
    pub under_way: bool,
    /// Why the last attempt failed.
    pub problem: Option<Problem>,
}

/// What stands above the list now.
pub fn list_state(state: &State) -> JobListState {
    let loading = is_loading(state);
    let problems = problems(state);
    let is_empty = !loading && problems.is_empty() && state.releasable().next().is_none();
    let empty = if is_empty { empty(state) } else { Vec::new() };
    JobListState {
        loading,
        refreshing: state.is_reading_jobs(),
        sign_in: *state.sign_in,
        signing_in: signing_in(*state.signed_in),
        throttled_until: *state.throttled_until,
        empty,
        problems,
    }
}

/// Whether the first list has not arrived yet.
pub fn is_loading(state: &State) -> bool {
    let mut queues = state.queues.iter();
    let asked = queues.any(|queue| queue.load != LoadState::Idle);
    !*state.ready && (state.is_reading_jobs() || !asked)
}

/// How many jobs are ticked.
pub fn ticked(state: &State) -> u32 {
    count(state.ticked().count())
}

/// How many of these jobs are ticked.
pub fn ticked_of(state: &State, order: &JobOrder) -> u32 {
    if state.selected.is_empty() {
        return 0;
    }
    let jobs = order.jobs.iter().filter(|job| job.is_selectable());
    count(jobs.filter(|job| state.is_selected(&job.key)).count())
}

/// The row of a job.
pub fn row(state: &State, listed: &ListedJob) -> JobRow {
    let ListedJob {
        key,
        job,
        arriving,
        waits,
        ..
    } = listed;
    let job = job.as_ref();
    let mut queues = state.queues.iter();
    let label = (state.queues.len() > 1)
        .then(|| queues.find(|queue| queue.share == key.queue)?.label.clone())
        .flatten();
    let cancelling = state.cancelling.as_ref().filter(|it| it.job == *key);
    let run = state.run(key);
    // Of a job of an earlier visit, only the run may know the name.
    let name = run.filter(|_| job.is_none()).map(outcome::name);
    let configuration = job.and_then(|job| job.configuration.as_ref());
    let waiting = job.filter(|_| *waits).map(|job| WaitingJob {
        key: key.clone(),
        job: Arc::clone(job),
        arriving: *arriving,
    });
    let created_at = job.and_then(|job| job.created_at);
    JobRow {
        key: key.clone(),
        name: name.unwrap_or_else(|| listed.name()),
        age: created_at.map(|then| Age::of(then, *state.shown_at)),
        ends: job
            .filter(|_| *waits && !arriving)
            .and_then(|job| retention::words(state, job)),
        size: job.and_then(|job| job.size()),
        facts: configuration.map(job_facts::facts).unwrap_or_default(),
        queue: label,
        arriving: *arriving,
        waits: *waits,
        selected: state.is_selected(key),
        fit: waiting.and_then(|waiting| fit::of_row(state, &waiting)),
        cancelling: cancelling.map(|cancelling| CancelQuestion {
            under_way: cancelling.under_way,
            problem: cancelling.fault.as_ref().map(problem::of_fault),
        }),
        result: run.map(|run| row_of(state, run)),
    }
}

/// What people know a job by.
pub fn name(waiting: &WaitingJob) -> Words {
    let name = waiting.job.name();
    name.map_or_else(|| outcome::unnamed(&waiting.key), Words::from)
}

/// A number of jobs as messages say it.
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn empty(state: &State) -> Vec<Message> {
    let several = state
        .queues
        .iter()
        .any(|queue| queue.load == LoadState::SeveralOwners);
    if several {
        return vec![Message::several_owners(), Message::several_owners_advice()];
    }
    if state
        .jobs()
        .any(|waiting| waiting.arriving && !state.is_taken(&waiting.key))
    {
        return vec![Message::only_arriving(), Message::only_arriving_advice()];
    }
    if state.runs.iter().any(Run::takes_the_job) {
        return Vec::new();
    }
    if state.queues.iter().any(|queue| queue.prints_directly) {
        return vec![Message::only_direct(), Message::only_direct_advice()];
    }
    let mut why = vec![Message::no_jobs(), Message::no_jobs_advice()];
    let user = state
        .account
        .as_ref()
        .and_then(|account| account.username.as_deref());
    why.extend(user.map(|user| Message::no_jobs_account(user.into())));
    why
}

/// The problems of the queues, one for each code: five queues without a
/// permission are one problem.
fn problems(state: &State) -> Vec<Problem> {
    if !*state.online {
        return vec![Problem::plain(
            "offline",
            Message::offline(),
            Message::offline_advice(),
        )];
    }
    let mut problems: Vec<Problem> = Vec::new();
    let queues = state.queues.iter();
    for problem in queues.filter_map(|queue| problem::of_list(&queue.load)) {
        if problems.iter().all(|known| known.code != problem.code) {
            problems.push(problem);
        }
    }
    problems
}
