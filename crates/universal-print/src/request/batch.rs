//! Puts up to twenty reads into one request and takes the answer apart.
//!
//! All reads of a [`Batch`] are of one operation, so its permissions and its
//! rules for repeating hold for the whole batch. Graph answers the reads in any
//! order, each with its own status. [`Batch::read`] returns the answers in the
//! order of the reads; a missing answer is a fault of that read alone. Graph
//! does not repeat a throttled read.
//!
//! <https://learn.microsoft.com/graph/json-batching>

use std::fmt;

use crate::json::Value;

use super::{Method, Operation, Request, RequestTarget};
use crate::answer::{Answer, AnswerHeaders};
use crate::fault::{Cause, Fault};
use crate::wire::{Wire, member, text};

/// The reads of one request, kept to match its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    operation: Operation,
    /// The `client-request-id` of each read, in their order.
    ids: Vec<String>,
}

/// Why reads cannot be put into one request.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum BatchError {
    /// There are no reads.
    Empty,
    /// There are more than [`Batch::MOST`].
    TooMany,
    /// They are of several operations.
    Mixed,
    /// One of them changes something, so it must not be repeated with the others.
    NotARead,
    /// One of them follows a next link, which is an absolute address.
    NextPage,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "a batch needs at least one read",
            Self::TooMany => "a batch has at most 20 reads",
            Self::Mixed => "the reads of a batch must be of one operation",
            Self::NotARead => "a batch takes reads only",
            Self::NextPage => "a batch cannot follow a next link",
        })
    }
}

impl std::error::Error for BatchError {}

impl Batch {
    /// Graph refuses more reads than this in one request.
    pub const MOST: usize = 20;

    /// Puts reads into one request. Each read is given its own
    /// `client-request-id`.
    pub fn of(reads: &[(Request, String)]) -> Result<(Self, Request), BatchError> {
        let Some((Request { operation, .. }, _)) = reads.first() else {
            return Err(BatchError::Empty);
        };
        if reads.len() > Self::MOST {
            return Err(BatchError::TooMany);
        }
        let mut requests = Vec::with_capacity(reads.len());
        for (at, (read, id)) in reads.iter().enumerate() {
            if read.operation != *operation {
                return Err(BatchError::Mixed);
            }
            if !read.operation.is_read() || read.method != Method::Get {
                return Err(BatchError::NotARead);
            }
            let RequestTarget::Path(path) = &read.target else {
                return Err(BatchError::NextPage);
            };
            let mut headers = read.headers();
            headers.push(("client-request-id", id.as_str()));
            requests.push(Value::from_iter([
                ("id", Value::from(at.to_string())),
                ("method", "GET".into()),
                ("url", path.as_str().into()),
                ("headers", headers.into_iter().collect()),
            ]));
        }
        let batch = Self {
            operation: *operation,
            ids: reads.iter().map(|(_, id)| id.clone()).collect(),
        };
        let body = Value::from_iter([("requests", requests)]);
        let request = Request::post(*operation, "/$batch".to_owned(), Some(body));
        Ok((batch, request))
    }

    /// The answers in the order of the reads, or the fault of the whole batch.
    pub fn read(&self, answer: &Answer) -> Result<Vec<Result<Answer, Fault>>, Fault> {
        let Responses(responses) = answer.read()?;
        let of_read = |at: usize, client_request_id: &String| {
            let fault = || {
                let mut diagnostic = answer.diagnostic();
                diagnostic.operation = self.operation;
                diagnostic.client_request_id.clone_from(client_request_id);
                Fault {
                    cause: Cause::Unreadable,
                    diagnostic,
                }
            };
            let id = at.to_string();
            let response = responses.iter().find(|response| response.id == id);
            let Response {
                status,
                headers,
                body,
                ..
            } = response.ok_or_else(fault)?;
            Ok(Answer {
                operation: self.operation,
                client_request_id: client_request_id.clone(),
                time: answer.time,
                status: *status,
                headers: headers.clone(),
                body: body.clone(),
            })
        };
        let reads = self.ids.iter().enumerate();
        Ok(reads.map(|(at, id)| of_read(at, id)).collect())
    }
}

/// The answer to a batch: an object with an array `responses`.
struct Responses(Vec<Response>);

impl Wire for Responses {
    fn read(value: &Value) -> Option<Self> {
        member(value, "responses").map(Self)
    }
}

struct Response {
    id: String,
    status: u16,
    headers: AnswerHeaders,
    body: Option<Value>,
}

impl Wire for Response {
    fn read(value: &Value) -> Option<Self> {
        let status: i32 = member(value, "status")?;
        let headers = value.get("headers").and_then(Value::as_object);
        let header = |wanted: &str| {
            let mut named = headers?.iter();
            let (_, value) = named.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
            value.as_str().map(str::to_owned)
        };
        let mut headers = AnswerHeaders::read(header);
        // The headers of a read in a batch lack its `request-id`; its error has it.
        let told = || {
            text(
                value.get("body")?.get("error")?.get("innerError")?,
                "request-id",
            )
        };
        headers.request_id = headers.request_id.or_else(told);
        Some(Self {
            id: member(value, "id")?,
            status: u16::try_from(status).ok()?,
            headers,
            // Absent for a 204.
            body: value.get("body").cloned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::path;
    use super::*;
    use crate::ids::{JobId, PrinterId, ShareId};
    use crate::job::Job;
    use crate::json;
    use proptest::prelude::*;
    use std::time::Duration;

    fn read(job: usize) -> (Request, String) {
        let share = ShareId::new("s").unwrap();
        let job = JobId::new(&job.to_string()).unwrap();
        (Request::job_of_share(&share, &job), format!("c{job}"))
    }

    fn answer(body: &Value) -> Answer {
        Answer {
            operation: Operation::GetJob,
            client_request_id: "c".to_owned(),
            time: None,
            status: 200,
            headers: AnswerHeaders::default(),
            body: Some(body.clone()),
        }
    }

    #[test]
    fn each_read_is_a_relative_address_with_its_own_id() {
        let (_, request) = Batch::of(&[read(7), read(8)]).unwrap();
        assert_eq!(path(&request), "/$batch");
        assert_eq!(request.method, Method::Post);
        assert!(request.operation.is_read(), "a batch of reads is a read");
        let requests = &request.body.unwrap()["requests"];
        assert_eq!(requests[0]["url"], "/print/shares/s/jobs/7");
        assert_eq!(requests[1]["headers"]["client-request-id"], "c8");
        assert_eq!(
            requests[1]["headers"]["prefer"],
            "include-unknown-enum-members"
        );
        assert_ne!(requests[0]["id"], requests[1]["id"]);
    }

    #[test]
    fn reads_that_do_not_fit_a_batch_are_refused() {
        assert_eq!(Batch::of(&[]), Err(BatchError::Empty));
        let many: Vec<_> = (0..=Batch::MOST).map(read).collect();
        assert_eq!(Batch::of(&many), Err(BatchError::TooMany));
        assert!(Batch::of(&many[1..]).is_ok());

        let shares = (Request::shares(), "c".to_owned());
        assert_eq!(
            Batch::of(&[read(1), shares.clone()]),
            Err(BatchError::Mixed)
        );

        let printer = PrinterId::new("p").unwrap();
        let job = JobId::new("1").unwrap();
        let redirect = (
            Request::redirect(&printer, &job, &printer, None),
            "c".to_owned(),
        );
        assert_eq!(Batch::of(&[redirect]), Err(BatchError::NotARead));

        let page: crate::page::Page<Job> = Wire::read(&json!({
            "value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/print/shares?$skiptoken=a"
        }))
        .unwrap();
        let next = Request::next(Operation::ListShares, page.next.unwrap());
        assert_eq!(
            Batch::of(&[(next, "c".to_owned())]),
            Err(BatchError::NextPage)
        );
    }

    #[test]
    fn answers_in_any_order_reach_their_reads() {
        let (batch, _) = Batch::of(&[read(7), read(8), read(9)]).unwrap();
        let answers = batch.read(&answer(&json!({ "responses": [
            { "id": "2", "status": 429, "headers": { "retry-AFTER": "12", "request-id": "r" }, "body": { "error": { "code": "TooManyRequests" } } },
            { "id": "0", "status": 200, "headers": {}, "body": { "id": "7" } },
        ]})));
        let answers = answers.unwrap();

        let first = answers[0].as_ref().unwrap();
        assert_eq!(first.read::<Job>().unwrap().id.as_str(), "7");
        assert_eq!(first.client_request_id, "c7");

        assert_eq!(answers[1].as_ref().unwrap_err().cause, Cause::Unreadable);

        let third = answers[2].as_ref().unwrap().refusal().unwrap();
        let retry_after = Some(Duration::from_secs(12));
        assert_eq!(third.cause, Cause::Throttled { retry_after });
        assert_eq!(third.diagnostic.request_id.as_deref(), Some("r"));
        assert_eq!(third.diagnostic.code.as_deref(), Some("TooManyRequests"));
    }

    #[test]
    fn an_answer_without_responses_is_a_fault_of_the_batch() {
        let (batch, _) = Batch::of(&[read(7)]).unwrap();
        let fault = batch.read(&answer(&json!({ "value": [] }))).unwrap_err();
        assert_eq!(fault.cause, Cause::Unreadable);
        let refused = Answer {
            status: 400,
            ..answer(&json!({}))
        };
        assert_eq!(batch.read(&refused).unwrap_err().cause, Cause::Rejected);
    }

    proptest! {
        #[test]
        fn every_read_gets_exactly_one_answer(
            ids in proptest::collection::vec("[0-9]{1,2}|\\PC{0,3}", 0..30),
            status: i32,
            reads in 1..Batch::MOST,
        ) {
            let (batch, _) = Batch::of(&(0..reads).map(read).collect::<Vec<_>>()).unwrap();
            let responses: Vec<_> = ids.iter().map(|id| json!({ "id": id, "status": status })).collect();
            let answers = batch.read(&answer(&json!({ "responses": responses }))).unwrap();
            prop_assert_eq!(answers.len(), reads);
        }
    }
}
