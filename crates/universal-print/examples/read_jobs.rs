//! Reads a list of jobs to its last page and writes what each job does.
//!
//! Run it with `cargo run -p universal-print --example read_jobs`. It needs no
//! network: `fetch` stands for an HTTP client, and its answers have the form
//! of Microsoft's documentation.

use std::error::Error;
use std::fmt::Write as _;

use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::endpoint::{Cloud, Endpoint, Version};
use universal_print::ids::ShareId;
use universal_print::job::Job;
use universal_print::json;
use universal_print::page::{Page, Paging};
use universal_print::request::{Request, RequestTarget};

const FIRST_PAGE: &str = include_str!("../tests/documented/jobs-of-share.json");
const LAST_PAGE: &str = r#"{
    "value": [{
        "id": "214",
        "createdDateTime": "2024-03-04T09:20:00.5715544Z",
        "status": { "state": "paused", "details": ["releaseWait"], "isAcquiredByPrinter": false },
        "documents": [{ "id": "0d1e5c6e", "displayName": "Plan.pdf", "size": 1024 }]
    }]
}"#;

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", report()?);
    Ok(())
}

/// One line for each job of the queue.
pub(crate) fn report() -> Result<String, Box<dyn Error>> {
    let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
    let queue =
        ShareId::new("6a0c1f52-9d1e-4a57-8a3b-2f7b6f0f9a11").ok_or("an id is never empty")?;
    let mut report = String::new();
    for job in read_all(&queue, &graph)? {
        let name = job.name().unwrap_or("(no name)");
        writeln!(report, "{}  {name:<12} {}", job.id, job.hold_state())?;
    }
    Ok(report)
}

/// Reads every page. A next link is an address from the network, so `Paging`
/// checks each one before it is followed.
fn read_all(queue: &ShareId, graph: &Endpoint) -> Result<Vec<Job>, Box<dyn Error>> {
    let mut request = Request::jobs_of_share(queue, None);
    let mut paging = Paging::default();
    let mut jobs = Vec::new();
    loop {
        let page: Page<Job> = fetch(&request, graph).read()?;
        jobs.extend(page.items);
        let Some(link) = page.next else {
            return Ok(jobs);
        };
        paging.follow(&link, graph)?;
        request = Request::next(request.operation, link);
    }
}

/// Stands for an HTTP client, which would also add a token.
fn fetch(request: &Request, graph: &Endpoint) -> Answer {
    let url = match &request.target {
        RequestTarget::Path(path) => graph.url(path),
        RequestTarget::Next(link) => link.as_str().to_owned(),
    };
    let body = if url.contains("$skiptoken=") {
        LAST_PAGE
    } else {
        FIRST_PAGE
    };
    Answer {
        operation: request.operation,
        client_request_id: "0b9c1f6e".to_owned(),
        time: None,
        status: 200,
        headers: AnswerHeaders::default(),
        body: json::parse(body),
    }
}
