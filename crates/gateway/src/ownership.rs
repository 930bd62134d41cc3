//! The rule that decides whose a job is.
//!
//! The object id of the job's creator decides. The sign-in name counts only if
//! the administrator chose that, and only for a job whose creator Graph gives no
//! id of: over time, a name may be given to another person.
//!
//! <https://learn.microsoft.com/graph/api/resources/useridentity>

use universal_print::job::Owner;

use crate::identity::caller::Caller;

/// What proves that a job belongs to a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ownership {
    /// The object id alone.
    #[default]
    Id,
    /// The object id, or the sign-in name if Graph gives no id.
    IdOrUpn,
}

impl Ownership {
    /// Whether `owner` is the caller.
    pub(crate) fn is_caller(self, owner: &Owner, caller: &Caller) -> bool {
        match (&owner.id, self) {
            (Some(id), _) => id.as_str().eq_ignore_ascii_case(&caller.object_id),
            (None, Self::Id) => false,
            (None, Self::IdOrUpn) => match (&owner.user_principal_name, &caller.user_name) {
                (Some(owner), Some(caller)) => owner.eq_ignore_ascii_case(caller),
                _ => false,
            },
        }
    }
}
