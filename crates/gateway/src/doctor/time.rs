//! Compares this machine's clock with the identity provider's.
//!
//! With a wrong clock the gateway refuses tokens that are valid, or the provider refuses the
//! assertions of the gateway's certificate. Providers tell their time in each answer.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1>

use std::time::Duration;

use axum::http::Method;
use universal_print::time::Timestamp;

use super::report::Report;
use crate::{
    clock::Clock,
    limits,
    transport::{Outgoing, Transport},
};

const STEP: &str = "clock";

/// Compares the clocks with an answer from this address of the provider. They may differ by
/// `skew`. A provider that does not tell its time is passed over.
pub(super) async fn examine(
    report: &mut Report,
    transport: &dyn Transport,
    clock: &dyn Clock,
    address: String,
    skew: Duration,
) {
    // A kept answer would tell the time at which it was kept.
    let headers = vec![("cache-control", "no-cache".to_owned())];
    let request = Outgoing {
        method: Method::GET,
        url: address,
        headers,
        body: None,
        changes: false,
    };
    let before = clock.now();
    let answer = transport.send(request, limits::SIGN_IN).await.ok();
    let date = answer.and_then(|answer| answer.date);
    let Some(told) = date.as_deref().and_then(Timestamp::parse_http) else {
        return;
    };
    let (difference, word) = difference(told, before, clock.now());
    let seconds = difference.as_secs();
    if difference > skew {
        report.failed(
            STEP,
            &format!(
                "this machine's clock is {seconds} seconds {word} the identity provider's: valid tokens are refused"
            ),
            "set this machine's clock, and let it be set by a time server (NTP)",
        );
    } else {
        report.passed(STEP, "it agrees with the identity provider's");
    }
}

/// How far this machine's clock is away from what the provider told between two moments, and
/// in which direction. The provider leaves out parts of a second.
fn difference(told: Timestamp, before: Timestamp, after: Timestamp) -> (Duration, &'static str) {
    let latest = told.after(Duration::from_secs(1));
    if before > latest {
        (before.since(latest), "ahead of")
    } else {
        (told.since(after), "behind")
    }
}
