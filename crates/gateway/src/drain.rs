//! Leads the program from the first signal to its end, without losing a request.
//!
//! A balancer goes on sending requests until it has noticed that the gateway is not
//! ready. So the gateway first drains: it is not ready, but it accepts and answers as
//! before, and asks each client to close its connection. Only then the listener
//! closes, and what has begun is finished. A second signal ends the drain early.
//!
//! Waiting uses tokio's timers. The time of day is only for people who read it.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Response, header},
};
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};
use tower::util::MapResponseLayer;
use universal_print::time::Timestamp;

use crate::clock::Clock;

/// Whether the program drains, and for how long.
#[derive(Debug)]
pub struct Drain {
    /// How long the listener stays open after the first signal.
    open: Duration,
    /// How long everything may take after the first signal, the drain included.
    whole: Duration,
    clock: Arc<dyn Clock>,
    since: OnceLock<Timestamp>,
}

impl Drain {
    /// A program that is not yet told to end. The listener stays `open` for a while
    /// after the first signal, and the `whole` way to the end takes at most so long.
    pub fn new(open: Duration, whole: Duration, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self {
            open,
            whole,
            clock,
            since: OnceLock::new(),
        })
    }

    /// When the drain began, if it has.
    pub fn since(&self) -> Option<Timestamp> {
        self.since.get().copied()
    }

    /// When the listener closes, if the drain has begun and no second signal arrives.
    pub fn until(&self) -> Option<Timestamp> {
        self.since().map(|since| since.after(self.open))
    }

    /// Waits for a signal and then for the end of the drain, which a second signal
    /// brings at once. Returns until when open requests may be finished.
    pub async fn ended(&self, signals: &Notify) -> Instant {
        signals.notified().await;
        let began = Instant::now();
        self.since.get_or_init(|| self.clock.now());
        tracing::info!(
            seconds = self.open.as_secs(),
            "draining: not ready any more, but still answering; a second signal ends this early"
        );
        tokio::select! {
            () = sleep_until(began + self.open) => {}
            () = signals.notified() => tracing::info!("a second signal ends the drain"),
        }
        tracing::info!("shutting down: finishing what has begun");
        began + self.whole
    }

    /// The same routes. While the program drains, each answer asks its client to close
    /// the connection, so that the next request goes to another replica.
    pub fn around(self: &Arc<Self>, routes: Router) -> Router {
        let drain = Arc::clone(self);
        routes.layer(MapResponseLayer::new(move |mut answer: Response<Body>| {
            if drain.since().is_some() {
                let close = HeaderValue::from_static("close");
                answer.headers_mut().insert(header::CONNECTION, close);
            }
            answer
        }))
    }
}
