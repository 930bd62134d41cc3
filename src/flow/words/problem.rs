//! Explains a fault: what happened, what to do, and what to give IT.
//!
//! Every fault has a stable code for the host, sentences for the user and facts
//! for IT. The service's own words are among the facts and never replace ours.

use universal_print::fault::{Cause, Diagnostic, Fault, NOTHING_SENT, NoToken};
use universal_print::permission::{Consent, PermissionKind, consent};
use universal_print::preflight::Lack;
use universal_print::request::Operation;

use crate::flow::state::load::LoadState;
use crate::text::Message;

/// The code of a call to the gateway that got no answer.
pub const GATEWAY_UNREACHABLE: &str = "gatewayUnreachable";

/// The code of a send that was stopped here, because numbers of the job may not be the ones that
/// came. The message has the names of the settings.
pub const INEXACT_SETTINGS: &str = "inexactSettings";

/// Something that went wrong, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable name for the host.
    pub code: &'static str,
    /// What happened.
    pub happened: Message,
    /// Why, where `happened` does not say it.
    pub because: Option<Message>,
    /// What to do.
    pub advice: Message,
    /// Sentences for IT.
    pub for_it: Vec<Message>,
    /// Facts for IT.
    pub diagnostic: Option<Box<Diagnostic>>,
    /// The id by which support finds the call. Empty when there was no call.
    pub diagnostic_id: String,
}

impl Problem {
    /// A problem without a failed call.
    pub fn plain(code: &'static str, happened: Message, advice: Message) -> Self {
        Self {
            code,
            happened,
            because: None,
            advice,
            for_it: Vec::new(),
            diagnostic: None,
            diagnostic_id: String::new(),
        }
    }
}

/// The problem to show for a failed call.
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
        Cause::Rejected if fault.is_of_gateway(&[INEXACT_SETTINGS]) => (
            INEXACT_SETTINGS,
            Message::inexact_settings(
                fault
                    .diagnostic
                    .message
                    .as_deref()
                    .unwrap_or_default()
                    .into(),
            ),
            Message::inexact_settings_advice(),
        ),
        Cause::Conflict | Cause::Rejected => {
            ("refused", Message::refused(), Message::refused_advice())
        }
        Cause::Server { .. } | Cause::TimedOut => (
            "serviceFailed",
            match fault.diagnostic.status {
                Some(status) => Message::service_failed(status.to_string().into()),
                None => Message::no_answer(),
            },
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
    // It does not matter to the user which of the lookups of a printer's id failed last.
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
        because: None,
        advice,
        for_it: for_it(fault),
        diagnostic: Some(fault.diagnostic.clone()),
        diagnostic_id: fault.diagnostic.client_request_id.clone(),
    }
}

/// The problem of a list that could not be read, or not to its end.
pub fn of_list(load: &LoadState) -> Option<Problem> {
    let (LoadState::Failed(fault) | LoadState::Partial(fault)) = load else {
        return None;
    };
    let mut problem = of_fault(fault);
    if matches!(load, LoadState::Partial(_)) {
        problem.because = Some(problem.happened);
        (problem.code, problem.happened, problem.advice) = (
            "listIncomplete",
            Message::list_incomplete(),
            Message::unreadable_advice(),
        );
    }
    Some(problem)
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

/// The gateway's codes for a printer that the user may not print at.
const DESTINATION_REFUSED: &[&str] = &["destinationNotAllowed", "shareMismatch", "groupsOverage"];

/// The gateway's codes for a page that it does not serve, or a setup that is not complete.
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

/// What IT should know about a fault, besides its facts.
pub(super) fn for_it(fault: &Fault) -> Vec<Message> {
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
    fn a_redirect_refused_to_a_user_needs_a_gateway() {
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
    fn a_refused_token_that_lacks_nothing_is_no_access() {
        let mut refused = fault(Operation::ListJobs, Cause::Forbidden);
        refused.diagnostic.lacks = Some(Vec::new());
        let problem = of_fault(&refused);
        assert_eq!(problem.code, "noAccess");
        assert_eq!(problem.for_it, [Message::it_holds()]);
    }

    #[test]
    fn each_lack_of_a_token_gets_a_sentence_for_it() {
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
    fn a_problem_carries_the_id_of_its_request() {
        let problem = of_fault(&fault(Operation::GetShare, Cause::Unreachable));
        assert_eq!(problem.diagnostic_id, "id");
    }
}
