//! Serves the demo page on 127.0.0.1.
//!
//! Only the files of the page are served, each as it is now. An open page reloads when the demo has
//! been built again: the server adds a script for that to `index.html`. Until the first build has
//! ended, every answer says that the demo is being built.

use std::convert::Infallible;
use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, REFRESH};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;

use super::site::Site;
use crate::step_error::StepError;

/// Added to `index.html`. An `EventSource` connects again by itself after each answer.
const RELOAD: &str = "<script type=\"module\">\n\
    new EventSource('./.rebuilt').onmessage = () => location.reload();\n\
    </script>\n";

/// How long one such answer may take. Browsers give up on a request after minutes.
const WAIT: Duration = Duration::from_secs(30);

const BUILDING: &str = "<!doctype html><title>Demo</title>\
    <p>The demo is being built. This page shows it as soon as it is there.</p>";

/// The server, which runs until the program ends.
pub(crate) struct Server {
    port: u16,
    shown: Arc<Shown>,
}

/// What is served.
struct Shown {
    site: Mutex<Option<Site>>,
    /// The number of builds that open pages were told of.
    builds: watch::Sender<u64>,
}

impl Server {
    /// Starts to listen; port 0 stands for any that is free.
    pub(crate) fn start(port: u16) -> Result<Self, StepError> {
        let failed = |cause| StepError::Port { port, cause };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(failed)?;
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
            .map_err(failed)?;
        let shown = Arc::new(Shown {
            site: Mutex::default(),
            builds: watch::Sender::new(0),
        });
        let server = Self {
            port: listener.local_addr().map_err(failed)?.port(),
            shown: shown.clone(),
        };
        thread::spawn(move || runtime.block_on(accept(&listener, &shown)));
        Ok(server)
    }

    /// The port that it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Serves this page from now on, and makes open pages reload.
    pub(crate) fn show(&self, site: Site) {
        *self
            .shown
            .site
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(site);
        self.shown.builds.send_modify(|builds| *builds += 1);
    }

    /// Serves this page from now on; open pages stay as they are.
    pub(super) fn replace(&self, site: Site) {
        *self
            .shown
            .site
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(site);
    }
}

async fn accept(listener: &TcpListener, shown: &Arc<Shown>) {
    loop {
        // The browser connects again after a failure.
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let shown = shown.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| answer(&shown, request));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            let _ = connection.await;
        });
    }
}

async fn answer(
    shown: &Shown,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().trim_start_matches('/');
    if path == ".rebuilt" {
        return Ok(rebuilt(shown).await);
    }
    let site = shown.site.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(match &*site {
        Some(site) => file(site, path),
        None => being_built(),
    })
}

/// Answers with an event once the page has been built again, or without one after [`WAIT`].
async fn rebuilt(shown: &Shown) -> Response<Full<Bytes>> {
    let mut builds = shown.builds.subscribe();
    let text = match timeout(WAIT, builds.changed()).await {
        Ok(_) => "data: rebuilt\n\n",
        Err(_) => "retry: 0\n\n",
    };
    reply(StatusCode::OK, "text/event-stream", text)
}

fn file(site: &Site, path: &str) -> Response<Full<Bytes>> {
    if matches!(path, "" | "index.html") {
        let html = site.html.replace("</body>", &format!("{RELOAD}</body>"));
        return reply(StatusCode::OK, media_type("index.html"), html);
    }
    let content = site.files.get(path).and_then(|file| fs::read(file).ok());
    match content {
        Some(content) => reply(StatusCode::OK, media_type(path), content),
        None => reply(StatusCode::NOT_FOUND, media_type(""), "No such file."),
    }
}

fn being_built() -> Response<Full<Bytes>> {
    let mut response = reply(
        StatusCode::SERVICE_UNAVAILABLE,
        media_type("index.html"),
        BUILDING,
    );
    response.headers_mut().insert(REFRESH, 2.into());
    response
}

fn reply(
    status: StatusCode,
    media_type: &'static str,
    content: impl Into<Bytes>,
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(content.into()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        hyper::header::HeaderValue::from_static(media_type),
    );
    headers.insert(
        CACHE_CONTROL,
        hyper::header::HeaderValue::from_static("no-cache"),
    );
    response
}

/// The media type of the files that the page consists of.
fn media_type(path: &str) -> &'static str {
    let extension = Path::new(path).extension().unwrap_or_default();
    match extension.to_str() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status_and_type(response: &Response<Full<Bytes>>) -> (u16, &str) {
        let media_type = response.headers()[CONTENT_TYPE].to_str().unwrap();
        (response.status().as_u16(), media_type)
    }

    #[test]
    fn only_files_of_the_page_are_served() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program_bg.wasm");
        fs::write(&program, "wasm").unwrap();
        let site = Site {
            html: "<body></body>".to_owned(),
            files: [("program_bg.wasm".to_owned(), program)].into(),
        };
        let found = file(&site, "program_bg.wasm");
        assert_eq!(status_and_type(&found), (200, "application/wasm"));
        let page = file(&site, "");
        assert_eq!(status_and_type(&page), (200, "text/html; charset=utf-8"));
        for other in ["Cargo.toml", "../Cargo.toml", "/etc/passwd"] {
            assert_eq!(file(&site, other).status(), StatusCode::NOT_FOUND);
        }
    }

    #[test]
    fn a_page_asked_for_too_early_asks_again() {
        let response = being_built();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[REFRESH], "2");
    }
}
