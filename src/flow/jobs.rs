//! Reads the user's waiting jobs and keeps the list fresh.
//!
//! A refresh reads every queue page by page and replaces a queue's list only
//! when it is complete, so the list never flickers and the selection survives.
//! Jobs under way or accepted stay in Graph's list for a while; the view
//! decides which of them the screen shows.

use std::cmp::Reverse;
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
use super::state::queue::{Reading, WaitingJob};
use super::{calls, selection, tell};
use crate::text::Message;

/// How long until the next refresh while a job is still arriving.
const WHILE_ARRIVING: Duration = Duration::from_secs(15);
/// How long until the next refresh otherwise.
const OTHERWISE: Duration = Duration::from_secs(5 * 60);

/// Reads every queue from its first page.
pub(super) fn load(state: &mut State, out: &mut Vec<Command>) {
    state.refresh += 1;
    state.refresh_timer = None;
    let refresh = state.refresh;
    // A known id decides whose a job is. The name could hide the user's own jobs.
    let user = state.user();
    let name = user.name.filter(|_| user.id.is_none()).map(str::to_owned);
    let mut requests = Vec::new();
    for queue in state.queues.iter_mut() {
        queue.load = LoadState::Loading;
        queue.incoming.clear();
        queue.paging = Paging::default();
        let name = name.as_deref().filter(|_| queue.by_name);
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

/// There is no token, so no list can be read.
pub(super) fn no_token(state: &mut State, reason: NoToken, out: &mut Vec<Command>) {
    let fault = Fault::without_answer(
        Operation::ListJobs,
        &state.request_ids.next_id(),
        Cause::NoToken(reason),
    );
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
            queue.paging.follow(link, &endpoint).map_err(|_| Fault {
                cause: Cause::BadPaging,
                diagnostic: answer.diagnostic(),
            })?;
        }
        Ok(page.next)
    });
    match next {
        Ok(Some(link)) => {
            let queue = share.clone();
            let request = Request::next(Operation::ListJobs, link);
            return calls::send_next(state, Purpose::Jobs { queue, refresh }, request, out);
        }
        Ok(None) => {
            let jobs = std::mem::take(&mut queue.incoming);
            match own_jobs(jobs, user, lower_case) {
                Ok(own) => {
                    let is_empty = own.is_empty();
                    queue.prints_directly =
                        own.iter().any(|job| job.hold_state() == HoldState::NotHeld);
                    queue.jobs = waiting(share, own);
                    let by_name = queue.reading == Reading::ByName;
                    if by_name && (is_empty || user.id.is_some()) {
                        // Graph may have another name for the user.
                        queue.by_name = false;
                        queue.reading = Reading::AllAfterName;
                        queue.paging = Paging::default();
                        let request = Request::jobs_of_share(share, None);
                        let queue = share.clone();
                        let purpose = Purpose::Jobs { queue, refresh };
                        return calls::send_next(state, purpose, request, out);
                    }
                    queue.load = LoadState::Loaded;
                }
                Err(_) => queue.load = LoadState::SeveralOwners,
            }
        }
        // Graph need not show all jobs. What it has under the user's name was read.
        Err(fault)
            if queue.reading == Reading::AllAfterName
                && matches!(fault.cause, Cause::Forbidden | Cause::Rejected) =>
        {
            queue.by_name = true;
            queue.incoming.clear();
            queue.load = LoadState::Loaded;
        }
        Err(fault) => {
            queue.load = LoadState::Failed(fault.clone());
            tell::fault(state, &fault, out);
        }
    }
    settle(state, out);
}

/// The jobs that wait or are arriving, the newest first. A list that grows while it
/// is read repeats a job on the next page: the later reading counts.
fn waiting(queue: &ShareId, jobs: Vec<Job>) -> Arc<[WaitingJob]> {
    let mut jobs: Vec<Arc<Job>> = jobs.into_iter().rev().map(Arc::new).collect();
    jobs.sort_by(|one, other| one.id.cmp(&other.id));
    jobs.dedup_by(|one, kept| one.id == kept.id);
    let mut waiting: Vec<WaitingJob> = jobs
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
            Some(WaitingJob { key, job, arriving })
        })
        .collect();
    waiting.sort_by_key(|waiting| Reverse(waiting.job.created_at));
    waiting.into()
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
    let still = |key: &&JobKey| releasable.binary_search(key).is_ok();
    let mut selected: Vec<JobKey> = state.selected.iter().filter(still).cloned().collect();
    if !*state.ready {
        // A single job is ticked: it must be the one the user came for.
        if let [only] = releasable.as_slice() {
            selected = vec![only.clone()];
        }
        let count = u32::try_from(releasable.len()).unwrap_or(u32::MAX);
        *state.ready = true;
        out.push(Command::Tell(HostEvent::Ready));
        state.announcements.say(Message::jobs_waiting(count));
    }
    selection::replace(state, selected, out);
    let arriving = state.jobs().any(|waiting| waiting.arriving);
    let pause = if arriving { WHILE_ARRIVING } else { OTHERWISE };
    state.refresh_timer = Some(calls::wait(state, Timer::Refresh, pause, out));
}

/// The wait for the next refresh ended. A wait that a newer refresh replaced is ignored.
pub(super) fn refresh_due(state: &mut State, timer: TimerId, out: &mut Vec<Command>) {
    if state.refresh_timer != Some(timer) {
        return;
    }
    state.refresh_timer = None;
    if state.visible && *state.online {
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
