//! Tests that every error can be handed on as a `std::error::Error` and reads as
//! a sentence that a caller can put after a colon.

#![allow(
    clippy::unwrap_used,
    reason = "clippy spares tests only inside the functions marked as such"
)]

use std::error::Error;

use universal_print::configuration::{InexactError, read_page_ranges};
use universal_print::endpoint::EndpointError;
use universal_print::fault::{Cause, Fault, NoToken};
use universal_print::ids::JobId;
use universal_print::job::{HoldState, NotHeldError};
use universal_print::page::PagingError;
use universal_print::request::{BatchError, Operation};
use universal_print::token::TokenReadingError;

type AnyError = Box<dyn Error + Send + Sync>;

fn every_error() -> Vec<AnyError> {
    let job = JobId::new("211").unwrap();
    let fault = Fault::without_answer(Operation::GetJob, job.as_str(), Cause::TimedOut);
    let state = HoldState::NotHeld;
    vec![
        Box::new(fault),
        Box::new(NotHeldError { state }),
        Box::new(NoToken::NoProvider),
        Box::new(NoToken::Rejected),
        Box::new(NoToken::Silent),
        Box::new(NoToken::Garbage),
        Box::new(EndpointError::NotAnAddress),
        Box::new(EndpointError::NotSecure),
        Box::new(PagingError::Foreign),
        Box::new(PagingError::Loop),
        Box::new(PagingError::TooMany),
        Box::new(BatchError::Empty),
        Box::new(BatchError::TooMany),
        Box::new(BatchError::Mixed),
        Box::new(BatchError::NotARead),
        Box::new(BatchError::NextPage),
        Box::new(TokenReadingError::Empty),
        Box::new(TokenReadingError::TooLong),
        Box::new(TokenReadingError::Encrypted),
        Box::new(TokenReadingError::NotSigned),
        Box::new(TokenReadingError::NotEncoded),
        Box::new(TokenReadingError::NoClaims),
        Box::new(read_page_ranges("x").unwrap_err()),
        Box::new(InexactError {
            settings: vec!["dpi".to_owned()],
        }),
    ]
}

#[test]
fn every_error_has_a_sentence_of_its_own() {
    let mut sentences: Vec<_> = every_error().iter().map(ToString::to_string).collect();
    for sentence in &sentences {
        assert!(sentence.contains(' '), "{sentence}");
        assert!(sentence.starts_with(char::is_lowercase), "{sentence}");
        assert!(!sentence.ends_with('.'), "{sentence}");
    }
    let all = sentences.len();
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), all);
}

#[test]
fn a_batch_error_says_why_the_reads_cannot_be_batched() {
    for (error, sentence) in [
        (BatchError::Empty, "a batch needs at least one read"),
        (BatchError::TooMany, "a batch has at most 20 reads"),
        (
            BatchError::Mixed,
            "the reads of a batch must be of one operation",
        ),
        (BatchError::NotARead, "a batch takes reads only"),
        (BatchError::NextPage, "a batch cannot follow a next link"),
    ] {
        assert_eq!(error.to_string(), sentence);
    }
}
