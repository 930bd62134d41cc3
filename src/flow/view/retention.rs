//! Tells how long a job still waits, where the host set how long a queue keeps jobs.
//!
//! Graph does not report it, so the words stay vague. They appear only near the
//! end: in the last day, or in the last quarter of a shorter time.

use std::time::Duration;

use universal_print::job::Job;
use universal_print::time::Timestamp;

use crate::flow::state::State;
use crate::text::Message;

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// The words about a job's removal, once it is near.
pub fn words(state: &State, job: &Job) -> Option<Message> {
    let left = time_left_near_the_end(state, job, *state.shown_at)?;
    let hours = u32::try_from(left.as_secs() / 3_600).unwrap_or(u32::MAX);
    Some(match hours {
        0 if left.is_zero() => Message::job_ends_now(),
        0 => Message::job_ends_soon(),
        count => Message::job_ends_hours(count),
    })
}

/// Whether a job's removal is near at a time.
pub fn is_near(state: &State, job: &Job, at: Timestamp) -> bool {
    time_left_near_the_end(state, job, at).is_some()
}

fn time_left_near_the_end(state: &State, job: &Job, at: Timestamp) -> Option<Duration> {
    let kept = HOUR.saturating_mul(state.options.retention_hours?);
    let left = kept.saturating_sub(at.since(job.created_at?));
    let near = DAY.min(kept / 4);
    (left <= near).then_some(left)
}
