//! Decides whether a send outlives its page.
//!
//! A request with `keepalive` goes on when the page is closed. A browser allows a page 64 KiB of
//! bodies under way with it, and refuses at once what is above that, with the same error as for a
//! lost connection. A page cannot ask how much its own traffic takes. So after a send that got no
//! answer, all later sends of this widget go without `keepalive`: they may then be cut off with the page, which
//! the journal is for, but the page's traffic cannot keep them from leaving.
//!
//! <https://fetch.spec.whatwg.org/#http-network-or-cache-fetch>

use std::cell::Cell;

/// The most that may be under way, in bytes.
const QUOTA: usize = 64 * 1024;

/// What this widget knows of the page's quota.
#[derive(Debug, Default)]
pub struct Keepalive {
    under_way: Cell<usize>,
    had_no_answer: Cell<bool>,
}

impl Keepalive {
    /// Whether a send with a body of this size shall outlive the page. If so, end it with
    /// [`Keepalive::end`].
    pub fn begin(&self, bytes: usize) -> bool {
        let under_way = self.under_way.get().saturating_add(bytes);
        let allowed = !self.had_no_answer.get() && under_way <= QUOTA;
        if allowed {
            self.under_way.set(under_way);
        }
        allowed
    }

    /// A send that outlives the page has ended, with an answer or without one.
    pub fn end(&self, bytes: usize, answered: bool) {
        self.under_way
            .set(self.under_way.get().saturating_sub(bytes));
        if !answered {
            self.had_no_answer.set(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sends_outlive_the_page_up_to_its_quota() {
        let keepalive = Keepalive::default();
        assert!(keepalive.begin(40 * 1024));
        assert!(!keepalive.begin(30 * 1024));
        keepalive.end(40 * 1024, true);
        assert!(keepalive.begin(30 * 1024));
    }

    #[test]
    fn after_a_send_without_an_answer_no_other_takes_the_quota() {
        let keepalive = Keepalive::default();
        assert!(keepalive.begin(100));
        keepalive.end(100, false);
        assert!(!keepalive.begin(100));
    }
}
