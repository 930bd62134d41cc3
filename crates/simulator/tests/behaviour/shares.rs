//! Shares, their printers, and recent shares.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::{
    Request, Switch,
    scenario::{ADMINISTRATOR_TOKEN, APPLICATION_TOKEN, USER_TOKEN},
    token::AccessToken,
};

use crate::office::{Office, code};

fn names(entity: &Value) -> BTreeSet<&str> {
    entity
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_list_is_short_for_users_and_longer_for_administrators() {
    let mut office = Office::new("everyday");
    let user = office.get("/v1.0/print/shares").json();
    let short = BTreeSet::from(["id", "displayName", "manufacturer", "model", "location"]);
    assert_eq!(names(&user["value"][1]), short);
    let administrator = office
        .get_as(ADMINISTRATOR_TOKEN, "/v1.0/print/shares")
        .json();
    let long = names(&administrator["value"][1]);
    assert!(long.contains("status") && long.contains("isAcceptingJobs"));
    assert!(!long.contains("capabilities") && !long.contains("defaults"));
}

#[test]
fn following_next_links_lists_every_share_once() {
    let mut office = Office::new("many-printers");
    let mut link = Some("http://127.0.0.1:9/t/one/v1.0/print/shares?$top=70&$select=id".to_owned());
    let mut seen = BTreeSet::new();
    let mut pages = 0;
    while let Some(url) = link {
        assert!(
            url.starts_with("http://127.0.0.1:9/t/one/v1.0/print/shares?"),
            "{url}"
        );
        let page = office.get(&url).json();
        for share in page["value"].as_array().unwrap() {
            assert_eq!(names(share), BTreeSet::from(["id"]));
            assert!(seen.insert(share["id"].as_str().unwrap().to_owned()));
        }
        pages += 1;
        link = page["@odata.nextLink"].as_str().map(str::to_owned);
    }
    assert_eq!((seen.len(), pages), (3_001, 43));
}

#[test]
fn an_invented_skip_token_is_refused() {
    let mut office = Office::new("everyday");
    assert_eq!(office.get("/v1.0/print/shares?$skiptoken=20").status, 400);
}

#[test]
fn capabilities_come_only_when_selected() {
    let mut office = Office::new("everyday");
    let share = office.share_named("BER-A1 Copy room");
    let plain = office.get(&format!("/v1.0/print/shares/{share}")).json();
    assert!(plain.get("capabilities").is_none());
    assert_eq!(plain["isAcceptingJobs"], true);
    let chosen = office
        .get(&format!(
            "/v1.0/print/shares/{share}?$select=id,capabilities"
        ))
        .json();
    assert_eq!(
        names(&chosen),
        BTreeSet::from(["@odata.context", "id", "capabilities"])
    );
    assert_eq!(chosen["capabilities"]["isColorPrintingSupported"], true);
}

#[test]
fn a_share_and_its_printer_have_different_ids() {
    let mut office = Office::new("everyday");
    let share = office.share_named("BER-A1 Copy room");
    let printer = office.printer_named("BER-A1 Copy room");
    assert_ne!(share, printer);
    let path = format!("/v1.0/print/shares/{share}/printer?$select=id");
    assert_eq!(
        office.get_as(APPLICATION_TOKEN, &path).json()["id"],
        json!(printer)
    );
    assert_eq!(
        office.get_as(ADMINISTRATOR_TOKEN, &path).json()["id"],
        json!(printer)
    );
    let shouted = format!("/v1.0/print/shares/{}/printer", share.to_uppercase());
    let answer = office.get_as(APPLICATION_TOKEN, &shouted).json();
    assert_eq!(answer["id"], json!(printer), "ids have no case");
}

#[test]
fn ordinary_users_cannot_read_the_printer_of_a_share() {
    let mut office = Office::new("everyday");
    let share = office.share_named("BER-A1 Copy room");
    let path = format!("/v1.0/print/shares/{share}/printer");
    let refused = office.get(&path);
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (403, "UnknownError")
    );
    let id = office.host.account.local_account_id.clone();
    office.tenant.add_token(
        "consented",
        AccessToken::delegated(&id, &["Printer.Read.All"]),
    );
    let refused = office.get_as("consented", &path);
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (403, "Forbidden")
    );
}

#[test]
fn a_switch_decides_whether_users_expand_the_printer() {
    let mut office = Office::new("everyday");
    let share = office.share_named("BER-A1 Copy room");
    let path = format!("/v1.0/print/shares/{share}?$expand=printer($select=id)");
    assert_eq!(
        names(&office.get(&path).json()["printer"]),
        BTreeSet::from(["id"])
    );
    office.tenant.set(Switch::ExpandPrinterForUsers, false);
    assert_eq!(office.get(&path).status, 403);
    assert_eq!(office.get_as(ADMINISTRATOR_TOKEN, &path).status, 200);
}

#[test]
fn apps_cannot_read_shares() {
    let mut office = Office::new("everyday");
    let share = office.queue_share();
    for path in [
        "/v1.0/print/shares".to_owned(),
        format!("/v1.0/print/shares/{share}"),
    ] {
        assert_eq!(
            office.get_as(APPLICATION_TOKEN, &path).status,
            403,
            "{path}"
        );
    }
    assert_eq!(
        office
            .get_as(APPLICATION_TOKEN, "/v1.0/me/print/recentPrinterShares")
            .status,
        400
    );
}

#[test]
fn an_unknown_share_is_404_in_universal_prints_words() {
    let mut office = Office::new("everyday");
    let answer = office.get("/v1.0/print/shares/0000");
    assert_eq!(answer.status, 404);
    assert_eq!(
        answer.json()["error"]["message"],
        "The printer share id '0000' does not match any registered printers."
    );
}

#[test]
fn recent_shares_come_latest_first_with_their_time_of_use() {
    let mut office = Office::new("everyday");
    let recents = office.get("/beta/me/print/recentPrinterShares").json();
    let used: Vec<_> = recents["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|share| share["viewPoint"]["lastUsedDateTime"].as_str().unwrap())
        .collect();
    assert_eq!(used.len(), 3);
    assert!(
        used.is_sorted_by(|earlier, later| earlier > later),
        "{used:?}"
    );
}

#[test]
fn newer_enum_members_are_shown_only_on_request() {
    let mut office = Office::new("everyday");
    let share = office.share_named("BER-A4 Board");
    let plain = Request::new("GET", &format!("/v1.0/print/shares/{share}"), USER_TOKEN);
    let asking = plain
        .clone()
        .with_header("prefer", "return=minimal, include-unknown-enum-members");
    let plain = office.send(&plain).response().unwrap();
    let asking = office.send(&asking).response().unwrap();
    assert_eq!(
        plain.json()["status"]["details"],
        json!(["tonerLow", "unknownFutureValue"])
    );
    assert_eq!(
        asking.json()["status"]["details"],
        json!(["tonerLow", "cleanerLifeAlmostOver"])
    );
    assert_eq!(
        asking.header("Preference-Applied"),
        Some("include-unknown-enum-members")
    );
}

#[test]
fn finishings_after_the_sentinel_are_hidden_as_well() {
    let mut office = Office::new("everyday");
    let share = office.share_named("BER-A1 Copy room");
    let path = format!("/v1.0/print/shares/{share}?$select=capabilities");
    let finishings = office.get(&path).json()["capabilities"]["finishings"].to_string();
    assert!(finishings.contains("unknownFutureValue") && !finishings.contains("punchDualLeft"));
}
