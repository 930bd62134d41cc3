//! The README tells the truth: its lists are the code's, and its commands run.

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;
use simulator::{
    Switch,
    fault::{FaultKind, InjectedFault},
    scenario::{
        ADMINISTRATOR_TOKEN, APPLICATION_TOKEN, OTHER_APPLICATION_TOKEN, OTHER_USER_TOKEN,
        SCENARIOS, SETUP_TOKEN, USER_TOKEN, scenarios_text,
    },
    server::{ClockMode, ServerOptions, listen},
};

use crate::server::exchange;

const README: &str = include_str!("../../README.md");
const ORIGIN: &str = "http://127.0.0.1:8123";

/// The lines of every `sh` block, with the comment line below each command.
fn commands() -> Vec<(&'static str, Option<&'static str>)> {
    let blocks = README.split("```sh\n").skip(1);
    let lines: Vec<_> = blocks
        .flat_map(|block| block.split("```").next().unwrap().lines())
        .collect();
    let below = lines.iter().skip(1).map(Some).chain([None]);
    lines
        .iter()
        .zip(below)
        .filter(|(line, _)| !line.starts_with("# "))
        .map(|(line, below)| (*line, below.and_then(|below| below.strip_prefix("# "))))
        .collect()
}

/// The rows of the table below this heading row, as cells.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, rest) = README.split_once(heading).expect(heading);
    let rows = rest.lines().skip(2).take_while(|row| row.starts_with('|'));
    rows.map(|row| {
        let cells = row.trim_matches('|').split(" | ");
        cells.map(str::trim).collect()
    })
    .collect()
}

/// The words of a shell line: single quotes keep what is between them.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().unwrap().push(other),
        }
    }
    words
}

/// Whether every member of `part` is in `whole`; `"..."` stands for any value.
fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (_, Value::String(any)) if any == "..." => !whole.is_null(),
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(name, part)| whole.get(name).is_some_and(|whole| contains(whole, part))),
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len()
                && whole
                    .iter()
                    .zip(part)
                    .all(|(whole, part)| contains(whole, part))
        }
        _ => whole == part,
    }
}

/// Runs a `curl` command against a server and gives status and body.
async fn run(origin: &str, command: &str) -> (String, Value) {
    let mut words = words(command).into_iter().skip(1);
    let (mut method, mut url) = ("GET".to_owned(), String::new());
    let (mut headers, mut body) = (Vec::new(), String::new());
    while let Some(word) = words.next() {
        match word.as_str() {
            "-X" => method = words.next().unwrap(),
            "-H" => headers.push(words.next().unwrap()),
            "-d" | "--json" => {
                let kind = if word == "-d" {
                    "x-www-form-urlencoded"
                } else {
                    "json"
                };
                headers.push(format!("Content-Type: application/{kind}"));
                "POST".clone_into(&mut method);
                body = words.next().unwrap();
            }
            _ => url = word.replace("$S", ORIGIN),
        }
    }
    let path = url.strip_prefix(ORIGIN).unwrap();
    let headers: String = headers.iter().flat_map(|line| [line, "\r\n"]).collect();
    let answer = exchange(origin, &method, path, &headers, &body).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().to_owned();
    (status, serde_json::from_str(body).unwrap_or_default())
}

#[tokio::test]
async fn every_curl_command_gives_the_answer_below_it() {
    let server = listen(ServerOptions {
        port: 0,
        scenario: "everyday".to_owned(),
        clock: ClockMode::Driven,
        identity: Some(ORIGIN.to_owned()),
        keep_alive: false,
    });
    let server = server.await.unwrap();
    let origin = server.origin();
    tokio::spawn(server.serve());
    let mut count = 0;
    for (command, expected) in commands() {
        if !command.starts_with("curl ") {
            continue;
        }
        let expected = expected.unwrap_or_else(|| panic!("no answer below {command}"));
        let (status, part) = expected.split_once(' ').unwrap_or((expected, ""));
        let (real_status, body) = run(&origin, command).await;
        assert_eq!(real_status, status, "{command}\n{body}");
        if !part.is_empty() {
            let part = serde_json::from_str(part).unwrap();
            assert!(contains(&body, &part), "{command}\n{body}");
        }
        count += 1;
    }
    assert!(count > 20, "only {count} commands were found");
}

#[test]
fn its_scenarios_are_the_programs() {
    let rows: Vec<Vec<String>> = SCENARIOS
        .iter()
        .map(|scenario| {
            let marks = scenario.kinder.iter().map(|switch| match switch {
                Switch::RedirectAcceptsUserTokens => "r",
                Switch::ExpandPrinterForUsers => "e",
                Switch::Offline | Switch::EmptyPages => "?",
            });
            vec![
                format!("`{}`", scenario.name),
                marks.collect::<Vec<_>>().join(" "),
                scenario.title.to_owned(),
            ]
        })
        .collect();
    assert_eq!(table("| scenario | kinder | what it shows |"), rows);
    for switch in SCENARIOS[0].kinder {
        assert!(README.contains(switch.kindness().unwrap()));
    }
}

/// The program's `--help`.
fn help() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_simulator"))
        .arg("--help")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn its_options_and_commands_use_the_programs_flags() {
    let flags_of = |text: &str| -> BTreeSet<String> {
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        let flags = words.filter(|word| word.starts_with("--") && word.len() > 2);
        flags.map(str::to_owned).collect()
    };
    let help = help();
    let (options, _) = help.split_once("Scenarios:").unwrap();
    let (_, options) = options.split_once("Options:").unwrap();
    let flags = flags_of(options);
    let listed: String = table("| option | meaning |")
        .iter()
        .map(|row| row[0])
        .collect();
    assert_eq!(flags_of(&listed), flags);
    let programs: Vec<_> = commands()
        .into_iter()
        .filter_map(|(command, _)| command.strip_prefix("cargo run -p simulator -- "))
        .collect();
    assert!(!programs.is_empty());
    for arguments in programs {
        assert!(flags_of(arguments).is_subset(&flags), "{arguments}");
    }
}

#[test]
fn help_lists_every_scenario_and_how_it_is_kinder() {
    let help = help();
    assert!(help.contains(&scenarios_text()), "{help}");
    for scenario in SCENARIOS {
        assert!(help.contains(scenario.name) && help.contains(scenario.title));
        for switch in scenario.kinder {
            assert!(help.contains(switch.kindness().unwrap()), "{help}");
        }
    }
}

#[test]
fn an_unknown_scenario_ends_the_program_with_the_list() {
    let output = Command::new(env!("CARGO_BIN_EXE_simulator"))
        .args(["--scenario", "evryday"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("did you mean 'everyday'?"), "{text}");
    assert!(text.contains(&scenarios_text()), "{text}");
}

/// The names that serde expects where it meets an unknown one.
fn expected_names(error: &serde_json::Error) -> BTreeSet<String> {
    let text = error.to_string();
    let names = text.split('`').skip(3).step_by(2).map(str::to_owned);
    names.collect()
}

#[test]
fn its_faults_are_all_there_are_and_can_be_read() {
    let listed = table("| fault | what happens |")
        .iter()
        .map(|row| {
            let text = row[0].trim_matches('`');
            let fault: InjectedFault =
                serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let kind = serde_json::to_value(&fault.kind).unwrap();
            kind["kind"].as_str().unwrap().to_owned()
        })
        .collect::<BTreeSet<_>>();
    let error = serde_json::from_str::<FaultKind>(r#"{"kind": "none of them"}"#).unwrap_err();
    assert_eq!(listed, expected_names(&error));
}

#[test]
fn it_names_every_switch() {
    let error = serde_json::from_str::<Switch>(r#""none of them""#).unwrap_err();
    let names = expected_names(&error);
    assert!(names.contains("offline"), "{names:?}");
    for name in names {
        assert!(README.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn it_shows_every_control_endpoint() {
    let source = include_str!("../../src/server/control.rs");
    let routes: BTreeSet<_> = source
        .lines()
        .filter_map(|line| {
            let (method, rest) = line.trim().strip_prefix("(\"")?.split_once("\", \"")?;
            let (verb, _) = rest.split_once("\") =>")?;
            Some((method.to_owned(), verb.to_owned()))
        })
        .collect();
    assert!(routes.len() > 15, "{routes:?}");
    let shown: BTreeSet<_> = commands()
        .into_iter()
        .filter_map(|(command, _)| {
            let (_, verb) = command.split_once("/control/")?;
            let method = if command.contains("-X DELETE") {
                "DELETE"
            } else if command.contains("--json") || command.contains("-X POST") {
                "POST"
            } else {
                "GET"
            };
            Some((method.to_owned(), verb.to_owned()))
        })
        .collect();
    assert_eq!(shown, routes);
}

#[test]
fn its_tokens_are_those_of_every_scenario() {
    let names: Vec<_> = table("| token | caller |")
        .iter()
        .map(|row| row[0].trim_matches('`'))
        .collect();
    let tokens = [
        USER_TOKEN,
        OTHER_USER_TOKEN,
        ADMINISTRATOR_TOKEN,
        SETUP_TOKEN,
        APPLICATION_TOKEN,
        OTHER_APPLICATION_TOKEN,
    ];
    assert_eq!(names, tokens);
}
