//! Which application permissions were consented to, as the token tells.
//!
//! Graph's tokens are opaque to clients, so this is a hint and nothing else: a
//! token that cannot be read is reported as unseen, and nothing is decided by
//! it (<https://learn.microsoft.com/entra/identity-platform/access-tokens>).

use universal_print::token::TokenReading;

use super::Report;

const STEP: &str = "application permissions";

/// Each need with the permissions that fill it, the least first.
const NEEDED: [(&str, &[&str]); 4] = [
    ("redirect and abort", &["PrintJob.Manage.All"]),
    (
        "read jobs",
        &[
            "PrintJob.ReadBasic.All",
            "PrintJob.Read.All",
            "PrintJob.ReadWriteBasic.All",
            "PrintJob.ReadWrite.All",
        ],
    ),
    (
        "read printers",
        &["Printer.Read.All", "Printer.ReadWrite.All"],
    ),
    ("hold jobs", &["PrintTaskDefinition.ReadWrite.All"]),
];

pub(super) fn examine(report: &mut Report, token: &str) {
    let Ok(TokenReading { roles, .. }) = TokenReading::of(token) else {
        report.unseen(STEP, "the token does not tell; the steps below do");
        return;
    };
    for (need, permissions) in NEEDED {
        let least = permissions.first().copied().unwrap_or_default();
        if permissions
            .iter()
            .any(|permission| roles.iter().any(|role| role == permission))
        {
            report.well(STEP, &format!("may {need}"));
        } else {
            report.ill(STEP, &format!("may not {need}"),
                &format!("add the application permission {least} to the registration and grant admin consent"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    use serde_json::{Value, json};

    use crate::doctor::Finding;

    fn report_on(claims: &Value) -> Report {
        let mut report = Report::default();
        examine(
            &mut report,
            &format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string())),
        );
        report
    }

    #[test]
    fn each_missing_permission_is_named() {
        let report = report_on(&json!({ "roles": ["PrintJob.Manage.All", "PrintJob.Read.All"] }));
        let ill: Vec<_> = report
            .findings(STEP)
            .filter(|finding| matches!(finding, Finding::Ill { .. }))
            .collect();
        let text = format!("{ill:?}");
        assert_eq!(ill.len(), 2);
        assert!(
            text.contains("Printer.Read.All") && text.contains("PrintTaskDefinition.ReadWrite.All")
        );
        assert_eq!(report_on(&json!({})).findings(STEP).count(), 4);
    }

    #[test]
    fn an_opaque_token_is_not_judged() {
        let mut report = Report::default();
        examine(&mut report, "opaque");
        assert!(report.is_well());
        assert!(matches!(
            report.findings(STEP).next(),
            Some(Finding::Unseen(_))
        ));
    }
}
