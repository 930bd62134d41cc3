//! Limits the rate of requests: of each user, and of all users together.
//!
//! Requests are counted after the caller's token was checked, so nobody can use
//! up other users' requests with made-up tokens. The limits use elapsed time,
//! not the time of day: if a clock were set back, everybody would be refused
//! until it caught up.

use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as GovernorClock, Reference as _},
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{InMemoryState, NotKeyed, keyed::DashMapStateStore},
};

use tokio::time::Instant;

use crate::{identity::caller::Caller, refusal::Refusal};

/// Idle users are forgotten after this many requests.
const SWEEP_EVERY: u32 = 1024;

/// Directory and user.
type Key = (String, Arc<str>);

/// The time since an instant, as a clock of the rate limiter.
#[derive(Clone, Debug)]
struct Ticks(Instant);

impl GovernorClock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(self.0.elapsed())
    }
}

/// The limit of each user and the limit of all together.
#[derive(Debug)]
pub(crate) struct RateLimits {
    clock: Ticks,
    users: RateLimiter<Key, DashMapStateStore<Key>, Ticks, NoOpMiddleware<Nanos>>,
    all: RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Nanos>>,
    counted: AtomicU32,
}

impl RateLimits {
    pub(crate) fn new(per_user: NonZeroU32, of_all: NonZeroU32) -> Self {
        let clock = Ticks(Instant::now());
        Self {
            users: RateLimiter::dashmap_with_clock(Quota::per_minute(per_user), clock.clone()),
            all: RateLimiter::direct_with_clock(Quota::per_minute(of_all), clock.clone()),
            counted: AtomicU32::new(0),
            clock,
        }
    }

    /// Counts a request, or refuses it with the time to wait.
    pub(crate) fn check(&self, caller: &Caller) -> Result<(), Refusal> {
        if self
            .counted
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(SWEEP_EVERY)
        {
            self.users.retain_recent();
        }
        let key = (caller.tenant.to_string(), Arc::clone(&caller.object_id));
        let wait = |until: Nanos| Duration::from(until.duration_since(self.clock.now()));
        self.users
            .check_key(&key)
            .map_err(|not_until| Refusal::TooMany {
                wait: wait(not_until.earliest_possible()),
                own: true,
            })?;
        self.all.check().map_err(|not_until| Refusal::TooMany {
            wait: wait(not_until.earliest_possible()),
            own: false,
        })
    }
}
