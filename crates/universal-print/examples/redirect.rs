//! Redirects a held job against a Graph that loses the answer.
//!
//! Run it with `cargo run -p universal-print --example redirect`. It needs no
//! network: `Graph` carries the redirect out and breaks the connection before
//! its answer arrives. The protocol then reads the job until it knows what
//! became of it, and sends only once. Time is counted and not waited for.

use std::collections::VecDeque;
use std::error::Error;
use std::time::Duration;

use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::configuration::{Changes, overlay};
use universal_print::fault::{Cause, Fault};
use universal_print::ids::{JobId, PrinterId, ShareId};
use universal_print::job::Job;
use universal_print::json;
use universal_print::redirect::{
    Effect, Input, JobClaim, Outcome, Redirect, SendReply, SourceReading, WaitId,
};
use universal_print::request::{Operation, Request};

const CLIENT_REQUEST_ID: &str = "0b9c1f6e";

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", report()?);
    Ok(())
}

/// What happened, one line for each step.
pub(crate) fn report() -> Result<String, Box<dyn Error>> {
    let no_id = "an id is never empty";
    let mut program = Program {
        graph: Graph::default(),
        share: ShareId::new("6a0c1f52").ok_or(no_id)?,
        queue: PrinterId::new("41c1f0f0").ok_or(no_id)?,
        job: JobId::new("211").ok_or(no_id)?,
        destination_printer: PrinterId::new("c21e7e0a").ok_or(no_id)?,
        source: None,
        now: Duration::ZERO,
        timers: VecDeque::new(),
        log: Vec::new(),
    };
    let (redirect, effects) = Redirect::press(program.destination_printer.clone());
    let outcome = program.run(redirect, effects)?;
    if outcome
        == (Outcome::Accepted {
            job: JobId::new("9"),
        })
    {
        program.log("the destination has it as job 9");
    }
    let sends = program.graph.sends;
    program.log(&format!("redirects sent: {sends}"));
    Ok(program.log.concat())
}

/// The program around the protocol: it does what the effects ask for.
struct Program {
    graph: Graph,
    share: ShareId,
    queue: PrinterId,
    job: JobId,
    destination_printer: PrinterId,
    /// The job as last read; its settings go along with the redirect.
    source: Option<Job>,
    now: Duration,
    timers: VecDeque<(Duration, WaitId)>,
    log: Vec<String>,
}

impl Program {
    fn run(
        &mut self,
        mut redirect: Redirect,
        effects: Vec<Effect>,
    ) -> Result<Outcome, Box<dyn Error>> {
        let mut effects = VecDeque::from(effects);
        loop {
            let input = if let Some(effect) = effects.pop_front() {
                self.carry_out(&effect)
            } else if let Some(outcome) = redirect.outcome() {
                return Ok(outcome.clone());
            } else {
                Some(self.next_timer().ok_or("nothing is left to wait for")?)
            };
            if let Some(input) = input {
                effects.extend(redirect.step(input));
            }
        }
    }

    fn carry_out(&mut self, effect: &Effect) -> Option<Input> {
        match effect {
            // In a browser: a Web Lock. In a server: a lock on the job.
            Effect::Claim => {
                self.log("claim the job");
                Some(Input::Claimed(JobClaim::Granted))
            }
            Effect::ReadSource => Some(Input::Source(self.read_source())),
            // Storage that survives a restart.
            Effect::WriteJournal => {
                self.log("write to the journal");
                None
            }
            Effect::Send => Some(Input::Sent(self.send())),
            Effect::Renew { .. } => Some(Input::Renewed(Ok(()))),
            Effect::Wait { id, pause } => {
                self.timers.push_back((self.now + *pause, *id));
                None
            }
            Effect::RemoveFromJournal => {
                self.log("remove from the journal");
                None
            }
            Effect::ReleaseClaim => {
                self.log("let go of the job");
                None
            }
        }
    }

    fn read_source(&mut self) -> SourceReading {
        let request = Request::job_of_share(&self.share, &self.job);
        let read = self.graph.call(&request);
        match read.and_then(|answer| answer.read::<Job>()) {
            Ok(job) => {
                self.log(&format!("read the job: {}", job.hold_state()));
                self.source = Some(job.clone());
                SourceReading::Job(Box::new(job))
            }
            Err(fault) => SourceReading::Failed(fault),
        }
    }

    fn send(&mut self) -> SendReply {
        let changes = Changes {
            copies: Some(1),
            ..Changes::default()
        };
        let settings = self
            .source
            .as_ref()
            .and_then(|job| job.configuration.as_ref());
        let configuration = match overlay(settings, &changes) {
            Ok(overlay) => overlay.body,
            Err(error) => {
                self.log(&error.to_string());
                return SendReply::Failed(Fault::without_answer(
                    Operation::Redirect,
                    "",
                    Cause::Rejected,
                ));
            }
        };
        let request = Request::redirect(
            &self.queue,
            &self.job,
            &self.destination_printer,
            configuration,
        );
        if let Some(body) = &request.body {
            self.log(&format!("send {body}"));
        }
        let answer = self.graph.call(&request);
        if let Err(fault) = &answer {
            self.log(&fault.to_string());
        }
        SendReply::of(answer)
    }

    /// Moves on to the end of the next wait.
    fn next_timer(&mut self) -> Option<Input> {
        let next = self.timers.iter().min().copied()?;
        self.timers.retain(|timer| *timer != next);
        self.now = next.0;
        Some(Input::Elapsed(next.1))
    }

    fn log(&mut self, line: &str) {
        self.log
            .push(format!("{:>3} s  {line}\n", self.now.as_secs()));
    }
}

/// Stands for Graph and the connection to it.
#[derive(Default)]
struct Graph {
    sends: u32,
}

impl Graph {
    fn call(&mut self, request: &Request) -> Result<Answer, Fault> {
        if request.operation == Operation::Redirect {
            self.sends += 1;
            return Err(Fault::without_answer(
                request.operation,
                CLIENT_REQUEST_ID,
                Cause::Unreachable,
            ));
        }
        let job = if self.sends == 0 {
            json!({
                "id": "211",
                "status": { "state": "paused", "details": ["releaseWait"] },
                "configuration": { "copies": 2, "mediaSize": "A4" }
            })
        } else {
            json!({
                "id": "211",
                "status": { "state": "completed" },
                "redirectedTo":
                    "https://graph.microsoft.com/v1.0/print/printers/c21e7e0a/jobs/9"
            })
        };
        Ok(Answer {
            operation: request.operation,
            client_request_id: CLIENT_REQUEST_ID.to_owned(),
            time: None,
            status: 200,
            headers: AnswerHeaders::default(),
            body: Some(job),
        })
    }
}
