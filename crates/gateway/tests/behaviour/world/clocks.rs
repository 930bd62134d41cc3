//! The world's clock, and a wrong clock for a gateway.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use gateway::clock::Clock;
use tokio::time::Instant;
use universal_print::time::Timestamp;

/// The time at which every world begins: 2026-11-23T09:00:00Z.
pub(super) const START_MS: i64 = 1_795_424_400_000;

#[derive(Debug)]
pub(super) struct TestClock(pub(super) Instant);

/// By how much a gateway's clock is set back.
#[derive(Debug, Default)]
pub(crate) struct SetBack {
    seconds: AtomicI64,
}

impl SetBack {
    pub(crate) fn set(&self, seconds: i64) {
        self.seconds.store(seconds, Ordering::SeqCst);
    }
}

#[derive(Debug)]
pub(super) struct WrongClock(pub(super) Arc<TestClock>, pub(super) Arc<SetBack>);

impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        let back = self.1.seconds.load(Ordering::SeqCst) * 1000;
        Timestamp::from_millis(self.0.now().millis() - back)
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(START_MS).after(self.0.elapsed())
    }
}
