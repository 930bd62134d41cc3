//! Checks the files in `deploy/`, each with a program that reads such files.
//!
//! The Dockerfile is linted, Compose and Kubernetes files are held to their schemas, the systemd unit, the alerts and the
//! dashboard's queries are read by systemd's and Prometheus' own tools. The simulator, the gateway, both proxies and an
//! identity provider that others wrote are then run together by the tests in `tests/deploy`. Where a program cannot be
//! had, one line says which check is left out. That the files agree with each other is tested by `cargo test --test deploy`,
//! which needs none of this.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::Results;
use crate::programs::{Programs, Purpose};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::python::PythonPackages;
use crate::tools::servers::Servers;
use crate::tools::{command, npm, on_path};
use crate::workspace;

const STEP: &str = "checking deploy/";
const FIX: &str = "correct what it printed above";

const UNIT: &str = "print-gateway.service";
/// Where the unit expects the gateway.
const INSTALLED: &str = "/usr/local/bin/gateway";
/// The highest exposure that `systemd-analyze security` may find, in tenths. The unit has 1.2.
const EXPOSURE: &str = "15";

pub(super) fn run(results: &mut Results) -> Result<(), StepError> {
    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, Path::new(UNIT)))?;
    let servers = Servers::ensure();
    files_with_schemas(results);
    let programs = Programs::build(Purpose::Tests)?;
    if let Some(analyze) = found(
        servers.systemd_analyze.as_ref(),
        "systemd-analyze",
        "the unit",
    ) {
        let unit = scratch.path().join(UNIT);
        results.check(write_unit(&unit, &programs.path("gateway")));
        results.check(read_by(
            analyze,
            "the systemd unit",
            &["verify".as_ref(), &unit],
        ));
        let security = ["security", "--offline=true", "--threshold", EXPOSURE].map(Path::new);
        let arguments = [&security[..], &[&unit]].concat();
        results.check(read_by(
            analyze,
            "the exposure of the systemd unit",
            &arguments,
        ));
    }
    if let Some(promtool) = found(
        servers.promtool.as_ref(),
        "promtool",
        "alerts and dashboard",
    ) {
        let check = ["check", "rules"].map(Path::new);
        let alerts = deploy("prometheus/alerts.yaml");
        let arguments = [&check[..], &[&alerts]].concat();
        results.check(read_by(promtool, "the alerts", &arguments));
        let tests = workspace::root().join("tests/deploy/alerts.test.yaml");
        let arguments = ["test".as_ref(), "rules".as_ref(), tests.as_path()];
        results.check(read_by(promtool, "when the alerts fire", &arguments));
        let queries = scratch.path().join("queries.json");
        results.check(write_queries(&queries));
        let arguments = [&check[..], &[&queries]].concat();
        results.check(read_by(promtool, "the dashboard's queries", &arguments));
    }
    live(results, &servers, &programs)
}

fn deploy(file: &str) -> PathBuf {
    workspace::root().join("deploy").join(file)
}

/// A program, or a line that says what is not checked without it.
fn found<'a>(program: Option<&'a PathBuf>, name: &str, what: &str) -> Option<&'a Path> {
    if program.is_none() {
        println!("Not checked: {what}, because there is no {name} on this system.");
    }
    program.map(PathBuf::as_path)
}

/// The files that are checked by programs from PyPI: Dockerfile, Compose, Kubernetes.
fn files_with_schemas(results: &mut Results) {
    let requirements = workspace::root().join("tests/deploy/requirements.txt");
    let packages = match PythonPackages::ensure("deploy-checkers", &requirements) {
        Ok(packages) => packages,
        Err(failure) => {
            println!(
                "Not checked: Dockerfile, compose.yaml and the objects of Kubernetes. {failure}"
            );
            return;
        }
    };
    let mut lint = packages.program("hadolint");
    lint.arg("--no-color").arg(deploy("docker/Dockerfile"));
    results.check(Step::new("hadolint", FIX).quiet(lint));
    let schemas = packages.script(&workspace::root().join("tests/deploy/schemas.py"));
    results.check(Step::new("schemas of Compose and Kubernetes", FIX).stream(schemas));
}

fn read_by(program: &Path, what: &str, arguments: &[&Path]) -> Result<(), StepError> {
    let mut check = command(program);
    check.args(arguments);
    Step::new(what, FIX).quiet(check)
}

/// The unit with the gateway of this build, because systemd looks whether the program is there.
fn write_unit(to: &Path, gateway: &Path) -> Result<(), StepError> {
    let from = deploy("systemd").join(UNIT);
    let unit = fs::read_to_string(&from).map_err(StepError::at(STEP, &from))?;
    let unit = unit.replace(INSTALLED, &gateway.to_string_lossy());
    fs::write(to, unit).map_err(StepError::at(STEP, to))
}

/// The dashboard's queries as rules, which is a form that promtool reads.
fn write_queries(to: &Path) -> Result<(), StepError> {
    let from = deploy("grafana/print-gateway.json");
    let dashboard = fs::read(&from).map_err(StepError::at(STEP, &from))?;
    let rules = as_rules(&dashboard).ok_or(StepError::Malformed {
        step: STEP,
        what: "the dashboard",
        advice: "see that it is JSON with panels that have queries",
    })?;
    fs::write(to, rules.to_string()).map_err(StepError::at(STEP, to))
}

/// `None` if the dashboard has no queries.
fn as_rules(dashboard: &[u8]) -> Option<Value> {
    let dashboard: Value = serde_json::from_slice(dashboard).ok()?;
    let panels = dashboard.get("panels")?.as_array()?.iter();
    let targets = panels.filter_map(|panel| panel.get("targets")?.as_array());
    let queries = targets.flatten().filter_map(|it| it.get("expr")?.as_str());
    let rules: Vec<_> = (0..)
        .zip(queries)
        .map(|(number, query)| {
            // Grafana fills this in.
            let query = query.replace("$__rate_interval", "5m");
            json!({ "record": format!("panel:query:{number}"), "expr": query })
        })
        .collect();
    let is_empty = rules.is_empty();
    let file = json!({ "groups": [{ "name": "dashboard", "rules": rules }] });
    (!is_empty).then_some(file)
}

/// Runs the gateway behind the proxies that are there.
fn live(results: &mut Results, servers: &Servers, programs: &Programs) -> Result<(), StepError> {
    if cfg!(windows) || on_path("bash").is_none() {
        println!(
            "Not tested: the gateway behind its proxies, which needs a Unix system with bash."
        );
        return Ok(());
    }
    // The certificate of the proxies is made by one of these.
    npm::ensure_e2e_packages()?;
    npm::ensure_deploy_tests()?;
    let mut node = command("node");
    node.args(["--test", "--test-reporter=spec"])
        .args(
            ["gateway", "provider", "proxies", "restart"]
                .map(|it| format!("tests/deploy/{it}.test.mjs")),
        )
        // `tally` cannot read the closing lines in colour.
        .env_remove("FORCE_COLOR")
        .env("NO_COLOR", "1");
    programs.name_in(&mut node);
    name_server(
        &mut node,
        "NGINX",
        found(servers.nginx.as_ref(), "nginx", "nginx's configuration"),
    );
    name_server(
        &mut node,
        "CADDY",
        found(servers.caddy.as_ref(), "Caddy", "the Caddyfile"),
    );
    let (output, ended) = Step::new("the gateway behind its proxies", FIX).read(node);
    results.node_tests(&output, ended);
    Ok(())
}

/// The tests leave out a proxy whose variable is not set.
fn name_server(node: &mut Command, variable: &str, program: Option<&Path>) {
    match program {
        Some(program) => node.env(variable, program),
        None => node.env_remove(variable),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_of_a_dashboard_becomes_a_rule() {
        let dashboard = br#"{"panels": [{"title": "a row"}, {"targets": [
            {"expr": "rate(up[$__rate_interval])"}, {"expr": "up"}]}]}"#;
        let rules = as_rules(dashboard).unwrap();
        let rule = |number: usize| rules["groups"][0]["rules"][number]["expr"].as_str();
        assert_eq!(rule(0), Some("rate(up[5m])"));
        assert_eq!(rule(1), Some("up"));
        assert_eq!(rule(2), None);
    }

    #[test]
    fn a_dashboard_without_queries_is_malformed() {
        assert_eq!(as_rules(br#"{"panels": []}"#), None);
        assert_eq!(as_rules(b"{"), None);
    }

    #[test]
    fn the_unit_names_the_program_that_is_replaced() {
        let unit = fs::read_to_string(deploy("systemd").join(UNIT)).unwrap();
        assert_eq!(unit.matches(&format!("={INSTALLED} ")).count(), 1);
    }
}
