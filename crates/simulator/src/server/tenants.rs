//! The tenants of one server, by name, and the time in each.
//!
//! Each tenant has its own clock, so that a test that lets time pass leaves
//! others alone. A driven clock stands at the moment its scenario was started.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use super::Clock;
use crate::{
    http::{Outcome, Request},
    scenario::{Host, scenario},
    tenant::Tenant,
};

pub(super) struct Tenants {
    clock: Clock,
    by_name: Mutex<BTreeMap<String, Room>>,
}

/// A tenant with what its page is told and the time that was added to it.
pub(super) struct Room {
    pub(super) tenant: Tenant,
    pub(super) host: Host,
    started_ms: i64,
    added_ms: i64,
}

impl Room {
    pub(super) fn now_ms(&self, clock: Clock) -> i64 {
        let base = match clock {
            Clock::Driven => self.started_ms,
            Clock::Real => system_ms(),
        };
        base + self.added_ms
    }
}

impl Tenants {
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            clock,
            by_name: Mutex::default(),
        }
    }

    /// Starts a tenant afresh; false when there is no such scenario.
    pub(super) fn start(&self, name: &str, scenario_name: &str) -> bool {
        let started_ms = system_ms();
        let Some((tenant, host)) = scenario(scenario_name, started_ms) else {
            return false;
        };
        let room = Room {
            tenant,
            host,
            started_ms,
            added_ms: 0,
        };
        self.rooms().insert(name.to_owned(), room);
        true
    }

    pub(super) fn answer(&self, name: &str, request: &Request) -> Option<Outcome> {
        let mut rooms = self.rooms();
        let room = rooms.get_mut(name)?;
        let now_ms = room.now_ms(self.clock);
        Some(room.tenant.answer(request, now_ms))
    }

    /// Lets a tenant's time pass by `ms` and gives the new moment.
    pub(super) fn advance(&self, name: &str, ms: i64) -> Option<i64> {
        let mut rooms = self.rooms();
        let room = rooms.get_mut(name)?;
        room.added_ms += ms.max(0);
        let now_ms = room.now_ms(self.clock);
        room.tenant.settle(now_ms);
        Some(now_ms)
    }

    /// Looks at a tenant, or changes it, as it is now.
    pub(super) fn with<T>(&self, name: &str, act: impl FnOnce(&mut Room) -> T) -> Option<T> {
        let mut rooms = self.rooms();
        let room = rooms.get_mut(name)?;
        let now_ms = room.now_ms(self.clock);
        room.tenant.settle(now_ms);
        Some(act(room))
    }

    /// A test that panicked while it held the lock leaves whole tenants behind.
    fn rooms(&self) -> MutexGuard<'_, BTreeMap<String, Room>> {
        self.by_name.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn system_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}
