//! Decides which calls may be repeated, when, and how often.
//!
//! Reads are repeated a few times after faults that pass by themselves. Calls that
//! change something are never repeated here; a redirect has its own protocol in
//! [`crate::redirect`]. Every pause has an upper limit, so that a service that asks
//! for a week gets an answer to the user and not silence.
//!
//! ```
//! use std::time::Duration;
//! use universal_print::fault::{Cause, Fault};
//! use universal_print::request::Operation;
//! use universal_print::retry;
//!
//! let retry_after = retry::after("2.128");
//! assert_eq!(retry_after, Some(Duration::from_millis(2128)));
//! let throttled = Cause::Throttled { retry_after };
//!
//! // A throttled read waits as long as the service asked for.
//! let fault = Fault::without_answer(Operation::ListJobs, "1", throttled.clone());
//! assert_eq!(retry::pause(0, &fault), retry_after);
//!
//! // A lost read is repeated three times, after 1, 2 and 4 seconds.
//! let fault = Fault::without_answer(Operation::ListJobs, "1", Cause::Unreachable);
//! let pauses: Vec<_> = (0..).map_while(|repeat| retry::pause(repeat, &fault)).collect();
//! assert_eq!(pauses, [1, 2, 4].map(Duration::from_secs));
//!
//! // A cancellation is never repeated.
//! let fault = Fault::without_answer(Operation::Cancel, "1", throttled);
//! assert_eq!(retry::pause(0, &fault), None);
//! ```
//!
//! <https://learn.microsoft.com/graph/throttling#best-practices-to-handle-throttling>

use std::time::Duration;

use crate::decimal;
use crate::fault::{Cause, Fault};
use crate::time::Timestamp;

/// How often a read is repeated before its fault is reported.
pub const MOST_REPEATS: u32 = 3;

/// The longest pause before a repeat.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(180);

/// How long to wait before repeat number `repeat` (0 is the first), or `None` if
/// the call must not be repeated. A throttled read has no limit of repeats.
pub fn pause(repeat: u32, fault: &Fault) -> Option<Duration> {
    if !fault.diagnostic.operation.is_read() {
        return None;
    }
    match &fault.cause {
        Cause::Throttled { .. } => return Some(throttle_pause(repeat, fault)),
        Cause::Server { .. } | Cause::Unreachable | Cause::TimedOut => {}
        _ => return None,
    }
    (repeat < MOST_REPEATS).then(|| told(fault).unwrap_or_else(|| backoff(1, repeat)))
}

/// How long the service asked to wait, up to [`LONGEST_PAUSE`].
pub fn told(fault: &Fault) -> Option<Duration> {
    match &fault.cause {
        Cause::Throttled { retry_after } | Cause::Server { retry_after } => {
            retry_after.map(|told| told.min(LONGEST_PAUSE))
        }
        _ => None,
    }
}

/// How long a throttled caller waits: as long as the service asked, otherwise
/// longer each time.
pub fn throttle_pause(repeat: u32, fault: &Fault) -> Duration {
    told(fault)
        .unwrap_or_else(|| backoff(5, repeat))
        .clamp(Duration::from_secs(1), LONGEST_PAUSE)
}

fn backoff(first_seconds: u64, repeat: u32) -> Duration {
    Duration::from_secs(first_seconds.saturating_mul(2u64.saturating_pow(repeat)))
}

/// Reads a `Retry-After` in seconds, whole or (seen in practice) with a fraction.
/// Other forms count as absent. Graph documents seconds; a date needs a clock,
/// see [`after_at`].
pub fn after(header: &str) -> Option<Duration> {
    let millis = u64::try_from(decimal::scaled(header.trim(), 3)?).ok()?;
    Some(Duration::from_millis(millis).min(LONGEST_PAUSE))
}

/// Reads a `Retry-After` in seconds or, as a proxy may write it, as a date. A
/// date in the past means now.
///
/// <https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3>
pub fn after_at(header: &str, now: Timestamp) -> Option<Duration> {
    after(header).or_else(|| {
        let date = Timestamp::parse_http(header)?;
        Some(date.since(now).min(LONGEST_PAUSE))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::NoToken;
    use crate::request::{ABORT, CREATE_TASK_TRIGGER, LIST_TASKS, Operation};
    use proptest::prelude::*;

    fn fault(operation: Operation, cause: Cause) -> Fault {
        Fault::without_answer(operation, "c", cause)
    }

    #[test]
    fn a_call_that_changes_something_is_never_repeated() {
        for operation in [
            Operation::Redirect,
            Operation::Cancel,
            Operation::Described(&ABORT),
            Operation::Described(&CREATE_TASK_TRIGGER),
        ] {
            assert_eq!(pause(0, &fault(operation, Cause::Unreachable)), None);
            let throttled = Cause::Throttled { retry_after: None };
            assert_eq!(pause(0, &fault(operation, throttled)), None);
        }
    }

    #[test]
    fn a_read_gives_up_after_a_few_repeats() {
        let lost = fault(Operation::ListJobs, Cause::Unreachable);
        assert!((0..MOST_REPEATS).all(|repeat| pause(repeat, &lost).is_some()));
        assert_eq!(pause(MOST_REPEATS, &lost), None);
        assert_eq!(
            pause(0, &fault(Operation::ListJobs, Cause::Forbidden)),
            None
        );
    }

    #[test]
    fn retry_after_may_have_a_fraction() {
        assert_eq!(after("10"), Some(Duration::from_secs(10)));
        assert_eq!(after(" 2.128 "), Some(Duration::from_millis(2128)));
        for odd in ["", "-1", "NaN", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            assert_eq!(after(odd), None, "{odd}");
        }
    }

    #[test]
    fn with_a_clock_retry_after_may_be_a_date() {
        let now = Timestamp::parse("2026-10-21T07:28:00.5Z").unwrap();
        let at = |header| after_at(header, now);
        assert_eq!(
            at("Wed, 21 Oct 2026 07:28:10 GMT"),
            Some(Duration::from_millis(9500))
        );
        assert_eq!(at("Wed, 21 Oct 2026 07:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(at("Wed, 21 Oct 2099 07:00:00 GMT"), Some(LONGEST_PAUSE));
        assert_eq!(at("2.5"), Some(Duration::from_millis(2500)));
        assert_eq!(at("soon"), None);
    }

    #[test]
    fn a_fault_that_does_not_pass_is_not_repeated() {
        for cause in [
            Cause::Unauthorized { claims: None },
            Cause::Forbidden,
            Cause::NotFound,
            Cause::Conflict,
            Cause::Rejected,
            Cause::Unreadable,
            Cause::BadPaging,
            Cause::NoToken(NoToken::Silent),
        ] {
            assert_eq!(
                pause(0, &fault(Operation::GetJob, cause.clone())),
                None,
                "{cause:?}"
            );
        }
    }

    fn any_passing_cause(header: &str) -> impl Strategy<Value = Cause> + use<> {
        let retry_after = after(header);
        prop_oneof![
            Just(Cause::Throttled { retry_after }),
            Just(Cause::Server { retry_after }),
            Just(Cause::Unreachable),
            Just(Cause::TimedOut),
        ]
    }

    proptest! {
        #[test]
        fn no_cause_pauses_longer_than_the_limit(
            repeat: u32,
            cause in "\\PC{0,12}|[0-9.]{1,30}".prop_flat_map(|header| any_passing_cause(&header)),
            redirect_repeat in 0..10_u32,
        ) {
            for operation in [Operation::GetJob, Operation::Described(&LIST_TASKS)] {
                let fault = fault(operation, cause.clone());
                prop_assert!(pause(repeat, &fault).is_none_or(|pause| pause <= LONGEST_PAUSE));
                prop_assert!(throttle_pause(redirect_repeat, &fault) <= LONGEST_PAUSE);
            }
        }

        #[test]
        fn no_date_pauses_longer_than_the_limit(now: i64, header in "[A-Z][a-z]{2}, [0-3][0-9] (Jan|Jul|Dec) [0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-5][0-9] GMT") {
            let pause = after_at(&header, Timestamp::from_millis(now));
            prop_assert!(pause.is_none_or(|pause| pause <= LONGEST_PAUSE));
        }

        #[test]
        fn throttling_pauses_between_a_second_and_the_limit(repeat: u32, header in "\\PC{0,12}|[0-9]{1,30}") {
            let throttled = Cause::Throttled { retry_after: after(&header) };
            let pause = pause(repeat, &fault(Operation::GetJob, throttled)).unwrap();
            prop_assert!(pause <= LONGEST_PAUSE && pause >= Duration::from_secs(1));
        }
    }
}
