//! Query options and bodies that Microsoft's description of the calls does not have.

use serde_json::json;
use simulator::{
    Request,
    scenario::{ADMINISTRATOR_TOKEN, APPLICATION_TOKEN, SETUP_TOKEN, USER_TOKEN},
};

use crate::office::Office;

/// A path after the version, with a token that may read it.
type Read = (&'static str, String);

/// The reads of one entity, and those of lists.
fn reads(office: &mut Office) -> (Vec<Read>, Vec<Read>) {
    let (share, printer) = (office.queue_share(), office.queue_printer());
    let job = office.job_named("Quarterly report.pdf");
    let one = vec![
        (USER_TOKEN, format!("/print/shares/{share}")),
        (USER_TOKEN, format!("/print/shares/{share}/jobs/{job}")),
        (
            ADMINISTRATOR_TOKEN,
            format!("/print/shares/{share}/printer"),
        ),
        (ADMINISTRATOR_TOKEN, format!("/print/printers/{printer}")),
        (
            APPLICATION_TOKEN,
            format!("/print/printers/{printer}/jobs/{job}"),
        ),
    ];
    let many = vec![
        (USER_TOKEN, "/print/shares".to_owned()),
        (USER_TOKEN, "/me/print/recentPrinterShares".to_owned()),
        (USER_TOKEN, format!("/print/shares/{share}/jobs")),
        (APPLICATION_TOKEN, format!("/print/printers/{printer}/jobs")),
        (USER_TOKEN, format!("/print/printers/{printer}/shares")),
        (
            ADMINISTRATOR_TOKEN,
            format!("/print/printers/{printer}/taskTriggers"),
        ),
    ];
    (one, many)
}

#[test]
fn a_single_entity_takes_no_option_of_a_list() {
    let mut office = Office::new("one-job");
    let (one, _) = reads(&mut office);
    for (token, path) in one {
        for version in ["v1.0", "beta"] {
            let path = format!("/{version}{path}");
            assert_eq!(office.get_as(token, &path).status, 200, "{path}");
            for option in [
                "$filter=id%20eq%20'1'",
                "$top=1",
                "$skiptoken=a",
                "$count=true",
            ] {
                let path = format!("{path}?{option}");
                assert_eq!(office.get_as(token, &path).status, 400, "{path}");
            }
        }
    }
}

#[test]
fn a_member_that_does_not_exist_cannot_be_selected() {
    let mut office = Office::new("one-job");
    let (one, many) = reads(&mut office);
    for (token, path) in one.into_iter().chain(many) {
        for version in ["v1.0", "beta"] {
            let select = |names: &str| format!("/{version}{path}?$select={names}");
            assert_eq!(office.get_as(token, &select("id")).status, 200, "{path}");
            let answer = office.get_as(token, &select("id,colour"));
            assert_eq!(answer.status, 400, "{path}");
            let message = answer.json()["error"]["message"].to_string();
            assert!(message.contains("'colour'"), "{message}");
        }
    }
}

#[test]
fn a_member_of_beta_alone_is_selected_in_beta_alone() {
    let mut office = Office::new("one-job");
    let jobs = format!("print/shares/{}/jobs", office.queue_share());
    for (version, status) in [("v1.0", 400), ("beta", 200)] {
        let path = format!("/{version}/{jobs}?$select=id,displayName");
        assert_eq!(office.get(&path).status, status, "{version}");
    }
}

#[test]
fn a_select_inside_an_expansion_names_members_too() {
    let mut office = Office::new("one-job");
    let share = office.queue_share();
    for (names, status) in [("id", 200), ("id,hasPhysicalDevice", 200), ("secret", 400)] {
        let path = format!("/v1.0/print/shares/{share}?$expand=printer($select={names})");
        assert_eq!(office.get(&path).status, status, "{names}");
    }
}

#[test]
fn a_call_that_changes_something_takes_no_option() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let path = office.job_path(&job, "cancel");
    let bare = |path: &str| Request::new("POST", path, USER_TOKEN);
    let refused = office.send(&bare(&format!("{path}?$select=id")));
    assert_eq!(refused.response().unwrap().status, 400);
    let done = office.send(&bare(&path));
    assert_eq!(done.response().unwrap().status, 204);
}

#[test]
fn every_call_whose_body_is_required_refuses_none() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.queue_printer();
    let calls = [
        (APPLICATION_TOKEN, office.job_path(&job, "redirect")),
        (APPLICATION_TOKEN, office.job_path(&job, "abort")),
        (APPLICATION_TOKEN, "/v1.0/print/taskDefinitions".to_owned()),
        (
            SETUP_TOKEN,
            format!("/v1.0/print/printers/{printer}/taskTriggers"),
        ),
        (USER_TOKEN, "/v1.0/$batch".to_owned()),
    ];
    for (token, path) in calls {
        let bare = Request::new("POST", &path, token);
        let answer = office.send(&bare).response().unwrap();
        assert_eq!(answer.status, 400, "{path}");
        assert!(
            answer.json()["error"]["message"]
                .to_string()
                .contains("Empty Payload")
        );

        let mut untyped = Request::new("POST", &path, token);
        untyped.body = Some(json!({}).to_string());
        assert_eq!(
            office.send(&untyped).response().unwrap().status,
            415,
            "{path}"
        );
    }
    // Nothing was done.
    assert_eq!(office.waiting().len(), 1);
}
