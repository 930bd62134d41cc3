//! Each scenario shows what its title says.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use simulator::{
    ClientOutcome, Request,
    scenario::{SCENARIOS, USER_TOKEN, scenario},
};

use crate::office::{NOW_MS, Office, code};

fn held(jobs: &[Value]) -> usize {
    jobs.iter()
        .filter(|job| job["status"]["details"][0] == "releaseWait")
        .count()
}

fn list(office: &Office) -> String {
    format!("/v1.0/print/shares/{}/jobs", office.queue_share())
}

#[test]
fn every_listed_scenario_exists_and_no_other() {
    for each in SCENARIOS {
        assert!(scenario(each.name, NOW_MS).is_ok(), "{}", each.name);
    }
    assert!(scenario("no-such-day", NOW_MS).is_err());
}

#[test]
fn everyday_has_four_held_jobs_and_one_that_arrives() {
    let mut office = Office::new("everyday");
    let jobs = office.waiting();
    assert_eq!(held(&jobs), 4);
    let arriving = jobs
        .iter()
        .filter(|job| job["status"]["details"][0] == "uploadPending");
    assert_eq!(arriving.count(), 1);
}

#[test]
fn the_small_scenarios_have_the_jobs_they_promise() {
    for (name, count) in [("empty", 0), ("one-job", 1), ("documented", 1)] {
        assert_eq!(held(&Office::new(name).waiting()), count, "{name}");
    }
}

#[test]
fn the_crowds_have_as_many_printers_as_their_titles_say() {
    for (name, count) in [
        ("many-printers", 3_000),
        ("fifty-thousand-printers", 50_000),
    ] {
        let mut office = Office::new(name);
        let queue = office.queue_share();
        let mut seen = 0;
        let mut link = Some("/v1.0/print/shares?$select=id".to_owned());
        while let Some(path) = link {
            let page = office.get(&path).json();
            let shares = page["value"].as_array().unwrap();
            seen += shares.iter().filter(|share| share["id"] != queue).count();
            link = page["@odata.nextLink"].as_str().map(str::to_owned);
        }
        assert_eq!(seen, count, "{name}");
    }
}

#[test]
fn buildings_have_names() {
    let mut office = Office::new("everyday");
    let kitchen = office.share_named("BER-A2 Kitchen corner");
    let share = office.get(&format!("/v1.0/print/shares/{kitchen}")).json();
    assert_eq!(share["location"]["building"], "Building A");
}

#[test]
fn in_does_not_fit_no_printer_can_do_all_that_any_job_asks_for() {
    let mut office = Office::new("does-not-fit");
    let jobs = office.waiting();
    assert_eq!(held(&jobs), 4);
    let shares = office.get("/v1.0/print/shares").json();
    let shares = shares["value"].as_array().unwrap().clone();
    let queue = office.queue_share();
    let printers: Vec<_> = shares.iter().filter(|share| share["id"] != queue).collect();
    assert!(printers.len() > 5);
    for printer in printers {
        let id = printer["id"].as_str().unwrap();
        let path = format!("/v1.0/print/shares/{id}?$select=capabilities");
        let told = office.get(&path).json()["capabilities"].clone();
        for job in &jobs {
            let asked = &job["configuration"];
            let has = |list: &str, value: &Value| told[list].as_array().unwrap().contains(value);
            let misses =
                |name: &str, list: &str| asked[name].is_string() && !has(list, &asked[name]);
            let finishings = asked["finishings"].as_array();
            let does_not_fit = misses("mediaSize", "mediaSizes")
                || misses("colorMode", "colorModes")
                || asked["copies"].as_i64() > told["copiesPerJob"]["end"].as_i64()
                || finishings.is_some_and(|all| all.iter().any(|it| !has("finishings", it)))
                || !has("contentTypes", &job["documents"][0]["contentType"]);
            assert!(does_not_fit, "{job} at {printer}");
        }
    }
}

#[test]
fn settings_merged_keeps_settings_that_a_redirect_does_not_send() {
    for (name, color) in [("settings-merged", "color"), ("everyday", "null")] {
        let mut office = Office::new(name);
        let job = office.job_named("Quarterly report.pdf");
        let printer = office.printer_named("BER-A1 Copy room");
        let path = office.job_path(&job, "redirect");
        let body = serde_json::json!({
            "destinationPrinterId": printer, "configuration": { "copies": 1 },
        });
        let new = office.post_as(USER_TOKEN, &path, &body).json();
        assert_eq!(
            new["configuration"]["colorMode"].as_str().unwrap_or("null"),
            color
        );
    }
}

#[test]
fn an_arriving_job_is_held_later_a_direct_job_never() {
    for (name, later) in [("arriving", 1), ("direct", 0)] {
        let mut office = Office::new(name);
        let jobs = office.waiting();
        assert_eq!((jobs.len(), held(&jobs)), (1, 0), "{name}");
        office.now_ms += 20_000;
        assert_eq!(held(&office.waiting()), later, "{name}");
    }
}

#[test]
fn no_access_refuses_reads_although_the_token_has_the_scopes() {
    let mut office = Office::new("no-access");
    let (_, host) = scenario("no-access", NOW_MS).unwrap();
    for path in [list(&office), "/v1.0/print/shares".to_owned()] {
        let ClientOutcome::Answered(answer) = office.send(&Request::new("GET", &path, &host.token))
        else {
            panic!("{path}: no answer");
        };
        assert_eq!((answer.status, code(&answer).as_str()), (403, "Forbidden"));
    }
    let claims = host.token.split('.').nth(1).unwrap();
    let claims = URL_SAFE_NO_PAD.decode(claims).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert!(
        claims["scp"]
            .as_str()
            .unwrap()
            .contains("PrintJob.ReadBasic")
    );
}

#[test]
fn a_rejected_token_is_401_and_a_missing_permission_403() {
    for (name, status) in [("token-rejected", 401), ("permission-missing", 403)] {
        let mut office = Office::new(name);
        let list = list(&office);
        assert_eq!(office.get(&list).status, status, "{name}");
    }
    assert_eq!(
        Office::new("permission-missing")
            .get("/v1.0/print/shares")
            .status,
        200
    );
}

#[test]
fn throttled_refuses_only_the_first_list_and_redirect() {
    let mut office = Office::new("throttled");
    let list = list(&office);
    let first = office.get(&list);
    assert_eq!(
        (first.status, first.header("Retry-After")),
        (429, Some("2"))
    );
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    assert_eq!(office.redirect_as(USER_TOKEN, &job, &printer).status, 429);
    assert_eq!(office.redirect_as(USER_TOKEN, &job, &printer).status, 200);
}

#[test]
fn in_printer_stopped_the_two_recent_printers_are_unusable() {
    let mut office = Office::new("printer-stopped");
    let recents = office.get("/v1.0/me/print/recentPrinterShares").json();
    let mut share = |at: usize| {
        let id = recents["value"][at]["id"].as_str().unwrap();
        office.get(&format!("/v1.0/print/shares/{id}")).json()
    };
    assert_eq!(share(0)["status"]["state"], "stopped");
    assert_eq!(share(0)["status"]["details"][0], "mediaEmpty");
    assert_eq!(share(1)["isAcceptingJobs"], false);
}

#[test]
fn offline_loses_every_connection() {
    let mut office = Office::new("offline");
    let request = Request::new("GET", &list(&office), USER_TOKEN);
    for _ in 0..3 {
        assert_eq!(office.send(&request), ClientOutcome::ConnectionLost);
    }
}

#[test]
fn a_redirect_with_a_lost_answer_prints_once() {
    let mut office = Office::new("connection-lost-after-send");
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    let path = office.job_path(&job, "redirect");
    let request = Request::new("POST", &path, USER_TOKEN)
        .with_json(&serde_json::json!({ "destinationPrinterId": printer }));
    assert_eq!(office.send(&request), ClientOutcome::ConnectionLost);
    office.now_ms += 60_000;
    assert!(office.source_job(&job)["redirectedTo"].is_string());
    assert_eq!(office.tenant.printed().len(), 1);
}
