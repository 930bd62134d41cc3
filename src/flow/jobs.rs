//! The user's waiting jobs: reading them, keeping them fresh, choosing among them.
//!
//! A refresh reads every queue page by page and replaces a queue's list only
//! when it is complete, so a list never flickers and a selection survives. A
//! job under way or accepted is still in Graph's list for a while; which of
//! them the screen shows is for the view to say.

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault, NoToken};
use universal_print::ids::{JobId, ShareId};
use universal_print::job::{HoldState, Job};
use universal_print::page::{Page, Paging};
use universal_print::request::{Operation, Request};

use super::account::own_jobs;
use super::calls::{self, Purpose, Timer, TimerId};
use super::command::{Command, HostEvent};
use super::options::QueueOption;
use super::state::State;
use super::view::problem::{self, Problem};
use super::{destination, printers, release, tracking};
use crate::text::Message;

/// When a list is read again where a job in it is still arriving.
const WHILE_ARRIVING: Duration = Duration::from_secs(15);
/// When any other list is.
const OTHERWISE: Duration = Duration::from_secs(5 * 60);

/// A job of a queue. A job's id alone is unique only within its printer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobKey {
    /// The queue's share.
    pub queue: ShareId,
    /// The job.
    pub job: JobId,
}

/// One queue and what is known of its jobs.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Its share.
    pub share: ShareId,
    /// What to call it.
    pub label: Option<String>,
    /// How the last reading went.
    pub load: Load,
    /// The user's jobs in it, waiting or arriving, as last read in full.
    pub jobs: Arc<[Waiting]>,
    /// Some of the user's jobs are on their way through it without waiting.
    pub prints_directly: bool,
    incoming: Vec<Job>,
    paging: Paging,
}

/// How reading a list goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Load {
    /// Not asked for.
    Idle,
    /// Under way.
    Loading,
    /// Read in full.
    Loaded,
    /// It failed.
    Failed(Fault),
    /// Jobs of several people came, and nobody said who the user is.
    SeveralOwners,
}

/// A job that waits, or is on its way to waiting.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Which.
    pub key: JobKey,
    /// As Graph told it.
    pub job: Arc<Job>,
    /// Its document has not arrived yet.
    pub arriving: bool,
}

impl Queue {
    pub(super) fn new(option: &QueueOption) -> Self {
        Self {
            share: option.share.clone(),
            label: option.label.clone(),
            load: Load::Idle,
            jobs: Arc::new([]),
            prints_directly: false,
            incoming: Vec::new(),
            paging: Paging::default(),
        }
    }
}

/// Reads every queue from its first page.
pub(super) fn load(state: &mut State, out: &mut Vec<Command>) {
    state.refresh += 1;
    state.refresh_timer = None;
    let refresh = state.refresh;
    let user = state
        .account
        .as_ref()
        .and_then(|account| account.username.clone());
    let shares: Vec<ShareId> = state
        .queues
        .iter()
        .map(|queue| queue.share.clone())
        .collect();
    for queue in &mut state.queues {
        queue.load = Load::Loading;
        queue.incoming.clear();
        queue.paging = Paging::default();
    }
    for queue in shares {
        let request = Request::jobs_of_share(&queue, user.as_deref());
        calls::send(state, Purpose::Jobs { queue, refresh }, request, out);
    }
}

/// There was no token, so no list was asked for.
pub(super) fn no_token(state: &mut State, reason: NoToken, out: &mut Vec<Command>) {
    let fault = Fault::without_answer(
        Operation::ListJobs,
        &state.request_ids.next_id(),
        Cause::NoToken(reason),
    );
    for queue in &mut state.queues {
        queue.load = Load::Failed(fault.clone());
    }
    settle(state, out);
    report(state, &fault, out);
}

/// A page of a queue's jobs came, or did not.
pub(super) fn arrived(
    state: &mut State,
    share: &ShareId,
    refresh: u32,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let endpoint = state.options.endpoint.clone();
    let account = state.account.clone();
    let lower_case = state.lower_case;
    if refresh != state.refresh {
        return;
    }
    let Some(queue) = state.queues.iter_mut().find(|queue| queue.share == *share) else {
        return;
    };
    let next = result.and_then(|answer| {
        let page: Page<Job> = answer.read()?;
        queue.incoming.extend(page.items);
        if let Some(link) = &page.next {
            queue.paging.follow(link, &endpoint).map_err(|_| Fault {
                cause: Cause::BadPaging,
                diagnostic: answer.diagnostic(),
            })?;
        }
        Ok(page.next)
    });
    match next {
        Ok(Some(link)) => {
            let purpose = Purpose::Jobs {
                queue: share.clone(),
                refresh,
            };
            return calls::send_next(
                state,
                purpose,
                Request::next(Operation::ListJobs, link),
                out,
            );
        }
        Ok(None) => match own_jobs(
            std::mem::take(&mut queue.incoming),
            account.as_ref(),
            lower_case,
        ) {
            Ok(own) => {
                queue.prints_directly =
                    own.iter().any(|job| job.hold_state() == HoldState::NotHeld);
                queue.jobs = waiting(share, own);
                queue.load = Load::Loaded;
            }
            Err(_) => queue.load = Load::SeveralOwners,
        },
        Err(fault) => {
            queue.load = Load::Failed(fault.clone());
            report(state, &fault, out);
        }
    }
    settle(state, out);
}

/// The jobs that concern this screen, the newest first.
fn waiting(queue: &ShareId, jobs: Vec<Job>) -> Arc<[Waiting]> {
    let mut waiting: Vec<Waiting> = jobs
        .into_iter()
        .filter_map(|job| {
            let arriving = match job.hold_state() {
                HoldState::Held => false,
                HoldState::Arriving => true,
                _ => return None,
            };
            let key = JobKey {
                queue: queue.clone(),
                job: job.id.clone(),
            };
            let job = Arc::new(job);
            Some(Waiting { key, job, arriving })
        })
        .collect();
    waiting.sort_unstable_by_key(|waiting| Reverse(waiting.job.created_at));
    waiting.into()
}

/// Once no list is under way: the selection loses what is gone, the host hears
/// of the first screen, and the next refresh is waited for.
fn settle(state: &mut State, out: &mut Vec<Command>) {
    if state.queues.iter().any(|queue| queue.load == Load::Loading) {
        return;
    }
    state.throttled_until = None;
    let before = state.selected.clone();
    let mut releasable = releasable(state);
    releasable.sort_unstable();
    state
        .selected
        .retain(|key| releasable.binary_search(key).is_ok());
    if !state.ready {
        state.ready = true;
        out.push(Command::Tell(HostEvent::Ready));
        // One job, nothing to choose: it is what the user came for.
        if let [only] = releasable.as_slice() {
            state.selected.push(only.clone());
        }
        let count = u32::try_from(releasable.len()).unwrap_or(u32::MAX);
        state.announcements.say(Message::jobs_waiting(count));
    }
    tell_selection(state, &before, out);
    let arriving = all(state).any(|waiting| waiting.arriving);
    let pause = if arriving { WHILE_ARRIVING } else { OTHERWISE };
    state.refresh_timer = Some(calls::wait(state, Timer::Refresh, pause, out));
}

fn all(state: &State) -> impl Iterator<Item = &Waiting> {
    state.queues.iter().flat_map(|queue| queue.jobs.iter())
}

/// Whether the user ticked a job.
pub fn is_selected(state: &State, key: &JobKey) -> bool {
    state.selected.binary_search(key).is_ok()
}

/// The jobs that can be selected: waiting, and not being redirected already.
pub fn releasable(state: &State) -> Vec<JobKey> {
    all(state)
        .filter(|waiting| !waiting.arriving && !release::is_taken(state, &waiting.key))
        .map(|waiting| waiting.key.clone())
        .collect()
}

/// A waiting job by its key.
pub fn find<'a>(state: &'a State, key: &JobKey) -> Option<&'a Waiting> {
    all(state).find(|waiting| waiting.key == *key)
}

pub(super) fn toggle(state: &mut State, key: &JobKey, selected: bool, out: &mut Vec<Command>) {
    let before = state.selected.clone();
    state.selected.retain(|known| known != key);
    if selected && releasable(state).contains(key) {
        let at = state.selected.partition_point(|known| known < key);
        state.selected.insert(at, key.clone());
    }
    tell_selection(state, &before, out);
}

pub(super) fn toggle_all(state: &mut State, selected: bool, out: &mut Vec<Command>) {
    let before = std::mem::take(&mut state.selected);
    if selected {
        state.selected = releasable(state);
        state.selected.sort_unstable();
    }
    tell_selection(state, &before, out);
}

pub(super) fn tell_selection(state: &State, before: &[JobKey], out: &mut Vec<Command>) {
    if state.selected != before {
        let jobs = state.selected.clone();
        out.push(Command::Tell(HostEvent::SelectionChange(jobs)));
    }
}

/// The user asks for fresh lists, which also asks again where something failed.
pub(super) fn refresh_by_hand(state: &mut State, out: &mut Vec<Command>) {
    if state.account.is_none() {
        return out.push(Command::Identify(calls::need_for_reading(state)));
    }
    load(state, out);
    destination::reload(state, out);
}

/// The wait for the next refresh ended, unless a newer refresh made it pointless.
pub(super) fn refresh_due(state: &mut State, timer: TimerId, out: &mut Vec<Command>) {
    if state.refresh_timer != Some(timer) {
        return;
    }
    state.refresh_timer = None;
    if state.visible && state.online {
        load(state, out);
    }
}

/// Nothing is read while the page is hidden; everything is read on return.
pub(super) fn visible(state: &mut State, visible: bool, out: &mut Vec<Command>) {
    let returned = visible && !state.visible;
    state.visible = visible;
    if returned {
        if state.ready {
            let of_jobs = |purpose: &Purpose| matches!(purpose, Purpose::Jobs { .. });
            state.held_back.retain(|(purpose, _)| !of_jobs(purpose));
            load(state, out);
        }
        calls::read_on(state, out);
        tracking::look_at_all_due(state, out);
    }
}

/// The user is back at the window: the list is read again, unless it is being read.
pub(super) fn focused(state: &mut State, out: &mut Vec<Command>) {
    let reading = state.queues.iter().any(|queue| queue.load == Load::Loading);
    if state.ready && state.visible && state.online && !reading {
        load(state, out);
    }
}

pub(super) fn online(state: &mut State, online: bool, out: &mut Vec<Command>) {
    let returned = online && !state.online;
    state.online = online;
    if returned {
        state.announcements.say(Message::back_online());
        if state.visible {
            load(state, out);
            destination::reload(state, out);
        }
        printers::retry(state, out);
    } else if !online {
        state.announcements.interrupt(Message::offline());
    }
}

/// Tells the user's assistive technology and the host of a fault.
pub(super) fn report(state: &mut State, fault: &Fault, out: &mut Vec<Command>) {
    tell(state, problem::of_fault(fault), out);
}

/// The same of a problem of any kind.
pub(super) fn tell(state: &mut State, problem: Problem, out: &mut Vec<Command>) {
    state.announcements.interrupt(problem.happened.clone());
    out.push(Command::Tell(HostEvent::Problem {
        code: problem.code,
        message: problem.happened,
        diagnostic_id: problem.diagnostic_id,
    }));
}
