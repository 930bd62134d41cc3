//! Notices that tokens are another user's than before.
//!
//! Of each token only what names its user is kept, in memory: `oid`, or `sub` if there is none, and
//! the account that the provider gave with it. The services are compared each for itself, because
//! a user has another `sub` at each, and the gateway may have another identity provider. A token
//! that names nobody changes nothing.

use universal_print::ids::UserId;
use universal_print::token::TokenReading;

use super::token::AccessToken;
use crate::browser::intl;
use crate::flow::account::Account;
use crate::flow::service::Service;

/// What a token says about its user.
#[derive(Default)]
struct TokenUser {
    /// The name of a claim and its value.
    claim: Option<(&'static str, UserId)>,
    account: Option<Account>,
}

/// The users of the last tokens, one for each service.
#[derive(Default)]
pub struct TokenUsers {
    graph: TokenUser,
    gateway: TokenUser,
}

/// What a token told.
#[derive(Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing new.
    Nothing,
    /// The user's object id at Graph, for the first time.
    User(UserId),
    /// Another user, with what is known of them.
    Another(Option<Account>),
}

impl TokenUsers {
    /// Notes the user of a token for this service.
    pub fn note(&mut self, service: Service, token: &AccessToken) -> Told {
        let now = TokenUser::of(token);
        let is_graph = service == Service::Graph;
        let last = match service {
            Service::Graph => &mut self.graph,
            Service::Gateway => &mut self.gateway,
        };
        let same_account = last.is_same_account(&now);
        let id = match &now.claim {
            Some((OBJECT, id)) if is_graph => Some(id.clone()),
            _ => None,
        };
        if last.is_same_claim(&now).or(same_account) == Some(false) {
            // A page may still answer the last user's account.
            let account = now.account.filter(|_| same_account != Some(true));
            // The other service's next token is the new user's too.
            *self = Self::default();
            return Told::Another(account.or_else(|| {
                Some(Account {
                    username: None,
                    local_account_id: Some(id?),
                })
            }));
        }
        let is_news = last.claim.is_none();
        if now.claim.is_some() {
            last.claim = now.claim;
        }
        if now.account.is_some() {
            last.account = now.account;
        }
        id.filter(|_| is_news).map_or(Told::Nothing, Told::User)
    }
}

/// The claim that names a user for all services.
const OBJECT: &str = "oid";

impl TokenUser {
    fn of(token: &AccessToken) -> Self {
        let reading = TokenReading::of(&token.text).unwrap_or_default();
        let claim = match (reading.object, reading.subject) {
            (Some(object), _) => Some((OBJECT, object)),
            (None, subject) => subject.map(|subject| ("sub", subject)),
        };
        Self {
            claim: claim.and_then(|(name, value)| Some((name, UserId::new(&value)?))),
            account: token.account.clone(),
        }
    }

    /// Whether the tokens name the same user. `None` if they cannot be compared.
    fn is_same_claim(&self, other: &Self) -> Option<bool> {
        let ((name, one), (other_name, other)) = (self.claim.as_ref()?, other.claim.as_ref()?);
        (name == other_name).then(|| one == other)
    }

    fn is_same_account(&self, other: &Self) -> Option<bool> {
        let (one, other) = (self.account.as_ref()?, other.account.as_ref()?);
        one.is_same(other, intl::lower_case)
    }
}
