//! Explains why Graph refused a call: the fault, and what the token lacks.
//!
//! Run it with `cargo run -p universal-print --example explain_fault`. It needs
//! no network: the answer has the form of Microsoft's documentation, and the
//! token is made up. A user's token cannot redirect a job; this is the refusal
//! that most programs meet first.

use std::error::Error;
use std::fmt::Write as _;

use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::endpoint::{Cloud, Endpoint, Version};
use universal_print::fault::Fault;
use universal_print::json;
use universal_print::permission::Consent;
use universal_print::preflight::{Lack, lacks};
use universal_print::request::Operation;
use universal_print::time::Timestamp;
use universal_print::token::TokenReading;

/// Holds PrintJob.ReadBasic and PrinterShare.ReadBasic.All for a user, until
/// 2024-03-04T10:00:00Z.
const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJleHAiOjE3MDk1NDY0MDAsInNjcCI6IlByaW50Sm9iLlJlYWRCYXNpYyBQcmludGVyU2hhcmUuUmVhZEJhc2ljLkFsbCJ9.c2lnbmF0dXJl";

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", report()?);
    Ok(())
}

/// The explanation, one finding a line.
pub(crate) fn report() -> Result<String, Box<dyn Error>> {
    let answer = Answer {
        operation: Operation::Redirect,
        client_request_id: "0b9c1f6e".to_owned(),
        time: None,
        status: 403,
        headers: AnswerHeaders::read(|name| (name == "request-id").then(|| "07c794c1".to_owned())),
        body: json::parse(include_str!("../tests/documented/error-missing-scope.json")),
    };
    let fault = Fault::of_answer(&answer);
    let mut report = format!("{fault}\n");
    if fault.is_certain_refusal() {
        report += "The call had no effect.\n";
    }

    let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
    let now = Timestamp::parse("2024-03-04T09:15:30Z").ok_or("not a moment")?;
    let token = TokenReading::of(TOKEN)?;
    for lack in lacks(&token, fault.diagnostic.operation, &graph, now) {
        report += &words(&lack);
        report.push('\n');
    }
    let page = fault.diagnostic.operation.permissions().page;
    writeln!(report, "See {page}")?;
    Ok(report)
}

fn words(lack: &Lack) -> String {
    match lack {
        Lack::Audience { wanted, found } => format!("The token is for {found}, not for {wanted}."),
        Lack::Expired { at } => format!("The token expired at {at}."),
        Lack::Kind { wanted, found } => format!(
            "The token is {}, and the call takes only {} ones.",
            found.as_str(),
            wanted.as_str()
        ),
        Lack::Permission {
            least,
            kind,
            consent,
        } => {
            let who = match consent {
                Consent::User => "the user",
                Consent::Administrator => "an administrator",
            };
            let kind = kind.as_str();
            format!("The token lacks the {kind} permission {least}, which {who} can grant.")
        }
    }
}
