//! The signed-in user, and which jobs are theirs.
//!
//! The account comes from the host's options or from its token provider. Graph's token names
//! the user's object id too, unless it cannot be read. A known object id decides whose job it
//! is; a name is only a hint: guests sign in with another name than Graph has for them, and
//! people are renamed. A job that names another user is never shown. When the user is unknown
//! and a list holds jobs of several people, none is shown and the host is asked for the account.

use universal_print::ids::UserId;
use universal_print::job::{Job, Owner};
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

impl Account {
    /// Whether two accounts are one person's: by their ids, or by their names where an id is
    /// missing. `None` if nothing that both have tells.
    pub fn is_same(&self, other: &Self, lower_case: LowerCase) -> Option<bool> {
        match (&self.local_account_id, &other.local_account_id) {
            (Some(one), Some(other)) => Some(one == other),
            _ => match (&self.username, &other.username) {
                (Some(one), Some(other)) => Some(lower_case(one) == lower_case(other)),
                _ => None,
            },
        }
    }
}

/// What is known of the user: an object id, a name, or both.
#[derive(Copy, Clone, Debug)]
pub struct Identity<'a> {
    /// The object id. Graph's token knows better than the page, whose account may be of another
    /// directory.
    pub id: Option<&'a UserId>,
    /// The name that the user signs in with.
    pub name: Option<&'a str>,
}

impl<'a> Identity<'a> {
    /// What page and token say together.
    pub fn of(account: Option<&'a Account>, token_user: Option<&'a UserId>) -> Self {
        Self {
            id: token_user.or_else(|| account?.local_account_id.as_ref()),
            name: account.and_then(|account| account.username.as_deref()),
        }
    }

    /// Whether a job is the user's. `None` if nothing that both sides know tells.
    fn owns(&self, job: &Job, lower_case: LowerCase) -> Option<bool> {
        let owner = job.created_by.as_ref()?;
        if let (Some(owner), Some(user)) = (&owner.id, self.id) {
            return Some(owner == user);
        }
        let (owner, user) = (owner.user_principal_name.as_deref()?, self.name?);
        let (owner, user) = (lower_case(owner), lower_case(user));
        Some(owner == user || is_of_guest(&owner, &user))
    }
}

/// Whether a name is the one that a directory gave to a guest who signs in as `user`:
/// `ada_home.example#EXT#@contoso.com` for `ada@home.example`. Both are in lower case.
///
/// <https://learn.microsoft.com/entra/external-id/user-properties>
fn is_of_guest(name: &str, user: &str) -> bool {
    let local: String = user
        .chars()
        .map(|letter| if letter == '@' { '_' } else { letter })
        .collect();
    let rest = name.strip_prefix(local.as_str());
    rest.is_some_and(|rest| rest.starts_with("#ext#"))
}

/// A list holds jobs of several people, and the user is unknown.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct SeveralOwnersError;

/// The user's own jobs among the jobs of a list.
///
/// A job that names no owner counts as the user's own, because Graph shows a user's token no jobs
/// of others. Where the list proves that this token sees jobs of others, it does not count.
pub fn own_jobs(
    jobs: Vec<Job>,
    user: Identity<'_>,
    lower_case: LowerCase,
) -> Result<Vec<Job>, SeveralOwnersError> {
    if user.id.is_none() && user.name.is_none() {
        let mut owners = jobs.iter().filter_map(|job| job.created_by.as_ref());
        let first = owners.next();
        let is_one =
            first.is_none_or(|first| owners.all(|other| is_same(first, other, lower_case)));
        return is_one.then_some(jobs).ok_or(SeveralOwnersError);
    }
    let owns = |job: &Job| user.owns(job, lower_case);
    let sees_others = jobs.iter().any(|job| owns(job) == Some(false));
    let own = jobs
        .into_iter()
        .filter(|job| owns(job).unwrap_or(!sees_others));
    Ok(own.collect())
}

/// Whether two jobs may have one owner.
fn is_same(one: &Owner, other: &Owner, lower_case: LowerCase) -> bool {
    match (&one.id, &other.id) {
        (Some(one), Some(other)) => one == other,
        _ => match (&one.user_principal_name, &other.user_principal_name) {
            (Some(one), Some(other)) => lower_case(one) == lower_case(other),
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

    fn own(jobs: &[Job], account: Option<&Account>) -> Result<Vec<Job>, SeveralOwnersError> {
        own_jobs(
            jobs.to_vec(),
            Identity::of(account, None),
            str::to_lowercase,
        )
    }

    #[test]
    fn a_job_of_another_user_is_never_shown() {
        let jobs = [
            job(&json!({ "id": ADELE.to_uppercase() })),
            job(&json!({ "id": "b" })),
            job(&json!({ "id": "", "userPrincipalName": "adelev@CONTOSO.com" })),
            job(&json!({ "userPrincipalName": "megan@contoso.com" })),
        ];
        let own = own(&jobs, Some(&adele())).unwrap();
        assert_eq!(own, [jobs[0].clone(), jobs[2].clone()]);
    }

    #[test]
    fn a_job_without_an_owner_is_shown_unless_the_token_sees_others_jobs() {
        let (own_job, nobodys, others) = (
            job(&json!({ "id": ADELE })),
            job(&json!({})),
            job(&json!({ "id": "b" })),
        );
        let alone = [own_job.clone(), nobodys.clone()];
        assert_eq!(own(&alone, Some(&adele())).unwrap(), alone);
        let with_others = [own_job.clone(), nobodys, others];
        assert_eq!(own(&with_others, Some(&adele())).unwrap(), [own_job]);
    }

    #[test]
    fn an_id_decides_before_a_name() {
        let jobs = [job(
            &json!({ "id": "b", "userPrincipalName": "AdeleV@contoso.com" }),
        )];
        assert_eq!(own(&jobs, Some(&adele())), Ok(vec![]));
        let renamed = [job(
            &json!({ "id": ADELE, "userPrincipalName": "adele.vance@contoso.com" }),
        )];
        assert_eq!(own(&renamed, Some(&adele())).unwrap(), renamed);
    }

    #[test]
    fn the_id_in_the_token_decides_before_the_pages() {
        let [here, home] = ["here", "home"].map(|id| job(&json!({ "id": id })));
        let account = Account::read(&json!({ "localAccountId": "home" }));
        let token_user = UserId::new("here");
        let user = Identity::of(account.as_ref(), token_user.as_ref());
        let jobs = vec![here.clone(), home];
        assert_eq!(own_jobs(jobs, user, str::to_lowercase), Ok(vec![here]));
    }

    #[test]
    fn a_guests_name_in_the_directory_is_the_guests() {
        let jobs = [
            job(&json!({ "id": "g", "userPrincipalName": "Ada_L_home.example#EXT#@contoso.com" })),
            job(&json!({ "id": "h", "userPrincipalName": "eve_home.example#EXT#@contoso.com" })),
        ];
        let guest = Account::read(&json!({ "username": "ada_l@home.example" }));
        assert_eq!(own(&jobs, guest.as_ref()).unwrap(), jobs[..1]);
    }

    #[test]
    fn an_unknown_user_sees_jobs_of_one_owner_only() {
        let one = [job(&json!({ "id": "a" })), job(&json!({ "id": "a" }))];
        assert_eq!(own(&one, None).unwrap(), one);
        for other in [
            json!({ "id": "b" }),
            json!({ "id": "b", "userPrincipalName": "a@contoso.com" }),
        ] {
            let several = [one[0].clone(), job(&other)];
            assert_eq!(own(&several, None), Err(SeveralOwnersError));
        }
        let [a, b] = ["a@contoso.com", "b@contoso.com"]
            .map(|name| job(&json!({ "userPrincipalName": name })));
        assert_eq!(own(&[a, b], None), Err(SeveralOwnersError));
    }

    #[test]
    fn accounts_are_one_persons_by_id_and_without_one_by_name() {
        let account = |members: &Value| Account::read(members).unwrap();
        let is_same = |other: &Value| adele().is_same(&account(other), str::to_lowercase);
        let renamed = json!({ "localAccountId": ADELE.to_uppercase(), "username": "renamed" });
        assert_eq!(is_same(&renamed), Some(true));
        let named = json!({ "username": "adelev@contoso.com" });
        assert_eq!(is_same(&named), Some(true));
        let another = json!({ "localAccountId": "b", "username": "AdeleV@contoso.com" });
        assert_eq!(is_same(&another), Some(false));
        let another = json!({ "username": "megan@contoso.com" });
        assert_eq!(is_same(&another), Some(false));
        let id_only = account(&json!({ "localAccountId": ADELE }));
        let name_only = account(&json!({ "username": "AdeleV@contoso.com" }));
        assert_eq!(id_only.is_same(&name_only, str::to_lowercase), None);
    }
}
