//! Counts requests, refusals, sends and calls to Graph, for Prometheus.
//!
//! Labels have few values and never contain an id. Every known value is there from the
//! start, with a zero: Prometheus sees a counter grow only if it saw it before. Each
//! gateway has its own registry, so two gateways in one process count separately.

use std::{fmt, time::Duration};

use prometheus::{
    Encoder as _, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
};
use universal_print::{
    request::{ABORT, Operation},
    time::Timestamp,
};

use crate::{
    audit::{AuditedCall, AuditedOutcome},
    refusal::code::RefusalCode,
    route::CallName,
};

/// The calls that the gateway makes to Graph for its callers.
const GRAPH_CALLS: [Operation; 5] = [
    Operation::Redirect,
    Operation::Described(&ABORT),
    Operation::GetJob,
    Operation::GetShare,
    Operation::GetPrinterOfShare,
];

/// The statuses of Graph that say something about the gateway. Others are counted from
/// the first time that Graph answers them.
const GRAPH_STATUSES: [Option<u16>; 9] = [
    None,
    Some(200),
    Some(204),
    Some(401),
    Some(403),
    Some(404),
    Some(429),
    Some(500),
    Some(503),
];

/// The counters of one gateway.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    refusals: IntCounterVec,
    sends: IntCounterVec,
    graph: HistogramVec,
    in_flight: IntGauge,
    ready: IntGauge,
    expiry: IntGauge,
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
            refusals: counter("gateway_refusals_total", "Refusals, by code.", &["code"])?,
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
            ready: IntGauge::new("gateway_ready", "1 if the gateway is ready, else 0.")?,
            expiry: IntGauge::new(
                "gateway_certificate_expiry_timestamp_seconds",
                "When the certificate in use expires, in seconds since 1970.",
            )?,
        };
        this.registry.register(Box::new(this.requests.clone()))?;
        this.registry.register(Box::new(this.seconds.clone()))?;
        this.registry.register(Box::new(this.refusals.clone()))?;
        this.registry.register(Box::new(this.sends.clone()))?;
        this.registry.register(Box::new(this.graph.clone()))?;
        this.registry.register(Box::new(this.in_flight.clone()))?;
        this.registry.register(Box::new(this.ready.clone()))?;
        this.begin_at_zero();
        Ok(this)
    }

    /// Makes a zero for each known value of each label.
    fn begin_at_zero(&self) {
        let mut refused: Vec<u16> = RefusalCode::ALL.iter().map(|code| code.status()).collect();
        refused.sort_unstable();
        refused.dedup();
        for call in CallName::ALL {
            let succeeded: &[u16] = match call {
                CallName::Redirect | CallName::Job | CallName::PrinterOfShare => &[200],
                CallName::Abort => &[204],
                CallName::Nothing => &[],
            };
            for status in refused.iter().chain(succeeded) {
                self.requests
                    .with_label_values(&[call.as_str(), &status.to_string()]);
            }
            self.seconds.with_label_values(&[call.as_str()]);
        }
        for code in RefusalCode::ALL {
            self.refusals.with_label_values(&[code.as_str()]);
        }
        for call in AuditedCall::ALL {
            for outcome in AuditedOutcome::all() {
                self.sends
                    .with_label_values(&[call.as_str(), outcome.as_str()]);
            }
        }
        for call in GRAPH_CALLS {
            for status in GRAPH_STATUSES {
                self.graph
                    .with_label_values(&[call.name(), &status_label(status)]);
            }
        }
    }

    /// Shows a counter that another part keeps.
    pub(crate) fn add(&self, counter: &IntCounterVec) -> Result<(), prometheus::Error> {
        self.registry.register(Box::new(counter.clone()))
    }

    /// Counts a request as in flight until the returned guard is dropped.
    pub(crate) fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    pub(crate) fn answered(&self, call: CallName, status: u16, took: Duration) {
        self.requests
            .with_label_values(&[call.as_str(), &status.to_string()])
            .inc();
        self.seconds
            .with_label_values(&[call.as_str()])
            .observe(took.as_secs_f64());
    }

    pub(crate) fn refused(&self, code: RefusalCode) {
        self.refusals.with_label_values(&[code.as_str()]).inc();
    }

    pub(crate) fn sent(&self, call: AuditedCall, outcome: AuditedOutcome) {
        self.sends
            .with_label_values(&[call.as_str(), outcome.as_str()])
            .inc();
    }

    pub(crate) fn graph(&self, call: Operation, status: Option<u16>, took: Duration) {
        self.graph
            .with_label_values(&[call.name(), &status_label(status)])
            .observe(took.as_secs_f64());
    }

    /// Notes when the certificate in use expires. Without this, there is no such metric:
    /// a zero would look like a certificate that expired long ago.
    pub(crate) fn certificate(&self, ends: Timestamp) {
        if self.expiry.get() == 0 {
            // A second registration, by another scrape at the same time, changes nothing.
            let _ = self.registry.register(Box::new(self.expiry.clone()));
        }
        self.expiry.set(ends.millis().div_euclid(1000));
    }

    /// Notes whether the gateway is ready.
    pub(crate) fn ready(&self, ready: bool) {
        self.ready.set(ready.into());
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

fn status_label(status: Option<u16>) -> String {
    status.map_or_else(|| "none".to_owned(), |status| status.to_string())
}

/// Counts one request as in flight while it exists.
#[derive(Debug)]
pub(crate) struct InFlight(IntGauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}
