//! The rule that decides which shares a user may send jobs to.
//!
//! A share must be open to everyone, or be on the administrator's list. That a
//! user can read a share does not prove that they may print on it, so reading
//! counts only if the administrator chose that.
//!
//! <https://learn.microsoft.com/graph/api/printershare-get>

use universal_print::{ids::ShareId, json::Value, wire::member};

use crate::{identity::caller::Groups, refusal::Refusal};

/// The administrator's decisions about destinations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DestinationPolicy {
    /// Whether every share that the user can read is accepted.
    pub readable: bool,
    /// The shares that are accepted although they are not open to everyone.
    pub listed: Vec<ListedShare>,
}

/// A share on the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedShare {
    /// The share.
    pub share: ShareId,
    /// The ids of groups, in lower case. The user must be in one of them, unless
    /// there are none.
    pub groups: Vec<String>,
}

impl DestinationPolicy {
    /// Accepts or refuses a share for a user in these groups. `seen` is the share
    /// as the user reads it.
    pub(crate) fn accept(
        &self,
        share: &ShareId,
        seen: &Value,
        groups: &Groups,
    ) -> Result<(), Refusal> {
        if self.readable || member(seen, "allowAllUsers") == Some(true) {
            return Ok(());
        }
        let mut listed = self.listed.iter();
        let listed = listed.find(|listed| listed.share == *share);
        let listed = listed.ok_or(Refusal::DestinationNotAllowed)?;
        let is_in = |group: &String| groups.named.contains(group);
        if listed.groups.is_empty() || listed.groups.iter().any(is_in) {
            Ok(())
        } else if groups.are_more {
            Err(Refusal::GroupsOverage)
        } else {
            Err(Refusal::DestinationNotAllowed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::json;

    const LISTED: &str = "6a0c1f52-8d3b-4e1a-9c07-2b5f4d6e8a90";

    fn listed(groups: &[&str]) -> DestinationPolicy {
        let groups = groups.iter().map(|&group| group.to_owned()).collect();
        let share = ShareId::new(LISTED).unwrap();
        DestinationPolicy {
            readable: false,
            listed: vec![ListedShare { share, groups }],
        }
    }

    fn accepts(
        destinations: &DestinationPolicy,
        open: &Value,
        share: &str,
        groups: &Groups,
    ) -> Result<(), Refusal> {
        let seen = json!({ "id": share, "allowAllUsers": open });
        destinations.accept(&ShareId::new(share).unwrap(), &seen, groups)
    }

    #[test]
    fn a_share_that_is_not_open_must_be_listed() {
        let nobody = Groups::default();
        let refused = Err(Refusal::DestinationNotAllowed);
        assert_eq!(
            accepts(
                &DestinationPolicy::default(),
                &json!(true),
                "share-2",
                &nobody
            ),
            Ok(())
        );
        for open in [json!(false), json!(null), json!("true")] {
            assert_eq!(
                accepts(&DestinationPolicy::default(), &open, LISTED, &nobody),
                refused
            );
            assert_eq!(accepts(&listed(&[]), &open, "share-2", &nobody), refused);
            assert_eq!(
                accepts(&listed(&[]), &open, &LISTED.to_uppercase(), &nobody),
                Ok(())
            );
        }
    }

    #[test]
    fn a_listed_share_may_be_limited_to_groups() {
        let destinations = listed(&["staff"]);
        let named = |name: &str| Groups {
            named: vec![name.to_owned()],
            are_more: false,
        };
        let more = |groups| Groups {
            are_more: true,
            ..groups
        };
        let check = |groups| accepts(&destinations, &json!(false), LISTED, &groups);
        assert_eq!(check(named("staff")), Ok(()));
        assert_eq!(check(named("guests")), Err(Refusal::DestinationNotAllowed));
        assert_eq!(check(more(named("staff"))), Ok(()));
        for unknown in [Groups::default(), named("guests")] {
            assert_eq!(check(more(unknown)), Err(Refusal::GroupsOverage));
        }
    }

    #[test]
    fn a_readable_share_is_accepted_only_by_choice() {
        let destinations = DestinationPolicy {
            readable: true,
            listed: Vec::new(),
        };
        assert_eq!(
            accepts(
                &destinations,
                &json!(false),
                "share-9",
                &Groups {
                    are_more: true,
                    ..Groups::default()
                }
            ),
            Ok(())
        );
    }
}
