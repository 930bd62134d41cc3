//! A fault in the user's words: what happened, what to do, and what to give IT.
//!
//! Every fault has a stable code for the host, a sentence for the user and
//! facts for IT. The service's own words are among the facts and never stand
//! in for ours.

use universal_print::fault::{Cause, Diagnostic, Fault, NoToken};
use universal_print::request::{Operation, PermissionKind};

use crate::text::Message;

/// Something that went wrong, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable name for the host.
    pub code: &'static str,
    /// What happened.
    pub happened: Message,
    /// What to do.
    pub advice: Message,
    /// Sentences for IT.
    pub for_it: Vec<Message>,
    /// Facts for IT.
    pub diagnostic: Option<Box<Diagnostic>>,
    /// What support finds the call by. Empty when there was no call.
    pub diagnostic_id: String,
}

impl Problem {
    /// A problem that is no fault of a call.
    pub fn plain(code: &'static str, happened: Message, advice: Message) -> Self {
        Self {
            code,
            happened,
            advice,
            for_it: Vec::new(),
            diagnostic: None,
            diagnostic_id: String::new(),
        }
    }
}

/// The words for a call that did not succeed.
pub fn of_fault(fault: &Fault) -> Problem {
    let operation = fault.diagnostic.operation;
    let (code, happened, advice) = match &fault.cause {
        Cause::NoToken(reason) => no_token(*reason),
        Cause::Unauthorized { .. } => (
            "signInRejected",
            Message::SignInRejected,
            Message::SignInRejectedAdvice,
        ),
        Cause::Forbidden => forbidden(operation),
        Cause::NotFound => ("notFound", Message::NotFound, Message::NotFoundAdvice),
        Cause::Throttled { .. } => (
            "throttled",
            Message::Throttled,
            Message::ServiceFailedAdvice,
        ),
        Cause::Conflict | Cause::Rejected => ("refused", Message::Refused, Message::RefusedAdvice),
        Cause::Server { .. } | Cause::TimedOut => (
            "serviceFailed",
            Message::ServiceFailed,
            Message::ServiceFailedAdvice,
        ),
        Cause::Unreachable => (
            "unreachable",
            Message::Unreachable,
            Message::UnreachableAdvice,
        ),
        Cause::Unreadable | Cause::BadPaging => {
            ("unreadable", Message::Unreadable, Message::UnreadableAdvice)
        }
    };
    // Which of the two ways to a printer's id failed last is of no use to the user.
    let unknown = operation == Operation::GetPrinterOfShare
        && matches!(
            fault.cause,
            Cause::Forbidden | Cause::NotFound | Cause::Unreadable | Cause::Rejected
        );
    let (code, happened, advice) = if unknown {
        (
            "printerUnknown",
            Message::PrinterUnknown,
            Message::PrinterUnknownAdvice,
        )
    } else {
        (code, happened, advice)
    };
    Problem {
        code,
        happened,
        advice,
        for_it: for_it(fault),
        diagnostic: Some(fault.diagnostic.clone()),
        diagnostic_id: fault.diagnostic.client_request_id.clone(),
    }
}

fn no_token(reason: NoToken) -> (&'static str, Message, Message) {
    match reason {
        NoToken::NoProvider => (
            "signInMissing",
            Message::SignInMissing,
            Message::SignInMissingAdvice,
        ),
        NoToken::Rejected => (
            "signInRejected",
            Message::SignInRejected,
            Message::SignInRejectedAdvice,
        ),
        NoToken::Silent => (
            "signInSilent",
            Message::SignInSilent,
            Message::SignInSilentAdvice,
        ),
        NoToken::Garbage => (
            "signInUnusable",
            Message::SignInUnusable,
            Message::RefusedAdvice,
        ),
    }
}

fn forbidden(operation: Operation) -> (&'static str, Message, Message) {
    match operation {
        Operation::Redirect => (
            "gatewayNeeded",
            Message::GatewayNeeded,
            Message::GatewayNeededAdvice,
        ),
        Operation::Cancel => (
            "cancelRefused",
            Message::CancelRefused,
            Message::RefusedAdvice,
        ),
        _ => (
            "permissionMissing",
            Message::PermissionMissing,
            Message::PermissionMissingAdvice,
        ),
    }
}

fn for_it(fault: &Fault) -> Vec<Message> {
    match fault.cause {
        Cause::Forbidden => {}
        Cause::NoToken(NoToken::Garbage) => return vec![Message::ItToken],
        _ => return Vec::new(),
    }
    let operation = fault.diagnostic.operation;
    if operation == Operation::Redirect {
        return vec![Message::ItGateway];
    }
    let (permission, kind) = operation.permission();
    let kind = match kind {
        PermissionKind::Delegated => "delegated",
        PermissionKind::Application => "application",
    };
    vec![Message::ItPermission {
        permission: permission.into(),
        kind: kind.into(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(operation: Operation, cause: Cause) -> Fault {
        Fault::without_answer(operation, "id", cause)
    }

    #[test]
    fn a_refused_user_token_is_explained_as_what_graph_always_does() {
        let problem = of_fault(&fault(Operation::Redirect, Cause::Forbidden));
        assert_eq!(problem.code, "gatewayNeeded");
        assert_eq!(problem.for_it, [Message::ItGateway]);
    }

    #[test]
    fn a_missing_permission_is_named_with_its_kind() {
        let problem = of_fault(&fault(Operation::ListJobs, Cause::Forbidden));
        assert_eq!(
            problem.for_it,
            [Message::ItPermission {
                permission: "PrintJob.ReadBasic".into(),
                kind: "delegated".into()
            }]
        );
    }

    #[test]
    fn every_problem_carries_what_support_finds_it_by() {
        let problem = of_fault(&fault(Operation::GetShare, Cause::Unreachable));
        assert_eq!(problem.diagnostic_id, "id");
    }
}
