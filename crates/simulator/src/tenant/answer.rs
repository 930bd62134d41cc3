//! From a request to an outcome: time, faults, the token, the route.
//!
//! Every request goes the same way: time passes, a waiting fault may meet it,
//! the token is looked up before the URL (as Graph does), the route answers,
//! and the envelope is put around it. What a route does is in the module named
//! for it.

use serde_json::{Map, Value};

use super::Tenant;
use crate::{
    asked::Asked,
    fault::{Trouble, challenge_header, throttled_body},
    http::{Outcome, Request, Response},
    record::Recorded,
    refusal::Refusal,
    token::{Principal, Token},
};

/// What a route answers when it does not refuse.
#[derive(Clone, Debug)]
pub(super) enum Reply {
    /// 200 with this body.
    Entity(Map<String, Value>),
    /// 204.
    Nothing,
}

pub(super) type Answer = Result<Reply, Refusal>;

impl Tenant {
    /// Answers a request at `now_ms`, in ms since 1970 UTC.
    pub fn answer(&mut self, request: &Request, now_ms: i64) -> Outcome {
        self.settle(now_ms);
        let outcome = match self.trouble(&request.method, &request.url) {
            None => Outcome::Answered(self.respond(request)),
            Some(trouble) => self.go_wrong(request, &trouble),
        };
        self.record(request, &outcome);
        outcome
    }

    fn go_wrong(&mut self, request: &Request, trouble: &Trouble) -> Outcome {
        let carried_out = trouble.takes_effect().then(|| self.respond(request));
        let envelope = self.envelope(request);
        let response = match trouble {
            Trouble::Lose { .. } => return Outcome::ConnectionLost,
            Trouble::Refuse { status, body } => {
                envelope.respond(*status, Some(body.clone()).filter(|body| !body.is_null()))
            }
            Trouble::Throttle { retry_after } => {
                let body = throttled_body(&envelope.date, &envelope.request_id);
                let wait = retry_after
                    .iter()
                    .map(|wait| ("Retry-After".to_owned(), wait.clone()));
                envelope.respond(429, Some(body)).with_headers(wait)
            }
            Trouble::Unavailable { status, .. } => envelope.respond(*status, None),
            Trouble::Garble => {
                let whole = carried_out.unwrap_or_else(|| envelope.respond(200, None));
                let half = whole.body.as_ref().map(|body| {
                    let half = body.chars().count() / 2;
                    body.chars().take(half).collect()
                });
                Response {
                    body: half,
                    ..whole
                }
            }
            Trouble::Challenge { claims } => {
                let refusal = Refusal::unauthenticated(
                    "Continuous access evaluation resulted in challenge with result: InteractionRequired.",
                );
                let mut response = envelope.refuse(&refusal);
                response
                    .headers
                    .retain(|(name, _)| name != "WWW-Authenticate");
                response.with_headers([("WWW-Authenticate".to_owned(), challenge_header(claims))])
            }
        };
        Outcome::Answered(response)
    }

    /// The answer of a tenant in which nothing goes wrong.
    pub(super) fn respond(&mut self, request: &Request) -> Response {
        let envelope = self.envelope(request);
        let answer = self
            .authenticate(request)
            .and_then(|token| self.route(request, &token));
        match answer {
            Ok(Reply::Entity(entity)) => envelope.respond(200, Some(Value::Object(entity))),
            Ok(Reply::Nothing) => envelope.respond(204, None),
            Err(refusal) => envelope.refuse(&refusal),
        }
    }

    fn authenticate(&self, request: &Request) -> Result<Token, Refusal> {
        let text = request
            .header("Authorization")
            .and_then(|value| value.strip_prefix("Bearer "))
            .filter(|text| !text.is_empty())
            .ok_or_else(|| Refusal::unauthenticated("Access token is empty."))?;
        let token = self
            .tokens
            .get(text)
            .ok_or_else(|| Refusal::unauthenticated("Access token validation failure."))?;
        if token.expires_ms.is_some_and(|end| end <= self.now_ms) {
            return Err(Refusal::unauthenticated(
                "Lifetime validation failed, the token is expired.",
            ));
        }
        Ok(token.clone())
    }

    fn route(&mut self, request: &Request, token: &Token) -> Answer {
        let asked = Asked::read(request)?;
        let segments: Vec<&str> = asked.segments.iter().map(String::as_str).collect();
        match (request.method.as_str(), segments.as_slice()) {
            ("POST", ["$batch"]) => self.batch(request, &asked),
            ("GET", ["me", "print", "recentPrinterShares"]) => self.recent_shares(token, &asked),
            ("GET", ["print", "shares"]) => self.list_shares(token, &asked),
            ("GET", ["print", "shares", share]) => self.get_share(token, share, &asked),
            ("GET", ["print", "shares", share, "printer"]) => {
                self.get_printer_of_share(token, share, &asked)
            }
            ("GET", ["print", "shares", share, "jobs"]) => {
                self.list_jobs_of_share(token, share, &asked)
            }
            ("GET", ["print", "shares", share, "jobs", job]) => {
                self.get_job_of_share(token, share, job, &asked)
            }
            ("GET", ["print", "printers", printer]) => self.get_printer(token, printer, &asked),
            ("GET", ["print", "printers", printer, "jobs"]) => {
                self.list_jobs_of_printer(token, printer, &asked)
            }
            ("GET", ["print", "printers", printer, "jobs", job]) => {
                self.get_job_of_printer(token, printer, job, &asked)
            }
            ("POST", ["print", "printers", printer, "jobs", job, "redirect"]) => {
                self.redirect(token, printer, job, request, &asked)
            }
            ("POST", ["print", "printers", printer, "jobs", job, "cancel"]) => {
                self.cancel(token, printer, job)
            }
            ("POST", ["print", "printers", printer, "jobs", job, "abort"]) => {
                self.abort(token, printer, job)
            }
            (_, segments) => Err(unanswered(segments)),
        }
    }

    fn record(&mut self, request: &Request, outcome: &Outcome) {
        let mut headers = request.headers.clone();
        for (name, value) in &mut headers {
            if name.eq_ignore_ascii_case("Authorization") {
                value.clear();
            }
        }
        self.requests.push(Recorded {
            method: request.method.clone(),
            url: request.url.clone(),
            headers,
            body: request.body.clone(),
            status: match outcome {
                Outcome::Answered(response) => Some(response.status),
                Outcome::ConnectionLost => None,
            },
        });
    }

    /// The user a delegated token speaks for, and whether that user is a
    /// Printer Administrator; nobody for an application token.
    pub(super) fn caller<'a>(&self, token: &'a Token) -> Option<(&'a str, bool)> {
        match &token.principal {
            Principal::User(id) => {
                let user = self.users.get(id);
                Some((id, user.is_some_and(|user| user.printer_administrator)))
            }
            Principal::Application(_) => None,
        }
    }
}

/// A known resource with another method is 405, anything else 404.
fn unanswered(segments: &[&str]) -> Refusal {
    match segments {
        ["$batch"]
        | ["me", "print", "recentPrinterShares"]
        | ["print", "shares"]
        | ["print", "shares" | "printers", _]
        | ["print", "shares", _, "printer" | "jobs"]
        | ["print", "printers", _, "jobs"]
        | ["print", "shares" | "printers", _, "jobs", _]
        | [
            "print",
            "printers",
            _,
            "jobs",
            _,
            "redirect" | "cancel" | "abort",
        ] => Refusal::method_not_allowed(),
        _ => Refusal::no_such_resource(segments.last().copied().unwrap_or_default()),
    }
}
