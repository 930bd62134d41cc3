//! The tenants of one server, by name, each with its own clock.
//!
//! A test that lets time pass in its tenant leaves the others alone. A driven clock
//! stands at the moment when the scenario was started. Every change by a control
//! request wakes those that wait for a delayed answer.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use super::clock::{ClockMode, system_ms};
use crate::{
    http::{DelayedStatus, Delivery, Request, Ticket},
    identity::IdentityProvider,
    scenario::{Host, Registrations, UnknownScenario, directory, scenario},
    tenant::Tenant,
};

pub(super) struct Tenants {
    clock: ClockMode,
    /// The origin of the unnamed tenant's identity provider.
    identity: Option<String>,
    by_name: Mutex<BTreeMap<String, RunningTenant>>,
    changes: watch::Sender<u64>,
}

/// A tenant with its page's options and the time that was added to its clock.
pub(super) struct RunningTenant {
    pub(super) tenant: Tenant,
    pub(super) host: Host,
    /// The identity provider and the apps registered with it.
    pub(super) directory: Option<(IdentityProvider, Registrations)>,
    started_ms: i64,
    added_ms: i64,
    /// Distinguishes it from earlier tenants of the same name.
    generation: u64,
}

/// A delayed request and the generation of its tenant.
#[derive(Clone, Copy, Debug)]
pub(super) struct TenantTicket {
    ticket: Ticket,
    generation: u64,
}

impl RunningTenant {
    pub(super) fn now_ms(&self, clock: ClockMode) -> i64 {
        let base = match clock {
            ClockMode::Driven => self.started_ms,
            ClockMode::Real => system_ms(),
        };
        base + self.added_ms
    }
}

impl Tenants {
    pub(super) fn new(clock: ClockMode, identity: Option<String>) -> Self {
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

    /// Starts a tenant afresh in a scenario.
    pub(super) fn start(&self, name: &str, scenario_name: &str) -> Result<(), UnknownScenario> {
        let started_ms = system_ms();
        let (tenant, host) = scenario(scenario_name, started_ms)?;
        let directory = self.identity.as_ref().map(|origin| match name {
            "" => directory(origin),
            name => directory(&format!("{origin}/t/{name}")),
        });
        let running = RunningTenant {
            tenant,
            host,
            directory,
            started_ms,
            added_ms: 0,
            generation: self.tell_of_a_change(),
        };
        self.all().insert(name.to_owned(), running);
        Ok(())
    }

    /// Hands a request to a tenant. A delayed one comes with the ticket to wait for.
    pub(super) fn handle(
        &self,
        name: &str,
        request: &Request,
    ) -> Option<(Delivery, Option<TenantTicket>)> {
        let mut all = self.all();
        let running = all.get_mut(name)?;
        let now_ms = running.now_ms(self.clock);
        let delivery = running.tenant.handle(request, now_ms);
        let waiting = match delivery {
            Delivery::Delayed(ticket) => Some(TenantTicket {
                ticket,
                generation: running.generation,
            }),
            _ => None,
        };
        Some((delivery, waiting))
    }

    /// The status of a delayed request, and in how many ms a real clock ends its
    /// delay.
    pub(super) fn collect(
        &self,
        name: &str,
        waiting: TenantTicket,
    ) -> (DelayedStatus, Option<i64>) {
        let mut all = self.all();
        let own = all
            .get_mut(name)
            .filter(|running| running.generation == waiting.generation);
        let Some(running) = own else {
            return (DelayedStatus::Unknown, None);
        };
        let now_ms = running.now_ms(self.clock);
        running.tenant.settle(now_ms);
        let delayed = running.tenant.collect(waiting.ticket);
        let in_ms = match delayed {
            DelayedStatus::Waiting {
                until_ms: Some(until_ms),
            } if self.clock == ClockMode::Real => Some(until_ms - now_ms),
            _ => None,
        };
        (delayed, in_ms)
    }

    /// Signals every change by a control request, which may have ended a delay.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Lets `ms` pass in a tenant and returns its new time.
    pub(super) fn advance(&self, name: &str, ms: i64) -> Option<i64> {
        let mut all = self.all();
        let running = all.get_mut(name)?;
        running.added_ms += ms.max(0);
        let now_ms = running.now_ms(self.clock);
        running.tenant.settle(now_ms);
        self.tell_of_a_change();
        Some(now_ms)
    }

    /// Reads or changes a tenant at its current time.
    pub(super) fn with<T>(
        &self,
        name: &str,
        act: impl FnOnce(&mut RunningTenant) -> T,
    ) -> Option<T> {
        let mut all = self.all();
        let running = all.get_mut(name)?;
        let now_ms = running.now_ms(self.clock);
        running.tenant.settle(now_ms);
        let result = act(running);
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

    /// A panic while the lock was held leaves the tenants usable, so it is ignored.
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, RunningTenant>> {
        self.by_name.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
