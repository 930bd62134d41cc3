//! Who the user is, and which jobs are theirs.
//!
//! A token's own claims never decide: the account comes from the host's
//! options or from what its token provider returns. A job that names another
//! user is never shown. Where nobody says who the user is and a list holds
//! jobs of several people, none is shown and the host is asked for the
//! account.

use serde_json::Value;
use universal_print::fault::NoToken;
use universal_print::ids::UserId;
use universal_print::job::Job;
use universal_print::wire::{self, Wire};

use super::command::Command;
use super::search::LowerCase;
use super::state::State;
use super::{destination, jobs};

/// The signed-in user, with the names MSAL gives an account's members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user principal name.
    pub username: Option<String>,
    /// The object id in the directory.
    pub local_account_id: Option<UserId>,
}

impl Wire for Account {
    fn read(value: &Value) -> Option<Self> {
        let account = Self {
            username: wire::text(value, "username"),
            local_account_id: wire::member(value, "localAccountId"),
        };
        (account.username.is_some() || account.local_account_id.is_some()).then_some(account)
    }
}

/// A list held jobs of several people and nobody said which of them is the user.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct SeveralOwnersError;

/// The user's own jobs of a list.
pub fn own_jobs(
    jobs: Vec<Job>,
    account: Option<&Account>,
    lower_case: LowerCase,
) -> Result<Vec<Job>, SeveralOwnersError> {
    let Some(account) = account else {
        let mut owners = jobs
            .iter()
            .filter_map(|job| job.created_by.as_ref()?.id.as_ref());
        let first = owners.next();
        return if owners.all(|owner| Some(owner) == first) {
            Ok(jobs)
        } else {
            Err(SeveralOwnersError)
        };
    };
    Ok(jobs
        .into_iter()
        .filter(|job| is_own(job, account, lower_case))
        .collect())
}

/// The id decides where both sides have one; names are reused, so they only
/// stand in. A job without an owner is the user's: a user's token is shown no
/// others.
fn is_own(job: &Job, account: &Account, lower_case: LowerCase) -> bool {
    let Some(owner) = &job.created_by else {
        return true;
    };
    match (&owner.id, &account.local_account_id) {
        (Some(owner), Some(user)) => owner.as_str().eq_ignore_ascii_case(user.as_str()),
        _ => match (&owner.user_principal_name, &account.username) {
            (Some(owner), Some(user)) => lower_case(owner) == lower_case(user),
            _ => true,
        },
    }
}

/// The provider said who the user is, or that it does not say, or gave no token.
pub(super) fn identified(
    state: &mut State,
    account: Result<Option<Account>, NoToken>,
    out: &mut Vec<Command>,
) {
    match account {
        Ok(account) => {
            state.account = account;
            begin(state, out);
        }
        Err(reason) => jobs::no_token(state, reason, out),
    }
}

/// Starts what the first screen needs: one request a queue and one for the
/// recent printers, in parallel.
pub(super) fn begin(state: &mut State, out: &mut Vec<Command>) {
    out.push(Command::Recall);
    jobs::load(state, out);
    destination::begin(state, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn job(owner: &Value) -> Job {
        Job::read(&json!({ "id": "1", "createdBy": owner })).unwrap()
    }

    fn adele() -> Account {
        Account::read(&json!({ "username": "AdeleV@contoso.com", "localAccountId": "a" })).unwrap()
    }

    #[test]
    fn a_job_of_another_user_is_never_shown() {
        let jobs = vec![
            job(&json!({ "id": "A" })),
            job(&json!({ "id": "b" })),
            job(&json!({ "id": "", "userPrincipalName": "adelev@CONTOSO.com" })),
            job(&json!({ "userPrincipalName": "megan@contoso.com" })),
            job(&json!({})),
        ];
        let own = own_jobs(jobs.clone(), Some(&adele()), str::to_lowercase).unwrap();
        assert_eq!(own, [jobs[0].clone(), jobs[2].clone(), jobs[4].clone()]);
    }

    #[test]
    fn a_reused_name_does_not_beat_an_id() {
        let jobs = vec![job(
            &json!({ "id": "b", "userPrincipalName": "AdeleV@contoso.com" }),
        )];
        assert_eq!(
            own_jobs(jobs, Some(&adele()), str::to_lowercase),
            Ok(vec![])
        );
    }

    #[test]
    fn an_unknown_user_sees_a_list_of_one_owner_only() {
        let one = vec![job(&json!({ "id": "a" })), job(&json!({ "id": "a" }))];
        assert_eq!(own_jobs(one.clone(), None, str::to_lowercase), Ok(one));
        let several = vec![job(&json!({ "id": "a" })), job(&json!({ "id": "b" }))];
        assert_eq!(
            own_jobs(several, None, str::to_lowercase),
            Err(SeveralOwnersError)
        );
    }
}
