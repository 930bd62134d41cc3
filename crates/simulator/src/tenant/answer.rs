//! Answers a request: lets time pass, applies a fault, checks the token, routes.
//!
//! Every request takes the same way: time passes, a fault may meet it, the token is
//! checked before the URL (as Graph does), the operation answers, and the envelope is
//! added. Each operation has its own module. `fault.rs` applies faults.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{EarlierState, Switch, Tenant};
use crate::{
    graph_error::GraphError,
    graph_operation::GraphOperation,
    http::{ClientOutcome, Delivery, Request, Response},
    list_page::PageRules,
    odata_query::ODataQuery,
    query_rules,
    record::RecordedRequest,
    token::{AccessToken, Principal},
};

/// The answer of an operation that succeeded.
#[derive(Clone, Debug)]
pub(super) enum Success {
    /// 200 with this body.
    Entity(Map<String, Value>),
    /// 201 with this body.
    Created(Map<String, Value>),
    /// 204.
    Nothing,
}

pub(super) type GraphResult = Result<Success, GraphError>;

impl Tenant {
    /// Handles a request at `now_ms`, in ms since 1970 UTC, and returns what goes
    /// onto the wire.
    pub fn handle(&mut self, request: &Request, now_ms: i64) -> Delivery {
        self.settle(now_ms);
        let entry = self.record(request);
        let delivery = match self.take_fault(request, false) {
            None => Delivery::Answer(self.respond(request)),
            Some(fault) => self.deliver_with_fault(request, &fault, entry),
        };
        if let Delivery::Answer(response) = &delivery {
            self.note_status(Some(entry), response.status);
        }
        delivery
    }

    /// Handles a request for a client that does not wait. A delayed request is a lost
    /// connection to this client, but takes effect once its delay has ended.
    pub fn answer(&mut self, request: &Request, now_ms: i64) -> ClientOutcome {
        match self.handle(request, now_ms) {
            Delivery::Answer(response) => ClientOutcome::Answered(response),
            Delivery::Cut { .. } | Delivery::Delayed(_) => ClientOutcome::ConnectionLost,
        }
    }

    /// The answer without any fault.
    pub(super) fn respond(&mut self, request: &Request) -> Response {
        let envelope = self.envelope(request);
        let inventory = self.inventory.clone();
        let answer = self
            .authenticate(request)
            .and_then(|token| self.route(request, &token));
        if answer.is_ok() && !self.inventory.is_same_as(&inventory) {
            self.before = Some(EarlierState {
                inventory,
                changed_ms: self.now_ms,
            });
        }
        match answer {
            Ok(Success::Entity(entity)) => envelope.respond(200, Some(Value::Object(entity))),
            Ok(Success::Created(entity)) => envelope.respond(201, Some(Value::Object(entity))),
            Ok(Success::Nothing) => envelope.respond(204, None),
            Err(error) => envelope.refuse(&error),
        }
    }

    fn authenticate(&self, request: &Request) -> Result<Arc<AccessToken>, GraphError> {
        let text = request
            .header("Authorization")
            .and_then(|value| value.strip_prefix("Bearer "))
            .filter(|text| !text.is_empty())
            .ok_or_else(|| GraphError::unauthenticated("Access token is empty."))?;
        let token = self
            .tokens
            .get(text)
            .ok_or_else(|| GraphError::unauthenticated("Access token validation failure."))?;
        if token.expires_ms.is_some_and(|end| end <= self.now_ms) {
            return Err(GraphError::unauthenticated(
                "Lifetime validation failed, the token is expired.",
            ));
        }
        Ok(Arc::clone(token))
    }

    fn route(&mut self, request: &Request, token: &AccessToken) -> GraphResult {
        let query = &ODataQuery::read(request)?;
        let (call, ids) = GraphOperation::of(&request.method, &query.segments)?;
        query_rules::check(query, call)?;
        let id = |at| ids.get(at).copied().unwrap_or_default();
        let (first, second) = (id(0), id(1));
        match call {
            GraphOperation::Batch => self.batch(request, query),
            GraphOperation::ListRecentShares => self.recent_shares(token, query),
            GraphOperation::ListShares => self.list_shares(token, query),
            GraphOperation::GetShare => self.get_share(token, first, query),
            GraphOperation::GetPrinterOfShare => self.get_printer_of_share(token, first, query),
            GraphOperation::ListJobsOfShare => self.list_jobs_of_share(token, first, query),
            GraphOperation::GetJobOfShare => self.get_job_of_share(token, first, second, query),
            GraphOperation::ListPrinters => self.list_printers(token, query),
            GraphOperation::GetPrinter => self.get_printer(token, first, query),
            GraphOperation::ListSharesOfPrinter => self.list_shares_of_printer(token, first, query),
            GraphOperation::GetShareOfPrinter => {
                self.get_share_of_printer(token, first, second, query)
            }
            GraphOperation::ListJobsOfPrinter => self.list_jobs_of_printer(token, first, query),
            GraphOperation::GetJobOfPrinter => self.get_job_of_printer(token, first, second, query),
            GraphOperation::UpdateJob => self.update_job(token, first, second, request, query),
            GraphOperation::Redirect => self.redirect(token, first, second, request, query),
            GraphOperation::Cancel => self.cancel(token, first, second),
            GraphOperation::Abort => self.abort(token, first, second, request),
            GraphOperation::ListTriggers => self.list_triggers(token, first, query),
            GraphOperation::CreateTrigger => self.create_trigger(token, first, request),
            GraphOperation::GetTrigger => self.get_trigger(token, first, second, query),
            GraphOperation::DeleteTrigger => self.delete_trigger(token, first, second),
            GraphOperation::ListDefinitions => self.list_definitions(token, query),
            GraphOperation::CreateDefinition => self.create_definition(token, request, query),
            GraphOperation::GetDefinition => self.get_definition(token, first, query),
            GraphOperation::UpdateDefinition => {
                self.update_definition(token, first, request, query)
            }
            GraphOperation::DeleteDefinition => self.delete_definition(token, first),
            GraphOperation::ListTasks => self.list_tasks(token, first, query),
            GraphOperation::GetTask => self.get_task(token, first, second, query),
            GraphOperation::UpdateTask => self.update_task(token, first, second, request),
        }
    }

    /// Records a request without its token and returns its index in the record.
    fn record(&mut self, request: &Request) -> usize {
        let mut headers = request.headers.clone();
        for (name, value) in &mut headers {
            if name.eq_ignore_ascii_case("Authorization") {
                value.clear();
            }
        }
        let requests = Arc::make_mut(&mut self.requests);
        requests.push(RecordedRequest {
            method: request.method.clone(),
            url: request.url.clone(),
            headers,
            body: request.body.clone(),
            status: None,
        });
        requests.len() - 1
    }

    /// Records the status that a recorded request was answered with.
    pub(super) fn note_status(&mut self, entry: Option<usize>, status: u16) {
        let requests = Arc::make_mut(&mut self.requests);
        if let Some(recorded) = entry.and_then(|entry| requests.get_mut(entry)) {
            recorded.status = Some(status);
        }
    }

    /// How this tenant divides its lists.
    pub(super) fn paging(&self) -> PageRules {
        PageRules {
            size: self.page_size.max(1),
            empty_pages: self.is_on(Switch::EmptyPages),
        }
    }

    /// The user that a delegated token speaks for, and whether that user is a Printer
    /// Administrator; `None` for an application token.
    pub(super) fn caller<'a>(&self, token: &'a AccessToken) -> Option<(&'a str, bool)> {
        match &token.principal {
            Principal::User(id) => {
                let user = self.users.get(id);
                Some((id, user.is_some_and(|user| user.printer_administrator)))
            }
            Principal::Application(_) => None,
        }
    }
}
