//! `docs/gateway-reference.md`, held to what the gateway does: its metrics with every label value, the fields of its log,
//! its endpoints, its commands with their options, and its exit codes. `tests/docs` compares the rest with the sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::{Command, Output},
};

use axum::{
    Router,
    body::Body,
    http::{Method, Request},
};
use gateway::refusal::code::RefusalCode;
use serde_json::{Value, json};

use crate::credentials::{Files, TWO, admin_of, good};
use crate::world::{
    LOBBY_SHARE, ORIGIN, World, adele, audit_lines, call, get, job_path, lines_saying, log, named,
    post, redirect, text,
};

const PAGE: &str = include_str!("../../../../docs/gateway-reference.md");

/// The rows of the tables below a heading, without their heads: the cells as they are written.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = PAGE.split_once(&format!("# {heading}\n")).unwrap();
    let section = section.split("\n#").next().unwrap();
    let (mut rows, mut in_body) = (Vec::new(), false);
    for line in section.lines() {
        let Some(cells) = line.strip_prefix('|').and_then(|it| it.strip_suffix('|')) else {
            in_body = false;
            continue;
        };
        if in_body {
            rows.push(cells.split('|').map(str::trim).collect());
        }
        in_body |= cells.starts_with("---");
    }
    assert!(!rows.is_empty(), "{heading}");
    rows
}

/// What stands between backticks.
fn codes(cell: &str) -> Vec<String> {
    let codes = cell.split('`').skip(1).step_by(2);
    codes.map(str::to_owned).collect()
}

/// The admin routes of a gateway, with the public ones.
fn routes(world: &World) -> (Router, Router) {
    let gateway = world.gateway_with("");
    (admin_of(world, &gateway), gateway.router())
}

/// The series of `/metrics` without their values, and each metric's type.
async fn scrape(admin: &Router) -> (BTreeSet<String>, BTreeMap<String, String>) {
    let (status, page) = text(admin, "/metrics").await;
    assert_eq!(status, 200);
    let types = page.lines().filter_map(|line| {
        let (name, kind) = line.strip_prefix("# TYPE ")?.split_once(' ')?;
        Some((name.to_owned(), kind.to_owned()))
    });
    let series = page.lines().filter(|line| !line.starts_with('#'));
    let series = series.map(|line| line.rsplit_once(' ').unwrap().0.to_owned());
    (series.collect(), types.collect())
}

/// The labels of a series with their values, without the bounds of buckets.
fn labels(series: &str) -> Vec<(String, String)> {
    let Some((_, labels)) = series.split_once('{') else {
        return Vec::new();
    };
    let labels = labels.trim_end_matches('}').split(',');
    let labels = labels.filter_map(|label| {
        let (name, value) = label.split_once('=').unwrap();
        (name != "le").then(|| (name.to_owned(), value.trim_matches('"').to_owned()))
    });
    labels.collect()
}

#[tokio::test(start_paused = true)]
async fn every_metric_is_documented_with_its_type_labels_and_values() {
    // With a certificate there is one metric more.
    let (world, files, pair) = (World::new(), Files::new(), good());
    files.write("gateway.pem", pair.certificate);
    files.write("gateway.key", pair.key);
    let gateway = world.gateway_of(&files.config(&TWO));
    let (series, types) = scrape(&admin_of(&world, &gateway)).await;
    let metric_rows = rows("Metrics");
    let (metrics, values): (Vec<_>, Vec<_>) = metric_rows.iter().partition(|row| row.len() == 4);
    let told: BTreeMap<_, _> = metrics
        .iter()
        .map(|row| (codes(row[0])[0].clone(), row[1].to_owned()))
        .collect();
    assert_eq!(told, types);

    let codes_of_refusals = RefusalCode::ALL.iter().map(|code| code.as_str().to_owned());
    let codes_of_refusals: BTreeSet<String> = codes_of_refusals.collect();
    let outcomes = rows("The audit log");
    let outcomes = outcomes.iter().filter(|row| row.len() == 2);
    let outcomes: BTreeSet<String> = outcomes.flat_map(|row| codes(row[0])).collect();
    for row in metrics {
        let name = &codes(row[0])[0];
        let own: Vec<&String> = series
            .iter()
            .filter(|series| {
                let bare = series.split('{').next().unwrap();
                let bare = ["_bucket", "_sum", "_count"]
                    .iter()
                    .find_map(|end| bare.strip_suffix(end))
                    .unwrap_or(bare);
                bare == name
            })
            .collect();
        let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (label, value) in own.iter().flat_map(|series| labels(series)) {
            known.entry(label).or_default().insert(value);
        }
        let told: BTreeSet<String> = codes(row[2]).into_iter().collect();
        assert_eq!(told, known.keys().cloned().collect(), "{name}");
        for (label, known) in known {
            let row = values.iter().find(|row| {
                let names = codes(row[0]);
                names[0] == label && names[1..].contains(name)
            });
            let row = row.unwrap_or_else(|| panic!("{label} of {name} has no row"));
            let told: BTreeSet<String> = match (&*label, &**name) {
                ("code", _) => codes_of_refusals.clone(),
                // The names of fields and of outcomes stand in one section.
                ("outcome", "gateway_sends_total") => known
                    .iter()
                    .filter(|it| outcomes.contains(*it) || codes_of_refusals.contains(*it))
                    .cloned()
                    .collect(),
                _ => codes(row[1])
                    .into_iter()
                    .filter(|code| code != "graphRefused")
                    .collect(),
            };
            assert_eq!(told, known, "{label} of {name}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_series_appears_that_was_not_there_from_the_start() {
    let world = World::new();
    let (admin, router) = routes(&world);
    let before = scrape(&admin).await.0;
    let (token, job, waste) = (
        world.token(&adele()),
        world.job_of(&adele()),
        world.job_of(&adele()),
    );
    let printer = format!("/v1.0/print/shares/{LOBBY_SHARE}/printer");
    let abort = format!("{}/abort", job_path(&waste));
    for (request, status) in [
        (get(&job_path(&job), &token), 200),
        (get(&printer, &token), 200),
        (redirect(&job, &token), 200),
        (redirect(&job, &token), 200),
        (redirect("999", &token), 404),
        (redirect(&job, "x"), 401),
        (post(&abort, &token, &json!({})), 204),
        (post(&abort, &token, &json!({})), 409),
        (get("/elsewhere", &token), 404),
        (post(&job_path(&job), &token, &json!({})), 405),
    ] {
        assert_eq!(call(&router, request).await.status, status);
    }
    assert_eq!(scrape(&admin).await.0, before);
}

/// The fields in the first cells of a section's first table.
fn fields(heading: &str) -> BTreeSet<String> {
    let rows = rows(heading);
    rows.iter().flat_map(|row| codes(row[0])).collect()
}

fn keys(line: &Value) -> BTreeSet<String> {
    let keys = line.as_object().unwrap().keys();
    keys.filter(|key| *key != "message").cloned().collect()
}

#[tokio::test(start_paused = true)]
async fn every_field_of_the_log_is_documented() {
    log();
    let world = World::new();
    let (token, router) = (world.token(&adele()), world.router());
    call(&router, named(redirect("999", &token), "fields-refused")).await;
    let audit = keys(&audit_lines("fields-refused")[0]);
    let told = fields("The audit log");
    assert!(audit.is_subset(&told), "{audit:?} {told:?}");
    let outcomes: BTreeSet<String> = gateway::audit::AuditedOutcome::all()
        .map(|outcome| outcome.as_str().to_owned())
        .collect();
    let rest: Vec<_> = told.difference(&audit).collect();
    assert!(rest.iter().all(|it| outcomes.contains(*it)), "{rest:?}");

    let refused = &lines_saying("refused", "fields-refused")[0];
    assert_eq!(fields("The log"), keys(refused));
    let mut claims = world.claims(&adele());
    claims["iss"] = json!("https://elsewhere.example");
    let foreign = get(&job_path("1"), &world.sign(&claims));
    call(&router, named(foreign, "fields-claim")).await;
    let claim = &lines_saying("a token is refused", "fields-claim")[0];
    assert_eq!(fields("Refused claims in the log"), keys(claim));
}

#[tokio::test(start_paused = true)]
async fn every_documented_endpoint_is_served_and_no_other() {
    let world = World::new();
    let (admin, router) = routes(&world);
    let known: BTreeSet<String> = scrape(&admin)
        .await
        .0
        .iter()
        .filter(|series| series.starts_with("gateway_requests_total{"))
        .flat_map(|series| labels(series))
        .filter_map(|(label, value)| (label == "call").then_some(value))
        .collect();
    let (mut told, mut internal) = (BTreeSet::new(), 0);
    for row in rows("Endpoints") {
        let Some((method, path)) = codes(row[0])
            .first()
            .and_then(|request| request.split_once(' '))
            .map(|(method, path)| (method.to_owned(), path.to_owned()))
        else {
            assert_eq!(row[0], "any other");
            told.extend(codes(row[1]));
            continue;
        };
        if !path.starts_with("/{version}") {
            internal += 1;
            assert_eq!(method, "GET");
            // The gateway is ready, or says why not; both are answers of this route.
            assert_ne!(text(&admin, &path).await.0, 404, "{path}");
            continue;
        }
        told.extend(codes(row[1]));
        let path = path.replace("{printer}", "p").replace("{job}", "1");
        let path = path.replace("{share}", "s");
        let queries = codes(row[0]).into_iter().skip(1);
        let mut spellings = vec![path.clone()];
        spellings.extend(queries.map(|query| format!("{path}{query}")));
        for spelling in spellings {
            for version in ["v1.0", "beta"] {
                let path = spelling.replace("{version}", version);
                let request = Request::builder()
                    .method(Method::from_bytes(method.as_bytes()).unwrap())
                    .uri(&path)
                    .header("origin", ORIGIN)
                    .body(Body::empty())
                    .unwrap();
                // The path is known, so the next step refuses.
                let answer = call(&router, request).await;
                assert_eq!(answer.code(), "tokenMissing", "{path}");
            }
        }
    }
    assert_eq!((told, internal), (known, 3));
}

fn program(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gateway"));
    program.args(arguments).env_remove("GATEWAY_CONFIG");
    program.env("NO_PROXY", "127.0.0.1").output().unwrap()
}

/// As behind a pipe to `head`, which has read enough.
fn unread(arguments: &[&str]) -> Output {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut program = Command::new(env!("CARGO_BIN_EXE_gateway"));
    program.args(arguments).env_remove("GATEWAY_CONFIG");
    program.env("NO_PROXY", "127.0.0.1").stdout(writer);
    program.output().unwrap()
}

#[test]
fn what_is_printed_need_not_be_read() {
    // Nothing listens on port 1, so `doctor` has a failure to report.
    let file = tempfile::NamedTempFile::new().unwrap();
    let nowhere = "graph = \"http://127.0.0.1:1\"\nauthority = \"http://127.0.0.1:1\"\n[app]";
    std::fs::write(&file, World::config("").replace("[app]", nowhere)).unwrap();
    let file = file.path().to_str().unwrap();
    let client = "815f204f-c791-4ee6-9098-614ecdb003f6";
    for (arguments, code) in [
        (&["example"][..], 0),
        (&["registration", "--client-id", client], 0),
        (&["--config", file, "check"], 0),
        (&["--config", file, "doctor"], 1),
    ] {
        assert_ne!(program(arguments).stdout, b"", "{arguments:?}");
        let ended = unread(arguments);
        assert_eq!(ended.status.code(), Some(code), "{arguments:?}: {ended:?}");
        let told = String::from_utf8(ended.stderr).unwrap();
        assert!(!told.contains("panicked"), "{arguments:?}: {told}");
    }
}

/// The options and the subcommands that a help page lists.
fn help(arguments: &[&str]) -> (BTreeSet<String>, BTreeSet<String>) {
    let page = String::from_utf8(program(arguments).stdout).unwrap();
    let (mut options, mut commands, mut section) = (BTreeSet::new(), BTreeSet::new(), "");
    for line in page.lines() {
        if !line.starts_with(' ') {
            section = line;
        }
        let word = line.trim_start();
        if section == "Commands:" && line.starts_with("  ") && !line.starts_with("   ") {
            commands.insert(word.split(' ').next().unwrap().to_owned());
        }
        if section == "Options:" && word.starts_with('-') {
            let named = word.split([' ', ',']).filter(|it| it.starts_with('-'));
            options.extend(named.map(str::to_owned));
        }
    }
    (options, commands)
}

#[test]
fn every_command_and_option_is_documented() {
    let (general, mut commands) = help(&["--help"]);
    commands.remove("help");
    let (_, section) = PAGE.split_once("\n## Commands\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    for option in &general {
        let told = [format!("`{option}"), format!(" {option}`")];
        assert!(told.iter().any(|it| section.contains(it)), "{option}");
    }
    let mut told = BTreeMap::new();
    for row in rows("Commands") {
        if let Some(usage) = codes(row[0]).first() {
            let mut words = usage
                .split([' ', '[', ']'])
                .filter(|it| !it.is_empty())
                .skip(1);
            let command = words.next().unwrap().to_owned();
            let options = words.filter(|it| it.starts_with('-')).map(str::to_owned);
            told.insert(command, options.collect::<BTreeSet<String>>());
        }
    }
    assert_eq!(told.keys().cloned().collect::<BTreeSet<_>>(), commands);
    for (command, told) in told {
        let (options, _) = help(&[&command, "--help"]);
        let own: BTreeSet<String> = options.difference(&general).cloned().collect();
        assert_eq!(told, own, "{command}");
    }
}

#[test]
fn the_documented_exit_codes_are_the_programs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gateway.toml");
    // Nothing listens at this address, so `doctor` finds that it does not answer.
    let places = "graph = \"http://127.0.0.1:1\"\nauthority = \"http://127.0.0.1:1\"\n[app]";
    std::fs::write(&file, World::config("").replace("[app]", places)).unwrap();
    let file = file.to_str().unwrap();
    let code = |arguments: &[&str]| program(arguments).status.code();
    let told: Vec<&str> = rows("Commands")
        .iter()
        .filter(|row| codes(row[0]).is_empty())
        .map(|row| row[0])
        .collect();
    assert_eq!(told, ["0", "1", "2"]);
    assert_eq!(code(&["--config", file, "check"]), Some(0));
    assert_eq!(code(&["example"]), Some(0));
    assert_eq!(code(&["--config", file, "doctor"]), Some(1));
    assert_eq!(code(&["check"]), Some(2));
    assert_eq!(code(&["--config", "/nowhere", "check"]), Some(2));
    assert_eq!(code(&["--colour"]), Some(2));
}
