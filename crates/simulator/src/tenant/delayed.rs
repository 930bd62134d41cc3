//! Lets time pass, and ends the delays of requests that a fault holds up.
//!
//! A request that is delayed before it takes effect does so at the exact moment its
//! delay ends, in the order of those moments, even if its client no longer waits.
//! Nothing here sleeps: the caller says what time it is.

use super::{Tenant, delayed_request::DelayedRequest};
use crate::http::{DelayedStatus, Request, Response, Ticket};

impl Tenant {
    /// Lets time pass until `now_ms`, in ms since 1970 UTC. Time never goes back.
    pub fn settle(&mut self, now_ms: i64) {
        while let Some((until_ms, at)) = self.next_delayed(now_ms) {
            self.advance_to(until_ms);
            self.end_delay(at);
        }
        self.advance_to(now_ms);
    }

    /// Ends every delay now and returns how many there were.
    pub fn release(&mut self) -> usize {
        let waiting: Vec<_> = (0..self.delayed.len())
            .filter(|&at| {
                self.delayed
                    .get(at)
                    .is_some_and(|delayed| !delayed.is_through)
            })
            .collect();
        for &at in &waiting {
            self.end_delay(at);
        }
        waiting.len()
    }

    /// The status of a delayed request. Its answer is given once.
    pub fn collect(&mut self, ticket: Ticket) -> DelayedStatus {
        let Some(at) = self
            .delayed
            .iter()
            .position(|delayed| delayed.ticket == ticket)
        else {
            return DelayedStatus::Unknown;
        };
        let waiting = self.delayed.get(at).filter(|delayed| !delayed.is_through);
        if let Some(delayed) = waiting {
            let until_ms = delayed.until_ms;
            return DelayedStatus::Waiting { until_ms };
        }
        match self.delayed.remove(at).response {
            Some(response) => DelayedStatus::Arrived(response),
            None => DelayedStatus::Unknown,
        }
    }

    pub(super) fn delay(
        &mut self,
        request: &Request,
        response: Option<Response>,
        ms: Option<i64>,
        entry: usize,
    ) -> Ticket {
        let ticket = Ticket(self.answered);
        self.answered += 1;
        self.delayed.push(DelayedRequest {
            ticket,
            request: request.clone(),
            until_ms: ms.map(|ms| self.now_ms + ms),
            response,
            is_through: false,
            entry: Some(entry),
        });
        ticket
    }

    /// The delayed request whose delay ends first, if it ends by `now_ms`.
    fn next_delayed(&self, now_ms: i64) -> Option<(i64, usize)> {
        let delayed = self.delayed.iter().enumerate();
        delayed
            .filter(|(_, delayed)| !delayed.is_through)
            .filter_map(|(at, delayed)| Some((delayed.until_ms?, at)))
            .filter(|&(until_ms, _)| until_ms <= now_ms)
            .min()
    }

    fn end_delay(&mut self, at: usize) {
        let Some(delayed) = self.delayed.get_mut(at) else {
            return;
        };
        delayed.is_through = true;
        let (request, entry) = (delayed.request.clone(), delayed.entry);
        let response = delayed.response.take();
        let response = response.unwrap_or_else(|| self.respond(&request));
        self.note_status(entry, response.status);
        if let Some(delayed) = self.delayed.get_mut(at) {
            delayed.response = Some(response);
        }
    }

    fn advance_to(&mut self, now_ms: i64) {
        self.now_ms = self.now_ms.max(now_ms);
        self.inventory.settle(self.now_ms);
    }
}
