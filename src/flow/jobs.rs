//! Reads the user's waiting jobs and keeps the list fresh.
//!
//! A refresh reads every queue page by page and replaces a queue's list only
//! at its end, so the list never flickers and the selection survives. A list that
//! cannot be read to its end shows what came, with a word that it may not be all:
//! always where the next page must not be asked for, and at the first reading also
//! where it could not be read. Later, the last list says more.
//! Jobs under way or accepted stay in Graph's list for a while; the view
//! decides which of them the screen shows.

use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Duration;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault, NoToken};
use universal_print::ids::ShareId;
use universal_print::job::{HoldState, Job};
use universal_print::page::{Page, Paging};
use universal_print::request::{Operation, Request};

use super::account::{Identity, own_jobs};
use super::command::{Command, HostEvent};
use super::state::State;
use super::state::call::{Purpose, Timer, TimerId};
use super::state::job_key::JobKey;
use super::state::load::LoadState;
use super::state::queue::{Queue, Reading, WaitingJob};
use super::state::run::Run;
use super::words::problem;
use super::{calls, selection, tell};
use crate::text::Message;

/// How long until the next refresh while a job is still arriving.
const WHILE_ARRIVING: Duration = Duration::from_secs(15);
/// How long until the next refresh otherwise.
const OTHERWISE: Duration = Duration::from_secs(5 * 60);

/// Reads every queue from its first page.
pub(super) fn load(state: &mut State, out: &mut Vec<Command>) {
    if !state.begun {
        // Who the user is comes first: the journal is theirs, and the lists are.
        return out.push(Command::Identify(calls::need_for_reading(state)));
    }
    state.refresh += 1;
    state.refresh_timer = None;
    let refresh = state.refresh;
    let user = state.user();
    let (name, has_id) = (user.name.map(str::to_owned), user.id.is_some());
    let mut requests = Vec::new();
    for queue in state.queues.iter_mut() {
        queue.load = LoadState::Loading;
        queue.incoming.clear();
        queue.paging = Paging::default();
        // A known id decides whose a job is. The name could hide the user's own jobs.
        let is_asked = queue.by_name && (!has_id || queue.must_filter);
        let name = name.as_deref().filter(|_| is_asked);
        queue.reading = name.map_or(Reading::All, |_| Reading::ByName);
        requests.push((
            queue.share.clone(),
            Request::jobs_of_share(&queue.share, name),
        ));
    }
    for (queue, request) in requests {
        calls::send(state, Purpose::Jobs { queue, refresh }, request, out);
    }
}

/// A job is gone, which the next reading will say too.
pub(super) fn leave_out(state: &mut State, key: &JobKey) {
    for queue in state.queues.iter_mut() {
        let rest = queue.jobs.iter().filter(|waiting| waiting.key != *key);
        queue.jobs = rest.cloned().collect();
    }
}

/// There is no token, so no list can be read.
pub(super) fn no_token(state: &mut State, reason: NoToken, out: &mut Vec<Command>) {
    let mut fault = Fault::without_answer(
        Operation::ListJobs,
        &state.request_ids.next_id(),
        Cause::NoToken(reason),
    );
    fault.diagnostic.time = Some(state.now);
    for queue in state.queues.iter_mut() {
        queue.load = LoadState::Failed(fault.clone());
    }
    settle(state, out);
    tell::fault(state, &fault, out);
}

/// A page of a queue's jobs came, or could not be read.
pub(super) fn arrived(
    state: &mut State,
    share: &ShareId,
    refresh: u32,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let endpoint = state.options.endpoint.clone();
    let lower_case = state.lower_case;
    let now = state.now;
    if refresh != state.refresh {
        return;
    }
    let user = Identity::of(state.account.as_ref(), state.token_user.as_ref());
    let Some(queue) = state.queues.iter_mut().find(|queue| queue.share == *share) else {
        return;
    };
    let next = result.and_then(|answer| {
        let page: Page<Job> = answer.read()?;
        queue.incoming.extend(page.items);
        if let Some(link) = &page.next {
            let followed = queue.paging.follow(link, &endpoint);
            followed.map_err(|error| error.fault(&answer, now))?;
        }
        Ok(page.next)
    });
    let fault = match next {
        Ok(Some(link)) => {
            let queue = share.clone();
            let request = Request::next(Operation::ListJobs, link);
            return calls::send_next(state, Purpose::Jobs { queue, refresh }, request, out);
        }
        Ok(None) => None,
        // Graph need not show all jobs. What it has under the user's name was read.
        Err(fault)
            if queue.reading == Reading::AllAfterName
                && matches!(fault.cause, Cause::Forbidden | Cause::Rejected) =>
        {
            queue.by_name = true;
            queue.incoming.clear();
            queue.load = LoadState::Loaded;
            return settle(state, out);
        }
        // Graph does not show all jobs. What it has under the user's name is better than nothing.
        Err(fault)
            if queue.reading == Reading::All
                && user.name.is_some()
                && matches!(fault.cause, Cause::Forbidden | Cause::Rejected) =>
        {
            queue.by_name = true;
            queue.must_filter = true;
            queue.reading = Reading::ByName;
            queue.incoming.clear();
            queue.paging = Paging::default();
            let request = Request::jobs_of_share(share, user.name);
            let queue = share.clone();
            return calls::send_next(state, Purpose::Jobs { queue, refresh }, request, out);
        }
        Err(fault) => Some(fault),
    };
    let jobs = std::mem::take(&mut queue.incoming);
    queue.load = match (own_jobs(jobs, user, lower_case), fault) {
        (Ok(own), None) => {
            let is_empty = own.is_empty();
            show(queue, own);
            // All were read, so the name is not needed.
            queue.by_name &= queue.reading != Reading::AllAfterName;
            let may_hide = is_empty || user.id.is_some();
            if queue.reading == Reading::ByName && may_hide && !queue.must_filter {
                // Graph may have another name for the user.
                queue.reading = Reading::AllAfterName;
                queue.paging = Paging::default();
                let request = Request::jobs_of_share(share, None);
                let queue = share.clone();
                let purpose = Purpose::Jobs { queue, refresh };
                return calls::send_next(state, purpose, request, out);
            }
            LoadState::Loaded
        }
        (Err(_), None) => LoadState::SeveralOwners,
        (Ok(own), Some(fault)) if may_show_part(queue, user, &own, &fault) => {
            show(queue, own);
            LoadState::Partial(fault)
        }
        (_, Some(fault)) => LoadState::Failed(fault),
    };
    let problem = problem::of_list(&queue.load);
    // While the browser says that it is offline, the screen says so already.
    let is_said = !*state.online && queue.load.is_unreachable();
    if let Some(problem) = problem.filter(|_| !is_said) {
        tell::problem(state, problem, out);
    }
    settle(state, out);
}

/// Whether a part of a list is shown. Not if the user is unknown: the pages that did not
/// come might have shown that the jobs are of several people.
fn may_show_part(queue: &Queue, user: Identity<'_>, own: &[Job], fault: &Fault) -> bool {
    let says_more = queue.jobs.is_empty() && !own.is_empty();
    let is_known = user.id.is_some() || user.name.is_some();
    is_known && (fault.cause == Cause::BadPaging || says_more)
}

fn show(queue: &mut Queue, own: Vec<Job>) {
    queue.prints_directly = own.iter().any(|job| job.hold_state() == HoldState::NotHeld);
    queue.jobs = waiting(&queue.share, own);
}

/// The jobs that wait or are arriving, the newest first. A list that grows while it
/// is read repeats a job on the next page: the later reading counts.
fn waiting(queue: &ShareId, jobs: Vec<Job>) -> Arc<[WaitingJob]> {
    let mut jobs: Vec<Arc<Job>> = jobs.into_iter().rev().map(Arc::new).collect();
    put_in_order(&mut jobs, |one, other| one.id.cmp(&other.id));
    jobs.dedup_by(|one, kept| one.id == kept.id);
    put_in_order(&mut jobs, |one, other| {
        other.created_at.cmp(&one.created_at)
    });
    jobs.into_iter()
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
            Some(WaitingJob { key, job, arriving })
        })
        .collect()
}

/// Sorts jobs. Equal ones stay in their order.
fn put_in_order(jobs: &mut [Arc<Job>], compare: fn(&Job, &Job) -> Ordering) {
    jobs.sort_by(|one, other| compare(one, other));
}

/// Once every list is read: unticks jobs that are gone, tells the host that the
/// first screen is complete, and waits for the next refresh.
fn settle(state: &mut State, out: &mut Vec<Command>) {
    if state.is_reading_jobs() {
        return;
    }
    *state.throttled_until = None;
    let releasable = state.releasable().map(|waiting| waiting.key.clone());
    let mut releasable: Vec<JobKey> = releasable.collect();
    releasable.sort_unstable();
    // A job that is being sent stays ticked: it may turn out not to have been sent.
    let still = |key: &&JobKey| {
        releasable.binary_search(key).is_ok() || state.run(key).is_some_and(Run::is_under_way)
    };
    let mut selected: Vec<JobKey> = state.selected.iter().filter(still).cloned().collect();
    if !*state.ready {
        // A single job is ticked: it must be the one the user came for. The rest of a list
        // may hold others.
        if let [only] = releasable.as_slice()
            && !ended(state, |load| matches!(load, LoadState::Partial(_)))
        {
            selected = vec![only.clone()];
        }
        let count = u32::try_from(releasable.len()).unwrap_or(u32::MAX);
        *state.ready = true;
        out.push(Command::Tell(HostEvent::Ready));
        // A list that could not be read is not an empty one. What went wrong was said already.
        let mut loads = state.queues.iter().map(|queue| &queue.load);
        if count > 0 {
            state.announcements.say(Message::jobs_waiting(count));
        } else if loads.all(|load| *load == LoadState::Loaded) {
            state.announcements.say(Message::no_jobs());
        }
    }
    selection::replace(state, selected, out);
    forget_settings_of_gone_jobs(state);
    let arriving = state.jobs().any(|waiting| waiting.arriving);
    let pause = if arriving { WHILE_ARRIVING } else { OTHERWISE };
    // What failed now has failed for many at the same moment.
    let has_failed = |load: &LoadState| match load {
        LoadState::Failed(_) => true,
        LoadState::Partial(fault) => fault.cause != Cause::BadPaging,
        _ => false,
    };
    let pause = if ended(state, has_failed) {
        state.jitter.lengthen(pause)
    } else {
        pause
    };
    state.refresh_timer = Some(calls::wait(state, Timer::Refresh, pause, out));
}

/// Forgets the changes for jobs that are neither listed nor on their way. A list that could not be
/// read says nothing about its jobs.
fn forget_settings_of_gone_jobs(state: &mut State) {
    let mut queues = state.queues.iter();
    if queues.any(|queue| queue.load != LoadState::Loaded) {
        return;
    }
    let mut known: Vec<JobKey> = state.jobs().map(|waiting| waiting.key.clone()).collect();
    known.extend(state.runs.iter().map(|run| run.job.clone()));
    known.sort_unstable();
    state
        .settings
        .retain(|job| known.binary_search(job).is_ok());
}

/// Whether the reading of any list ended so.
fn ended(state: &State, so: fn(&LoadState) -> bool) -> bool {
    state.queues.iter().any(|queue| so(&queue.load))
}

/// The wait for the next refresh ended. A wait that a newer refresh replaced is ignored.
pub(super) fn refresh_due(state: &mut State, timer: TimerId, out: &mut Vec<Command>) {
    if state.refresh_timer != Some(timer) {
        return;
    }
    state.refresh_timer = None;
    if state.visible {
        load(state, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::json;
    use universal_print::wire::Wire;

    #[test]
    fn a_job_on_two_pages_is_listed_once_as_it_was_read_last() {
        let job = |id: &str, day: u32, state: &str| {
            Job::read(&json!({
                "id": id,
                "createdDateTime": format!("2026-11-{day:02}T08:00:00Z"),
                "status": { "state": state, "isAcquiredByPrinter": false },
            }))
            .unwrap()
        };
        let pages = vec![
            job("A", 3, "paused"),
            job("B", 2, "processing"),
            job("D", 5, "paused"),
            job("B", 2, "paused"),
            job("C", 4, "paused"),
            job("D", 5, "completed"),
        ];
        let queue = ShareId::new("q").unwrap();
        let waiting = waiting(&queue, pages);
        let ids: Vec<_> = waiting.iter().map(|it| it.key.job.as_str()).collect();
        assert_eq!(ids, ["C", "A", "B"]);
    }
}
