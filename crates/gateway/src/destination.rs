//! Where a job may go.
//!
//! The caller names a share and a printer; Graph says with the gateway's token
//! that they belong together, and with the user's that the share is there for
//! this user. Then the share must be open to everyone, or be on the
//! administrator's list. That a user can read a share does not prove that they
//! may print on it, so that alone counts only where the administrator chose so.
//!
//! <https://learn.microsoft.com/graph/api/printershare-get>

use serde_json::Value;
use universal_print::wire::{member, text};

use crate::{
    graph::{GraphCall, ReadTrouble},
    id::{Printer, Share},
    identity::Groups,
    refusal::Refusal,
    relay::Asked,
};

/// The administrator's word on destinations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destinations {
    /// Whether every share that the user can read is accepted.
    pub readable: bool,
    /// Shares that are accepted though they are not open to everyone.
    pub listed: Vec<Listed>,
}

/// A share on the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The share.
    pub share: Share,
    /// Groups, in lower case, of which the user must be in one; empty for no such condition.
    pub groups: Vec<String>,
}

impl Destinations {
    /// Proves that this caller may send to `printer` through `share`.
    pub(crate) async fn check(
        &self,
        asked: &Asked,
        share: &Share,
        printer: &Printer,
    ) -> Result<(), Refusal> {
        if !printer.is(&printer_of(asked, share).await?) {
            return Err(Refusal::ShareMismatch);
        }
        let seen = asked.read_as_caller(GraphCall::Share(share)).await?;
        self.accepts(&seen, share, &asked.caller.groups)
    }

    fn accepts(&self, seen: &Value, share: &Share, groups: &Groups) -> Result<(), Refusal> {
        if self.readable || member(seen, "allowAllUsers") == Some(true) {
            return Ok(());
        }
        let listed = self
            .listed
            .iter()
            .find(|listed| listed.share.is(share.as_str()));
        match (listed, groups) {
            (None, _) => Err(Refusal::DestinationNotAllowed),
            (Some(listed), _) if listed.groups.is_empty() => Ok(()),
            (Some(_), Groups::Overage) => Err(Refusal::GroupsOverage),
            (Some(listed), Groups::Named(own)) => {
                let in_one = listed.groups.iter().any(|group| own.contains(group));
                if in_one {
                    Ok(())
                } else {
                    Err(Refusal::DestinationNotAllowed)
                }
            }
        }
    }
}

/// The id of the printer behind a share.
pub(crate) async fn printer_of(asked: &Asked, share: &Share) -> Result<String, Refusal> {
    let printer = asked.read(GraphCall::PrinterOfShare(share)).await;
    let printer = printer.map_err(|trouble| match trouble {
        ReadTrouble::NotFound => Refusal::ShareMismatch,
        ReadTrouble::Refused(refusal) => refusal,
    })?;
    text(&printer, "id").ok_or(Refusal::GraphTroubled(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn listed(groups: &[&str]) -> Destinations {
        let groups = groups.iter().map(|&group| group.to_owned()).collect();
        let share = Share::parse("share-1").unwrap();
        Destinations {
            readable: false,
            listed: vec![Listed { share, groups }],
        }
    }

    fn accepts(
        destinations: &Destinations,
        open: &Value,
        share: &str,
        groups: &Groups,
    ) -> Result<(), Refusal> {
        let seen = json!({ "id": share, "allowAllUsers": open });
        destinations.accepts(&seen, &Share::parse(share).unwrap(), groups)
    }

    #[test]
    fn a_share_that_is_not_open_must_be_listed() {
        let nobody = Groups::Named(Vec::new());
        let refused = Err(Refusal::DestinationNotAllowed);
        assert_eq!(
            accepts(&Destinations::default(), &json!(true), "share-2", &nobody),
            Ok(())
        );
        for open in [json!(false), json!(null), json!("true")] {
            assert_eq!(
                accepts(&Destinations::default(), &open, "share-1", &nobody),
                refused
            );
            assert_eq!(accepts(&listed(&[]), &open, "share-2", &nobody), refused);
            assert_eq!(accepts(&listed(&[]), &open, "SHARE-1", &nobody), Ok(()));
        }
    }

    #[test]
    fn a_listed_share_may_be_for_groups() {
        let destinations = listed(&["staff"]);
        let named = |name: &str| Groups::Named(vec![name.to_owned()]);
        let check = |groups| accepts(&destinations, &json!(false), "share-1", &groups);
        assert_eq!(check(named("staff")), Ok(()));
        assert_eq!(check(named("guests")), Err(Refusal::DestinationNotAllowed));
        assert_eq!(check(Groups::Overage), Err(Refusal::GroupsOverage));
    }

    #[test]
    fn readable_is_enough_only_by_choice() {
        let destinations = Destinations {
            readable: true,
            listed: Vec::new(),
        };
        assert_eq!(
            accepts(&destinations, &json!(false), "share-9", &Groups::Overage),
            Ok(())
        );
    }
}
