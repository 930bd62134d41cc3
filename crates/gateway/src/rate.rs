//! How often callers may ask: each for themselves, and all together.
//!
//! Counted after the caller is known, so that nobody can use up another's
//! share or everybody's with made-up tokens; refusing those costs one look at
//! a signature. Time is counted and never read from the time of day: a clock
//! that is set back would refuse everybody until it is there again.

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

use crate::{identity::Caller, refusal::Refusal};

/// Users who have not asked for a while are forgotten this often.
const SWEEP_EVERY: u32 = 1024;

/// A caller: directory and user.
type Key = (String, Arc<str>);

/// The time since a beginning, in the limiter's terms.
#[derive(Clone, Debug)]
struct Ticks(Instant);

impl GovernorClock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(self.0.elapsed())
    }
}

/// The two limits.
#[derive(Debug)]
pub(crate) struct Rate {
    clock: Ticks,
    users: RateLimiter<Key, DashMapStateStore<Key>, Ticks, NoOpMiddleware<Nanos>>,
    all: RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Nanos>>,
    counted: AtomicU32,
}

impl Rate {
    pub(crate) fn new(per_user: NonZeroU32, of_all: NonZeroU32) -> Self {
        let clock = Ticks(Instant::now());
        Self {
            users: RateLimiter::dashmap_with_clock(Quota::per_minute(per_user), clock.clone()),
            all: RateLimiter::direct_with_clock(Quota::per_minute(of_all), clock.clone()),
            counted: AtomicU32::new(0),
            clock,
        }
    }

    /// Passes, or says how long to wait.
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
