//! Alerts and dashboard ask only for metrics, labels and outcomes that `docs/gateway-reference.md` has.
//!
//! Another test compares that page with the gateway. Whether the queries are right PromQL, and when the alerts fire, is
//! checked with Prometheus' own tool by `cargo xtask test deploy`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{read, yaml};

/// Labels that Prometheus adds to each series.
const ADDED: [&str; 2] = ["job", "instance"];

/// The metrics of the page with their labels.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let page = read("docs/gateway-reference.md");
    let rows = page.lines().filter(|line| line.starts_with("| `gateway_"));
    let metrics: BTreeMap<_, _> = rows
        .map(|row| {
            let cells: Vec<_> = row.split('|').collect();
            // A first code is the metric; the labels have the next cell or, if the page has their types, the one after.
            let codes = |cell: &str| {
                cell.split('`')
                    .skip(1)
                    .step_by(2)
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            let labels = cells[2..]
                .iter()
                .map(|cell| codes(cell))
                .find(|found| !found.is_empty());
            let name = codes(cells[1]).remove(0);
            (name, labels.unwrap_or_default().into_iter().collect())
        })
        .collect();
    assert!(metrics.len() > 4, "{metrics:?}");
    metrics
}

/// The expressions of the alerts, by name.
fn alerts() -> Vec<(String, String)> {
    let text = read("deploy/prometheus/alerts.yaml");
    let file = yaml(&text);
    let rules = file["groups"][0]["rules"].as_sequence().unwrap();
    let text = |rule: &saphyr::Yaml<'_>, key: &str| rule[key].as_str().unwrap().to_owned();
    rules
        .iter()
        .map(|rule| (text(rule, "alert"), text(rule, "expr")))
        .collect()
}

/// The queries of the dashboard, by the titles of their panels; those of its variables too.
fn dashboard() -> Vec<(String, String)> {
    let file: Value = serde_json::from_str(&read("deploy/grafana/print-gateway.json")).unwrap();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut queries = Vec::new();
    for panel in list(&file["panels"]) {
        for target in list(&panel["targets"]) {
            queries.push((text(&panel["title"]), text(&target["expr"])));
        }
    }
    for variable in list(&file["templating"]["list"]) {
        if variable["type"] == "query" {
            queries.push((text(&variable["name"]), text(&variable["query"]["query"])));
        }
    }
    queries
}

/// A series that a query selects.
#[derive(Debug, PartialEq, Eq)]
struct Selector {
    metric: String,
    /// The labels in its braces, with their values.
    labels: Vec<(String, String)>,
}

fn selectors(query: &str) -> Vec<Selector> {
    let mut found = Vec::new();
    let mut rest = query;
    while let Some((before, after)) = rest.split_once('{') {
        let at = before.rfind(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
        let metric = before[at.map_or(0, |at| at + 1)..].to_owned();
        let (inside, after) = after.split_once('}').unwrap();
        let labels = inside.split(',').map(|matcher| {
            let (name, value) = matcher.split_once('"').unwrap();
            let name = name.trim().trim_end_matches(['=', '~', '!']).to_owned();
            (name, value.trim_end_matches('"').to_owned())
        });
        found.push(Selector {
            metric,
            labels: labels.collect(),
        });
        rest = after;
    }
    found
}

/// The labels that a query groups by.
fn grouped(query: &str) -> BTreeSet<String> {
    let lists = query.split(" by (").skip(1);
    let lists = lists.map(|rest| rest.split(')').next().unwrap());
    lists
        .flat_map(|list| list.split(',').map(|name| name.trim().to_owned()))
        .collect()
}

fn mistakes(query: &str) -> Vec<String> {
    let documented = documented();
    let page = read("docs/gateway-reference.md");
    let selectors = selectors(query);
    let mut known: BTreeSet<String> = ADDED.map(str::to_owned).into();
    let mut wrong = Vec::new();
    for Selector { metric, labels } in &selectors {
        if metric == "up" {
            continue;
        }
        let mut parts = ["_bucket", "_count", "_sum"].into_iter();
        let base = parts.find_map(|part| metric.strip_suffix(part));
        let own = documented.get(base.unwrap_or(metric));
        let Some(own) = own else {
            wrong.push(format!("{metric} is no metric"));
            continue;
        };
        known.extend(own.iter().cloned());
        if metric.ends_with("_bucket") {
            known.insert("le".to_owned());
        }
        for (label, value) in labels {
            if !ADDED.contains(&label.as_str()) && !own.contains(label) {
                wrong.push(format!("{metric} has no label {label}"));
            }
            if label == "outcome" && !page.contains(&format!("`{value}`")) {
                wrong.push(format!("{value} is no outcome"));
            }
        }
    }
    if selectors.is_empty() && !documented.keys().any(|name| query.contains(name)) {
        wrong.push("it selects nothing".to_owned());
    }
    let strange = grouped(query).into_iter().filter(|it| !known.contains(it));
    wrong.extend(strange.map(|label| format!("it groups by {label}")));
    wrong
}

#[test]
fn every_query_asks_for_what_the_gateway_has() {
    let queries = [alerts(), dashboard()].concat();
    assert!(queries.len() > 20);
    let wrong: Vec<_> = queries
        .iter()
        .flat_map(|(name, query)| {
            mistakes(query)
                .into_iter()
                .map(move |it| format!("{name}: {it}"))
        })
        .collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_query_for_what_the_gateway_does_not_have_is_found() {
    assert_eq!(mistakes("up{job=\"x\"}"), [""; 0]);
    for (query, wanted) in [
        (
            "gateway_sent_total{job=\"x\"}",
            "gateway_sent_total is no metric",
        ),
        (
            "gateway_in_flight{call=\"x\"}",
            "gateway_in_flight has no label call",
        ),
        (
            "gateway_sends_total{outcome=\"lost\"}",
            "lost is no outcome",
        ),
        (
            "sum by (user) (gateway_in_flight{job=\"x\"})",
            "it groups by user",
        ),
    ] {
        assert_eq!(mistakes(query), [wanted]);
    }
}

#[test]
fn every_alert_says_what_it_means_and_what_to_do() {
    let text = read("deploy/prometheus/alerts.yaml");
    let file = yaml(&text);
    for rule in file["groups"][0]["rules"].as_sequence().unwrap() {
        let name = rule["alert"].as_str().unwrap();
        for annotation in ["summary", "action"] {
            let said = rule["annotations"][annotation].as_str().unwrap_or_default();
            assert!(said.ends_with('.'), "{name}: {annotation}");
        }
        let severity = rule["labels"]["severity"].as_str();
        assert!(matches!(severity, Some("critical" | "warning")), "{name}");
    }
}

/// `alerts.test.yaml` beside this file lets each alert fire.
#[test]
fn every_alert_is_tested() {
    let tests = read("tests/deploy/alerts.test.yaml");
    for (name, _) in alerts() {
        assert!(tests.contains(&format!("alertname=\"{name}\"")), "{name}");
    }
}
