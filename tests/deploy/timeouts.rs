//! The time limits of proxies, supervisors and probes fit those of the gateway.
//!
//! Each is compared with the gateway's default or with the longest time that its protocol takes.

use std::time::Duration;

use crate::gateway::{longest_answer, number, seconds};
use crate::{behind, read, yaml};

/// A time as nginx, Caddy, systemd and Docker write it.
fn time(text: &str) -> Duration {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let count: u64 = digits.parse().unwrap_or_else(|_| panic!("{text}"));
    match &text[digits.len()..] {
        "ms" => Duration::from_millis(count),
        "s" => Duration::from_secs(count),
        "min" | "m" => Duration::from_secs(60 * count),
        unit => panic!("the unit {unit} is not known"),
    }
}

fn nginx(directive: &str) -> Duration {
    time(behind(&read("deploy/nginx/print-gateway.conf"), directive))
}

fn caddy(directive: &str) -> Duration {
    time(behind(&read("deploy/caddy/Caddyfile"), directive))
}

fn systemd(key: &str) -> String {
    behind(&read("deploy/systemd/print-gateway.service"), key).to_owned()
}

/// `stop_grace_period` of a part of the Compose file.
fn compose(part: &[&str]) -> Duration {
    let text = read("deploy/compose.yaml");
    let file = yaml(&text);
    let part = part.iter().fold(&file, |found, name| &found[*name]);
    time(part["stop_grace_period"].as_str().unwrap())
}

fn pod<T>(look: impl FnOnce(&saphyr::Yaml<'_>) -> T) -> T {
    let text = read("deploy/kubernetes/deployment.yaml");
    look(&yaml(&text)["spec"]["template"]["spec"])
}

fn whole(seconds: i64) -> Duration {
    Duration::from_secs(seconds.try_into().unwrap())
}

#[test]
fn a_proxy_waits_for_the_longest_answer() {
    let longest = longest_answer();
    assert!(longest > Duration::from_secs(30), "{longest:?}");
    for (proxy, waits) in [
        ("nginx", nginx("proxy_read_timeout")),
        ("Caddy", caddy("response_header_timeout")),
        ("Caddy, at its end", caddy("grace_period")),
    ] {
        assert!(waits > longest, "{proxy} waits for {waits:?}");
    }
    assert!(compose(&["services", "caddy"]) > caddy("grace_period"));
}

#[test]
fn a_proxy_gives_a_body_as_long_as_the_gateway_does() {
    assert!(nginx("proxy_send_timeout") > seconds("limits", "body_seconds"));
}

#[test]
fn a_proxy_closes_idle_connections_before_the_gateway_does() {
    for idle in [nginx("keepalive_timeout"), caddy("keepalive")] {
        assert!(idle < seconds("limits", "header_seconds"), "{idle:?}");
        assert!(idle < seconds("server", "drain_seconds"), "{idle:?}");
    }
}

#[test]
fn nobody_kills_the_gateway_before_it_has_finished() {
    let finished = seconds("limits", "shutdown_seconds");
    let grace = pod(|pod| whole(pod["terminationGracePeriodSeconds"].as_integer().unwrap()));
    for (killer, waits) in [
        ("Kubernetes", grace),
        ("systemd", time(&systemd("TimeoutStopSec"))),
        ("Docker", compose(&["x-gateway"])),
    ] {
        assert!(waits > finished, "{killer} waits for {waits:?}");
    }
}

#[test]
fn what_begins_while_the_gateway_drains_is_finished_too() {
    let drain = seconds("server", "drain_seconds");
    assert!(drain + longest_answer() <= seconds("limits", "shutdown_seconds"));
}

#[test]
fn a_gateway_that_ends_is_noticed_while_it_still_serves() {
    let drain = seconds("server", "drain_seconds");
    let by_caddy = caddy("health_interval") + caddy("health_timeout");
    assert!(by_caddy < drain, "Caddy: {by_caddy:?}");
    let by_kubernetes = pod(|pod| {
        let probe = &pod["containers"][0]["readinessProbe"];
        let number = |key: &str| probe[key].as_integer().unwrap();
        whole((number("periodSeconds") + number("timeoutSeconds")) * number("failureThreshold"))
    });
    assert!(by_kubernetes <= drain, "Kubernetes: {by_kubernetes:?}");
}

#[test]
fn the_service_may_open_a_file_for_each_connection_and_each_call() {
    let files: u64 = systemd("LimitNOFILE").parse().unwrap();
    assert!(files > 2 * number("limits", "connections"));
}

#[test]
fn times_are_read_in_every_unit() {
    assert_eq!(time("90s"), Duration::from_secs(90));
    assert_eq!(time("2min"), Duration::from_secs(120));
    assert_eq!(time("100ms"), Duration::from_millis(100));
}
