//! The records that a tenant keeps for tests: printed jobs, the ledger, requests.
//!
//! A job counts as printed when a physical printer has completed it. The ledger
//! counts prints by document and printer. Requests are kept as they came, without
//! the token.

use serde::Serialize;

use crate::paper::Paper;

/// A job that came out on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PrintedJob {
    /// The printer's id.
    pub printer_id: String,
    /// The printer's name.
    pub printer: String,
    /// The job's id at that printer.
    pub job_id: String,
    /// The name of its first document.
    pub document: String,
    /// How many copies its configuration asks for; 1 when it does not say.
    pub copies: i64,
    /// What it looks like.
    pub paper: Paper,
    /// The URL of the job it was redirected from.
    pub redirected_from: Option<String>,
    /// When the last sheet came out, in ms since 1970 UTC.
    pub completed_ms: i64,
}

/// How often a document came out of a printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LedgerEntry {
    /// The document's id in the job that first brought it into the tenant.
    pub document_id: String,
    /// The document's name.
    pub document: String,
    /// The URL of that first job.
    pub job: String,
    /// The id of the printer that printed it.
    pub printer_id: String,
    /// The printer's name.
    pub printer: String,
    /// How many jobs printed it there.
    pub times: u32,
    /// How many copies those jobs asked for in total.
    pub copies: i64,
    /// What each of those jobs looks like.
    pub papers: Vec<Paper>,
}

/// A request that reached the tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordedRequest {
    /// The HTTP method.
    pub method: String,
    /// The URL as it came.
    pub url: String,
    /// The headers. The value of `Authorization` is empty.
    pub headers: Vec<(String, String)>,
    /// The body, if one was sent.
    pub body: Option<String>,
    /// The status of the answer; absent when the connection was lost, and while the
    /// request is delayed.
    pub status: Option<u16>,
}
