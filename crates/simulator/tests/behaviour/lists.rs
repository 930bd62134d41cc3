//! Lists: pages, filters, and the shares and triggers of a printer.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::{
    Switch,
    scenario::{ADMINISTRATOR_TOKEN, APPLICATION_TOKEN},
};

use crate::office::Office;

/// The sizes of all pages and the ids in them, read by following every next link.
fn pages(office: &mut Office, token: &str, path: &str) -> (Vec<usize>, BTreeSet<String>) {
    let mut link = Some(path.to_owned());
    let (mut sizes, mut ids) = (Vec::new(), BTreeSet::new());
    while let Some(url) = link {
        let page = office.get_as(token, &url).json();
        let items = page["value"].as_array().unwrap();
        sizes.push(items.len());
        for item in items {
            assert!(ids.insert(item["id"].as_str().unwrap().to_owned()));
        }
        link = page["@odata.nextLink"].as_str().map(str::to_owned);
    }
    (sizes, ids)
}

fn names(page: &Value) -> Vec<&str> {
    let items = page["value"].as_array().unwrap().iter();
    items
        .map(|item| item["displayName"].as_str().unwrap())
        .collect()
}

#[test]
fn a_page_never_exceeds_the_tenants_page_size() {
    let mut office = Office::new("everyday");
    office.tenant.set_page_size(2);
    let list = format!(
        "/v1.0/print/shares/{}/jobs?$top=50&$expand=documents",
        office.queue_share()
    );
    let (sizes, ids) = pages(&mut office, ADMINISTRATOR_TOKEN, &list);
    assert_eq!((sizes, ids.len()), (vec![2, 2, 2, 2], 8));
}

#[test]
fn an_empty_page_can_have_a_next_link() {
    let mut office = Office::new("everyday");
    office.tenant.set_page_size(20);
    office.tenant.set(Switch::EmptyPages, true);
    let (sizes, ids) = pages(&mut office, ADMINISTRATOR_TOKEN, "/v1.0/print/shares");
    assert_eq!((sizes, ids.len()), (vec![0, 20, 0, 5], 25));
}

#[test]
fn a_next_link_keeps_the_query_options() {
    let mut office = Office::new("everyday");
    let path = "/v1.0/print/printers?$top=1&$select=id&$expand=shares($select=id,displayName)";
    let first = office.get_as(ADMINISTRATOR_TOKEN, path).json();
    let link = first["@odata.nextLink"].as_str().unwrap().to_owned();
    let second = office.get_as(ADMINISTRATOR_TOKEN, &link).json()["value"][0].clone();
    let members: Vec<_> = second.as_object().unwrap().keys().cloned().collect();
    assert_eq!(members, ["id", "shares"]);
    let members: Vec<_> = second["shares"][0]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(members, ["id", "displayName"]);
}

#[test]
fn listed_printers_have_no_capabilities_and_expand_no_jobs() {
    let mut office = Office::new("everyday");
    let list = office
        .get_as(ADMINISTRATOR_TOKEN, "/v1.0/print/printers")
        .json();
    assert_eq!(list["value"].as_array().unwrap().len(), 25);
    let first = &list["value"][0];
    assert!(first.get("defaults").is_none() && first.get("capabilities").is_none());
    let jobs = office.get_as(ADMINISTRATOR_TOKEN, "/v1.0/print/printers?$expand=jobs");
    assert_eq!(jobs.status, 400);
}

#[test]
fn one_printer_has_defaults_and_selected_capabilities_and_triggers() {
    let mut office = Office::new("everyday");
    let printer = office.printer_named("BER-A1 Copy room");
    let path = format!("/v1.0/print/printers/{printer}");
    let plain = office.get_as(APPLICATION_TOKEN, &path).json();
    assert_eq!(plain["defaults"]["mediaSize"], "A4");
    assert!(plain.get("capabilities").is_none());
    let chosen = format!("{path}?$select=id,capabilities");
    let chosen = office.get_as(APPLICATION_TOKEN, &chosen).json();
    assert_eq!(chosen["capabilities"]["copiesPerJob"]["start"], 1);
    assert!(chosen.get("defaults").is_none());

    let queue = format!(
        "/v1.0/print/printers/{}?$expand=taskTriggers",
        office.queue_printer()
    );
    let queue_as = |office: &mut Office, token| office.get_as(token, &queue);
    let triggers = queue_as(&mut office, ADMINISTRATOR_TOKEN).json()["taskTriggers"].clone();
    assert_eq!(triggers[0]["event"], "jobStarted");
    assert_eq!(queue_as(&mut office, APPLICATION_TOKEN).status, 403);
}

#[test]
fn a_printer_lists_its_share() {
    let mut office = Office::new("everyday");
    let printer = office.printer_named("BER-A1 Copy room");
    let share = office.share_named("BER-A1 Copy room");
    let path = format!("/v1.0/print/printers/{printer}/shares");
    assert_eq!(office.get(&path).json()["value"][0]["id"], json!(share));
    assert_eq!(
        office.get(&format!("{path}/{share}")).json()["id"],
        json!(share)
    );
    let other = office.queue_share();
    assert_eq!(office.get(&format!("{path}/{other}")).status, 404);
}

#[test]
fn shares_filtered_by_location_are_short_for_administrators_too() {
    let mut office = Office::new("everyday");
    let by_name = "/v1.0/print/shares?$filter=startswith(displayName,'LYO-S')";
    let by_name = office.get_as(ADMINISTRATOR_TOKEN, by_name).json();
    assert_eq!(names(&by_name).len(), 4);
    assert!(by_name["value"][0].get("status").is_some());

    let by_place = "/v1.0/print/shares?$filter=location/building%20eq%20'Building%20A'%20and%20location/floor%20eq%20'2'";
    let by_place = office.get_as(ADMINISTRATOR_TOKEN, by_place).json();
    assert_eq!(
        names(&by_place),
        ["BER-A2 Kitchen corner", "BER-A2 Finance"]
    );
    assert!(by_place["value"][0].get("status").is_none());

    let by_ability =
        "/v1.0/print/shares?$filter=capabilities/isColorPrintingSupported%20eq%20false";
    let by_ability = office.get_as(ADMINISTRATOR_TOKEN, by_ability).json();
    assert!(names(&by_ability).contains(&"BER-A1 Reception"));
    assert!(!names(&by_ability).contains(&"BER-A1 Copy room"));
    let wrong = "/v1.0/print/shares?$filter=displayName%20gt%20'A'";
    assert_eq!(office.get(wrong).status, 400);
}
