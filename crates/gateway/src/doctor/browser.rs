//! The gateway from a browser's side: does the public address answer, and as
//! this gateway does.
//!
//! A machine is no browser: whether a private address may be called from a
//! public page is up to the browser's policy, so that is said and not tried
//! (<https://wicg.github.io/local-network-access/>).

use axum::http::Method;
use serde_json::Value;

use super::Report;
use crate::{
    limits,
    transport::{NoAnswer, Outgoing, Transport},
};

const STEP: &str = "reachability from a browser";

pub(super) async fn examine(
    report: &mut Report,
    transport: &dyn Transport,
    url: &str,
    origins: &[String],
) {
    let base = url.trim_end_matches('/');
    if !base.starts_with("https://") {
        report.ill(
            STEP,
            &format!("{base} is not https"),
            "put TLS in front: pages served over https may not call http",
        );
    }
    let Some(origin) = origins.first() else {
        return;
    };
    let request = Outgoing {
        method: Method::GET,
        url: format!("{base}/v1.0/print/printers/doctor/jobs/0"),
        headers: vec![
            ("origin", origin.clone()),
            ("accept", "application/json".to_owned()),
        ],
        body: None,
        changes: false,
    };
    let answer = match transport.send(request, limits::READ).await {
        Ok(answer) => answer,
        Err(why) => {
            let seen = match why {
                NoAnswer::NotSent => "no connection",
                NoAnswer::Lost => "the connection breaks",
                NoAnswer::TimedOut => "no answer in time",
            };
            report.ill(
                STEP,
                &format!("{base}: {seen}"),
                "check name, address, certificate, and what stands in front of the gateway",
            );
            return;
        }
    };
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let code = body
        .pointer("/error/innerError/code")
        .and_then(Value::as_str);
    match (answer.status, code) {
        (401, Some("tokenMissing")) => report.well(STEP, &format!("{base} answers as a gateway does")),
        (403, Some("originNotAllowed")) => {
            report.ill(STEP, &format!("{base} does not know the origin {origin}"), "the gateway that answers has another configuration: restart it");
        }
        (status, _) => report.ill(STEP, &format!("{base} answers {status}, not as a gateway does"),
            "what stands in front must pass path, query and the headers authorization, origin and print-share on unchanged"),
    }
    if is_private(base) {
        report.unseen("local network access", "the address looks private: browsers ask users before a public page may call it, \
            unless the policy LocalNetworkAccessAllowedForUrls names the page; frames need allow=\"local-network-access\"");
    }
}

/// An address in a private range, or a name that only an inside resolver knows.
fn is_private(base: &str) -> bool {
    let host = base.split_once("://").map_or(base, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    match host.parse::<std::net::Ipv4Addr>() {
        Ok(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
        Err(_) => match host.rsplit_once('.') {
            None => true,
            Some((_, last)) => matches!(last, "local" | "internal"),
        },
    }
}
