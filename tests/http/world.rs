//! A tenant behind a server, a proxy in front of it, and a press of the button.
//!
//! Effects of the protocol machine are carried out over HTTP, as the runner in
//! `host` does. Time is the tenant's: a wait moves its clock forward, and an
//! exchange takes no time unless it is delayed. [`Fates`] says what happens to
//! each exchange.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use serde_json::{Value, json};
use simulator::SettingsMode;
use simulator::scenario::{APPLICATION_TOKEN, USER_TOKEN};
use simulator::server::{ClockMode, ServerOptions, listen};
use tokio::task::JoinHandle;
use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::endpoint::{Endpoint, Version};
use universal_print::fault::{Cause, Fault};
use universal_print::ids::{JobId, PrinterId, ShareId};
use universal_print::job::Job;
use universal_print::json::parse;
use universal_print::redirect::{
    Effect, Input, JobClaim, Outcome, Redirect, SendReply, SourceReading, WaitId,
};
use universal_print::request::{JobExpand, Method, Request, RequestTarget};
use universal_print::retry;

use crate::client::exchange;
use crate::proxy::{Fate, Lengths, Proxy};

/// The printer the job is sent to.
///
/// <https://learn.microsoft.com/graph/api/printjob-redirect#request>
pub(crate) const DESTINATION: &str = "9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea";

/// How long a send is delayed.
type DelayMs = i64;

/// The fates of the exchanges of each step, in order; later exchanges pass.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fates {
    /// The reads before a send.
    pub(crate) looks: VecDeque<Fate>,
    /// The sends, each with the length of its delay, if any, in ms.
    pub(crate) sends: VecDeque<(Fate, DelayMs)>,
    /// The reads after a send.
    pub(crate) looks_after: VecDeque<Fate>,
}

pub(crate) struct World {
    pub(crate) fates: Fates,
    /// Sends since the tenant was started.
    pub(crate) sends: usize,
    /// Whether the journal holds an intention.
    pub(crate) remembers: bool,
    /// The lengths of the last send and its answer.
    pub(crate) last_send: Lengths,
    server: SocketAddr,
    proxy: Proxy,
    queue: PrinterId,
    queue_share: ShareId,
    job: JobId,
    now_ms: i64,
    /// How many tenants there were.
    begun: usize,
}

enum Coming {
    Elapsed(WaitId),
    Release,
}

type Answering = JoinHandle<Result<Answer, Fault>>;

impl World {
    /// A server whose exchanges all pass.
    pub(crate) async fn start() -> Self {
        let options = ServerOptions {
            port: 0,
            scenario: "documented".to_owned(),
            clock: ClockMode::Driven,
            identity: None,
            keep_alive: false,
        };
        let server = listen(options).await.unwrap();
        let address = server.origin().strip_prefix("http://").unwrap().to_owned();
        let address: SocketAddr = address.parse().unwrap();
        tokio::spawn(server.serve());
        let mut world = Self {
            fates: Fates::default(),
            sends: 0,
            remembers: false,
            last_send: Lengths::default(),
            server: address,
            proxy: Proxy::start(address).await.unwrap(),
            queue: PrinterId::new("unknown").unwrap(),
            queue_share: ShareId::new("unknown").unwrap(),
            job: JobId::new("unknown").unwrap(),
            now_ms: 0,
            begun: 0,
        };
        world.begin("documented", Fates::default()).await;
        world
    }

    /// Starts again with a new tenant that has one waiting job.
    pub(crate) async fn begin(&mut self, scenario: &str, fates: Fates) {
        let name = json!({ "name": scenario });
        let host = self.control("POST", "scenario", &name).await;
        // Nothing here changes settings, so the paper is the same in every mode.
        let mode = SettingsMode::ALL[self.begun % SettingsMode::ALL.len()];
        self.control("POST", "settings", &json!({ "mode": mode }))
            .await;
        self.begun += 1;
        let queue = &host["queues"][0];
        self.queue = PrinterId::new(queue["printer"].as_str().unwrap()).unwrap();
        self.queue_share = ShareId::new(queue["share"].as_str().unwrap()).unwrap();
        let jobs = Request::jobs_of_share(&self.queue_share, None);
        let jobs = send(self.server, &jobs, USER_TOKEN).await.unwrap();
        let jobs = Value::from(jobs.body.unwrap());
        let held = |job: &&Value| job["status"]["state"] == "paused";
        let job = jobs["value"].as_array().unwrap().iter().find(held).unwrap();
        self.job = JobId::new(job["id"].as_str().unwrap()).unwrap();
        self.control("DELETE", "requests", &Value::Null).await;
        (self.now_ms, self.sends, self.remembers) = (0, 0, false);
        self.fates = fates;
    }

    /// The user presses. Returns the outcome.
    pub(crate) async fn press(&mut self) -> Outcome {
        self.run(Redirect::press(PrinterId::new(DESTINATION).unwrap()))
            .await
    }

    /// The user checks an unconfirmed send again.
    pub(crate) async fn check_again(&mut self) -> Outcome {
        self.run(Redirect::resume(PrinterId::new(DESTINATION).unwrap()))
            .await
    }

    /// Whether the queue still holds the job, ready to be released.
    pub(crate) async fn is_waiting(&self) -> bool {
        let job = Request::job_of_printer(&self.queue, &self.job, JobExpand::Tasks);
        let job = send(self.server, &job, APPLICATION_TOKEN).await.unwrap();
        let job = Value::from(job.body.unwrap());
        job["status"]["state"] == "paused" && job["redirectedTo"] == Value::Null
    }

    /// The printers and ids of the jobs that are printed, if nothing more happens. The
    /// paper looks as the documented job asks for.
    pub(crate) async fn papers(&mut self) -> Vec<(String, String)> {
        self.pass(3_600_000).await;
        let printed = self.control("GET", "printed", &Value::Null).await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let expected = json!({
            "mediaSize": "A4", "colorMode": "blackAndWhite", "duplexMode": "oneSided",
            "copies": 2, "pages": [{ "start": 1, "end": 1 }], "pagesPerSheet": 1,
            "finishings": [], "sheets": 2,
        });
        let printed = printed.as_array().unwrap().iter();
        printed
            .inspect(|paper| assert_eq!(paper["paper"], expected))
            .map(|paper| (text(&paper["printerId"]), text(&paper["jobId"])))
            .collect()
    }

    /// How many redirects reached the tenant.
    pub(crate) async fn arrived(&self) -> usize {
        let requests = self.control("GET", "requests", &Value::Null).await;
        let requests = requests.as_array().unwrap().iter();
        requests
            .filter(|request| request["url"].as_str().unwrap().ends_with("/redirect"))
            .count()
    }

    async fn run(&mut self, (mut redirect, effects): (Redirect, Vec<Effect>)) -> Outcome {
        let mut todo = VecDeque::from(effects);
        let mut coming = BTreeMap::new();
        let mut answering: Option<Answering> = None;
        let mut serial = 0;
        let mut has_sent = false;
        loop {
            while let Some(effect) = todo.pop_front() {
                let input = match effect {
                    Effect::Claim => Input::Claimed(JobClaim::Granted),
                    Effect::ReadSource => {
                        let reconciling = redirect.is_reconciling();
                        Input::Source(self.look(has_sent, reconciling).await)
                    }
                    Effect::Send => {
                        assert!(!has_sent, "sent twice at one press");
                        has_sent = true;
                        let (fate, held) = self.next_send();
                        let sending = self.depart(fate).await;
                        if fate.is_held() {
                            serial += 1;
                            coming.insert((self.now_ms + held, serial), Coming::Release);
                        }
                        if matches!(fate, Fate::LateRequest | Fate::LateAnswer) {
                            answering = Some(sending);
                            continue;
                        }
                        let answer = sending.await.unwrap();
                        self.last_send = self.proxy.last();
                        Input::Sent(SendReply::of(answer))
                    }
                    Effect::Renew { .. } => Input::Renewed(Ok(())),
                    Effect::Wait { id, pause } => {
                        serial += 1;
                        coming.insert((self.now_ms + millis(pause), serial), Coming::Elapsed(id));
                        continue;
                    }
                    Effect::WriteJournal => {
                        self.remembers = true;
                        continue;
                    }
                    Effect::RemoveFromJournal => {
                        self.remembers = false;
                        continue;
                    }
                    Effect::ReleaseClaim => continue,
                };
                todo.extend(redirect.step(input));
            }
            if redirect.outcome().is_some() {
                break;
            }
            let ((due, _), next) = coming.pop_first().unwrap();
            self.pass(due - self.now_ms).await;
            let input = match next {
                Coming::Elapsed(id) => Input::Elapsed(id),
                Coming::Release => {
                    self.proxy.release().await;
                    let Some(answering) = answering.take() else {
                        continue;
                    };
                    Input::Sent(SendReply::of(answering.await.unwrap()))
                }
            };
            todo.extend(redirect.step(input));
        }
        // A delayed send arrives, even if nobody waits for it.
        for ((due, _), next) in coming {
            if matches!(next, Coming::Release) {
                self.pass(due - self.now_ms).await;
                self.proxy.release().await;
            }
        }
        redirect.outcome().unwrap().clone()
    }

    fn next_send(&mut self) -> (Fate, DelayMs) {
        let fate = self.fates.sends.pop_front();
        fate.unwrap_or((Fate::Through, 0))
    }

    /// Sends. If the send is to be delayed, waits until the proxy holds it.
    async fn depart(&mut self, fate: Fate) -> Answering {
        self.sends += 1;
        self.proxy.next(fate);
        let destination_printer = PrinterId::new(DESTINATION).unwrap();
        let request = Request::redirect(&self.queue, &self.job, &destination_printer, None);
        let to = self.proxy.address;
        let sending = tokio::spawn(async move { send(to, &request, USER_TOKEN).await });
        if fate.is_held() {
            self.proxy.is_holding().await;
        }
        sending
    }

    /// Reads the job, with the repeats that a read is allowed.
    async fn look(&mut self, after_send: bool, reconciling: bool) -> SourceReading {
        let request = Request::job_of_share(&self.queue_share, &self.job);
        for repeats in 0.. {
            let fates = if after_send {
                &mut self.fates.looks_after
            } else {
                &mut self.fates.looks
            };
            self.proxy.next(fates.pop_front().unwrap_or(Fate::Through));
            let answer = send(self.proxy.address, &request, USER_TOKEN).await;
            let fault = match answer.and_then(|answer| answer.read::<Job>()) {
                Ok(job) => return SourceReading::Job(Box::new(job)),
                Err(fault) => fault,
            };
            match retry::pause(repeats, &fault).filter(|_| !reconciling) {
                Some(pause) => self.pass(millis(pause)).await,
                None => return SourceReading::Failed(fault),
            }
        }
        unreachable!("a read is not repeated for ever")
    }

    async fn pass(&mut self, ms: i64) {
        self.control("POST", "advance", &json!({ "ms": ms })).await;
        self.now_ms += ms;
    }

    async fn control(&self, method: &str, verb: &str, body: &Value) -> Value {
        let request = hyper::Request::builder()
            .method(method)
            .uri(format!("/control/{verb}"))
            .header("host", self.server.to_string())
            .body(Full::new(Bytes::from(body.to_string())))
            .unwrap();
        let heard = exchange(self.server, request).await.unwrap();
        assert!((200..300).contains(&heard.status), "{verb}: {}", heard.body);
        serde_json::from_str(&heard.body).unwrap_or_default()
    }
}

/// One call to Graph, through the server at `to`.
async fn send(to: SocketAddr, request: &Request, token: &str) -> Result<Answer, Fault> {
    let endpoint = Endpoint::at(&format!("http://{to}"), Version::V1).unwrap();
    let RequestTarget::Path(path) = &request.target else {
        unreachable!("nothing here has pages")
    };
    let url = endpoint.url(path);
    let path = url.strip_prefix(&format!("http://{to}")).unwrap();
    let mut sent = hyper::Request::builder()
        .method(match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
        })
        .uri(path)
        .header("host", to.to_string())
        .header("authorization", format!("Bearer {token}"))
        .header("client-request-id", "c");
    for (name, value) in request.headers() {
        sent = sent.header(name, value);
    }
    let body = request.body.as_ref().map(ToString::to_string);
    let body = Full::new(Bytes::from(body.unwrap_or_default()));
    let (operation, id) = (request.operation, "c");
    match exchange(to, sent.body(body).unwrap()).await {
        Some(heard) => Ok(Answer {
            operation,
            client_request_id: id.to_owned(),
            time: None,
            status: heard.status,
            headers: AnswerHeaders::read(|name| {
                let value = heard.headers.get(name)?.to_str().ok()?;
                Some(value.to_owned())
            }),
            body: parse(&heard.body),
        }),
        None => Err(Fault::without_answer(operation, id, Cause::Unreachable)),
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap()
}
