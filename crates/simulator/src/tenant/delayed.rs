//! Time, and the requests that are held up until some of it has passed.
//!
//! A held request keeps its place: one that was held up before it took effect
//! does so at the very moment it is let through, in the order of those
//! moments, whether or not its caller still waits. Nothing here sleeps; time
//! is what the caller says it is.

use super::{Tenant, delayed_request::DelayedRequest};
use crate::http::{DelayedStatus, Request, Response, Ticket};

impl Tenant {
    /// Lets time pass until `now_ms`, in ms since 1970 UTC. Time never runs back.
    pub fn settle(&mut self, now_ms: i64) {
        while let Some((until_ms, at)) = self.next_held(now_ms) {
            self.pass(until_ms);
            self.let_through(at);
        }
        self.pass(now_ms);
    }

    /// Lets every held request through now; how many there were.
    pub fn release(&mut self) -> usize {
        let waiting: Vec<_> = (0..self.held.len())
            .filter(|&at| self.held.get(at).is_some_and(|held| !held.is_through))
            .collect();
        for &at in &waiting {
            self.let_through(at);
        }
        waiting.len()
    }

    /// The answer of a delayed request, given once.
    pub fn collect(&mut self, ticket: Ticket) -> DelayedStatus {
        let Some(at) = self.held.iter().position(|held| held.ticket == ticket) else {
            return DelayedStatus::Unknown;
        };
        let waiting = self.held.get(at).filter(|held| !held.is_through);
        if let Some(held) = waiting {
            let until_ms = held.until_ms;
            return DelayedStatus::Waiting { until_ms };
        }
        match self.held.remove(at).response {
            Some(response) => DelayedStatus::Arrived(response),
            None => DelayedStatus::Unknown,
        }
    }

    pub(super) fn hold(
        &mut self,
        request: &Request,
        response: Option<Response>,
        ms: Option<i64>,
        entry: usize,
    ) -> Ticket {
        let ticket = Ticket(self.answered);
        self.answered += 1;
        self.held.push(DelayedRequest {
            ticket,
            request: request.clone(),
            until_ms: ms.map(|ms| self.now_ms + ms),
            response,
            is_through: false,
            entry: Some(entry),
        });
        ticket
    }

    /// The held request that is let through first, if that is by `now_ms`.
    fn next_held(&self, now_ms: i64) -> Option<(i64, usize)> {
        let held = self.held.iter().enumerate();
        held.filter(|(_, held)| !held.is_through)
            .filter_map(|(at, held)| Some((held.until_ms?, at)))
            .filter(|&(until_ms, _)| until_ms <= now_ms)
            .min()
    }

    fn let_through(&mut self, at: usize) {
        let Some(held) = self.held.get_mut(at) else {
            return;
        };
        held.is_through = true;
        let (request, entry) = (held.request.clone(), held.entry);
        let response = held.response.take();
        let response = response.unwrap_or_else(|| self.respond(&request));
        self.note(entry, response.status);
        if let Some(held) = self.held.get_mut(at) {
            held.response = Some(response);
        }
    }

    fn pass(&mut self, now_ms: i64) {
        self.now_ms = self.now_ms.max(now_ms);
        self.inventory.settle(self.now_ms);
    }
}
