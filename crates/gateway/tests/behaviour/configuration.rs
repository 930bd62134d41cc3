//! The configuration: valid, or all mistakes reported at once.

use std::{fs, path::Path};

use gateway::config::{Config, ConfigSource};

use crate::world::{APP, ORIGIN, TENANT};

const EXAMPLE: &str = include_str!("../../gateway.example.toml");

fn minimal() -> String {
    format!(
        "[server]\norigins = [\"{ORIGIN}\"]\n[tenant]\nids = [\"{TENANT}\"]\n[app]\nclient_id = \"{APP}\"\nsecret = \"x\"\n"
    )
}

fn mistakes(text: &str) -> Vec<String> {
    let read = Config::read(&ConfigSource::of_text(text).unwrap());
    let mut keys: Vec<String> = read
        .unwrap_err()
        .0
        .into_iter()
        .map(|mistake| mistake.key)
        .collect();
    keys.sort();
    keys
}

/// A path as it may stand in a TOML string: on Windows, `\\` would begin an escape.
fn in_toml(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

#[test]
fn the_example_is_valid_and_shows_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "x").unwrap();
    let text = EXAMPLE.replace("/run/secrets/gateway", &in_toml(&secret));
    let example = Config::read(&ConfigSource::of_text(&text).unwrap()).unwrap();
    let default = Config::read(&ConfigSource::of_text(&minimal()).unwrap()).unwrap();
    let shown = |config: &Config| {
        // Without `..`, so that a new key does not compile until it is compared.
        let Config {
            listen,
            admin_listen,
            origins: _,
            allowed_headers,
            cloud,
            graph,
            authority: _,
            tenants: _,
            client_id: _,
            audience,
            scope,
            credential: _,
            skew,
            destinations,
            ownership,
            per_user,
            of_all,
            largest_body,
            body_time,
            header_time,
            connections,
            drain_time,
            shutdown_time,
            log,
            queues: _,
            task_definition,
            warnings: _,
        } = config;
        format!(
            "{listen} {admin_listen} {allowed_headers:?} {cloud:?} {} {audience} {scope} {skew:?} {destinations:?} \
             {ownership:?} {per_user} {of_all} {largest_body} {body_time:?} {header_time:?} {connections} {drain_time:?} \
             {shutdown_time:?} {log:?} {task_definition}",
            graph.is_some()
        )
    };
    assert_eq!(shown(&example), shown(&default));
}

#[test]
fn every_key_of_the_example_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let uncommented: Vec<String> = EXAMPLE
        .lines()
        .map(|line| {
            let bare = line.strip_prefix("# ").unwrap_or(line);
            let is_key = bare.starts_with("[[") || (bare.contains(" = ") && !bare.contains("is `"));
            if is_key {
                bare.to_owned()
            } else {
                line.to_owned()
            }
        })
        .collect();
    let text = uncommented
        .join("\n")
        .replace("/run/secrets/gateway", file.to_str().unwrap());
    let read = Config::read(&ConfigSource::of_text(&text).unwrap());
    // The only mistake is that all four credentials are given.
    let wrong = read.unwrap_err().0;
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!(wrong[0].key, "app.credential");
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let text = "\
[server]
listen = \"nowhere\"
origins = [\"https://intranet.example/\", \"*\", 7]
lisen = \"0.0.0.0:1\"
[tenant]
ids = [\"common\"]
cloud = \"china\"
graph = \"http://graph.example\"
authority = \"https://login.example/tenant\"
[app]
client_id = \"my app\"
[destinations]
accept = \"all\"
[[destinations.share]]
id = \"../x\"
groups = [\"staff\"]
color = 1
[jobs]
ownership = \"upn\"
[limits]
body_bytes = 10
per_user_per_minute = -1
[log]
format = \"xml\"
filter = \"=\"
[extra]
";
    assert_eq!(
        mistakes(text),
        [
            "app.client_id",
            "app.credential",
            "destinations.accept",
            "extra",
            "jobs.ownership",
            "limits.body_bytes",
            "limits.per_user_per_minute",
            "log.filter",
            "log.format",
            "server.lisen",
            "server.listen",
            "server.origins",
            "server.origins",
            "server.origins",
            "server.origins",
            "share.color",
            "share.groups",
            "share.id",
            "tenant.authority",
            "tenant.cloud",
            "tenant.graph",
            "tenant.ids",
            "tenant.ids",
        ]
    );
}

#[test]
fn an_id_that_is_listed_twice_in_two_cases_is_one() {
    let printer = "10000000-0000-4000-8000-00000000abcd";
    let upper = printer.to_uppercase();
    let tenants = format!("ids = [\"{TENANT}\", \"{}\"]", TENANT.to_uppercase());
    let text = minimal().replace(&format!("ids = [\"{TENANT}\"]"), &tenants);
    let text = text.replace(APP, &APP.to_uppercase())
        + &format!("[setup]\nqueues = [\"{upper}\", \"{printer}\"]\n");
    let config = Config::read(&ConfigSource::of_text(&text).unwrap()).unwrap();
    assert_eq!((config.tenants.len(), config.queues.len()), (1, 1));
    assert_eq!(config.client_id, APP);
    assert_eq!(
        config.expected_claims().audiences,
        [APP, &format!("api://{APP}")]
    );
    // Which of two tables about one share counts cannot be known.
    let share = |id: &str| format!("[[destinations.share]]\nid = \"{id}\"\n");
    let twice = minimal() + &share(printer) + &share(&upper);
    assert_eq!(mistakes(&twice), ["destinations.share"]);
}

#[test]
fn an_issuer_must_be_a_safe_address_that_fits_the_tenants() {
    let with = |issuer: &str, ids: &str| {
        let tenant = format!("[tenant]\nissuer = \"{issuer}\"\nids = [\"{TENANT}\"{ids}]");
        minimal().replace(&format!("[tenant]\nids = [\"{TENANT}\"]"), &tenant)
    };
    let read = |text: &str| Config::read(&ConfigSource::of_text(text).unwrap());
    let second = ", \"bbbbcccc-0000-4ccc-8ddd-eeee22223333\"";
    for (issuer, ids, fits) in [
        ("https://id.example/realms/print", "", true),
        ("https://id.example/{tenant}/", second, true),
        ("http://127.0.0.1:8124/print", "", true),
        ("https://id.example/realms/print", second, false),
        ("http://id.example/print", "", false),
        ("id.example", "", false),
        ("https://id.example/?a=b", "", false),
    ] {
        let text = with(issuer, ids);
        if fits {
            let config = read(&text).unwrap();
            let issuer = issuer.replace("{tenant}", TENANT);
            assert_eq!(config.authority.issuer(&config.tenants[0]), issuer);
        } else {
            assert_eq!(mistakes(&text), ["tenant.issuer"], "{issuer}");
        }
    }
}

#[test]
fn an_added_header_must_be_a_name_that_pages_may_send() {
    let with = |names: &str| {
        minimal().replace(
            "[tenant]",
            &format!("allowed_headers = [{names}]\n[tenant]"),
        )
    };
    for odd in [
        "\"*\"",
        "\"a b\"",
        "\"\"",
        "\"Cookie\"",
        "\"a,b\"",
        "7",
        "\"origin\"",
    ] {
        assert_eq!(mistakes(&with(odd)), ["server.allowed_headers"], "{odd}");
    }
    let text = with("\"Traceparent\", \"traceparent\", \"Request-Id\"");
    let config = Config::read(&ConfigSource::of_text(&text).unwrap()).unwrap();
    assert_eq!(config.allowed_headers, ["traceparent", "request-id"]);
}

#[test]
fn a_drain_that_does_not_fit_in_the_shutdown_is_named() {
    let with = |drain: u32, whole: u32| {
        let drain = format!("drain_seconds = {drain}\n[tenant]");
        let limits = format!("[limits]\nshutdown_seconds = {whole}\n");
        minimal().replace("[tenant]", &drain) + &limits
    };
    for (drain, whole) in [(75, 75), (80, 75), (1, 1), (600, 600)] {
        assert_eq!(mistakes(&with(drain, whole)), ["server.drain_seconds"]);
    }
    for (drain, whole) in [(0, 1), (74, 75), (599, 600)] {
        let config = Config::read(&ConfigSource::of_text(&with(drain, whole)).unwrap()).unwrap();
        assert_eq!(config.drain_time.as_secs(), u64::from(drain));
        assert_eq!(config.shutdown_time.as_secs(), u64::from(whole));
    }
    // The default does not fit in a short shutdown either, and the message has both figures.
    let short = minimal() + "[limits]\nshutdown_seconds = 5\n";
    let read = Config::read(&ConfigSource::of_text(&short).unwrap());
    let said = read.unwrap_err().to_string();
    assert!(
        said.contains("server.drain_seconds: 10 must be less than limits.shutdown_seconds (5)"),
        "{said}"
    );
}

#[test]
fn an_empty_configuration_reports_the_missing_keys() {
    assert_eq!(
        mistakes(""),
        [
            "app.client_id",
            "app.credential",
            "server.origins",
            "tenant.ids"
        ]
    );
}

#[test]
fn the_environment_overrides_and_its_mistakes_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gateway.toml");
    fs::write(&file, minimal()).unwrap();
    let read = |variables: &[(&str, &str)]| {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        ConfigSource::read(Some(&file), variables).and_then(|source| Config::read(&source))
    };
    let config = read(&[
        ("GATEWAY__SERVER__LISTEN", "127.0.0.1:9000"),
        (
            "GATEWAY__SERVER__ORIGINS",
            "https://a.example https://b.example",
        ),
        ("GATEWAY__LIMITS__BODY_BYTES", "2048"),
        ("GATEWAY__APP__SECRET", "1234"),
        ("PATH", "/bin"),
    ]);
    // A secret of digits is read as a number, so it is reported as a mistake.
    assert_eq!(config.unwrap_err().0[0].key, "app.secret");
    let config = read(&[
        ("GATEWAY__SERVER__LISTEN", "127.0.0.1:9000"),
        (
            "GATEWAY__SERVER__ORIGINS",
            "https://a.example https://b.example",
        ),
        ("GATEWAY__LIMITS__BODY_BYTES", "2048"),
    ])
    .unwrap();
    assert_eq!(
        (
            config.listen.port(),
            config.origins.len(),
            config.largest_body
        ),
        (9000, 2, 2048)
    );
    assert!(read(&[("GATEWAY__LIMITS__BODY_BYTE", "1")]).is_err());
    assert!(read(&[("GATEWAY__LIMITS", "1")]).is_err());
}

#[test]
fn a_secret_is_never_shown() {
    let secret = "a secret of some length";
    let text = minimal().replace("\"x\"", &format!("\"{secret}\""));
    let config = Config::read(&ConfigSource::of_text(&text).unwrap()).unwrap();
    assert!(!format!("{config:?}").contains(secret));
    let wrong = text.replace(ORIGIN, "nowhere") + "\nsecret_file = \"/nowhere\"";
    let mistakes = Config::read(&ConfigSource::of_text(&wrong).unwrap()).unwrap_err();
    assert!(!mistakes.to_string().contains(secret));
}

#[test]
fn a_missing_or_unreadable_file_is_named() {
    let none: [(String, String); 0] = [];
    let missing = ConfigSource::read(Some(Path::new("/nowhere/gateway.toml")), none).unwrap_err();
    assert!(missing.to_string().contains("/nowhere/gateway.toml"));
    assert!(ConfigSource::of_text("[server").is_err());
    let folder = tempfile::tempdir().unwrap();
    let pem = folder.path().join("pem");
    fs::write(&pem, "no certificate").unwrap();
    let with = |credential: &str| minimal().replace("secret = \"x\"", credential);
    assert_eq!(
        mistakes(&with("secret_file = \"/nowhere/secret\"")),
        ["app.secret_file"]
    );
    assert_eq!(
        mistakes(&with("federated_token_file = \"/nowhere\"")),
        ["app.federated_token_file"]
    );
    assert_eq!(
        mistakes(&with(&format!("certificate_file = {pem:?}"))),
        ["app.certificate_file"]
    );
}
