//! Checks which application permissions the gateway's token has.
//!
//! Clients should not rely on the content of Graph's tokens, so this is only a
//! hint. A token that cannot be read is reported as unknown, and nothing else
//! depends on it (<https://learn.microsoft.com/entra/identity-platform/access-tokens>).

use universal_print::{
    permission::PermissionKind,
    request::{LIST_JOBS_OF_PRINTER, LIST_TASK_DEFINITIONS, Operation},
    token::TokenReading,
};

use super::report::Report;

const STEP: &str = "application permissions";

/// What the gateway must be able to do, each with a call that needs it.
static NEEDED: [(&str, Operation); 4] = [
    ("redirect and abort", Operation::Redirect),
    ("read jobs", Operation::Described(&LIST_JOBS_OF_PRINTER)),
    ("read printers", Operation::GetPrinterOfShare),
    ("hold jobs", Operation::Described(&LIST_TASK_DEFINITIONS)),
];

/// The permissions of which the gateway needs one for a call, the least first.
fn permissions(operation: Operation) -> &'static [&'static str] {
    let needs = operation.permissions().of_kind(PermissionKind::Application);
    needs
        .and_then(|needs| needs.first().copied())
        .unwrap_or_default()
}

pub(super) fn examine(report: &mut Report, token: &str, is_entra: bool) {
    let Ok(TokenReading { roles, .. }) = TokenReading::of(token) else {
        report.unknown(STEP, "the token cannot be read; the steps below show it");
        return;
    };
    if roles.is_empty() && !is_entra {
        report.unknown(
            STEP,
            "the token has no claim roles, so it does not say; the steps below show it",
        );
        return;
    }
    for (need, operation) in NEEDED {
        let permissions = permissions(operation);
        let least = permissions.first().copied().unwrap_or_default();
        if permissions
            .iter()
            .any(|permission| roles.iter().any(|role| role == permission))
        {
            report.passed(STEP, &format!("may {need}"));
        } else {
            report.failed(STEP, &format!("may not {need}"),
                &format!("add the application permission {least} to the registration; a Privileged Role Administrator or Global Administrator grants consent"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    use serde_json::{Value, json};

    use crate::doctor::report::Finding;

    fn report_on(claims: &Value, is_entra: bool) -> Report {
        let mut report = Report::default();
        let token = format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()));
        examine(&mut report, &token, is_entra);
        report
    }

    #[test]
    fn each_missing_permission_is_named() {
        let report = report_on(
            &json!({ "roles": ["PrintJob.Manage.All", "PrintJob.Read.All"] }),
            true,
        );
        let failing: Vec<_> = report
            .findings(STEP)
            .filter(|finding| matches!(finding, Finding::Failed { .. }))
            .collect();
        let text = format!("{failing:?}");
        assert_eq!(failing.len(), 2);
        assert!(
            text.contains("Printer.Read.All") && text.contains("PrintTaskDefinition.ReadWrite.All")
        );
        assert_eq!(report_on(&json!({}), true).findings(STEP).count(), 4);
    }

    #[test]
    fn another_providers_token_without_roles_is_reported_as_unknown() {
        let report = report_on(&json!({ "scope": "print" }), false);
        let found: Vec<_> = report.findings(STEP).collect();
        assert!(matches!(found[..], [Finding::Unknown(_)]), "{report}");
        let some = report_on(&json!({ "roles": ["PrintJob.Manage.All"] }), false);
        assert!(!some.has_passed(), "{some}");
    }

    #[test]
    fn an_opaque_token_is_reported_as_unknown() {
        let mut report = Report::default();
        examine(&mut report, "opaque", true);
        assert!(report.has_passed());
        assert!(matches!(
            report.findings(STEP).next(),
            Some(Finding::Unknown(_))
        ));
    }
}
