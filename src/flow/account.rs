//! The signed-in user, and which jobs are theirs.
//!
//! The account comes from the host's options or from its token provider, never
//! from a token's claims. A job that names another user is never shown. When the
//! user is unknown and a list holds jobs of several people, none is shown and
//! the host is asked for the account.

use universal_print::ids::UserId;
use universal_print::job::Job;
use universal_print::json::Value;
use universal_print::wire::{self, Wire};

use super::search::LowerCase;

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

/// A list holds jobs of several people, and the user is unknown.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct SeveralOwnersError;

/// The user's own jobs among the jobs of a list.
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

/// Compares ids where both sides have one, else names: a name can be given to
/// another user later. A job without an owner counts as the user's own, because
/// Graph shows a user's token no jobs of others.
fn is_own(job: &Job, account: &Account, lower_case: LowerCase) -> bool {
    let Some(owner) = &job.created_by else {
        return true;
    };
    match (&owner.id, &account.local_account_id) {
        (Some(owner), Some(user)) => owner == user,
        _ => match (&owner.user_principal_name, &account.username) {
            (Some(owner), Some(user)) => lower_case(owner) == lower_case(user),
            _ => true,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::json;

    const ADELE: &str = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";

    fn job(owner: &Value) -> Job {
        Job::read(&json!({ "id": "1", "createdBy": owner })).unwrap()
    }

    fn adele() -> Account {
        Account::read(&json!({ "username": "AdeleV@contoso.com", "localAccountId": ADELE }))
            .unwrap()
    }

    #[test]
    fn a_job_of_another_user_is_never_shown() {
        let jobs = vec![
            job(&json!({ "id": ADELE.to_uppercase() })),
            job(&json!({ "id": "b" })),
            job(&json!({ "id": "", "userPrincipalName": "adelev@CONTOSO.com" })),
            job(&json!({ "userPrincipalName": "megan@contoso.com" })),
            job(&json!({})),
        ];
        let own = own_jobs(jobs.clone(), Some(&adele()), str::to_lowercase).unwrap();
        assert_eq!(own, [jobs[0].clone(), jobs[2].clone(), jobs[4].clone()]);
    }

    #[test]
    fn an_id_decides_before_a_name() {
        let jobs = vec![job(
            &json!({ "id": "b", "userPrincipalName": "AdeleV@contoso.com" }),
        )];
        assert_eq!(
            own_jobs(jobs, Some(&adele()), str::to_lowercase),
            Ok(vec![])
        );
    }

    #[test]
    fn an_unknown_user_sees_jobs_of_one_owner_only() {
        let one = vec![job(&json!({ "id": "a" })), job(&json!({ "id": "a" }))];
        assert_eq!(own_jobs(one.clone(), None, str::to_lowercase), Ok(one));
        let several = vec![job(&json!({ "id": "a" })), job(&json!({ "id": "b" }))];
        assert_eq!(
            own_jobs(several, None, str::to_lowercase),
            Err(SeveralOwnersError)
        );
    }
}
