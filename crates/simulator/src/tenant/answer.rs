//! From a request to what goes onto the wire: time, faults, the token, the
//! route.
//!
//! Every request goes the same way: time passes, a waiting fault may meet it,
//! the token is looked up before the URL (as Graph does), the route answers,
//! and the envelope is put around it. What a route does is in the module named
//! for it; what a fault does, in `trouble.rs`.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Before, Switch, Tenant};
use crate::{
    asked::Asked,
    call::Call,
    http::{Delivery, Outcome, Request, Response},
    page::Paging,
    record::Recorded,
    refusal::Refusal,
    token::{Principal, Token},
};

/// What a route answers when it does not refuse.
#[derive(Clone, Debug)]
pub(super) enum Reply {
    /// 200 with this body.
    Entity(Map<String, Value>),
    /// 201 with this body.
    Created(Map<String, Value>),
    /// 204.
    Nothing,
}

pub(super) type Answer = Result<Reply, Refusal>;

impl Tenant {
    /// Takes a request in at `now_ms`, in ms since 1970 UTC, and gives what
    /// goes onto the wire.
    pub fn handle(&mut self, request: &Request, now_ms: i64) -> Delivery {
        self.settle(now_ms);
        let entry = self.record(request);
        let delivery = match self.fault(request, false) {
            None => Delivery::Answer(self.respond(request)),
            Some(fault) => self.go_wrong(request, &fault, entry),
        };
        if let Delivery::Answer(response) = &delivery {
            self.note(Some(entry), response.status);
        }
        delivery
    }

    /// What a caller makes of the answer who waits for nothing: a delayed
    /// request is a lost connection to it, yet takes effect when it is let
    /// through.
    pub fn answer(&mut self, request: &Request, now_ms: i64) -> Outcome {
        match self.handle(request, now_ms) {
            Delivery::Answer(response) => Outcome::Answered(response),
            Delivery::Cut { .. } | Delivery::Delayed(_) => Outcome::ConnectionLost,
        }
    }

    /// The answer of a tenant in which nothing goes wrong.
    pub(super) fn respond(&mut self, request: &Request) -> Response {
        let envelope = self.envelope(request);
        let world = self.world.clone();
        let answer = self
            .authenticate(request)
            .and_then(|token| self.route(request, &token));
        if answer.is_ok() && !self.world.is_same_as(&world) {
            self.before = Some(Before {
                world,
                changed_ms: self.now_ms,
            });
        }
        match answer {
            Ok(Reply::Entity(entity)) => envelope.respond(200, Some(Value::Object(entity))),
            Ok(Reply::Created(entity)) => envelope.respond(201, Some(Value::Object(entity))),
            Ok(Reply::Nothing) => envelope.respond(204, None),
            Err(refusal) => envelope.refuse(&refusal),
        }
    }

    fn authenticate(&self, request: &Request) -> Result<Arc<Token>, Refusal> {
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
        Ok(Arc::clone(token))
    }

    fn route(&mut self, request: &Request, token: &Token) -> Answer {
        let asked = &Asked::read(request)?;
        let (call, ids) = Call::of(&request.method, &asked.segments)?;
        let id = |at| ids.get(at).copied().unwrap_or_default();
        let (first, second) = (id(0), id(1));
        match call {
            Call::Batch => self.batch(request, asked),
            Call::ListRecentShares => self.recent_shares(token, asked),
            Call::ListShares => self.list_shares(token, asked),
            Call::GetShare => self.get_share(token, first, asked),
            Call::GetPrinterOfShare => self.get_printer_of_share(token, first, asked),
            Call::ListJobsOfShare => self.list_jobs_of_share(token, first, asked),
            Call::GetJobOfShare => self.get_job_of_share(token, first, second, asked),
            Call::ListPrinters => self.list_printers(token, asked),
            Call::GetPrinter => self.get_printer(token, first, asked),
            Call::ListSharesOfPrinter => self.list_shares_of_printer(token, first, asked),
            Call::GetShareOfPrinter => self.get_share_of_printer(token, first, second, asked),
            Call::ListJobsOfPrinter => self.list_jobs_of_printer(token, first, asked),
            Call::GetJobOfPrinter => self.get_job_of_printer(token, first, second, asked),
            Call::UpdateJob => self.update_job(token, first, second, request, asked),
            Call::Redirect => self.redirect(token, first, second, request, asked),
            Call::Cancel => self.cancel(token, first, second),
            Call::Abort => self.abort(token, first, second, request),
            Call::ListTriggers => self.list_triggers(token, first, asked),
            Call::CreateTrigger => self.create_trigger(token, first, request),
            Call::GetTrigger => self.get_trigger(token, first, second, asked),
            Call::DeleteTrigger => self.delete_trigger(token, first, second),
            Call::ListDefinitions => self.list_definitions(token, asked),
            Call::CreateDefinition => self.create_definition(token, request, asked),
            Call::GetDefinition => self.get_definition(token, first, asked),
            Call::UpdateDefinition => self.update_definition(token, first, request, asked),
            Call::DeleteDefinition => self.delete_definition(token, first),
            Call::ListTasks => self.list_tasks(token, first, asked),
            Call::GetTask => self.get_task(token, first, second, asked),
            Call::UpdateTask => self.update_task(token, first, second, request),
        }
    }

    /// Keeps a request without its token, and gives its place in the record.
    fn record(&mut self, request: &Request) -> usize {
        let mut headers = request.headers.clone();
        for (name, value) in &mut headers {
            if name.eq_ignore_ascii_case("Authorization") {
                value.clear();
            }
        }
        let requests = Arc::make_mut(&mut self.requests);
        requests.push(Recorded {
            method: request.method.clone(),
            url: request.url.clone(),
            headers,
            body: request.body.clone(),
            status: None,
        });
        requests.len() - 1
    }

    /// Notes the status with which a recorded request was answered.
    pub(super) fn note(&mut self, entry: Option<usize>, status: u16) {
        let requests = Arc::make_mut(&mut self.requests);
        if let Some(recorded) = entry.and_then(|entry| requests.get_mut(entry)) {
            recorded.status = Some(status);
        }
    }

    /// How this tenant divides its lists.
    pub(super) fn paging(&self) -> Paging {
        Paging {
            size: self.page_size.max(1),
            empty_pages: self.is_on(Switch::EmptyPages),
        }
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
