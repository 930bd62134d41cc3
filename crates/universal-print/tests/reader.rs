//! Tests that any bytes are either read or refused.
//!
//! This is a bounded fuzz run over arbitrary bytes and over damaged documented
//! bodies: cut, spliced, with bytes changed and values replaced. It runs on
//! stable Rust with the other tests. Set `PROPTEST_CASES` to run it longer.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy spares tests only inside the functions marked as such"
)]

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::configuration::{Changes, Configuration, overlay};
use universal_print::defaults::PrinterDetail;
use universal_print::fault::{Cause, Fault};
use universal_print::job::{HeldJob, Job};
use universal_print::json;
use universal_print::page::Page;
use universal_print::redirect::SendReply;
use universal_print::request::{Batch, Operation, Request};
use universal_print::retry;
use universal_print::share::Share;
use universal_print::task::{Task, TaskDefinition, TaskTrigger};
use universal_print::time::Timestamp;
use universal_print::token::TokenReading;
use universal_print::wire::Wire;

const BODIES: [&str; 12] = [
    include_str!("documented/jobs-of-share.json"),
    include_str!("documented/job-with-tasks.json"),
    include_str!("documented/redirected-job.json"),
    include_str!("documented/shares.json"),
    include_str!("documented/printer.json"),
    include_str!("documented/tasks.json"),
    include_str!("documented/task-definition.json"),
    include_str!("documented/task-triggers.json"),
    include_str!("documented/batch.json"),
    include_str!("documented/error-missing-scope.json"),
    include_str!("documented/error-inner-code.json"),
    include_str!("documented/error-throttled.json"),
];

/// Text that breaks readers which rely on a certain form.
const PIECES: [&str; 12] = [
    "null",
    "{}",
    "[]",
    "\"\"",
    "-0",
    "1e999",
    "18446744073709551616",
    "\"\\ud800\"",
    "\u{0}",
    "\"unknownFutureValue\"",
    "\"$serde_json::private::Number\":",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
];

/// One way to damage a body.
#[derive(Clone, Debug)]
enum Damage {
    Cut(Index),
    Change(Index, u8),
    Insert(Index, Index),
    Repeat(Index, Index),
    /// Replaces one value by another.
    Replace(Index, Index),
}

fn any_damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        1 => any::<Index>().prop_map(Damage::Cut),
        1 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Change(at, byte)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        6 => (any::<Index>(), any::<Index>()).prop_map(|(at, piece)| Damage::Replace(at, piece)),
    ]
}

fn damaged(body: &str, damages: &[Damage]) -> Vec<u8> {
    let mut bytes = body.as_bytes().to_vec();
    for damage in damages {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        match damage {
            Damage::Cut(at) => bytes.truncate(at.index(length)),
            Damage::Change(at, byte) => bytes[at.index(length)] = *byte,
            Damage::Insert(at, piece) => {
                let at = at.index(length);
                bytes.splice(at..at, PIECES[piece.index(PIECES.len())].bytes());
            }
            Damage::Repeat(from, to) => {
                let (from, to) = (from.index(length), to.index(length));
                let piece = bytes[from.min(to)..from.max(to)].to_vec();
                bytes.extend(piece);
            }
            Damage::Replace(at, piece) => {
                let piece = serde_json::from_str(PIECES[piece.index(PIECES.len())]);
                if let (Ok(mut body), Ok(piece)) = (serde_json::from_slice(&bytes), piece) {
                    *value_at(&mut body, *at) = piece;
                    bytes = body.to_string().into_bytes();
                }
            }
        }
    }
    bytes
}

/// One of the values in a body, the body itself included.
fn value_at(body: &mut Value, at: Index) -> &mut Value {
    let mut pointers = vec![String::new()];
    let mut seen = 0;
    while let Some(pointer) = pointers.get(seen).cloned() {
        match body.pointer(&pointer) {
            Some(Value::Array(items)) => {
                pointers.extend((0..items.len()).map(|item| format!("{pointer}/{item}")));
            }
            Some(Value::Object(members)) => pointers.extend(members.keys().map(|name| {
                let name = name.replace('~', "~0").replace('/', "~1");
                format!("{pointer}/{name}")
            })),
            _ => {}
        }
        seen += 1;
    }
    body.pointer_mut(&pointers[at.index(pointers.len())])
        .unwrap()
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => "[\\[\\]{}\",:a-z0-9.eE+-]{0,80}".prop_map(String::into_bytes),
        6 => (prop::sample::select(&BODIES[..]), prop::collection::vec(any_damage(), 0..4))
            .prop_map(|(body, damages)| damaged(body, &damages)),
    ]
}

/// Reads a success, which is either a value or an unreadable answer.
fn reads<T: Wire>(answer: &Answer) -> Option<T> {
    match answer.read::<T>() {
        Ok(value) => Some(value),
        Err(fault) => {
            assert_eq!(fault.cause, Cause::Unreadable);
            None
        }
    }
}

fn judge_job(job: &Job) {
    assert!(!job.id.as_str().trim().is_empty());
    let _ = (job.name(), job.size());
    if job.redirected_to.is_some() {
        assert!(
            HeldJob::try_from(job.clone()).is_err(),
            "released, and yet held"
        );
    }
    let changes = Changes {
        copies: Some(7),
        ..Changes::default()
    };
    let sent = overlay(job.configuration.as_ref(), &changes).unwrap();
    if let Some(body) = sent.body {
        let configuration = Configuration::read(&body).unwrap();
        assert_eq!(configuration.copies(), Some(7));
        assert!(!has_sentinel(&body));
    }
}

fn has_sentinel(value: &json::Value) -> bool {
    use json::Value;
    match value {
        Value::String(text) => text.eq_ignore_ascii_case("unknownFutureValue"),
        Value::Array(items) => items.iter().any(has_sentinel),
        Value::Object(members) => members.iter().any(|(_, value)| has_sentinel(value)),
        _ => false,
    }
}

fn read_everything(body: &str, status: u16, header: &str) {
    let answer = Answer {
        operation: Operation::Redirect,
        client_request_id: "c".to_owned(),
        time: None,
        status: 200,
        headers: AnswerHeaders::read(|_| Some(header.to_owned())),
        body: json::parse(body),
    };
    if let Some(job) = reads::<Job>(&answer) {
        let reply = SendReply::of(Ok(answer.clone()));
        assert!(matches!(reply, SendReply::Accepted { job: Some(id) } if id == job.id));
        judge_job(&job);
    }
    for job in reads::<Page<Job>>(&answer)
        .into_iter()
        .flat_map(|page| page.items)
    {
        judge_job(&job);
    }
    reads::<Page<Share>>(&answer);
    reads::<PrinterDetail>(&answer);
    reads::<Page<Task>>(&answer);
    reads::<TaskDefinition>(&answer);
    reads::<Page<TaskTrigger>>(&answer);
    let (batch, _) = Batch::of(&[(Request::shares(), "c".to_owned())]).unwrap();
    if let Ok(answers) = batch.read(&answer) {
        assert_eq!(answers.len(), 1);
    }

    let refused = Answer { status, ..answer };
    let fault = Fault::of_answer(&refused);
    assert_eq!(fault.diagnostic.status, Some(status));
    assert!(retry::throttle_pause(0, &fault) <= retry::LONGEST_PAUSE);
    let later = Fault::of_answer_at(&refused, Timestamp::from_millis(0));
    assert_eq!(fault.is_certain_refusal(), later.is_certain_refusal());
    assert!(retry::throttle_pause(0, &later) <= retry::LONGEST_PAUSE);
    let _ = TokenReading::of(header);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(8_000)
    ))]

    #[test]
    fn any_bytes_are_read_or_refused(body in any_body(), status in 300_u16..600, header in "\\PC{0,30}|[0-9.]{0,6}|Bearer claims=[\"a-zA-Z0-9=]{0,20}") {
        // A body arrives as text, and bytes that are not UTF-8 are replaced on the way.
        read_everything(&String::from_utf8_lossy(&body), status, &header);
    }
}

#[test]
fn undamaged_bodies_are_read() {
    for body in BODIES {
        assert!(json::parse(body).is_some());
        read_everything(body, 500, "10");
    }
}
