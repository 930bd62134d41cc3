//! What a token lacks for a call, as far as it says so itself.
//!
//! The comparison is for explaining a refusal and for checking an installation
//! beforehand. It allows and forbids nothing: a token is read without checking
//! its signature, permissions may be granted that it does not show, and a role
//! in the directory may be missing that it cannot show. The findings are data;
//! whoever shows them has the words.
//!
//! <https://learn.microsoft.com/graph/resolve-auth-errors>

use crate::endpoint::Endpoint;
use crate::operation::Operation;
use crate::permission::{Consent, PermissionKind, consent};
use crate::time::Timestamp;
use crate::token::TokenReading;

/// The id that stands for Graph in a token, in every cloud.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// One thing that a token lacks for a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It is for another service than the endpoint's.
    Audience {
        /// What Graph's tokens say here.
        wanted: &'static str,
        /// What it says.
        found: String,
    },
    /// Its time is over.
    Expired {
        /// When it ended.
        at: Timestamp,
    },
    /// The call takes only the other kind of token.
    Kind {
        /// The kind that the call takes.
        wanted: PermissionKind,
        /// The kind that the token is of.
        found: PermissionKind,
    },
    /// It holds none of the permissions that would serve.
    Permission {
        /// The least privileged of them.
        least: &'static str,
        /// Of which type it must be granted.
        kind: PermissionKind,
        /// Who can grant it.
        consent: Consent,
    },
}

/// What the token lacks for the call, most telling first; nothing when it
/// seems to suffice.
///
/// The audience is compared only where the endpoint is a cloud's own Graph:
/// what a service at another address wants is that service's affair.
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
    // A token of the other kind holds nothing of this kind, whatever it says:
    // in a user's token `roles` are not an application's permissions.
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
    fn a_token_that_suffices_lacks_nothing() {
        let user = token(&["PrintJob.ReadBasic", "PrinterShare.ReadBasic.All"], &[]);
        assert_eq!(found(&user, Operation::ListJobs), []);
        let application = token(&[], &["PrintJob.Manage.All", "Printer.Read.All"]);
        assert_eq!(found(&application, Operation::Redirect), []);
    }

    #[test]
    fn a_higher_permission_serves_as_well_as_the_least() {
        let user = token(
            &["PrintJob.ReadWrite.All", "printershare.readwrite.all"],
            &[],
        );
        assert_eq!(found(&user, Operation::GetJob), []);
    }

    #[test]
    fn what_is_missing_is_named_with_its_type_and_who_can_grant_it() {
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
    fn a_users_token_never_redirects_whatever_it_holds() {
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
    fn an_applications_token_never_cancels() {
        let application = token(&[], &["PrintJob.ReadWrite.All"]);
        let lacks = found(&application, Operation::Cancel);
        let kind = Lack::Kind {
            wanted: PermissionKind::Delegated,
            found: PermissionKind::Application,
        };
        assert_eq!(lacks.first(), Some(&kind));
    }

    #[test]
    fn a_token_that_says_nothing_of_itself_lacks_the_permissions_alone() {
        let expected = Lack::Permission {
            least: "PrintTaskDefinition.ReadWrite.All",
            kind: PermissionKind::Application,
            consent: Consent::Administrator,
        };
        let definitions = Operation::Described(&LIST_TASK_DEFINITIONS);
        assert_eq!(found(&TokenReading::default(), definitions), [expected]);
    }

    #[test]
    fn a_token_for_another_service_or_cloud_is_known_by_its_audience() {
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
    fn an_ended_token_is_told_with_its_end() {
        let user = token(&["PrinterShare.ReadBasic.All"], &[]);
        let end = user.expires_at.unwrap();
        let late = lacks(&user, Operation::ListShares, &graph(), end);
        assert_eq!(late, [Lack::Expired { at: end }]);
    }
}
