//! Sends many requests with a fixed number of workers and measures how long each takes.
//!
//! A worker sends its next request when the last one was answered, so requests never queue up here.
//! The time of a request ends with the last byte of its answer.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{
    client::{Ask, Connection},
    error::BenchError,
};

/// The measurements so far.
#[derive(Debug, Default)]
pub(crate) struct Load {
    took: Vec<Duration>,
    wall: Duration,
}

/// The results of the measurements.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) median_ms: f64,
    pub(crate) p99_ms: f64,
}

impl Load {
    /// Sends these requests and adds their times.
    pub(crate) async fn add(
        &mut self,
        address: &str,
        workers: usize,
        asks: &[Ask],
    ) -> Result<(), BenchError> {
        let asks: Arc<[Ask]> = asks.into();
        let next = Arc::new(AtomicUsize::new(0));
        let mut connections = Vec::new();
        for _ in 0..workers {
            connections.push(Connection::open(address).await?);
        }
        let began = Instant::now();
        let running: Vec<_> = connections
            .into_iter()
            .map(|connection| tokio::spawn(work(connection, Arc::clone(&asks), Arc::clone(&next))))
            .collect();
        for worker in running {
            self.took.extend(worker.await??);
        }
        self.wall += began.elapsed();
        Ok(())
    }

    /// The number of requests so far.
    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.took.len()).unwrap_or(u64::MAX)
    }

    pub(crate) fn figures(&self) -> Figures {
        let mut sorted = self.took.clone();
        sorted.sort_unstable();
        let at = |percent: usize| {
            let found =
                sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1)));
            found.copied().unwrap_or_default().as_secs_f64() * 1e3
        };
        let count = u32::try_from(self.took.len()).unwrap_or(u32::MAX);
        Figures {
            per_second: f64::from(count) / self.wall.as_secs_f64().max(f64::EPSILON),
            median_ms: at(50),
            p99_ms: at(99),
        }
    }
}

async fn work(
    mut connection: Connection,
    asks: Arc<[Ask]>,
    next: Arc<AtomicUsize>,
) -> Result<Vec<Duration>, BenchError> {
    let mut took = Vec::new();
    while let Some(ask) = asks.get(next.fetch_add(1, Ordering::Relaxed)) {
        let began = Instant::now();
        connection.ask(ask).await?;
        took.push(began.elapsed());
    }
    Ok(took)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_request_in_a_hundred_changes_only_p99() {
        let mut took = vec![Duration::from_millis(2); 99];
        took.push(Duration::from_millis(50));
        let load = Load {
            took,
            wall: Duration::from_millis(500),
        };
        let figures = load.figures();
        let near = |is: f64, wanted: f64| (is - wanted).abs() < 1e-6;
        assert!(near(figures.per_second, 200.0), "{figures:?}");
        assert!(near(figures.median_ms, 2.0), "{figures:?}");
        assert!(near(figures.p99_ms, 50.0), "{figures:?}");
    }
}
