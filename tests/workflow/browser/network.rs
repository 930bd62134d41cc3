//! Carries a request from a page to the tenant, with or without a gateway, and back.

use print_redirect::flow::service::Service;
use print_redirect::flow::state::call::CallId;
use print_redirect::flow::{Event, TokenNeed};
use print_redirect::outgoing_request::OutgoingRequest;
use simulator::ClientOutcome;
use simulator::scenario::APPLICATION_TOKEN;
use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::fault::{Cause, Fault};
use universal_print::json;
use universal_print::request::{Method, Operation};

use super::{Browser, Coming, GATEWAY};

const GRAPH: &str = "https://graph.microsoft.com";

/// A request on its way.
pub(super) struct Departed {
    pub(super) page: usize,
    call: CallId,
    pub(super) operation: Operation,
    client_request_id: String,
    request: simulator::Request,
}

impl Browser {
    pub(super) fn send(
        &mut self,
        page: usize,
        call: CallId,
        outgoing: OutgoingRequest,
        need: &TokenNeed,
    ) {
        let OutgoingRequest {
            request,
            mut url,
            share,
            client_request_id,
        } = outgoing;
        let mut token = match self.token(need) {
            Ok((token, _)) => token,
            Err(reason) => {
                let cause = Cause::NoToken(reason);
                let fault = Fault::without_answer(request.operation, &client_request_id, cause);
                let result = Err(fault);
                let lacks = None;
                let event = Event::Answered {
                    call,
                    result,
                    lacks,
                };
                return self.come(0, Coming::Event(page, event.into()));
            }
        };
        // A gateway calls Graph as the application.
        if let Some(path) = url.strip_prefix(GATEWAY) {
            assert_eq!(need.audience, Service::Gateway);
            url = format!("{GRAPH}{path}");
            token = APPLICATION_TOKEN;
        } else {
            assert_eq!(need.audience, Service::Graph);
        }
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let mut sent = simulator::Request::new(method, &url, token)
            .with_header("client-request-id", &client_request_id);
        for (name, value) in request.headers() {
            sent = sent.with_header(name, value);
        }
        if let Some(share) = share {
            sent = sent.with_header("print-share", share.as_str());
        }
        sent.body = request.body.as_ref().map(ToString::to_string);
        if request.operation == Operation::Redirect {
            self.at_once += 1;
            self.most_at_once = self.most_at_once.max(self.at_once);
        }
        let departed = Departed {
            page,
            call,
            operation: request.operation,
            client_request_id,
            request: sent,
        };
        self.come(self.latency_ms / 2, Coming::Arrival(departed));
    }

    pub(super) fn arrive(&mut self, departed: Departed) {
        let Departed {
            page,
            call,
            operation,
            client_request_id,
            request,
        } = departed;
        if operation == Operation::Redirect {
            self.at_once -= 1;
        }
        let result = match self.tenant.answer(&request, self.now_ms) {
            ClientOutcome::Answered(response) => Ok(Answer {
                operation,
                client_request_id,
                time: None,
                status: response.status,
                headers: AnswerHeaders::read(|name| response.header(name).map(str::to_owned)),
                body: response.body.as_deref().and_then(json::parse),
            }),
            ClientOutcome::ConnectionLost => Err(Fault::without_answer(
                operation,
                &client_request_id,
                Cause::Unreachable,
            )),
        };
        let lacks = self.lacks.clone();
        let event = Event::Answered {
            call,
            result,
            lacks,
        };
        let late = match operation {
            Operation::Redirect => self.redirect_answer_ms,
            _ => 0,
        };
        let back = self.latency_ms / 2 + late;
        self.come(back, Coming::Event(page, event.into()));
    }
}
