//! Redirect: who may do it, and its effect.

use serde_json::json;
use simulator::{
    Request, SettingsMode, Switch,
    printer::PrinterStatus,
    scenario::{
        ADMINISTRATOR_TOKEN, APPLICATION_TOKEN, OTHER_APPLICATION_TOKEN, OTHER_USER_TOKEN,
        USER_TOKEN,
    },
    token::AccessToken,
};

use crate::office::{Office, code};

const REPORT: &str = "Quarterly report.pdf";
const COPY_ROOM: &str = "BER-A1 Copy room";

fn office_as_graph_answers() -> (Office, String, String) {
    let mut office = Office::new("as-graph-answers");
    let job = office.job_named(REPORT);
    let printer = office.printer_named(COPY_ROOM);
    (office, job, printer)
}

#[test]
fn a_users_token_cannot_redirect_whatever_its_scopes() {
    let (mut office, job, printer) = office_as_graph_answers();
    for token in [USER_TOKEN, ADMINISTRATOR_TOKEN] {
        let answer = office.redirect_as(token, &job, &printer);
        assert_eq!(answer.status, 403);
        assert_eq!(
            answer.json()["error"]["message"],
            "\"The token does not have one or more required security scopes.\""
        );
    }
    assert_eq!(office.source_job(&job)["redirectedTo"], json!(null));
}

#[test]
fn a_redirect_links_the_source_and_the_new_job() {
    let (mut office, job, printer) = office_as_graph_answers();
    let answer = office.redirect_as(APPLICATION_TOKEN, &job, &printer);
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    let new = answer.json();
    assert_ne!(new["id"], json!(job));
    let queue = office.queue_printer();
    assert_eq!(
        new["redirectedFrom"],
        format!("https://graph.microsoft.com/v1.0/print/printers/{queue}/jobs/{job}")
    );
    assert_eq!(
        office.source_job(&job)["redirectedTo"],
        format!(
            "https://graph.microsoft.com/v1.0/print/printers/{printer}/jobs/{}",
            new["id"].as_str().unwrap()
        )
    );
    let path = format!("/v1.0/print/printers/{queue}/jobs/{job}?$expand=tasks");
    let source = office.get_as(APPLICATION_TOKEN, &path).json();
    assert_eq!(source["tasks"][0]["status"]["state"], "completed");
    assert_eq!(source["status"]["state"], "completed");
    assert_eq!(source["isFetchable"], false);
}

#[test]
fn a_job_is_printed_once_however_often_it_is_redirected() {
    let (mut office, job, printer) = office_as_graph_answers();
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        200
    );
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        409
    );
    office.tenant.settle(office.now_ms + 60_000);
    assert_eq!(office.tenant.printed().len(), 1);
}

#[test]
fn an_app_that_does_not_hold_the_job_cannot_redirect() {
    let (mut office, job, printer) = office_as_graph_answers();
    assert_eq!(
        office
            .redirect_as(OTHER_APPLICATION_TOKEN, &job, &printer)
            .status,
        409
    );
}

#[test]
fn an_app_needs_manage_all_and_a_printer_permission() {
    let (mut office, job, printer) = office_as_graph_answers();
    for roles in [
        &["PrintJob.Manage.All"][..],
        &["PrintJob.ReadWrite.All", "Printer.Read.All"],
    ] {
        let token = AccessToken::application(simulator::scenario::APPLICATION_ID, roles);
        office.tenant.add_token("short", token);
        assert_eq!(office.redirect_as("short", &job, &printer).status, 403);
    }
}

#[test]
fn an_arriving_job_cannot_be_redirected_until_it_is_held() {
    let (mut office, _, printer) = office_as_graph_answers();
    let job = office.job_named("Site plan, building B.pdf");
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        409
    );
    office.now_ms += 20_000;
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        200
    );
}

#[test]
fn a_destination_must_be_a_printer_that_accepts_jobs() {
    let (mut office, job, printer) = office_as_graph_answers();
    let share = office.share_named(COPY_ROOM);
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &share).status,
        404
    );
    office.tenant.set_accepting_jobs(&printer, false);
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        409
    );
    assert_eq!(office.source_job(&job)["status"]["state"], "paused");
}

#[test]
fn an_invalid_body_is_refused_and_changes_nothing() {
    let (mut office, job, printer) = office_as_graph_answers();
    let path = office.job_path(&job, "redirect");
    for body in [
        json!({}),
        json!({ "destinationPrinterId": null }),
        json!({ "destinationPrinterId": 7 }),
        json!({ "destinationPrinterId": printer, "copies": 2 }),
        json!({ "destinationPrinterId": printer, "configuration": { "copy": 2 } }),
        json!({ "destinationPrinterId": printer, "configuration": { "colorMode": "unknownFutureValue" } }),
        json!("x"),
    ] {
        let answer = office.post_as(APPLICATION_TOKEN, &path, &body);
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (400, "BadRequest"),
            "{body}"
        );
    }
    let plain = Request {
        body: Some(json!({ "destinationPrinterId": printer }).to_string()),
        ..Request::new("POST", &path, APPLICATION_TOKEN)
    };
    assert_eq!(office.send(&plain).response().unwrap().status, 415);
    assert_eq!(office.source_job(&job)["redirectedTo"], json!(null));
}

#[test]
fn without_a_configuration_the_new_job_keeps_the_source_jobs() {
    let (mut office, job, printer) = office_as_graph_answers();
    let source = office.source_job(&job)["configuration"].clone();
    let path = office.job_path(&job, "redirect");
    let body = json!({ "destinationPrinterId": printer, "configuration": null });
    assert_eq!(
        office.post_as(APPLICATION_TOKEN, &path, &body).json()["configuration"],
        source
    );
}

#[test]
fn the_documented_request_gets_the_documented_members_in_every_mode() {
    for mode in SettingsMode::ALL {
        the_documented_request_gets_the_documented_members(mode);
    }
}

fn the_documented_request_gets_the_documented_members(mode: SettingsMode) {
    let mut office = Office::new("documented");
    office.tenant.set_settings_mode(mode);
    office.tenant.set(Switch::RedirectAcceptsUserTokens, false);
    let job = office.job_named("testjob.pdf");
    let destination = "9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea";
    // The request of https://learn.microsoft.com/graph/api/printjob-redirect
    let configuration = json!({
        "feedOrientation": "longEdgeFirst",
        "pageRanges": [{ "start": 1, "end": 1 }],
        "quality": "medium", "dpi": 600, "orientation": "landscape", "copies": 1,
        "duplexMode": "oneSided", "colorMode": "blackAndWhite", "inputBin": "by-pass-tray",
        "outputBin": "output-tray", "mediaSize": "A4",
        "margin": { "top": 0, "bottom": 0, "left": 0, "right": 0 },
        "mediaType": "stationery", "finishings": null, "pagesPerSheet": 1,
        "multipageLayout": "clockwiseFromBottomLeft", "collate": false,
        "scaling": "shrinkToFit", "fitPdfToPage": false,
    });
    let mut source = office.source_job(&job)["configuration"].clone();
    source["copies"] = json!(1);
    assert_eq!(
        source, configuration,
        "the scenario's job differs in more than its copies"
    );

    let path = office.job_path(&job, "redirect");
    let body = json!({ "destinationPrinterId": destination, "configuration": configuration });
    let answer = office.post_as(APPLICATION_TOKEN, &path, &body);

    assert_eq!(answer.status, 200, "{:?}", answer.body);
    let new = answer.json();
    assert_eq!(
        new["@odata.context"],
        format!(
            "https://graph.microsoft.com/v1.0/$metadata#print/printers('{destination}')/jobs/$entity"
        )
    );
    assert_eq!(new["id"], "24123");
    assert_eq!(new["status"]["state"], "processing");
    assert_eq!(
        new["status"]["description"],
        "The print job is currently being processed by the printer."
    );
    assert_eq!(new["status"]["details"], json!(["interpreting"]));
    assert_eq!(new["configuration"], configuration);
    assert!(new["createdDateTime"].is_string());
    assert!(new["createdBy"]["userPrincipalName"].is_string());
    assert!(new.get("displayName").is_none(), "v1.0 jobs have no name");
}

#[test]
fn a_part_of_the_settings_means_something_else_in_each_mode() {
    let [replaced, merged, without_null] = SettingsMode::ALL.map(|mode| {
        let (mut office, job, printer) = office_as_graph_answers();
        office.tenant.set_settings_mode(mode);
        let path = office.job_path(&job, "redirect");
        let configuration = json!({ "copies": 5, "duplexMode": null });
        let body = json!({ "destinationPrinterId": printer, "configuration": configuration });
        let new = office.post_as(APPLICATION_TOKEN, &path, &body).json();
        office.tenant.settle(office.now_ms + 60_000);
        let paper = office.tenant.printed().remove(0).paper;
        for other in SettingsMode::ALL {
            let elsewhere = office.tenant.printed_in_mode(other).remove(0).paper;
            assert_eq!(elsewhere == paper, other == mode);
        }
        (new["configuration"].clone(), paper)
    });
    assert_eq!(replaced.0, json!({ "copies": 5, "duplexMode": null }));
    assert_eq!(
        (&merged.0["colorMode"], &merged.0["duplexMode"]),
        (&json!("color"), &json!(null))
    );
    assert_eq!(without_null.0["duplexMode"], "flipOnLongEdge");

    // What is not set comes out as the printer's default.
    let look = |paper: &simulator::paper::Paper| {
        let color = paper.color_mode.clone().unwrap();
        (
            paper.copies,
            color,
            paper.duplex_mode.clone().unwrap(),
            paper.sheets,
        )
    };
    let text = str::to_owned;
    assert_eq!(look(&replaced.1), (5, text("auto"), text("oneSided"), 60));
    assert_eq!(look(&merged.1), (5, text("color"), text("oneSided"), 60));
    assert_eq!(
        look(&without_null.1),
        (5, text("color"), text("flipOnLongEdge"), 30)
    );
}

#[test]
fn beta_adds_the_job_name_and_another_context() {
    let (mut office, job, printer) = office_as_graph_answers();
    let path = office
        .job_path(&job, "redirect")
        .replace("/v1.0/", "/beta/");
    let body = json!({ "destinationPrinterId": printer });
    let new = office.post_as(APPLICATION_TOKEN, &path, &body).json();
    assert_eq!(
        new["@odata.context"],
        "https://graph.microsoft.com/beta/$metadata#printJob"
    );
    assert_eq!(new["@odata.type"], "#microsoft.graph.printJob");
    assert_eq!(new["displayName"], REPORT);
}

#[test]
fn a_redirected_job_waits_prints_and_completes_with_time() {
    let (mut office, job, printer) = office_as_graph_answers();
    let new = office.redirect_as(APPLICATION_TOKEN, &job, &printer).json();
    let share = office.share_named(COPY_ROOM);
    let path = format!(
        "/v1.0/print/shares/{share}/jobs/{}",
        new["id"].as_str().unwrap()
    );
    let status = |office: &mut Office| office.get(&path).json()["status"].clone();

    assert_eq!(status(&mut office)["state"], "pending");
    office.now_ms += 2_000;
    let processing = status(&mut office);
    assert_eq!(processing["state"], "processing");
    assert_eq!(processing["details"], json!(["interpreting"]));
    assert_eq!(processing["isAcquiredByPrinter"], true);
    assert!(office.tenant.printed().is_empty());
    office.now_ms += 6_000;
    let completed = status(&mut office);
    assert_eq!(completed["state"], "completed");
    assert_eq!(completed["details"], json!(["completedSuccessfully"]));
    let paper = office.tenant.printed();
    assert_eq!(paper.len(), 1);
    assert_eq!((paper[0].document.as_str(), paper[0].copies), (REPORT, 2));
    assert!(
        paper[0]
            .redirected_from
            .as_ref()
            .unwrap()
            .ends_with(&format!("/jobs/{job}"))
    );
}

#[test]
fn a_stopped_printer_keeps_its_jobs_until_it_runs_again() {
    let (mut office, job, printer) = office_as_graph_answers();
    office
        .tenant
        .set_status(&printer, PrinterStatus::new("stopped", &["mediaJam"]));
    let new = office.redirect_as(APPLICATION_TOKEN, &job, &printer).json();
    let share = office.share_named(COPY_ROOM);
    let path = format!(
        "/v1.0/print/shares/{share}/jobs/{}",
        new["id"].as_str().unwrap()
    );
    office.now_ms += 600_000;
    assert_eq!(office.get(&path).json()["status"]["state"], "stopped");
    assert!(office.tenant.printed().is_empty());

    office
        .tenant
        .set_status(&printer, PrinterStatus::new("idle", &[]));
    assert_eq!(office.get(&path).json()["status"]["state"], "pending");
    office.now_ms += 7_999;
    assert!(office.tenant.printed().is_empty());
    assert_eq!(office.get(&path).json()["status"]["state"], "processing");
    office.now_ms += 1;
    assert_eq!(office.get(&path).json()["status"]["state"], "completed");
}

#[test]
fn with_the_switch_on_users_redirect_only_their_own_jobs() {
    let mut office = Office::new("everyday");
    let job = office.job_named(REPORT);
    let printer = office.printer_named(COPY_ROOM);
    assert_eq!(
        office.redirect_as(OTHER_USER_TOKEN, &job, &printer).status,
        403
    );
    assert_eq!(office.redirect_as(USER_TOKEN, &job, &printer).status, 200);
    assert_eq!(office.redirect_as(USER_TOKEN, &job, &printer).status, 409);
}
