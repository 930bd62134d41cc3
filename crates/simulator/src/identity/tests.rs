//! Tests of the identity provider.

mod native;

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

use super::{App, Credential, DirectoryUser, IdentityProvider, Layout, TOKEN_SECONDS};
use crate::{Request, Response, Tenant, user::User};

const LOGIN: &str = "https://login.example";
const GRAPH: &str = "https://graph.microsoft.com";
const TENANT: &str = "aaaabbbb-0000-4ccc-8ddd-eeee22223333";
const ADELE: &str = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";
const CALLBACK: &str = "https://page.example/callback";
const VERIFIER: &str = "a-verifier-that-nobody-else-knows";
const NOW: i64 = 1_795_424_400_000;

struct SignInTest {
    identity: IdentityProvider,
    tenant: Tenant,
}

impl SignInTest {
    fn new() -> Self {
        let text = |name: &str| vec![name.to_owned()];
        let mut identity = IdentityProvider::new(LOGIN, TENANT, GRAPH);
        identity.add_user(DirectoryUser {
            id: ADELE.to_owned(),
            user_name: "AdeleV@contoso.example".to_owned(),
            groups: Vec::new(),
        });
        identity.add_app(App {
            redirect_uris: text(CALLBACK),
            graph_scopes: text("PrinterShare.ReadBasic.All"),
            allows_device_code: true,
            ..App::new("page", Credential::Public)
        });
        identity.add_app(App {
            exposes: text("Jobs.Redirect"),
            graph_roles: text("Printer.Read.All"),
            graph_scopes: text("PrinterShare.ReadBasic.All"),
            ..App::new("api", Credential::Secret("secret".to_owned()))
        });
        let mut tenant = Tenant::new(NOW);
        tenant.add_user(User::new(ADELE, "AdeleV@contoso.example", "Adele"));
        Self { identity, tenant }
    }

    fn send(&mut self, method: &str, path: &str, body: &str, now_ms: i64) -> Response {
        let request = Request {
            method: method.to_owned(),
            url: format!("{LOGIN}/{TENANT}{path}"),
            headers: Vec::new(),
            body: Some(body.to_owned()),
        };
        let outcome = self.identity.answer(&request, now_ms, &mut self.tenant);
        outcome.response().unwrap()
    }

    fn token(&mut self, body: &str) -> Response {
        self.send("POST", "/oauth2/v2.0/token", body, NOW)
    }

    /// An authorization code, as the browser brings it back.
    fn code(&mut self, scope: &str) -> String {
        let hash = digest::digest(&digest::SHA256, VERIFIER.as_bytes());
        let challenge = URL_SAFE_NO_PAD.encode(hash.as_ref());
        let path = format!(
            "/oauth2/v2.0/authorize?client_id=page&response_type=code&redirect_uri={CALLBACK}&scope={scope}\
             &code_challenge={challenge}&code_challenge_method=S256&state=a%26b&response_mode=query\
             &login_hint=AdeleV%40contoso.example"
        );
        let answer = self.send("GET", &path, "", NOW);
        let location = answer.header("location").unwrap().to_owned();
        assert!(location.ends_with("&state=a%26b"), "{location}");
        let code = location.strip_prefix(&format!("{CALLBACK}?code=")).unwrap();
        code.split('&').next().unwrap().to_owned()
    }

    fn redeem(&mut self, code: &str, verifier: &str) -> Response {
        self.token(&format!(
            "grant_type=authorization_code&client_id=page&code={code}&redirect_uri={CALLBACK}&code_verifier={verifier}"
        ))
    }
}

fn error(answer: &Response) -> String {
    answer.json()["error"].as_str().unwrap().to_owned()
}

#[test]
fn the_configuration_names_the_keys_that_verify_tokens() {
    let mut directory = SignInTest::new();
    let configuration = directory
        .send("GET", "/v2.0/.well-known/openid-configuration", "", NOW)
        .json();
    assert_eq!(configuration["issuer"], format!("{LOGIN}/{TENANT}/v2.0"));
    assert_eq!(
        configuration["jwks_uri"],
        format!("{LOGIN}/{TENANT}/discovery/v2.0/keys")
    );
    let old = directory.identity.key().unwrap().id().to_owned();
    directory.identity.roll_keys(1);
    let published = |directory: &mut SignInTest| -> Vec<Value> {
        let keys = directory
            .send("GET", "/discovery/v2.0/keys", "", NOW)
            .json();
        keys["keys"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key["kid"].clone())
            .collect()
    };
    let both = published(&mut directory);
    assert!(both.len() == 2 && both[1] == old && both[0] != old);
    directory.identity.roll_keys(0);
    assert_eq!(published(&mut directory).len(), 1);
}

#[test]
fn a_code_is_redeemed_once_and_only_with_its_verifier() {
    let mut directory = SignInTest::new();
    let code = directory.code("openid%20api://api/Jobs.Redirect");
    let answer = directory.redeem(&code, VERIFIER);
    assert_eq!(answer.status, 200);
    let body = answer.json();
    let claims = |token: &Value| {
        let part = token
            .as_str()
            .unwrap()
            .split('.')
            .nth(1)
            .unwrap()
            .to_owned();
        serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let access = claims(&body["access_token"]);
    assert_eq!(
        (&access["aud"], &access["scp"], &access["oid"]),
        (&"api".into(), &"Jobs.Redirect".into(), &ADELE.into())
    );
    assert_eq!(access["exp"].as_i64().unwrap(), NOW / 1000 + TOKEN_SECONDS);
    assert_eq!(claims(&body["id_token"])["aud"], "page");
    assert_eq!(error(&directory.redeem(&code, VERIFIER)), "invalid_grant");
    let code = directory.code("openid");
    assert_eq!(error(&directory.redeem(&code, "another")), "invalid_grant");
}

#[test]
fn a_device_code_waits_until_a_user_types_it() {
    let mut directory = SignInTest::new();
    let scope = format!("{GRAPH}/PrinterShare.ReadBasic.All");
    let started = directory
        .send(
            "POST",
            "/oauth2/v2.0/devicecode",
            &format!("client_id=page&scope={scope}"),
            NOW,
        )
        .json();
    let ask = format!(
        "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=page&device_code={}",
        started["device_code"].as_str().unwrap()
    );
    assert_eq!(error(&directory.token(&ask)), "authorization_pending");
    assert!(
        directory
            .identity
            .approve_device(started["user_code"].as_str().unwrap(), ADELE)
    );
    let answer = directory.token(&ask);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["scope"], scope);
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    let request = Request::new("GET", "/v1.0/print/shares", &token);
    assert_eq!(
        directory
            .tenant
            .answer(&request, NOW)
            .response()
            .unwrap()
            .status,
        200
    );
    assert_eq!(error(&directory.token(&ask)), "invalid_grant");
}

#[test]
fn an_app_gets_its_own_roles_only_with_its_secret() {
    let mut directory = SignInTest::new();
    let ask = |secret: &str| {
        format!(
            "grant_type=client_credentials&client_id=api&client_secret={secret}&scope={GRAPH}/.default"
        )
    };
    assert_eq!(error(&directory.token(&ask("guess"))), "invalid_client");
    assert_eq!(directory.token(&ask("secret")).status, 200);
    assert_eq!(
        error(&directory.token("grant_type=client_credentials&client_id=none&scope=x")),
        "unauthorized_client"
    );
}

#[test]
fn on_behalf_of_accepts_only_the_apps_own_valid_tokens() {
    let mut directory = SignInTest::new();
    let user = directory.identity.users[ADELE].clone();
    let ask = |assertion: &str| {
        format!(
            "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&client_id=api&client_secret=secret\
             &requested_token_use=on_behalf_of&assertion={assertion}&scope={GRAPH}/PrinterShare.ReadBasic.All"
        )
    };
    let good = directory
        .identity
        .api_token("api", "page", &user, "Jobs.Redirect", NOW);
    assert_eq!(directory.token(&ask(&good)).status, 200);
    let other = directory
        .identity
        .api_token("other", "page", &user, "Jobs.Redirect", NOW);
    let old = directory
        .identity
        .api_token("api", "page", &user, "Jobs.Redirect", NOW - 5_000_000);
    let forged = super::SigningKey::generate().sign(
        &directory
            .identity
            .api_claims("api", "page", &user, "x", NOW),
    );
    for bad in [other, old, forged, "a.b.c".to_owned()] {
        assert_eq!(error(&directory.token(&ask(&bad))), "invalid_grant");
    }
    directory.identity.challenge(ADELE, Some("{\"x\":1}"));
    let answer = directory.token(&ask(&good)).json();
    assert_eq!(
        (&answer["error"], &answer["claims"]),
        (&"interaction_required".into(), &"{\"x\":1}".into())
    );
}

#[test]
fn a_refresh_token_serves_another_api_in_its_app_only() {
    let mut directory = SignInTest::new();
    let code = directory.code("openid%20offline_access");
    let first = directory.redeem(&code, VERIFIER).json()["refresh_token"].clone();
    let ask = |client: &str, refresh: &Value| {
        format!(
            "grant_type=refresh_token&client_id={client}&refresh_token={}\
             &scope=api://api/Jobs.Redirect%20offline_access",
            refresh.as_str().unwrap()
        )
    };
    let second = directory.token(&ask("page", &first)).json()["refresh_token"].clone();
    assert_ne!(first, second);
    // A page may use the same refresh token for several requests at once.
    for refresh in [&first, &second] {
        assert_eq!(directory.token(&ask("page", refresh)).status, 200);
        let stolen = directory.token(&ask("api&client_secret=secret", refresh));
        assert_eq!(error(&stolen), "invalid_grant");
    }
}

#[test]
fn a_challenged_user_must_sign_in_with_the_claims() {
    let mut directory = SignInTest::new();
    let code = directory.code("openid%20offline_access");
    let refresh = directory.redeem(&code, VERIFIER).json()["refresh_token"].clone();
    let ask = format!(
        "grant_type=refresh_token&client_id=page&refresh_token={}&scope=openid",
        refresh.as_str().unwrap()
    );
    let demanded = "{\"access_token\":{\"acrs\":{\"value\":\"c1\"}}}";
    directory.identity.challenge(ADELE, Some(demanded));
    assert_eq!(error(&directory.token(&ask)), "interaction_required");
    directory
        .identity
        .meet_challenge(ADELE, "{\"access_token\":{\"acrs\":{\"value\":\"c2\"}}}");
    assert_eq!(error(&directory.token(&ask)), "interaction_required");
    let brought =
        "{\"access_token\":{\"acrs\":{\"value\":\"c1\"},\"xms_cc\":{\"values\":[\"cp1\"]}}}";
    directory.code(&format!("openid&claims={brought}"));
    assert_eq!(directory.token(&ask).status, 200);
}

#[test]
fn without_a_hint_the_signed_in_user_signs_in() {
    let mut directory = SignInTest::new();
    let path = format!(
        "/oauth2/v2.0/authorize?client_id=page&response_type=code&redirect_uri={CALLBACK}&scope=openid\
         &code_challenge=x&code_challenge_method=S256"
    );
    assert_eq!(
        error(&directory.send("GET", &path, "", NOW)),
        "login_required"
    );
    directory.identity.sign_in(ADELE);
    assert_eq!(directory.send("GET", &path, "", NOW).status, 302);
}

#[test]
fn select_account_lists_the_users_with_links_back() {
    let mut directory = SignInTest::new();
    directory.identity.sign_in(ADELE);
    let path = format!(
        "/oauth2/v2.0/authorize?client_id=page&response_type=code&redirect_uri={CALLBACK}&scope=openid\
         &code_challenge=x&code_challenge_method=S256&prompt=select_account"
    );
    let list = directory.send("GET", &format!("{path}&state=\"<b>"), "", NOW);
    assert_eq!(list.status, 200);
    let html = list.body.unwrap();
    assert!(html.contains(">AdeleV@contoso.example</a>"), "{html}");
    assert!(
        !html.contains("<b>") && !html.contains("state=\""),
        "{html}"
    );
    let chosen = html.split("&amp;login_hint=").nth(1).unwrap();
    let hint = chosen.split('"').next().unwrap();
    let answer = directory.send("GET", &format!("{path}&login_hint={hint}"), "", NOW);
    assert_eq!(answer.status, 302);
    // An unknown page gets an error instead of a list.
    let unknown = path.replace(CALLBACK, "https://elsewhere.example/");
    assert_eq!(
        error(&directory.send("GET", &unknown, "", NOW)),
        "invalid_request"
    );
}

#[test]
fn a_foreign_provider_answers_where_its_configuration_says() {
    let mut directory = SignInTest::new();
    let layout = Layout::foreign("https://id.example/print/", "https://services.example/a");
    directory.identity.lay_out(layout.clone());
    let get = |directory: &mut SignInTest, url: &str| {
        let request = Request::new("GET", url, "");
        let outcome = directory
            .identity
            .answer(&request, NOW, &mut directory.tenant);
        outcome.response().unwrap()
    };
    let found = "https://id.example/print/.well-known/openid-configuration";
    assert_eq!(layout.configuration(), found);
    let configuration = get(&mut directory, found).json();
    assert_eq!(configuration["issuer"], "https://id.example/print/");
    let keys = get(&mut directory, configuration["jwks_uri"].as_str().unwrap());
    assert!(keys.json()["keys"][0]["n"].is_string());
    let entras = format!("{LOGIN}/{TENANT}/discovery/v2.0/keys");
    assert_eq!(get(&mut directory, &entras).status, 404);
}

#[test]
fn a_token_names_the_app_and_the_groups_in_the_way_of_its_version() {
    let directory = SignInTest::new();
    let mut user = directory.identity.users[ADELE].clone();
    user.groups = (0..201).map(|number| number.to_string()).collect();
    let of = |version_1: bool| {
        let identity = &directory.identity;
        if version_1 {
            identity.api_claims_of_version_1("api://api", "page", &user, "Jobs.Redirect", NOW)
        } else {
            identity.api_claims("api", "page", &user, "Jobs.Redirect", NOW)
        }
    };
    let (one, two) = (of(true), of(false));
    assert_eq!(one["iss"], format!("https://sts.windows.net/{TENANT}/"));
    assert_eq!((&one["appid"], &one["azp"]), (&two["azp"], &Value::Null));
    assert_eq!(one["upn"], "AdeleV@contoso.example");
    for claims in [one, two] {
        assert_eq!(claims["groups"], Value::Null);
        assert_eq!(claims["_claim_names"]["groups"], "src1");
    }
}
