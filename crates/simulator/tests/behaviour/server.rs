//! The server: CORS, separate tenants, lost connections, the identity provider.

use serde_json::{Value, json};
use simulator::server::{ClockMode, ServerOptions, listen};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// The whole answer as text; empty when the connection closed without one.
pub(crate) async fn exchange(
    origin: &str,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> String {
    let address = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A reset counts as a lost connection, like a close.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

pub(crate) async fn control(origin: &str, method: &str, path: &str, body: Value) -> Value {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let answer = exchange(origin, method, path, "", &body).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 20"), "{answer}");
    serde_json::from_str(body).unwrap_or_default()
}

pub(crate) async fn started() -> String {
    started_with(None).await
}

async fn started_with(identity: Option<&str>) -> String {
    let options = ServerOptions {
        port: 0,
        scenario: "one-job".to_owned(),
        clock: ClockMode::Driven,
        identity: identity.map(str::to_owned),
        keep_alive: false,
    };
    let server = listen(options).await.unwrap();
    let origin = server.origin();
    tokio::spawn(server.serve());
    origin
}

pub(crate) const ADELE: &str =
    "Authorization: Bearer adele-vance\r\nOrigin: https://intranet.contoso.example\r\n";

#[tokio::test]
async fn any_origin_may_read_answers_and_the_exposed_headers() {
    let origin = started().await;
    let answer = exchange(&origin, "GET", "/v1.0/print/shares", ADELE, "")
        .await
        .to_lowercase();
    assert!(answer.starts_with("http/1.1 200"), "{answer}");
    assert!(answer.contains("access-control-allow-origin: *\r\n"));
    assert!(!answer.contains("access-control-allow-credentials"));
    let exposed = answer
        .lines()
        .find(|line| line.starts_with("access-control-expose-headers"))
        .unwrap();
    for name in ["request-id", "retry-after", "www-authenticate"] {
        assert!(exposed.contains(name), "{exposed}");
    }
    assert!(!exposed.contains("date"));
}

#[tokio::test]
async fn a_preflight_needs_no_token() {
    let origin = started().await;
    let headers = "Origin: https://intranet.contoso.example\r\n\
                   Access-Control-Request-Method: POST\r\n\
                   Access-Control-Request-Headers: authorization,client-request-id,prefer\r\n";
    let answer = exchange(&origin, "OPTIONS", "/v1.0/print/shares", headers, "")
        .await
        .to_lowercase();
    assert!(answer.starts_with("http/1.1 200"), "{answer}");
    assert!(
        answer.contains("access-control-allow-headers: authorization,client-request-id,prefer")
    );
    assert!(answer.contains("access-control-allow-methods: post"));
}

#[tokio::test]
async fn a_lost_connection_closes_before_any_byte() {
    let origin = started().await;
    let fault = json!({ "path": "/shares", "kind": "lose", "when": "before" });
    control(&origin, "POST", "/control/fault", fault).await;
    assert_eq!(
        exchange(&origin, "GET", "/v1.0/print/shares", ADELE, "").await,
        ""
    );
    let next = exchange(&origin, "GET", "/v1.0/print/shares", ADELE, "").await;
    assert!(next.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn tenants_are_separate_and_next_links_keep_the_prefix() {
    let origin = started().await;
    let missing = exchange(&origin, "GET", "/t/one/v1.0/print/shares", ADELE, "").await;
    assert!(missing.starts_with("HTTP/1.1 404"));
    control(
        &origin,
        "POST",
        "/t/one/control/scenario",
        json!({ "name": "many-printers" }),
    )
    .await;
    let answer = exchange(&origin, "GET", "/t/one/v1.0/print/shares?$top=2", ADELE, "").await;
    let body: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    let link = body["@odata.nextLink"].as_str().unwrap();
    assert!(
        link.starts_with(&format!("{origin}/t/one/v1.0/print/shares?")),
        "{link}"
    );
    assert_eq!(
        control(&origin, "GET", "/t/one/control/requests", Value::Null).await[0]["status"],
        200
    );
    assert_eq!(
        control(&origin, "GET", "/control/requests", Value::Null).await,
        json!([])
    );
}

#[tokio::test]
async fn with_a_driven_clock_advance_prints_a_job() {
    let origin = started().await;
    let host = control(&origin, "GET", "/control/host", Value::Null).await;
    let queue = &host["queues"][0];
    let (share, printer) = (
        queue["share"].as_str().unwrap(),
        queue["printer"].as_str().unwrap(),
    );
    let read = |answer: String| -> Value {
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    };
    let jobs = read(
        exchange(
            &origin,
            "GET",
            &format!("/v1.0/print/shares/{share}/jobs"),
            ADELE,
            "",
        )
        .await,
    );
    let job = jobs["value"][0]["id"].as_str().unwrap().to_owned();
    let recents = read(
        exchange(
            &origin,
            "GET",
            "/v1.0/me/print/recentPrinterShares",
            ADELE,
            "",
        )
        .await,
    );
    let usual = recents["value"][0]["id"].as_str().unwrap();
    let usual = format!("/v1.0/print/shares/{usual}?$expand=printer");
    let destination =
        read(exchange(&origin, "GET", &usual, ADELE, "").await)["printer"]["id"].clone();
    let headers = format!("{ADELE}Content-Type: application/json\r\n");
    let body = json!({ "destinationPrinterId": destination }).to_string();
    let path = format!("/v1.0/print/printers/{printer}/jobs/{job}/redirect");
    let answer = exchange(&origin, "POST", &path, &headers, &body).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(
        control(&origin, "GET", "/control/printed", Value::Null).await,
        json!([])
    );
    let moved = control(&origin, "POST", "/control/advance", json!({ "ms": 8_000 })).await;
    assert_eq!(
        moved["now"].as_i64().unwrap() - host["now"].as_i64().unwrap(),
        8_000
    );
    let paper = control(&origin, "GET", "/control/printed", Value::Null).await;
    assert_eq!(paper[0]["document"], "Quarterly report.pdf");
}

#[tokio::test]
async fn an_unknown_scenario_switch_or_fault_is_refused() {
    let origin = started().await;
    for (path, body) in [
        ("/control/scenario", json!({ "name": "nope" })),
        ("/control/switch", json!({ "name": "nope", "value": true })),
        ("/control/fault", json!({ "kind": "nope" })),
    ] {
        let answer = exchange(&origin, "POST", path, "", &body.to_string()).await;
        assert!(answer.starts_with("HTTP/1.1 40"), "{answer}");
    }
}

#[tokio::test]
async fn a_tenant_accepts_tokens_of_its_identity_provider() {
    let origin = started_with(Some("https://login.example")).await;
    control(
        &origin,
        "POST",
        "/t/one/control/scenario",
        json!({ "name": "one-job" }),
    )
    .await;
    for (prefix, login) in [
        ("", "https://login.example"),
        ("/t/one", "https://login.example/t/one"),
    ] {
        let page = json!({ "redirectUri": "https://intranet.contoso.example/redirect" });
        let known = control(&origin, "POST", &format!("{prefix}/control/sign-in"), page).await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let directory = text(&known["tenantId"]);
        assert_eq!(known["authority"], format!("{login}/{directory}/v2.0"));
        let path = format!("{prefix}/{directory}/v2.0/.well-known/openid-configuration");
        let published = control(&origin, "GET", &path, Value::Null).await;
        assert_eq!(published["issuer"], known["authority"]);
        let ask = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}&scope=https://graph.microsoft.com/.default",
            text(&known["gateway"]["clientId"]),
            text(&known["gateway"]["secret"]),
        );
        let path = format!("{prefix}/{directory}/oauth2/v2.0/token");
        let answer = exchange(&origin, "POST", &path, "", &ask).await;
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        let token = format!("Authorization: Bearer {}\r\n", text(&body["access_token"]));
        let host = control(
            &origin,
            "GET",
            &format!("{prefix}/control/host"),
            Value::Null,
        )
        .await;
        let share = text(&host["queues"][0]["share"]);
        let path = format!("{prefix}/v1.0/print/shares/{share}/printer");
        let answer = exchange(&origin, "GET", &path, &token, "").await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

#[tokio::test]
async fn without_an_identity_provider_no_page_is_registered() {
    let origin = started().await;
    let page = r#"{"redirectUri":"https://intranet.contoso.example/"}"#;
    let answer = exchange(&origin, "POST", "/control/sign-in", "", page).await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.contains("--identity"), "{answer}");
}

#[tokio::test]
async fn expire_ends_the_providers_tokens_and_no_others() {
    let origin = started_with(Some("https://login.example")).await;
    let page = json!({ "redirectUri": "https://intranet.contoso.example/redirect" });
    let known = control(&origin, "POST", "/control/sign-in", page).await;
    let (directory, app) = (known["tenantId"].as_str().unwrap(), &known["gateway"]);
    let ask = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}&scope=https://graph.microsoft.com/.default",
        app["clientId"].as_str().unwrap(),
        app["secret"].as_str().unwrap(),
    );
    let path = format!("/{directory}/oauth2/v2.0/token");
    let answer = exchange(&origin, "POST", &path, "", &ask).await;
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    let given = body["access_token"].as_str().unwrap();
    let host = control(&origin, "GET", "/control/host", Value::Null).await;
    let printer = host["queues"][0]["printer"].as_str().unwrap();
    let status_for = async |token: &str| {
        let path = format!("/v1.0/print/printers/{printer}");
        let bearer = format!("Authorization: Bearer {token}\r\n");
        let answer = exchange(&origin, "GET", &path, &bearer, "").await;
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    assert_eq!(status_for(given).await, "200");
    let answer = exchange(&origin, "POST", "/control/expire", "", "").await;
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    assert_eq!(status_for(given).await, "401");
    assert_eq!(status_for("pull-print-app").await, "200");
}

#[tokio::test]
async fn a_device_code_is_redeemed_once_a_user_typed_it() {
    let origin = started_with(Some("https://login.example")).await;
    let page = json!({ "redirectUri": "https://intranet.contoso.example/redirect" });
    let known = control(&origin, "POST", "/control/sign-in", page).await;
    let directory = known["tenantId"].as_str().unwrap();
    let app = known["gateway"]["clientId"].as_str().unwrap();
    let path = format!("/{directory}/oauth2/v2.0/devicecode");
    let scope = "https://graph.microsoft.com/Printer.ReadWrite.All";
    let ask = format!("client_id={app}&scope={scope}");
    let answer = exchange(&origin, "POST", &path, "", &ask).await;
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    let ask = format!(
        "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id={app}&device_code={}",
        body["device_code"].as_str().unwrap()
    );
    let path = format!("/{directory}/oauth2/v2.0/token");
    let answer = exchange(&origin, "POST", &path, "", &ask).await;
    assert!(answer.contains("authorization_pending"), "{answer}");
    let megan = json!({ "user": "MeganB@contoso.example" });
    let approved = control(&origin, "POST", "/control/approve", megan).await;
    assert_eq!(approved["approved"], 1);
    let answer = exchange(&origin, "POST", &path, "", &ask).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
