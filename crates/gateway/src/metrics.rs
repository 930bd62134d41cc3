//! Counts requests, sends and calls to Graph, for Prometheus.
//!
//! Labels have few values and never contain an id. Each gateway has its own
//! registry, so two gateways in one process count separately.

use std::{fmt, time::Duration};

use prometheus::{
    Encoder as _, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
};

/// The counters of one gateway.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    sends: IntCounterVec,
    graph: HistogramVec,
    in_flight: IntGauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Metrics")
    }
}

impl Metrics {
    /// Counters at zero.
    pub fn new() -> Result<Self, prometheus::Error> {
        let buckets = vec![
            0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 45.0,
        ];
        let counter = |name: &str, help: &str, labels: &[&str]| {
            IntCounterVec::new(Opts::new(name, help), labels)
        };
        let histogram = |name: &str, help: &str, labels: &[&str]| {
            HistogramVec::new(
                HistogramOpts::new(name, help).buckets(buckets.clone()),
                labels,
            )
        };
        let this = Self {
            registry: Registry::new(),
            requests: counter(
                "gateway_requests_total",
                "Answers, by call and status.",
                &["call", "status"],
            )?,
            seconds: histogram(
                "gateway_request_seconds",
                "Time to an answer, by call.",
                &["call"],
            )?,
            sends: counter(
                "gateway_sends_total",
                "Redirects and aborts, by outcome.",
                &["call", "outcome"],
            )?,
            graph: histogram(
                "gateway_graph_seconds",
                "Calls to Microsoft Graph; status none where no answer came.",
                &["call", "status"],
            )?,
            in_flight: IntGauge::new("gateway_in_flight", "Requests that are being answered.")?,
        };
        this.registry.register(Box::new(this.requests.clone()))?;
        this.registry.register(Box::new(this.seconds.clone()))?;
        this.registry.register(Box::new(this.sends.clone()))?;
        this.registry.register(Box::new(this.graph.clone()))?;
        this.registry.register(Box::new(this.in_flight.clone()))?;
        Ok(this)
    }

    /// Counts a request as in flight until the returned guard is dropped.
    pub(crate) fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    pub(crate) fn answered(&self, call: &str, status: u16, took: Duration) {
        self.requests
            .with_label_values(&[call, &status.to_string()])
            .inc();
        self.seconds
            .with_label_values(&[call])
            .observe(took.as_secs_f64());
    }

    pub(crate) fn sent(&self, call: &str, outcome: &str) {
        self.sends.with_label_values(&[call, outcome]).inc();
    }

    pub(crate) fn graph(&self, call: &str, status: Option<u16>, took: Duration) {
        let status = status.map_or("none".to_owned(), |status| status.to_string());
        self.graph
            .with_label_values(&[call, &status])
            .observe(took.as_secs_f64());
    }

    /// All metrics in Prometheus' text format.
    pub fn text(&self) -> String {
        let mut text = Vec::new();
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut text) {
            tracing::error!(%error, "the metrics cannot be written");
        }
        String::from_utf8(text).unwrap_or_default()
    }
}

/// Counts one request as in flight while it exists.
#[derive(Debug)]
pub(crate) struct InFlight(IntGauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}
