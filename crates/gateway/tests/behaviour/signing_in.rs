//! How an administrator signs in for `setup`: in a browser that answers to a port of
//! this machine, over real connections, or by device code.

use std::{
    io,
    sync::{Arc, Mutex},
};

use gateway::{
    config::{Config, ConfigSource},
    setup::{OpenBrowser, SetupError, SignInWay, set_up},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;
use simulator::{Request, Response, identity::Layout, user::User};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::mpsc,
};

use crate::{
    setting_up::{MEGAN, NEW_QUEUE, config, config_text, world},
    world::{APP, Inner, LOBBY_SHARE, LOGIN, PROVIDER, SERVICES, TENANT, World},
};

/// What `setup` did, and what it said.
struct Ran {
    done: Result<(), SetupError>,
    said: String,
}

/// Runs `setup`, while `person` acts with the address that the browser was opened with.
async fn run(config: Config, world: &World, person: impl AsyncFnOnce(Url)) -> Ran {
    let (opened, mut address) = mpsc::unbounded_channel();
    let open: OpenBrowser =
        Box::new(move |address| opened.send(address.to_owned()).map_err(io::Error::other));
    let way = SignInWay::Browser(open);
    let said = Mutex::new(String::new());
    let show = |line: &str| {
        let mut said = said.lock().unwrap();
        said.push_str(line);
        said.push('\n');
    };
    let transport = Arc::new(world.clone());
    let setup = set_up(config, transport, world.clock(), &way, false, show);
    let person = async {
        let address = address.recv().await.unwrap();
        person(Url::parse(&address).unwrap()).await;
    };
    let (done, ()) = tokio::join!(setup, person);
    let said = said.lock().unwrap().clone();
    Ran { done, said }
}

/// Asks the identity provider, as anybody can.
fn ask(world: &World, method: &str, url: &str, body: Option<String>) -> Response {
    let now_ms = world.now_ms();
    let mut inner = world.lock();
    let Inner {
        tenant, identity, ..
    } = &mut *inner;
    let request = Request {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: Vec::new(),
        body,
    };
    let answer = identity.answer(&request, now_ms, tenant);
    answer.response().unwrap().clone()
}

/// Lets Megan sign in at the identity provider, and returns where it sends the browser.
fn sign_in(world: &World, address: &Url) -> Url {
    let mut address = address.clone();
    address
        .query_pairs_mut()
        .append_pair("login_hint", "MeganB");
    let answer = ask(world, "GET", address.as_str(), None);
    let location = answer.header("location");
    Url::parse(location.unwrap_or_else(|| panic!("{answer:?}"))).unwrap()
}

fn parameter(address: &Url, name: &str) -> String {
    let mut pairs = address.query_pairs();
    let found = pairs.find(|(key, _)| key == name);
    found
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// The address that the provider answers to, with this query.
fn answer_with(address: &Url, query: &str) -> Url {
    Url::parse(&format!("{}/?{query}", parameter(address, "redirect_uri"))).unwrap()
}

/// Opens an address of this machine as a browser does, and returns the whole answer.
async fn visit(address: &Url) -> String {
    assert_eq!(address.host_str(), Some("localhost"));
    let port = address.port().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let query = address.query().unwrap_or_default();
    let request = format!("GET /?{query} HTTP/1.1\r\nhost: localhost:{port}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn signing_in_in_a_browser_sets_the_queue_up() {
    // Public client flows, which device code needs, stay off.
    let world = world(|app| app.allows_device_code = false);
    let ran = run(config(), &world, async |address| {
        assert_eq!(parameter(&address, "code_challenge_method"), "S256");
        assert_eq!(parameter(&address, "prompt"), "select_account");
        assert!(!address.as_str().contains("secret"), "{address}");
        let page = visit(&sign_in(&world, &address)).await;
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("You can close this window"), "{page}");
        assert!(page.contains("default-src 'none'"), "{page}");
    })
    .await;
    assert!(ran.done.is_ok(), "{:?}", ran.done);
    assert!(ran.said.contains("Created the trigger"), "{}", ran.said);
    assert!(ran.said.contains("/oauth2/v2.0/authorize?"), "{}", ran.said);
    let inner = world.lock();
    let redeemed = inner.sent.iter().filter_map(|sent| sent.body.as_deref());
    let redeemed: Vec<_> = redeemed
        .filter(|body| body.contains("code_verifier"))
        .collect();
    // Microsoft Entra refuses the app's credential here.
    assert!(redeemed.len() == 1 && !redeemed[0].contains("client_secret"));
}

#[tokio::test]
async fn each_sign_in_has_its_own_state_challenge_and_port() {
    let world = world(|_| {});
    let seen = Mutex::new(Vec::new());
    for _ in 0..2 {
        let ran = run(config(), &world, async |address| {
            for name in ["state", "code_challenge"] {
                let value = parameter(&address, name);
                assert!(value.len() >= 43, "{name} {value}");
                seen.lock().unwrap().push(value);
            }
            visit(&sign_in(&world, &address)).await;
        })
        .await;
        assert!(ran.done.is_ok(), "{:?}", ran.done);
    }
    let mut seen = seen.into_inner().unwrap();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 4);
}

#[tokio::test]
async fn an_answer_with_another_state_is_refused_and_waited_past() {
    let world = world(|_| {});
    let ran = run(config(), &world, async |address| {
        for query in [
            "code=stolen&state=guess",
            "code=stolen",
            "error=access_denied",
            "error=access_denied&state=",
            "",
        ] {
            let page = visit(&answer_with(&address, query)).await;
            assert!(page.starts_with("HTTP/1.1 400"), "{query}: {page}");
        }
        let state = parameter(&address, "state");
        let neither = visit(&answer_with(&address, &format!("state={state}"))).await;
        assert!(neither.starts_with("HTTP/1.1 400"), "{neither}");
        visit(&sign_in(&world, &address)).await;
    })
    .await;
    assert!(ran.done.is_ok(), "{:?}", ran.done);
}

#[tokio::test]
async fn only_the_first_answer_counts_and_then_nobody_listens() {
    let world = world(|_| {});
    let port = Mutex::new(0);
    let ran = run(config(), &world, async |address| {
        let answer = sign_in(&world, &address);
        *port.lock().unwrap() = answer.port().unwrap();
        // A browser may open connections that it never uses.
        let idle = TcpStream::connect(("127.0.0.1", answer.port().unwrap())).await;
        visit(&answer).await;
        drop(idle);
    })
    .await;
    assert!(ran.done.is_ok(), "{:?}", ran.done);
    let port = *port.lock().unwrap();
    let again = TcpStream::connect(("127.0.0.1", port)).await;
    assert_eq!(again.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn a_denied_sign_in_is_told_as_text_on_the_page_and_in_the_terminal() {
    let world = world(|_| {});
    let ran = run(config(), &world, async |address| {
        let said = "AADSTS65004: <script>alert(1)</script> & \u{1b}[2Jdeclined.\r\nTrace ID: 1";
        let said = utf8_percent_encode(said, NON_ALPHANUMERIC);
        let state = parameter(&address, "state");
        let query = format!("error=access_denied&error_description={said}&state={state}");
        let page = visit(&answer_with(&address, &query)).await;
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(!page.contains("<script"), "{page}");
    })
    .await;
    let said = ran.done.unwrap_err().to_string();
    assert!(said.contains("AADSTS65004"), "{said}");
    assert!(said.contains("Printer Administrator"), "{said}");
    assert!(
        !said.contains('\u{1b}') && !said.contains("Trace"),
        "{said}"
    );
    assert_eq!(world.sent("POST", "/taskTriggers"), 0);
}

#[tokio::test]
async fn a_code_that_somebody_else_saw_cannot_be_redeemed() {
    let world = world(|_| {});
    let ran = run(config(), &world, async |address| {
        let answer = sign_in(&world, &address);
        // Somebody who saw the code and the address tries first. The challenge is no proof.
        let stolen = format!(
            "grant_type=authorization_code&client_id={APP}&code={}&redirect_uri={}&code_verifier={}",
            parameter(&answer, "code"),
            parameter(&address, "redirect_uri"),
            parameter(&address, "code_challenge"),
        );
        let url = format!("{LOGIN}/{TENANT}/oauth2/v2.0/token");
        let got = ask(&world, "POST", &url, Some(stolen)).json();
        assert_eq!(got["error"], "invalid_grant");
        visit(&answer).await;
    })
    .await;
    // The attempt used the code up, so nobody gets a token.
    assert!(
        matches!(ran.done, Err(SetupError::SignInRefused { .. })),
        "{:?}",
        ran.done
    );
}

#[tokio::test(start_paused = true)]
async fn a_browser_that_never_answers_is_waited_for_a_quarter_of_an_hour() {
    let world = world(|app| app.native_redirect_uris.clear());
    let began = world.now_ms();
    let ran = run(config(), &world, async |address| {
        // The provider says so on its own page, and never sends the browser back.
        let page = ask(&world, "GET", address.as_str(), None).json();
        assert_eq!(page["error_codes"][0], 50_011);
    })
    .await;
    let error = ran.done.unwrap_err();
    assert!(matches!(error, SetupError::NoSignIn), "{error}");
    assert!(error.to_string().contains("AADSTS50011"), "{error}");
    let waited = world.now_ms() - began;
    assert!((900_000..910_000).contains(&waited), "{waited}");
}

#[tokio::test]
async fn what_the_registration_or_the_person_lacks_is_named() {
    let failing = async |world: World, config: Config| {
        let ran = run(config, &world, async |address| {
            visit(&sign_in(&world, &address)).await;
        })
        .await;
        ran.done.unwrap_err().to_string()
    };
    // The platform Web: the provider wants the app's credential.
    let web = world(|app| app.redirect_uris = std::mem::take(&mut app.native_redirect_uris));
    let said = failing(web, config()).await;
    assert!(said.contains("Mobile and desktop applications"), "{said}");
    let said = failing(world(|app| app.graph_scopes.clear()), config()).await;
    assert!(said.contains("Printer.ReadWrite.All"), "{said}");
    assert!(said.contains("Privileged Role Administrator"), "{said}");
    let user = world(|_| {});
    user.lock()
        .tenant
        .add_user(User::new(MEGAN, "MeganB", "Megan"));
    let said = failing(user, config()).await;
    assert!(
        said.contains("answers 403") && said.contains("Printer Administrator"),
        "{said}"
    );
    let text = config_text().replace(NEW_QUEUE, LOBBY_SHARE);
    let of_share = Config::read(&ConfigSource::of_text(&text).unwrap()).unwrap();
    let said = failing(world(|_| {}), of_share).await;
    assert!(
        said.contains(LOBBY_SHARE) && said.contains("not of shares"),
        "{said}"
    );
}

/// A world whose identity provider is not Entra, and the configuration for it.
fn at_a_foreign_provider() -> (World, Config) {
    let world = world(|_| {});
    let layout = Layout::foreign(PROVIDER, SERVICES);
    world.lock().identity.lay_out(layout);
    let issuer = format!("issuer = \"{PROVIDER}\"\n[app]");
    let text = config_text().replace("[app]", &issuer);
    let config = Config::read(&ConfigSource::of_text(&text).unwrap()).unwrap();
    (world, config)
}

#[tokio::test]
async fn at_a_foreign_provider_the_app_proves_itself() {
    let (world, config) = at_a_foreign_provider();
    let ran = run(config, &world, async |address| {
        assert!(address.as_str().starts_with(SERVICES), "{address}");
        // Some providers refuse a prompt that they do not know.
        assert!(!address.as_str().contains("prompt"), "{address}");
        visit(&sign_in(&world, &address)).await;
    })
    .await;
    assert!(ran.done.is_ok(), "{:?}", ran.done);
    assert!(ran.said.contains("Created the trigger"), "{}", ran.said);
}

#[tokio::test]
async fn what_another_provider_refuses_is_told_with_its_code_and_without_entra() {
    let (world, config) = at_a_foreign_provider();
    let ran = run(config, &world, async |address| {
        let state = parameter(&address, "state");
        let query = format!("error=invalid_scope&error_description=unknown&state={state}");
        visit(&answer_with(&address, &query)).await;
    })
    .await;
    let said = ran.done.unwrap_err().to_string();
    assert!(said.contains("invalid_scope: unknown"), "{said}");
    assert!(
        said.contains("allow the gateway's client the scope"),
        "{said}"
    );
    assert!(!said.contains("Mobile and desktop"), "{said}");
}
