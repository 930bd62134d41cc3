//! Finds what a token lacks for a call.
//!
//! Use it to explain a refusal, or to check an installation beforehand. Never allow
//! or forbid a call because of it: the token's signature is not checked, Graph may
//! grant permissions that the token does not show, and a role in the directory may
//! be missing that the token cannot show. The findings are data; the program that
//! shows them has the words.
//!
//! ```
//! use universal_print::endpoint::{Cloud, Endpoint, Version};
//! use universal_print::permission::{Consent, PermissionKind};
//! use universal_print::preflight::{Lack, lacks};
//! use universal_print::request::Operation;
//! use universal_print::time::Timestamp;
//! use universal_print::token::TokenReading;
//!
//! let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
//! let now = Timestamp::parse("2024-03-04T09:15:30Z").unwrap();
//! let token = TokenReading {
//!     audience: Some("https://graph.microsoft.com".to_owned()),
//!     expires_at: Timestamp::parse("2024-03-04T10:00:00Z"),
//!     scopes: vec!["PrinterShare.ReadBasic.All".to_owned()],
//!     ..TokenReading::default()
//! };
//! assert_eq!(lacks(&token, Operation::ListShares, &graph, now), []);
//! assert_eq!(
//!     lacks(&token, Operation::ListJobs, &graph, now),
//!     [Lack::Permission {
//!         least: "PrintJob.ReadBasic",
//!         kind: PermissionKind::Delegated,
//!         consent: Consent::User,
//!     }]
//! );
//! ```
//!
//! <https://learn.microsoft.com/graph/resolve-auth-errors>

use crate::endpoint::Endpoint;
use crate::operation::Operation;
use crate::permission::{Consent, PermissionKind, consent};
use crate::time::Timestamp;
use crate::token::TokenReading;

/// Graph's id as an audience, in every cloud.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// One thing that a token lacks for a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It is for a service other than the endpoint's.
    Audience {
        /// The audience of Graph's tokens.
        wanted: &'static str,
        /// The audience of this token.
        found: String,
    },
    /// It has expired.
    Expired {
        /// When it expired.
        at: Timestamp,
    },
    /// The call takes the other kind of token only.
    Kind {
        /// The kind the call takes.
        wanted: PermissionKind,
        /// The kind of this token.
        found: PermissionKind,
    },
    /// It holds none of the permissions that would serve.
    Permission {
        /// The least privileged of them.
        least: &'static str,
        /// The kind of permission to grant.
        kind: PermissionKind,
        /// Who can grant it.
        consent: Consent,
    },
}

/// What the token lacks for the call, the most telling finding first. The list
/// is empty if the token seems to suffice.
///
/// The audience is compared only if the endpoint is a cloud's own Graph: a
/// service at another address chooses its own audience.
pub fn lacks(
    token: &TokenReading,
    operation: Operation,
    endpoint: &Endpoint,
    now: Timestamp,
) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if let (Some(wanted), Some(found)) = (endpoint.audience(), &token.audience) {
        let plain = found.trim_end_matches('/');
        if !plain.eq_ignore_ascii_case(wanted) && !plain.eq_ignore_ascii_case(GRAPH) {
            let found = found.clone();
            lacks.push(Lack::Audience { wanted, found });
        }
    }
    if let Some(at) = token.expires_at.filter(|end| *end <= now) {
        lacks.push(Lack::Expired { at });
    }
    let permissions = operation.permissions();
    let taken = |kind| permissions.of_kind(kind).map(|needs| (kind, needs));
    let of_token = token.kind().and_then(taken);
    let other = || taken(PermissionKind::Delegated).or_else(|| taken(PermissionKind::Application));
    let Some((kind, needs)) = of_token.or_else(other) else {
        return lacks;
    };
    if let Some(found) = token.kind().filter(|found| *found != kind) {
        lacks.push(Lack::Kind {
            wanted: kind,
            found,
        });
    }
    // A token of the other kind holds no permission of this kind: in a user's
    // token, `roles` are not an application's permissions.
    let held = match token.kind() {
        Some(found) if found == kind => token.held(kind),
        _ => &[],
    };
    for serving in needs {
        let is_held = serving
            .iter()
            .any(|name| held.iter().any(|held| held.eq_ignore_ascii_case(name)));
        if let (false, Some(least)) = (is_held, serving.first()) {
            lacks.push(Lack::Permission {
                least,
                kind,
                consent: consent(least, kind),
            });
        }
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::{Cloud, Version};
    use crate::request::{CREATE_TASK_TRIGGER, LIST_TASK_DEFINITIONS};

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    fn graph() -> Endpoint {
        Endpoint::of_cloud(Cloud::Global, Version::V1)
    }

    fn token(scopes: &[&str], roles: &[&str]) -> TokenReading {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        TokenReading {
            audience: Some("https://graph.microsoft.com".to_owned()),
            expires_at: Some(Timestamp::from_millis(2_000_000)),
            scopes: owned(scopes),
            roles: owned(roles),
            ..TokenReading::default()
        }
    }

    fn found(token: &TokenReading, operation: Operation) -> Vec<Lack> {
        lacks(token, operation, &graph(), NOW)
    }

    #[test]
    fn a_sufficient_token_lacks_nothing() {
        let user = token(&["PrintJob.ReadBasic", "PrinterShare.ReadBasic.All"], &[]);
        assert_eq!(found(&user, Operation::ListJobs), []);
        let application = token(&[], &["PrintJob.Manage.All", "Printer.Read.All"]);
        assert_eq!(found(&application, Operation::Redirect), []);
    }

    #[test]
    fn a_higher_permission_serves_instead_of_the_least() {
        let user = token(
            &["PrintJob.ReadWrite.All", "printershare.readwrite.all"],
            &[],
        );
        assert_eq!(found(&user, Operation::GetJob), []);
    }

    #[test]
    fn a_missing_permission_is_named_with_who_can_grant_it() {
        let user = token(&["PrinterShare.ReadBasic.All"], &[]);
        let expected = Lack::Permission {
            least: "PrintJob.ReadBasic",
            kind: PermissionKind::Delegated,
            consent: Consent::User,
        };
        assert_eq!(found(&user, Operation::ListJobs), [expected]);

        let expected = Lack::Permission {
            least: "Printer.ReadWrite.All",
            kind: PermissionKind::Delegated,
            consent: Consent::Administrator,
        };
        let trigger = Operation::Described(&CREATE_TASK_TRIGGER);
        assert_eq!(found(&user, trigger), [expected]);
    }

    #[test]
    fn a_users_token_never_suffices_to_redirect() {
        let user = token(
            &["PrintJob.Manage.All"],
            &["PrintJob.Manage.All", "Printer.Read.All"],
        );
        let missing = |least| Lack::Permission {
            least,
            kind: PermissionKind::Application,
            consent: Consent::Administrator,
        };
        let expected = [
            Lack::Kind {
                wanted: PermissionKind::Application,
                found: PermissionKind::Delegated,
            },
            missing("PrintJob.Manage.All"),
            missing("Printer.Read.All"),
        ];
        assert_eq!(found(&user, Operation::Redirect), expected);
    }

    #[test]
    fn an_applications_token_never_suffices_to_cancel() {
        let application = token(&[], &["PrintJob.ReadWrite.All"]);
        let lacks = found(&application, Operation::Cancel);
        let kind = Lack::Kind {
            wanted: PermissionKind::Delegated,
            found: PermissionKind::Application,
        };
        assert_eq!(lacks.first(), Some(&kind));
    }

    #[test]
    fn a_token_without_claims_lacks_only_the_permissions() {
        let expected = Lack::Permission {
            least: "PrintTaskDefinition.ReadWrite.All",
            kind: PermissionKind::Application,
            consent: Consent::Administrator,
        };
        let definitions = Operation::Described(&LIST_TASK_DEFINITIONS);
        assert_eq!(found(&TokenReading::default(), definitions), [expected]);
    }

    #[test]
    fn a_token_for_another_service_lacks_the_audience() {
        let mut user = token(&["PrinterShare.ReadBasic.All"], &[]);
        for own in [
            "https://graph.microsoft.com/",
            GRAPH,
            "HTTPS://Graph.Microsoft.com",
        ] {
            user.audience = Some(own.to_owned());
            assert_eq!(found(&user, Operation::ListShares), [], "{own}");
        }
        user.audience = Some("api://gateway".to_owned());
        let expected = Lack::Audience {
            wanted: "https://graph.microsoft.com",
            found: "api://gateway".to_owned(),
        };
        assert_eq!(found(&user, Operation::ListShares), [expected]);

        let gateway = Endpoint::at("https://print.example", Version::V1).unwrap();
        assert_eq!(lacks(&user, Operation::ListShares, &gateway, NOW), []);
    }

    #[test]
    fn an_expired_token_is_found_with_its_expiry() {
        let user = token(&["PrinterShare.ReadBasic.All"], &[]);
        let end = user.expires_at.unwrap();
        let late = lacks(&user, Operation::ListShares, &graph(), end);
        assert_eq!(late, [Lack::Expired { at: end }]);
    }
}
