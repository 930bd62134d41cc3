//! Tests the documented redirect in every cloud and version, directly and through a
//! gateway: the request byte for byte, and the answer as the page shows it, with an
//! owner of empty strings, `finishings: null` and annotations.
//!
//! The queue, the job and the printer have the ids of the example. The job has its
//! settings but for the copies, which the user changes.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect#examples>

use print_redirect::flow::HostEvent;
use print_redirect::flow::service::Service;
use serde_json::{Value, json};
use simulator::Switch;
use simulator::fault::{FaultKind, When};
use simulator::job::{Document, NewJob};
use simulator::printer::Printer;
use simulator::scenario::APPLICATION_ID;
use simulator::share::Share;
use simulator::task::Trigger;
use simulator::user::User;
use universal_print::configuration::Member;

use crate::browser::{Browser, GATEWAY};

const REQUEST: &str = include_str!("../documented-redirect/request.json");
const ANSWER_V1: &str = include_str!("../documented-redirect/answer-v1.0.json");
const ANSWER_BETA: &str = include_str!("../documented-redirect/answer-beta.json");

const QUEUE: &str = "ae63f617-4856-4b45-8ea9-69dfbeea230e";
const QUEUE_SHARE: &str = "5cfd1a8e-90b6-43a0-8a3b-6a3e7b1f0c11";
const JOB: u32 = 5182;
const DESTINATION: &str = "9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea";
const DESTINATION_SHARE: &str = "0b6c1f52-3a4e-4b7c-9d55-0b1d2c3e4f50";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A browser on a tenant of the example, in which the new job will have this id.
fn example(new_job: u32) -> Browser {
    let mut browser = Browser::at("empty");
    let trigger = Trigger {
        id: "trigger".to_owned(),
        app_id: APPLICATION_ID.to_owned(),
        definition_id: "definition".to_owned(),
    };
    let mut configuration = json(REQUEST)["configuration"].clone();
    configuration["copies"] = 2.into();
    let account = &browser.host.account;
    let user = User::new(&account.local_account_id, &account.username, "Adele Vance");
    let job = NewJob {
        configuration,
        ..NewJob::of(&user, browser.now_ms, Document::pdf("testjob", 1_000))
    };
    let tenant = &mut browser.tenant;
    let mut queue = Printer::virtual_queue(QUEUE, "Queue", trigger);
    queue.next_job = JOB;
    tenant.add_printer(queue);
    let mut destination = Printer::new(DESTINATION, "Destination");
    destination.next_job = new_job;
    tenant.add_printer(destination);
    tenant.add_share(Share::new(QUEUE_SHARE, QUEUE, "Queue"));
    tenant.add_share(Share::new(DESTINATION_SHARE, DESTINATION, "Destination"));
    tenant.add_job(QUEUE, job).unwrap();
    browser.options["queues"] = json!([{ "share": QUEUE_SHARE }]);
    browser
}

fn redirects_as_documented(cloud: &str, origin: &str, version: &str, way: Service) {
    let answer = if version == "v1.0" {
        ANSWER_V1
    } else {
        ANSWER_BETA
    };
    let new_job = json(answer)["id"].as_str().unwrap().to_owned();
    let mut browser = example(new_job.parse().unwrap());
    browser.options["graph"] = json!({ "cloud": cloud, "version": version });
    let is_direct = way == Service::Graph;
    browser
        .tenant
        .set(Switch::RedirectAcceptsUserTokens, is_direct);
    if !is_direct {
        browser.options["gateway"] = json!({ "url": GATEWAY, "scope": "api://print/Jobs" });
    }
    let documented = FaultKind::Replace {
        when: When::After,
        body: answer.to_owned(),
    };
    browser.trouble("POST", "/redirect", documented);
    browser.open();
    browser.advance(1_000);
    browser.choose("Destination");
    browser.set(Member::Copies, "1");
    browser.asked.clear();
    browser.press();
    browser.advance(60_000);

    // The request. The browser of these tests is the gateway, and calls the global cloud.
    let [sent] = browser.requests("POST", "/redirect")[..] else {
        panic!("one redirect was expected")
    };
    let origin_sent = if is_direct {
        origin
    } else {
        "https://graph.microsoft.com"
    };
    let url = format!("{origin_sent}/{version}/print/printers/{QUEUE}/jobs/{JOB}/redirect");
    assert_eq!(sent.url, url);
    assert_eq!(sent.body, Some(json(REQUEST).to_string()));
    let mut headers: Vec<_> = sent.headers.iter().collect();
    headers.retain(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
    let header = |wanted: &str| {
        let mut all = headers.iter();
        let found = all.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("accept"), Some("application/json"));
    assert_eq!(header("client-request-id").unwrap().len(), 36);
    let share = (!is_direct).then_some(DESTINATION_SHARE);
    assert_eq!(header("print-share"), share);
    assert_eq!(headers.len(), 3 + usize::from(!is_direct));

    // The token: for this cloud, or for the gateway.
    let scope = if is_direct {
        format!("{origin}/PrintJob.ReadBasic")
    } else {
        "api://print/Jobs".to_owned()
    };
    let mut asked = browser.asked.iter();
    assert!(asked.any(|need| need.audience == way && need.scopes[0] == scope));

    // The answer: this job is followed to its end.
    let told = browser.page().told.iter();
    let redirected = told.filter_map(|event| match event {
        HostEvent::Redirected {
            printer, new_job, ..
        } => Some((printer.to_string(), new_job.as_ref()?.to_string())),
        _ => None,
    });
    let expected = [(DESTINATION.to_owned(), new_job.clone())];
    assert_eq!(redirected.collect::<Vec<_>>(), expected);
    let followed = format!("{origin}/{version}/print/shares/{DESTINATION_SHARE}/jobs/{new_job}");
    assert_eq!(browser.requests("GET", &new_job)[0].url, followed);
    assert_eq!(browser.page().result().words.key(), "printed");
    let [paper] = &browser.papers()[..] else {
        panic!("one paper was expected")
    };
    assert_eq!((paper.printer_id.as_str(), paper.copies), (DESTINATION, 1));
    assert_eq!(paper.job_id, new_job);
}

macro_rules! matrix {
    ($($name:ident: $cloud:literal at $origin:literal, $version:literal, $way:ident;)+) => {$(
        #[test]
        fn $name() {
            redirects_as_documented($cloud, $origin, $version, Service::$way);
        }
    )+};
}

matrix! {
    global_v1_directly_is_as_documented: "global" at "https://graph.microsoft.com", "v1.0", Graph;
    global_v1_by_gateway_is_as_documented: "global" at "https://graph.microsoft.com", "v1.0", Gateway;
    global_beta_directly_is_as_documented: "global" at "https://graph.microsoft.com", "beta", Graph;
    global_beta_by_gateway_is_as_documented: "global" at "https://graph.microsoft.com", "beta", Gateway;
    us_l4_v1_directly_is_as_documented: "usgov" at "https://graph.microsoft.us", "v1.0", Graph;
    us_l4_v1_by_gateway_is_as_documented: "usgov" at "https://graph.microsoft.us", "v1.0", Gateway;
    us_l4_beta_directly_is_as_documented: "usgov" at "https://graph.microsoft.us", "beta", Graph;
    us_l4_beta_by_gateway_is_as_documented: "usgov" at "https://graph.microsoft.us", "beta", Gateway;
    us_l5_v1_directly_is_as_documented: "usgov-dod" at "https://dod-graph.microsoft.us", "v1.0", Graph;
    us_l5_v1_by_gateway_is_as_documented: "usgov-dod" at "https://dod-graph.microsoft.us", "v1.0", Gateway;
    us_l5_beta_directly_is_as_documented: "usgov-dod" at "https://dod-graph.microsoft.us", "beta", Graph;
    us_l5_beta_by_gateway_is_as_documented: "usgov-dod" at "https://dod-graph.microsoft.us", "beta", Gateway;
}
