//! Writes faults for logs and developers.
//!
//! A fault is one line: the call, the cause, the ids that support needs, and
//! the service's own message last. The words for users are left to the program
//! that shows them.

use std::error::Error;
use std::fmt;

use super::{Cause, Fault, NoToken};

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unauthorized { claims: Some(_) } => {
                "the service asks for a token with more claims"
            }
            Self::Unauthorized { claims: None } => "the service did not accept the token",
            Self::Forbidden => "the permission, the licence or the kind of token does not allow it",
            Self::NotFound => "the resource does not exist or is hidden from this user",
            Self::Conflict => "it conflicts with the state of the resource",
            Self::Throttled { .. } => "the service throttles its callers",
            Self::Rejected => "the service refused the request",
            Self::Server { .. } => "the service failed, and may have carried the call out",
            Self::Unreachable => "the connection failed",
            Self::TimedOut => "no answer came in time",
            Self::Unreadable => "the answer cannot be read",
            Self::BadPaging => "the next page of the list cannot be followed",
            Self::NoToken(reason) => return reason.fmt(f),
        })
    }
}

impl fmt::Display for NoToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoProvider => "there is neither a token provider nor a token",
            Self::Rejected => "the token provider refused",
            Self::Silent => "the token provider did not answer in time",
            Self::Garbage => "the token provider answered with something that is not a token",
        })
    }
}

impl Error for NoToken {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cause, diagnostic } = self;
        write!(f, "{} failed: {cause} (", diagnostic.operation.name())?;
        if let Some(status) = diagnostic.status {
            write!(f, "status {status}, ")?;
        }
        if let Some(code) = &diagnostic.code {
            write!(f, "code {code}, ")?;
        }
        if let Some(id) = &diagnostic.request_id {
            write!(f, "request-id {id}, ")?;
        }
        write!(f, "client-request-id {})", diagnostic.client_request_id)?;
        if let Some(message) = &diagnostic.message {
            write!(f, ": {message}")?;
        }
        Ok(())
    }
}

impl Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Answer, AnswerHeaders};
    use crate::json;
    use crate::request::Operation;

    #[test]
    fn a_fault_is_written_with_its_message_last() {
        let answer = Answer {
            operation: Operation::Redirect,
            client_request_id: "c-1".to_owned(),
            time: None,
            status: 409,
            headers: AnswerHeaders {
                request_id: Some("r-1".to_owned()),
                ..AnswerHeaders::default()
            },
            body: json::parse(
                r#"{"error":{"code":"conflict","message":"No task holds the job."}}"#,
            ),
        };
        assert_eq!(
            Fault::of_answer(&answer).to_string(),
            "redirect failed: it conflicts with the state of the resource \
             (status 409, code conflict, request-id r-1, client-request-id c-1): \
             No task holds the job."
        );
    }

    #[test]
    fn an_unanswered_fault_is_written_with_its_own_id() {
        let cause = Cause::NoToken(NoToken::Silent);
        let fault = Fault::without_answer(Operation::ListJobs, "c-1", cause);
        assert_eq!(
            fault.to_string(),
            "list jobs failed: the token provider did not answer in time (client-request-id c-1)"
        );
    }

    #[test]
    fn every_cause_is_written_in_words_of_its_own() {
        let claims = Some("{}".to_owned());
        let causes = [
            Cause::Unauthorized { claims },
            Cause::Unauthorized { claims: None },
            Cause::Forbidden,
            Cause::NotFound,
            Cause::Conflict,
            Cause::Throttled { retry_after: None },
            Cause::Rejected,
            Cause::Server { retry_after: None },
            Cause::Unreachable,
            Cause::TimedOut,
            Cause::Unreadable,
            Cause::BadPaging,
            Cause::NoToken(NoToken::NoProvider),
            Cause::NoToken(NoToken::Rejected),
            Cause::NoToken(NoToken::Silent),
            Cause::NoToken(NoToken::Garbage),
        ];
        let mut words: Vec<String> = causes.iter().map(Cause::to_string).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), causes.len());
    }

    #[test]
    fn faults_can_be_handed_on_as_errors() {
        let fault = Fault::without_answer(Operation::GetJob, "c-1", Cause::Unreachable);
        let error: Box<dyn Error + Send + Sync> = Box::new(fault.clone());
        assert_eq!(error.to_string(), fault.to_string());
        let error: Box<dyn Error + Send + Sync> = Box::new(NoToken::Rejected);
        assert_eq!(error.to_string(), "the token provider refused");
    }
}
