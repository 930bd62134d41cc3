//! Carries messages between a tab and the tenant, or loses them.

use crate::office::{JOB, QUEUE, QUEUE_SHARE, USER};
use simulator::fault::{FaultKind, InjectedFault, When};
use simulator::http::ClientOutcome;
use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::fault::{Cause, Fault};
use universal_print::ids::{JobId, PrinterId, ShareId};
use universal_print::job::Job;
use universal_print::json;
use universal_print::redirect::{Input, SendReply, SourceReading};
use universal_print::request::{Method, Request, RequestTarget};
use universal_print::retry;

use super::{Call, Coming, Mishap, ORIGIN, Release, World, millis};

impl World {
    pub(super) fn depart(&mut self, in_ms: i64, watch: usize, call: Call) {
        let arrival = Coming::Arrival { watch, call };
        self.come(in_ms + self.latency_ms / 2, arrival);
    }

    pub(super) fn arrive(&mut self, watch: usize, call: Call) {
        let input = match call {
            Call::Source { repeats } => match self.look(watch, repeats) {
                Some(reading) => Input::Source(reading),
                None => return,
            },
            Call::Send => Input::Sent(self.send(watch)),
            Call::LateSend => {
                self.redirect(watch);
                return;
            }
        };
        if self.open[self.watches[watch].tab] && !self.watches[watch].is_abandoned {
            self.come(self.latency_ms / 2, Coming::Input { watch, input });
        }
    }

    /// The result of a read of the job, or nothing when the read is to be repeated.
    fn look(&mut self, watch: usize, repeats: u32) -> Option<SourceReading> {
        if let Some(trouble) = self.spoilt_looks.pop() {
            self.upset("GET", trouble);
        }
        let share = ShareId::new(QUEUE_SHARE).unwrap();
        let result = self.answer(&Request::job_of_share(&share, &JobId::new(JOB).unwrap()));
        let fault = match result.and_then(|answer| answer.read::<Job>()) {
            Ok(job) => return Some(SourceReading::Job(Box::new(job))),
            Err(fault) => fault,
        };
        let reconciling = self.watches[watch].redirect.is_reconciling();
        let pause = retry::pause(repeats, &fault).filter(|_| !reconciling);
        let Some(pause) = pause else {
            return Some(SourceReading::Failed(fault));
        };
        let repeats = repeats + 1;
        let there_and_back = self.latency_ms / 2 + millis(pause);
        self.depart(there_and_back, watch, Call::Source { repeats });
        None
    }

    fn send(&mut self, watch: usize) -> SendReply {
        match self.spoilt_sends.pop() {
            Some(Mishap::Late(ms)) => {
                self.come(
                    ms,
                    Coming::Arrival {
                        watch,
                        call: Call::LateSend,
                    },
                );
                self.watches[watch].sends += 1;
                let trouble = FaultKind::Unavailable {
                    status: 504,
                    when: When::Before,
                };
                self.upset("POST", trouble);
                return SendReply::of(self.answer(&self.redirect_of(watch)));
            }
            Some(Mishap::FaultKind(trouble)) => self.upset("POST", trouble),
            None => {}
        }
        let reply = self.redirect(watch);
        let refused = matches!(&reply, SendReply::Failed(fault) if fault.is_certain_refusal());
        self.watches[watch].sends += usize::from(!refused);
        reply
    }

    pub(super) fn redirect(&mut self, watch: usize) -> SendReply {
        let result = self.answer(&self.redirect_of(watch));
        self.note_release(Some(watch));
        SendReply::of(result)
    }

    fn redirect_of(&self, watch: usize) -> Request {
        let queue = PrinterId::new(QUEUE).unwrap();
        let destination_printer = PrinterId::new(self.watches[watch].destination).unwrap();
        Request::redirect(
            &queue,
            &JobId::new(JOB).unwrap(),
            &destination_printer,
            None,
        )
    }

    fn upset(&mut self, method: &str, trouble: FaultKind) {
        self.tenant
            .add_fault(InjectedFault::once(method, "", trouble));
    }

    pub(super) fn answer(&mut self, request: &Request) -> Result<Answer, Fault> {
        let RequestTarget::Path(path) = &request.target else {
            unreachable!("nothing here has pages")
        };
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let mut sent = simulator::Request::new(method, &format!("{ORIGIN}{path}"), USER);
        for (name, value) in request.headers() {
            sent = sent.with_header(name, value);
        }
        sent.body = request.body.as_ref().map(ToString::to_string);
        let (operation, id) = (request.operation, "c");
        match self.tenant.answer(&sent, self.now_ms) {
            ClientOutcome::Answered(response) => Ok(Answer {
                operation,
                client_request_id: id.to_owned(),
                time: None,
                status: response.status,
                headers: AnswerHeaders::read(|name| response.header(name).map(str::to_owned)),
                body: response.body.as_deref().and_then(json::parse),
            }),
            ClientOutcome::ConnectionLost => {
                Err(Fault::without_answer(operation, id, Cause::Unreachable))
            }
        }
    }

    pub(super) fn note_release(&mut self, by: Option<usize>) {
        if self.papers().len() > self.releases.len() {
            self.releases.push(Release { by });
        }
    }
}
