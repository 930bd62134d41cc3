//! Checks the gateway's public address as a browser would use it.
//!
//! A page can read an answer only if the answer names the page's origin, and can
//! send only after a preflight that allows its headers
//! (<https://fetch.spec.whatwg.org/#http-cors-protocol>). Whether a public page
//! may call a private address depends on the browser's policy
//! (<https://wicg.github.io/local-network-access/>). That cannot be tried from
//! here, so it is only mentioned.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::{HeaderName, Method};
use reqwest::Url;
use tokio::net::lookup_host;
use universal_print::json::{self, Value};

use super::report::Report;
use crate::{
    config::Config,
    limits,
    transport::{Incoming, NoAnswer, Outgoing, Transport},
};

const STEP: &str = "reachability from a browser";

/// The headers of the widget that a preflight must allow.
const HEADERS: [&str; 5] = [
    "authorization",
    "client-request-id",
    "content-type",
    "prefer",
    "print-share",
];

const PASS_ON: &str = "the proxy in front must pass path, query and all headers on unchanged, in both \
     directions, and must not answer OPTIONS itself";

pub(super) async fn examine(
    report: &mut Report,
    transport: &dyn Transport,
    url: &str,
    config: &Config,
) {
    let base = url.trim_end_matches('/');
    let added = config.allowed_headers.iter().map(HeaderName::as_str);
    let headers: Vec<&str> = HEADERS.into_iter().chain(added).collect();
    if !base.starts_with("https://") {
        report.failed(
            STEP,
            &format!("{base} is not https"),
            "put a proxy with TLS in front: pages served over https may not call http",
        );
    }
    for origin in &config.origins {
        let answers = async {
            let answer = transport.send(plain(base, origin), limits::READ).await?;
            let permission = transport
                .send(preflight(base, origin, &headers), limits::READ)
                .await?;
            Ok::<_, NoAnswer>((answer, permission))
        };
        match answers.await {
            Ok((answer, permission)) => {
                let allows = allows(&permission, &headers);
                page(report, base, origin, &answer, &permission, allows);
            }
            Err(why) => {
                report.failed(
                    STEP,
                    &format!("{base} cannot be reached: {why}"),
                    "check name, address, certificate, and the proxy in front of the gateway",
                );
                return;
            }
        }
    }
    if is_private(base) || leads_to_private(base).await {
        report.unknown("local network access", "the address looks private: browsers ask users before a public page may call it, \
            unless the policy LocalNetworkAccessAllowedForUrls names the page; frames need allow=\"local-network-access\"");
    }
}

/// Whether the answer to a preflight allows all of these headers.
fn allows(permission: &Incoming, headers: &[&str]) -> bool {
    let allowed = permission.allowed_headers.as_deref().unwrap_or_default();
    let allowed: Vec<&str> = allowed.split(',').map(str::trim).collect();
    headers
        .iter()
        .all(|name| allowed.iter().any(|own| own.eq_ignore_ascii_case(name)))
}

/// Reports what a page of this origin gets. `allows` says whether the preflight
/// allowed its headers.
fn page(
    report: &mut Report,
    base: &str,
    origin: &str,
    answer: &Incoming,
    permission: &Incoming,
    allows: bool,
) {
    let body = json::parse(&answer.body).unwrap_or_default();
    let error = body.get("error").and_then(|error| error.get("innerError"));
    let code = error
        .and_then(|error| error.get("code"))
        .and_then(Value::as_str);
    let names = |answer: &Incoming| answer.allowed_origin.as_deref() == Some(origin);
    match (answer.status, code) {
        (403, Some("originNotAllowed")) => report.failed(
            STEP,
            &format!("{base} does not know the origin {origin}"),
            "the gateway that answers has another configuration: restart it",
        ),
        (401, Some("tokenMissing")) if !names(answer) => report.failed(
            STEP,
            &format!("browsers keep the answers of {base} from pages of {origin}: access-control-allow-origin does not name it"),
            PASS_ON,
        ),
        (401, Some("tokenMissing"))
            if !(200..300).contains(&permission.status)
                || !names(permission)
                || !allows =>
        {
            report.failed(
                STEP,
                &format!("{base} does not answer the preflight of pages of {origin} as a gateway does, so browsers send nothing"),
                PASS_ON,
            );
        }
        (401, Some("tokenMissing")) => report.passed(
            STEP,
            &format!("{base} answers pages of {origin} as a gateway does"),
        ),
        (502..=504, None) => report.failed(
            STEP,
            &format!("the proxy at {base} answers {}: it reaches no gateway that is ready", answer.status),
            "start the gateway and look at its /readyz; then check the gateway's addresses in the proxy, also that of its health check",
        ),
        (status, _) => report.failed(
            STEP,
            &format!("{base} answers {status}, not as a gateway does"),
            PASS_ON,
        ),
    }
}

/// A request without a token, because the gateway's answer to it is known.
fn plain(base: &str, origin: &str) -> Outgoing {
    let headers = vec![("accept", "application/json".to_owned())];
    request(Method::GET, base, origin, headers)
}

/// The preflight that a browser makes before a redirect.
fn preflight(base: &str, origin: &str, headers: &[&str]) -> Outgoing {
    let headers = vec![
        ("access-control-request-method", "POST".to_owned()),
        ("access-control-request-headers", headers.join(",")),
    ];
    request(Method::OPTIONS, base, origin, headers)
}

fn request(
    method: Method,
    base: &str,
    origin: &str,
    mut headers: Vec<(&'static str, String)>,
) -> Outgoing {
    headers.push(("origin", origin.to_owned()));
    Outgoing {
        method,
        url: format!("{base}/v1.0/print/printers/doctor/jobs/0"),
        headers,
        body: None,
        changes: false,
    }
}

/// Whether this machine finds an address in a private range behind the name.
async fn leads_to_private(base: &str) -> bool {
    let Ok(url) = Url::parse(base) else {
        return false;
    };
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
        return false;
    };
    let found = lookup_host((host.trim_matches(['[', ']']), port)).await;
    let mut addresses = found.into_iter().flatten().map(|address| address.ip());
    addresses.any(|address| match address.to_canonical() {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    })
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    address.is_private() || address.is_loopback() || address.is_link_local()
}

/// Whether this is an address in a private range, or a name that only an internal
/// resolver knows.
fn is_private(base: &str) -> bool {
    let host = base.split_once("://").map_or(base, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    match host.parse() {
        Ok(address) => is_private_v4(address),
        Err(_) => match host.rsplit_once('.') {
            None => true,
            Some((_, last)) => matches!(last, "local" | "internal"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_is_private_if_its_address_is() {
        for (base, private) in [
            // A name for the resolver, and no address for who reads the text.
            ("https://127.1:8443", true),
            ("https://10.0.0.1", true),
            ("https://[fd00::1]", true),
            ("https://[::ffff:192.168.0.1]", true),
            ("https://192.0.2.1", false),
            ("https://[2001:db8::1]", false),
            ("nowhere", false),
        ] {
            assert_eq!(leads_to_private(base).await, private, "{base}");
        }
        assert!(!is_private("https://127.1:8443"));
    }
}
