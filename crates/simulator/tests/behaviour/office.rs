//! A tenant of a scenario, and the requests that many tests make.

use serde_json::{Value, json};
use simulator::{
    ClientOutcome, Request, Response, Tenant,
    scenario::{Host, USER_TOKEN, scenario},
};

/// Some day in 2026.
pub(crate) const NOW_MS: i64 = 1_790_000_000_000;

pub(crate) struct Office {
    pub(crate) tenant: Tenant,
    pub(crate) host: Host,
    pub(crate) now_ms: i64,
}

impl Office {
    pub(crate) fn new(name: &str) -> Self {
        let (tenant, host) = scenario(name, NOW_MS).unwrap();
        Self {
            tenant,
            host,
            now_ms: NOW_MS,
        }
    }

    pub(crate) fn queue_share(&self) -> String {
        self.host.queues[0].share.clone()
    }

    pub(crate) fn queue_printer(&self) -> String {
        self.host.queues[0].printer.clone()
    }

    pub(crate) fn send(&mut self, request: &Request) -> ClientOutcome {
        self.tenant.answer(request, self.now_ms)
    }

    pub(crate) fn get_as(&mut self, token: &str, path: &str) -> Response {
        self.send(&Request::new("GET", path, token))
            .response()
            .unwrap()
    }

    /// Reads as Adele.
    pub(crate) fn get(&mut self, path: &str) -> Response {
        self.get_as(USER_TOKEN, path)
    }

    pub(crate) fn post_as(&mut self, token: &str, path: &str, body: &Value) -> Response {
        self.send(&Request::new("POST", path, token).with_json(body))
            .response()
            .unwrap()
    }

    /// The jobs in the queue that Adele sees, with documents.
    pub(crate) fn waiting(&mut self) -> Vec<Value> {
        let path = format!(
            "/v1.0/print/shares/{}/jobs?$expand=documents",
            self.queue_share()
        );
        let answer = self.get(&path);
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        answer.json()["value"].as_array().unwrap().clone()
    }

    /// The id of the queue's job that prints this document.
    pub(crate) fn job_named(&mut self, document: &str) -> String {
        let jobs = self.waiting();
        let job = jobs
            .iter()
            .find(|job| job["documents"][0]["displayName"] == document);
        job.unwrap()["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn source_job(&mut self, job: &str) -> Value {
        let path = format!("/v1.0/print/shares/{}/jobs/{job}", self.queue_share());
        self.get(&path).json()
    }

    /// The printer id behind the share that is listed with this name.
    pub(crate) fn printer_named(&mut self, name: &str) -> String {
        let share = self.share_named(name);
        let path = format!("/v1.0/print/shares/{share}?$expand=printer($select=id)");
        self.get(&path).json()["printer"]["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub(crate) fn share_named(&mut self, name: &str) -> String {
        let list = self.get("/v1.0/print/shares").json();
        let shares = list["value"].as_array().unwrap();
        let share = shares.iter().find(|share| share["displayName"] == name);
        share.unwrap()["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn redirect_as(&mut self, token: &str, job: &str, destination: &str) -> Response {
        let path = self.job_path(job, "redirect");
        self.post_as(
            token,
            &path,
            &json!({ "destinationPrinterId": destination }),
        )
    }

    pub(crate) fn job_path(&self, job: &str, verb: &str) -> String {
        format!(
            "/v1.0/print/printers/{}/jobs/{job}/{verb}",
            self.queue_printer()
        )
    }
}

pub(crate) fn code(answer: &Response) -> String {
    answer.json()["error"]["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}
