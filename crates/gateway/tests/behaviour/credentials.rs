//! The gateway's credential: what is wrong with it is found at the start, and it is replaced while the gateway runs.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use aws_lc_rs::digest;
use axum::Router;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gateway::{
    admin::{Health, admin},
    config::{Config, ConfigSource},
    doctor::{Finding, examine},
    drain::Drain,
    gateway::Gateway,
    identity::authority::TenantId,
};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, date_time_ymd};
use simulator::identity::Credential;
use tempfile::TempDir;

use crate::world::{APP, ORIGIN, TENANT, World, adele, app, call, get, job_path, log, text};

const TOKEN: &str = "/oauth2/v2.0/token";

/// A certificate with its key, valid from one day to another.
pub(crate) struct Pair {
    pub(crate) certificate: String,
    pub(crate) key: String,
    known: Credential,
}

fn pair(from: (i32, u8, u8), to: (i32, u8, u8)) -> Pair {
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.not_before = date_time_ymd(from.0, from.1, from.2);
    params.not_after = date_time_ymd(to.0, to.1, to.2);
    let certificate = params.self_signed(&key).unwrap();
    let thumbprint = digest::digest(&digest::SHA256, certificate.der());
    Pair {
        certificate: certificate.pem(),
        key: key.serialize_pem(),
        known: Credential::Certificate {
            thumbprint: URL_SAFE_NO_PAD.encode(thumbprint.as_ref()),
            public_key: key.public_key_raw().to_vec(),
        },
    }
}

/// A pair that is valid for a year around the time of the world.
pub(crate) fn good() -> Pair {
    pair((2026, 6, 1), (2027, 6, 1))
}

/// A folder with the files of a credential.
pub(crate) struct Files(TempDir);

impl Files {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    /// The configuration with these keys of the credential, each a file of this folder.
    pub(crate) fn config(&self, keys: &[(&str, &str)]) -> String {
        let keys: Vec<String> = keys
            .iter()
            .map(|(key, name)| format!("{key} = {:?}\n", self.path(name)))
            .collect();
        format!(
            "[server]\norigins = [\"{ORIGIN}\"]\n[tenant]\nids = [\"{TENANT}\"]\n[app]\nclient_id = \"{APP}\"\n{}",
            keys.concat()
        )
    }

    /// What is wrong with such a configuration at the time of the world, or its warnings.
    fn check(&self, keys: &[(&str, &str)]) -> Result<Vec<String>, Vec<String>> {
        let source = ConfigSource::of_text(&self.config(keys)).unwrap();
        let said = |mistakes: Vec<gateway::config::Mistake>| {
            let said = mistakes.iter().map(ToString::to_string);
            said.collect::<Vec<_>>()
        };
        // The world's clock counts tokio's time, so it needs none here.
        let now = universal_print::time::Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
        match Config::read(&source.at(now)) {
            Ok(config) => Ok(said(config.warnings)),
            Err(mistakes) => Err(said(mistakes.0)),
        }
    }
}

pub(crate) const TWO: [(&str, &str); 2] = [
    ("certificate_file", "gateway.pem"),
    ("key_file", "gateway.key"),
];

#[test]
fn a_key_of_another_certificate_is_named() {
    let files = Files::new();
    let (own, other) = (good(), good());
    files.write("gateway.pem", &own.certificate);
    files.write("gateway.key", &own.key);
    assert_eq!(files.check(&TWO), Ok(Vec::new()));
    files.write("gateway.key", &other.key);
    let said = files.check(&TWO).unwrap_err();
    let key = files.path("gateway.key").display().to_string();
    let wanted = format!(
        "app.key_file: {key}: the key does not belong to the certificate: set the key with which the \
         certificate was made, or make both anew"
    );
    assert_eq!(said, [wanted]);
    // Both in one file.
    let one = [("certificate_file", "both.pem")];
    files.write("both.pem", own.certificate.clone() + &own.key);
    assert_eq!(files.check(&one), Ok(Vec::new()));
    files.write("both.pem", own.certificate + &other.key);
    let said = files.check(&one).unwrap_err().concat();
    assert!(said.starts_with("app.certificate_file: "), "{said}");
    // No key at all, and no certificate at all.
    files.write("gateway.key", "no key");
    let said = files.check(&TWO).unwrap_err().concat();
    assert!(
        said.contains("gateway.key: there is no RSA private key in PEM: use an RSA key without"),
        "{said}"
    );
    files.write("gateway.pem", "no certificate");
    let said = files.check(&TWO).unwrap_err().concat();
    assert!(
        said.contains("gateway.pem: there is no certificate in PEM"),
        "{said}"
    );
}

#[test]
fn a_certificate_out_of_its_time_is_a_mistake_and_one_near_its_end_a_warning() {
    let files = Files::new();
    let check = |from, to| {
        let pair = pair(from, to);
        files.write("gateway.pem", &pair.certificate);
        files.write("gateway.key", &pair.key);
        files.check(&TWO)
    };
    let at = files.path("gateway.pem").display().to_string();
    let expired = check((2025, 11, 1), (2026, 11, 1)).unwrap_err();
    let wanted = format!(
        "app.certificate_file: {at} expired on 2026-11-01T00:00:00Z: make a new certificate and upload it \
         to the app registration"
    );
    assert_eq!(expired, [wanted]);
    let early = check((2026, 12, 1), (2027, 12, 1)).unwrap_err();
    let wanted = format!(
        "app.certificate_file: {at} is not valid before 2026-12-01T00:00:00Z: check the clock of this \
         machine, which says 2026-11-23T09:00:00Z, or wait until then"
    );
    assert_eq!(early, [wanted]);
    let soon = check((2026, 1, 1), (2026, 12, 5)).unwrap();
    let wanted = format!(
        "app.certificate_file: {at} expires on 2026-12-05T00:00:00Z, in 11 days: make a new certificate \
         and upload it to the app registration"
    );
    assert_eq!(soon, [wanted]);
    // A day less than the thirty, and a day more.
    assert_eq!(check((2026, 1, 1), (2026, 12, 23)).unwrap().len(), 1);
    assert_eq!(check((2026, 1, 1), (2026, 12, 24)), Ok(Vec::new()));
}

#[test]
fn a_secret_file_that_holds_more_than_the_secret_is_named() {
    let files = Files::new();
    for key in ["secret_file", "federated_token_file"] {
        let check = |content: &[u8]| {
            files.write("secret", content);
            files.check(&[(key, "secret")])
        };
        let at = files.path("secret").display().to_string();
        assert_eq!(check(b"secret\n"), Ok(Vec::new()));
        for (content, said) in [
            (
                &b"one\ntwo\n"[..],
                "has several lines: it must hold the secret alone, on one line",
            ),
            (
                b"\xef\xbb\xbfsecret",
                "begins with a byte order mark: write it anew as UTF-8 without one",
            ),
            (
                b"\xff\xfes\0",
                "is not in UTF-8: write it anew as plain text",
            ),
            (b" \n", "is empty"),
        ] {
            assert_eq!(check(content), Err(vec![format!("app.{key}: {at} {said}")]));
        }
        let padded = format!(
            "app.{key}: {at} has blanks around the secret, which are left out: write it without them"
        );
        assert_eq!(check(b" secret \n"), Ok(vec![padded]));
    }
}

#[test]
fn a_secret_with_blanks_around_it_is_named_and_not_shown() {
    for secret in [" a secret", "a secret ", "a secret\\n"] {
        let text = World::config("").replace(crate::world::SECRET, secret);
        let read = Config::read(&ConfigSource::of_text(&text).unwrap());
        let said = read.unwrap_err().to_string();
        assert!(said.contains("app.secret: has blanks"), "{said}");
        assert!(!said.contains("a secret"), "{said}");
    }
}

/// The status of the answer to a read of a job.
async fn status_of(world: &World, router: &Router, job: &str) -> u16 {
    let look = get(&job_path(job), &world.token(&adele()));
    call(router, look).await.status
}

/// Lets the identity provider accept this credential, and no other.
fn accept(world: &World, credential: &Credential) {
    world.lock().identity.add_app(app(credential.clone()));
}

/// Past the life of the token that the gateway has.
const LATER: Duration = Duration::from_secs(3_700);

#[tokio::test(start_paused = true)]
async fn a_new_secret_or_federated_token_in_the_file_is_used_without_a_restart() {
    type Known = fn(String) -> Credential;
    let kinds: [(&str, Known); 2] = [
        ("secret_file", Credential::Secret),
        ("federated_token_file", Credential::Federated),
    ];
    for (key, known) in kinds {
        let (world, files) = (World::new(), Files::new());
        files.write("credential", "the old one\n");
        accept(&world, &known("the old one".to_owned()));
        let gateway = world.gateway_of(&files.config(&[(key, "credential")]));
        let (router, job) = (gateway.router(), world.job_of(&adele()));
        assert_eq!(status_of(&world, &router, &job).await, 200, "{key}");
        files.write("credential", "the new one\n");
        accept(&world, &known("the new one".to_owned()));
        tokio::time::advance(LATER).await;
        assert_eq!(status_of(&world, &router, &job).await, 200, "{key}");
        assert_eq!(world.sent("POST", TOKEN), 2, "{key}");
        // Without the new content the provider refuses.
        files.write("credential", "the old one\n");
        tokio::time::advance(LATER).await;
        assert_eq!(status_of(&world, &router, &job).await, 502, "{key}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_certificate_is_used_without_a_restart_and_half_of_one_is_not() {
    let logged = log();
    let (world, files) = (World::new(), Files::new());
    let (old, new) = (good(), pair((2026, 6, 1), (2028, 6, 1)));
    files.write("gateway.pem", &old.certificate);
    files.write("gateway.key", &old.key);
    accept(&world, &old.known);
    let gateway = world.gateway_of(&files.config(&TWO));
    let (router, metrics) = (gateway.router(), admin_of(&world, &gateway));
    let job = world.job_of(&adele());
    let ask = async || status_of(&world, &router, &job).await;
    assert_eq!(ask().await, 200);
    // 2027-06-01 and 2028-06-01.
    let expiry = "gateway_certificate_expiry_timestamp_seconds";
    assert!(
        text(&metrics, "/metrics")
            .await
            .1
            .contains(&format!("{expiry} 1811808000\n"))
    );

    // Only the certificate was written so far: the old pair goes on serving.
    files.write("gateway.pem", &new.certificate);
    for _ in 0..2 {
        tokio::time::advance(LATER).await;
        assert_eq!(ask().await, 200);
    }
    let path = files.path("gateway.key").display().to_string();
    let said = String::from_utf8(logged.lock().unwrap().clone()).unwrap();
    let said = said
        .lines()
        .filter(|line| line.contains(&*path.replace('\\', "\\\\")));
    let said: Vec<&str> = said.collect();
    assert_eq!(said.len(), 1, "it is said once: {said:?}");
    assert!(
        said[0].contains("the old pair stays in use") && said[0].contains("WARN"),
        "{said:?}"
    );

    files.write("gateway.key", &new.key);
    accept(&world, &new.known);
    tokio::time::advance(LATER).await;
    assert_eq!(ask().await, 200);
    assert_eq!(world.sent("POST", TOKEN), 4);
    assert!(
        text(&metrics, "/metrics")
            .await
            .1
            .contains(&format!("{expiry} 1843430400\n"))
    );

    // Files that are gone, and a pair that has expired, are not taken either.
    fs::remove_file(files.path("gateway.key")).unwrap();
    tokio::time::advance(LATER).await;
    assert_eq!(ask().await, 200);
    let expired = pair((2025, 6, 1), (2026, 6, 1));
    files.write("gateway.pem", &expired.certificate);
    files.write("gateway.key", &expired.key);
    tokio::time::advance(LATER).await;
    assert_eq!(ask().await, 200);
}

/// The admin routes of a gateway.
pub(crate) fn admin_of(world: &World, gateway: &Arc<Gateway>) -> Router {
    let drain = Drain::new(Duration::ZERO, Duration::ZERO, world.clock());
    let tenants = [TenantId::parse(TENANT).unwrap()];
    admin(Health::new(gateway, &tenants, &drain))
}

#[tokio::test(start_paused = true)]
async fn a_gateway_without_a_certificate_has_no_metric_of_its_expiry() {
    let world = World::new();
    let metrics = admin_of(&world, &world.gateway_with(""));
    assert!(!text(&metrics, "/metrics").await.1.contains("certificate"));
}

#[tokio::test(start_paused = true)]
async fn doctor_says_for_how_many_days_the_certificate_is_valid() {
    for (to, left, warned) in [((2027, 6, 1), 189, false), ((2026, 12, 5), 11, true)] {
        let (world, files) = (World::new(), Files::new());
        let pair = pair((2026, 6, 1), to);
        files.write("gateway.pem", &pair.certificate);
        files.write("gateway.key", &pair.key);
        accept(&world, &pair.known);
        let source = ConfigSource::of_text(&files.config(&TWO)).unwrap();
        let config = Config::read(&source.at(world.clock().now())).unwrap();
        let transport = Arc::new(world.clone());
        let report = examine(config, transport, world.clock(), None).await;
        let found: Vec<_> = report.findings("certificate").collect();
        let [Finding::Passed(said)] = found[..] else {
            panic!("{report}")
        };
        assert!(
            said.contains(&format!("valid for {left} days more")),
            "{said}"
        );
        let warnings = report
            .findings("configuration")
            .filter(|finding| matches!(finding, Finding::Warned(_)))
            .count();
        assert_eq!(warnings, usize::from(warned), "{report}");
    }
}
