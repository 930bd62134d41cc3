//! Receives the answer to a sign-in in the browser, on a port of this machine.
//!
//! The identity provider sends the browser to `http://localhost` with a code or an
//! error. Any page can send it there too, so an answer counts only with the secret
//! `state` of this sign-in; all others are refused and waited past. The first answer
//! that counts ends the waiting. What the provider says is shown as text and never
//! becomes markup.
//!
//! <https://www.rfc-editor.org/rfc/rfc8252#section-7.3>

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::{net::TcpListener, sync::oneshot, time::timeout};
use tokio_util::sync::CancellationToken;

/// Another program may have taken the same port of the other protocol. Then another
/// port is tried, at most this often.
const TRIES: usize = 10;

/// How long the browser may take to fetch the page after the answer has come. It may
/// also hold connections that it never uses.
const FAREWELL: Duration = Duration::from_secs(2);

/// The most characters of the provider's words on the page.
const SHOWN: usize = 1000;

/// The answer to a sign-in.
#[derive(Debug)]
pub(super) enum Answer {
    /// The code, to be redeemed for a token.
    Code(SecretString),
    /// The provider refused.
    Refused {
        /// The code of OAuth.
        error: String,
        /// The provider's words.
        description: Option<String>,
    },
}

/// The listeners on a port of this machine, for one answer.
#[derive(Debug)]
pub(super) struct Loopback {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Loopback {
    /// Listens on a free port: on both protocols where the machine has both, because
    /// `localhost` may be either.
    pub(super) async fn bind() -> io::Result<Self> {
        for _ in 0..TRIES {
            let first = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
            let port = first.local_addr()?.port();
            let second = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await;
            let listeners = match second {
                Ok(second) => vec![first, second],
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => continue,
                Err(_) => vec![first],
            };
            return Ok(Self { listeners, port });
        }
        Err(io::ErrorKind::AddrInUse.into())
    }

    /// The address to which the provider sends the browser.
    pub(super) fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Waits for the answer with this state, for at most `patience`.
    pub(super) async fn answer(self, state: &SecretString, patience: Duration) -> Option<Answer> {
        let (answered, answer) = oneshot::channel();
        let expected = Arc::new(Expected {
            state: state.clone(),
            answered: Mutex::new(Some(answered)),
        });
        let router = Router::new().route("/", get(receive)).with_state(expected);
        let end = CancellationToken::new();
        let serving = self.listeners.into_iter().map(|listener| {
            let ends = end.clone().cancelled_owned();
            let server = axum::serve(listener, router.clone()).with_graceful_shutdown(ends);
            tokio::spawn(server.into_future())
        });
        let serving: Vec<_> = serving.collect();
        let answer = timeout(patience, answer).await;
        end.cancel();
        for server in serving {
            let abort = server.abort_handle();
            if timeout(FAREWELL, server).await.is_err() {
                abort.abort();
            }
        }
        answer.ok()?.ok()
    }
}

/// What is waited for.
struct Expected {
    state: SecretString,
    /// Taken by the first answer.
    answered: Mutex<Option<oneshot::Sender<Answer>>>,
}

/// The words of a page: its title and what to do next.
struct Words {
    title: &'static str,
    next: &'static str,
}

const ARRIVED: Words = Words {
    title: "Your sign-in arrived",
    next: "You can close this window. The setup goes on where you started it.",
};
const REFUSED: Words = Words {
    title: "The identity provider refused the sign-in",
    next: "You can close this window. The setup says what to do, where you started it.",
};
const UNEXPECTED: Words = Words {
    title: "This is not the sign-in that the setup waits for",
    next: "You can close this window. Open the address that the setup printed last.",
};

async fn receive(State(expected): State<Arc<Expected>>, RawQuery(query): RawQuery) -> Response {
    let Some(answer) = expected.read(query.as_deref()) else {
        return page(StatusCode::BAD_REQUEST, &UNEXPECTED, "");
    };
    let said = match &answer {
        Answer::Code(_) => None,
        Answer::Refused { error, description } => Some(description.as_ref().unwrap_or(error)),
    };
    let page = match said {
        None => page(StatusCode::OK, &ARRIVED, ""),
        Some(said) => page(StatusCode::OK, &REFUSED, said),
    };
    // The waiting may just have ended.
    match expected.take().map(|answered| answered.send(answer)) {
        Some(Ok(())) => page,
        _ => self::page(StatusCode::BAD_REQUEST, &UNEXPECTED, ""),
    }
}

impl Expected {
    /// Reads the answer in a query, if it has the state and is complete.
    fn read(&self, query: Option<&str>) -> Option<Answer> {
        let mut address = Url::parse("http://localhost").ok()?;
        address.set_query(query);
        let parameter = |name: &str| {
            let found = address.query_pairs().find(|(key, _)| key == name);
            found.map(|(_, value)| value.into_owned())
        };
        parameter("state").filter(|state| state == self.state.expose_secret())?;
        match parameter("error") {
            Some(error) => Some(Answer::Refused {
                error,
                description: parameter("error_description"),
            }),
            None => parameter("code").map(|code| Answer::Code(code.into())),
        }
    }

    /// Who waits for the answer, for the first that asks.
    fn take(&self) -> Option<oneshot::Sender<Answer>> {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.take()
    }
}

/// A page without scripts, styles and links. `said` is what the provider wrote.
fn page(status: StatusCode, words: &Words, said: &str) -> Response {
    let Words { title, next } = words;
    let said: String = said.chars().take(SHOWN).collect();
    let said = match said.as_str() {
        "" => String::new(),
        said => format!("<p>{}</p>", escaped(said)),
    };
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1>{said}<p>{next}</p></main></body></html>"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONNECTION, "close"),
    ];
    (status, headers, html).into_response()
}

/// Escapes text for HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
