//! The headers and ids of every answer, and the answers to wrong tokens and paths.

use simulator::{Request, scenario::USER_TOKEN, token::AccessToken};

use crate::office::{NOW_MS, Office, code};

#[test]
fn answers_repeat_the_request_ids_also_in_errors() {
    let mut office = Office::new("everyday");
    let request = Request::new("GET", "/v1.0/print/shares/none", USER_TOKEN)
        .with_header("client-request-id", "e70c5c1b-8b47-68c0-3171-3d22f5e0bd54");
    let answer = office.send(&request).response().unwrap();
    let inner = answer.json()["error"]["innerError"].clone();
    assert_eq!(
        answer.header("client-request-id"),
        Some("e70c5c1b-8b47-68c0-3171-3d22f5e0bd54")
    );
    assert_eq!(
        inner["client-request-id"],
        "e70c5c1b-8b47-68c0-3171-3d22f5e0bd54"
    );
    assert_eq!(inner["request-id"].as_str(), answer.header("request-id"));
    assert_eq!(inner["date"], "2026-09-21T14:13:20");
    assert_eq!(answer.header("Date"), Some("Mon, 21 Sep 2026 14:13:20 GMT"));
}

#[test]
fn an_absent_unknown_or_expired_token_is_401() {
    let mut office = Office::new("everyday");
    let id = office.host.account.local_account_id.clone();
    let expired = AccessToken {
        expires_ms: Some(NOW_MS),
        ..AccessToken::delegated(&id, &["PrinterShare.ReadBasic.All"])
    };
    office.tenant.add_token("expired", expired);
    for token in ["", "nobody", "expired"] {
        let answer = office.get_as(token, "/v1.0/print/shares");
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (401, "InvalidAuthenticationToken")
        );
        assert!(
            answer
                .header("WWW-Authenticate")
                .unwrap()
                .starts_with("Bearer ")
        );
    }
    let bare = Request {
        headers: Vec::new(),
        ..Request::new("GET", "/v1.0/print/shares", "")
    };
    assert_eq!(office.send(&bare).response().unwrap().status, 401);
}

#[test]
fn other_addresses_are_404_and_other_methods_405() {
    let mut office = Office::new("everyday");
    for path in [
        "/v1.0/print/connectors",
        "/v2.0/print/shares",
        "/v1.0/me",
        "/",
    ] {
        assert_eq!(office.get(path).status, 404, "{path}");
    }
    for (method, path) in [
        ("DELETE", "/v1.0/print/shares"),
        ("POST", "/v1.0/me/print/recentPrinterShares"),
        ("GET", "/v1.0/print/printers/a/jobs/1/redirect"),
    ] {
        let answer = office
            .send(&Request::new(method, path, USER_TOKEN))
            .response()
            .unwrap();
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (405, "Request_BadRequest"),
            "{path}"
        );
    }
}

#[test]
fn requests_are_recorded_without_tokens() {
    let mut office = Office::new("everyday");
    let request = Request::new("GET", "/v1.0/print/shares", USER_TOKEN).with_header("Prefer", "x");
    office.send(&request);
    let recorded = &office.tenant.requests()[0];
    assert_eq!(
        (recorded.method.as_str(), recorded.url.as_str()),
        ("GET", "/v1.0/print/shares")
    );
    assert_eq!(recorded.status, Some(200));
    assert!(
        recorded
            .headers
            .contains(&("Prefer".to_owned(), "x".to_owned()))
    );
    assert!(!format!("{recorded:?}").contains(USER_TOKEN));
    office.tenant.forget_requests();
    assert!(office.tenant.requests().is_empty());
}

#[test]
fn equal_histories_give_equal_answers() {
    let run = || {
        let mut office = Office::new("everyday");
        office.waiting();
        office.get("/v1.0/print/shares")
    };
    assert_eq!(run(), run());
}
