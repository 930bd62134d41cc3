//! The tenants of one server, by name, and the time in each.
//!
//! Each tenant has its own clock, so that a test that lets time pass leaves
//! others alone. A driven clock stands at the moment its scenario was started.
//! Whoever waits for a delayed answer is told of every change by control.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use tokio::sync::watch;

use super::Clock;
use crate::{
    http::{Delayed, Delivery, Request, Ticket},
    identity::Identity,
    scenario::{Host, Registrations, directory, scenario},
    tenant::Tenant,
};

pub(super) struct Tenants {
    clock: Clock,
    /// The origin of the unnamed tenant's identity provider.
    identity: Option<String>,
    by_name: Mutex<BTreeMap<String, Room>>,
    changes: watch::Sender<u64>,
}

/// A tenant with what its page is told and the time that was added to it.
pub(super) struct Room {
    pub(super) tenant: Tenant,
    pub(super) host: Host,
    /// The identity provider and what is registered with it.
    pub(super) directory: Option<(Identity, Registrations)>,
    started_ms: i64,
    added_ms: i64,
    /// Tells it from the tenants that had the name before.
    generation: u64,
}

/// A delayed request, and whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    ticket: Ticket,
    generation: u64,
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
    pub(super) fn new(clock: Clock, identity: Option<String>) -> Self {
        Self {
            clock,
            identity,
            by_name: Mutex::default(),
            changes: watch::Sender::default(),
        }
    }

    /// Whether each tenant has an identity provider.
    pub(super) fn have_identity(&self) -> bool {
        self.identity.is_some()
    }

    /// Starts a tenant afresh; false when there is no such scenario.
    pub(super) fn start(&self, name: &str, scenario_name: &str) -> bool {
        let started_ms = system_ms();
        let Some((tenant, host)) = scenario(scenario_name, started_ms) else {
            return false;
        };
        let directory = self.identity.as_ref().map(|origin| match name {
            "" => directory(origin),
            name => directory(&format!("{origin}/t/{name}")),
        });
        let room = Room {
            tenant,
            host,
            directory,
            started_ms,
            added_ms: 0,
            generation: self.tell_of_a_change(),
        };
        self.rooms().insert(name.to_owned(), room);
        true
    }

    /// Hands a request to a tenant; with a delayed one comes what to wait for.
    pub(super) fn handle(
        &self,
        name: &str,
        request: &Request,
    ) -> Option<(Delivery, Option<Waiting>)> {
        let mut rooms = self.rooms();
        let room = rooms.get_mut(name)?;
        let now_ms = room.now_ms(self.clock);
        let delivery = room.tenant.handle(request, now_ms);
        let waiting = match delivery {
            Delivery::Delayed(ticket) => Some(Waiting {
                ticket,
                generation: room.generation,
            }),
            _ => None,
        };
        Some((delivery, waiting))
    }

    /// Where a delayed request stands, and in how many ms the clock itself
    /// lets it through.
    pub(super) fn collect(&self, name: &str, waiting: Waiting) -> (Delayed, Option<i64>) {
        let mut rooms = self.rooms();
        let own = rooms
            .get_mut(name)
            .filter(|room| room.generation == waiting.generation);
        let Some(room) = own else {
            return (Delayed::Unknown, None);
        };
        let now_ms = room.now_ms(self.clock);
        room.tenant.settle(now_ms);
        let delayed = room.tenant.collect(waiting.ticket);
        let in_ms = match delayed {
            Delayed::Waiting {
                until_ms: Some(until_ms),
            } if self.clock == Clock::Real => Some(until_ms - now_ms),
            _ => None,
        };
        (delayed, in_ms)
    }

    /// Tells when a control request may have let something through.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Lets a tenant's time pass by `ms` and gives the new moment.
    pub(super) fn advance(&self, name: &str, ms: i64) -> Option<i64> {
        let mut rooms = self.rooms();
        let room = rooms.get_mut(name)?;
        room.added_ms += ms.max(0);
        let now_ms = room.now_ms(self.clock);
        room.tenant.settle(now_ms);
        self.tell_of_a_change();
        Some(now_ms)
    }

    /// Looks at a tenant, or changes it, as it is now.
    pub(super) fn with<T>(&self, name: &str, act: impl FnOnce(&mut Room) -> T) -> Option<T> {
        let mut rooms = self.rooms();
        let room = rooms.get_mut(name)?;
        let now_ms = room.now_ms(self.clock);
        room.tenant.settle(now_ms);
        let result = act(room);
        self.tell_of_a_change();
        Some(result)
    }

    fn tell_of_a_change(&self) -> u64 {
        let mut changes = 0;
        self.changes.send_modify(|count| {
            *count += 1;
            changes = *count;
        });
        changes
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
