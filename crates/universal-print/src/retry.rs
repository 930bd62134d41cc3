//! Decides which calls may be repeated, when, and how often.
//!
//! Reads are repeated a few times after faults that pass by themselves. Calls that
//! change something are never repeated here; a redirect has its own protocol in
//! [`crate::redirect`]. Every pause has an upper limit, so that a service that asks
//! for a week gets an answer to the user and not silence.
//!
//! # A `Retry-After` that is a date
//!
//! Graph tells seconds, but a proxy may tell a date. A page cannot read the header
//! `Date` of another origin, so a date is compared with the caller's own clock,
//! which may be wrong:
//!
//! - A clock that is slow makes the date seem far away. [`LONGEST_PAUSE`] limits
//!   the wait, as it limits seconds.
//! - A clock that is fast makes the date seem past, so the service asks for no
//!   wait. The caller then waits as if nothing was told: at least a second, and
//!   twice as long before each further repeat.
//!
//! Both ways, the number of repeats is limited.
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

/// How often a throttled read is repeated before its fault is reported. Somebody
/// who waits for a service that throttles without end needs the request's id.
pub const MOST_THROTTLED_REPEATS: u32 = 5;

/// The longest pause before a repeat.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(180);

/// How long to wait before repeat number `repeat` (0 is the first), or `None` if
/// the call must not be repeated.
pub fn pause(repeat: u32, fault: &Fault) -> Option<Duration> {
    let most = match &fault.cause {
        _ if !fault.diagnostic.operation.is_read() => return None,
        Cause::Throttled { .. } => MOST_THROTTLED_REPEATS,
        Cause::Server { .. } | Cause::Unreachable | Cause::TimedOut => MOST_REPEATS,
        _ => return None,
    };
    (repeat < most).then(|| match &fault.cause {
        Cause::Throttled { .. } => throttle_pause(repeat, fault),
        _ => at_least(told(fault).unwrap_or_default(), repeat),
    })
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

/// How long a throttled caller waits: at least as long as the service asked,
/// otherwise longer each time.
pub fn throttle_pause(repeat: u32, fault: &Fault) -> Duration {
    match told(fault) {
        Some(told) => at_least(told, repeat),
        None => backoff(5, repeat).min(LONGEST_PAUSE),
    }
}

/// What was told, or longer: a service that asks for no wait, again and again, is
/// not asked at once, again and again.
fn at_least(told: Duration, repeat: u32) -> Duration {
    told.max(backoff(1, repeat)).min(LONGEST_PAUSE)
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
    fn a_read_throttled_without_end_gives_up() {
        for retry_after in [None, Some(Duration::ZERO), Some(LONGEST_PAUSE)] {
            let throttled = fault(Operation::ListJobs, Cause::Throttled { retry_after });
            let repeats = |repeat: &u32| pause(*repeat, &throttled).is_some();
            assert_eq!((0..100).filter(repeats).count(), 5);
        }
    }

    #[test]
    fn a_wait_that_is_always_over_grows() {
        let retry_after = Some(Duration::ZERO);
        let pauses = |cause| {
            let fault = fault(Operation::ListJobs, cause);
            (0..).map_while(move |repeat| pause(repeat, &fault))
        };
        let throttled = pauses(Cause::Throttled { retry_after });
        assert!(throttled.eq([1, 2, 4, 8, 16].map(Duration::from_secs)));
        let server = pauses(Cause::Server { retry_after });
        assert!(server.eq([1, 2, 4].map(Duration::from_secs)));
    }

    #[test]
    fn a_date_waits_a_limited_time_by_any_clock() {
        let date = "Wed, 21 Oct 2026 07:28:10 GMT";
        let right = Timestamp::parse("2026-10-21T07:28:00Z").unwrap();
        for (hours, expected) in [(0, 10), (-2, 180), (2, 1), (-90_000, 180), (90_000, 1)] {
            let clock = Timestamp::from_millis(right.millis() + hours * 3_600_000);
            let retry_after = after_at(date, clock);
            for cause in [
                Cause::Throttled { retry_after },
                Cause::Server { retry_after },
            ] {
                let pause = pause(0, &fault(Operation::ListJobs, cause));
                assert_eq!(pause, Some(Duration::from_secs(expected)), "{hours} hours");
            }
        }
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
        fn throttling_pauses_between_a_second_and_the_limit(repeat in 0..MOST_THROTTLED_REPEATS, header in "\\PC{0,12}|[0-9]{1,30}") {
            let throttled = Cause::Throttled { retry_after: after(&header) };
            let pause = pause(repeat, &fault(Operation::GetJob, throttled)).unwrap();
            prop_assert!(pause <= LONGEST_PAUSE && pause >= Duration::from_secs(1));
        }
    }
}
