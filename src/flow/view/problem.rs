//! A fault in the user's words: what happened, what to do, and what to give IT.
//!
//! Every fault has a stable code for the host, a sentence for the user and
//! facts for IT. The service's own words are among the facts and never stand
//! in for ours.

use universal_print::fault::{Cause, Diagnostic, Fault, NOTHING_SENT, NoToken};
use universal_print::permission::{Consent, PermissionKind, consent};
use universal_print::preflight::Lack;
use universal_print::request::Operation;

use crate::flow::calls::GATEWAY_UNREACHABLE;
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
            Message::sign_in_rejected(),
            Message::sign_in_rejected_advice(),
        ),
        Cause::Forbidden => forbidden(fault),
        Cause::NotFound => (
            "notFound",
            Message::not_found(),
            Message::not_found_advice(),
        ),
        Cause::Throttled { .. } => (
            "throttled",
            Message::throttled(),
            Message::service_failed_advice(),
        ),
        Cause::Conflict | Cause::Rejected => {
            ("refused", Message::refused(), Message::refused_advice())
        }
        Cause::Server { .. } | Cause::TimedOut => (
            "serviceFailed",
            Message::service_failed(),
            Message::service_failed_advice(),
        ),
        Cause::Unreachable if fault.is_of_gateway(&[GATEWAY_UNREACHABLE]) => (
            GATEWAY_UNREACHABLE,
            Message::unreachable(),
            Message::gateway_unreachable_advice(),
        ),
        Cause::Unreachable => (
            "unreachable",
            Message::unreachable(),
            Message::unreachable_advice(),
        ),
        Cause::Unreadable | Cause::BadPaging => (
            "unreadable",
            Message::unreadable(),
            Message::unreadable_advice(),
        ),
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
            Message::printer_unknown(),
            Message::printer_unknown_advice(),
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
            Message::sign_in_missing(),
            Message::sign_in_missing_advice(),
        ),
        NoToken::Rejected => (
            "signInRejected",
            Message::sign_in_rejected(),
            Message::sign_in_rejected_advice(),
        ),
        NoToken::Silent => (
            "signInSilent",
            Message::sign_in_silent(),
            Message::sign_in_silent_advice(),
        ),
        NoToken::Garbage => (
            "signInUnusable",
            Message::sign_in_unusable(),
            Message::refused_advice(),
        ),
    }
}

/// What the gateway answers where the user may not print at the printer.
const DESTINATION_REFUSED: &[&str] = &["destinationNotAllowed", "shareMismatch", "groupsOverage"];

/// What the gateway answers where it does not serve the page, or nobody yet.
const PAGE_REFUSED: &[&str] = &[
    "originNotAllowed",
    "missingScope",
    "applicationCaller",
    "consentMissing",
];

fn forbidden(fault: &Fault) -> (&'static str, Message, Message) {
    let lacks_nothing = fault.diagnostic.lacks.as_deref() == Some(&[]);
    match fault.diagnostic.operation {
        _ if fault.is_of_gateway(DESTINATION_REFUSED) => (
            "destinationRefused",
            Message::destination_refused(),
            Message::destination_refused_advice(),
        ),
        _ if fault.is_of_gateway(PAGE_REFUSED) => (
            "gatewayRefused",
            Message::gateway_refused(),
            Message::refused_advice(),
        ),
        Operation::Redirect => (
            "gatewayNeeded",
            Message::gateway_needed(),
            Message::gateway_needed_advice(),
        ),
        Operation::Cancel => (
            "cancelRefused",
            Message::cancel_refused(),
            Message::refused_advice(),
        ),
        _ if lacks_nothing => (
            "noAccess",
            Message::no_access(),
            Message::no_access_advice(),
        ),
        _ => (
            "permissionMissing",
            Message::permission_missing(),
            Message::permission_missing_advice(),
        ),
    }
}

fn for_it(fault: &Fault) -> Vec<Message> {
    let operation = fault.diagnostic.operation;
    let gateways_own = [DESTINATION_REFUSED, PAGE_REFUSED, NOTHING_SENT];
    let is_of_gateway = gateways_own.iter().any(|codes| fault.is_of_gateway(codes));
    match (&fault.cause, fault.diagnostic.lacks.as_deref()) {
        (Cause::NoToken(NoToken::Garbage), _) => vec![Message::it_token()],
        _ if is_of_gateway => vec![Message::it_gateway_says()],
        (Cause::Unreachable, _) if fault.is_of_gateway(&[GATEWAY_UNREACHABLE]) => {
            vec![Message::it_gateway_unreachable()]
        }
        (Cause::Forbidden, _) if operation == Operation::Redirect => vec![Message::it_gateway()],
        (Cause::Forbidden, None) => {
            let (least, kind) = operation.permission();
            vec![permission(least, kind)]
        }
        (Cause::Forbidden, Some([])) => vec![Message::it_holds()],
        (Cause::Forbidden | Cause::Unauthorized { .. }, Some(lacks)) => {
            lacks.iter().map(lack).collect()
        }
        _ => Vec::new(),
    }
}

fn lack(lack: &Lack) -> Message {
    match lack {
        Lack::Audience { wanted, found } => {
            Message::it_audience(found.as_str().into(), (*wanted).into())
        }
        Lack::Expired { .. } => Message::it_expired(),
        Lack::Kind { wanted, found } => {
            Message::it_kind(found.as_str().into(), wanted.as_str().into())
        }
        Lack::Permission { least, kind, .. } => permission(least, *kind),
    }
}

fn permission(permission: &str, kind: PermissionKind) -> Message {
    let who = consent(permission, kind);
    let (permission, kind) = (permission.into(), kind.as_str().into());
    match who {
        Consent::User => Message::it_permission(permission, kind),
        Consent::Administrator => Message::it_permission_administrator(permission, kind),
    }
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
        assert_eq!(problem.for_it, [Message::it_gateway()]);
    }

    #[test]
    fn a_missing_permission_is_named_with_its_kind() {
        let problem = of_fault(&fault(Operation::ListJobs, Cause::Forbidden));
        assert_eq!(
            problem.for_it,
            [Message::it_permission(
                "PrintJob.ReadBasic".into(),
                "delegated".into()
            )]
        );
    }

    #[test]
    fn a_token_that_lacks_nothing_points_to_the_licence_and_the_share() {
        let mut refused = fault(Operation::ListJobs, Cause::Forbidden);
        refused.diagnostic.lacks = Some(Vec::new());
        let problem = of_fault(&refused);
        assert_eq!(problem.code, "noAccess");
        assert_eq!(problem.for_it, [Message::it_holds()]);
    }

    #[test]
    fn what_a_token_lacks_is_named_with_who_can_consent() {
        let mut refused = fault(
            Operation::GetPrinterOfShare,
            Cause::Unauthorized { claims: None },
        );
        let least = "Printer.Read.All";
        let kind = PermissionKind::Delegated;
        refused.diagnostic.lacks = Some(vec![
            Lack::Audience {
                wanted: "https://graph.microsoft.com",
                found: "api://portal".to_owned(),
            },
            Lack::Permission {
                least,
                kind,
                consent: consent(least, kind),
            },
        ]);
        let [audience, permission] = &of_fault(&refused).for_it[..] else {
            panic!("two sentences were expected")
        };
        assert_eq!(audience.key(), "itAudience");
        assert_eq!(permission.key(), "itPermissionAdministrator");
    }

    #[test]
    fn every_problem_carries_what_support_finds_it_by() {
        let problem = of_fault(&fault(Operation::GetShare, Cause::Unreachable));
        assert_eq!(problem.diagnostic_id, "id");
    }
}
