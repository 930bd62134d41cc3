//! Access tokens: the caller and the permissions behind a bearer token.
//!
//! A token is a string that the tenant looks up; Graph's tokens are opaque to clients
//! too. A delegated token speaks for a user and has scopes. An application token
//! speaks for an app and has roles. Graph treats these as different kinds of caller:
//! a permission of one kind never counts for the other (<https://learn.microsoft.com/graph/auth/auth-concepts>).

use crate::graph_error::GraphError;

/// The caller that a token speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// A signed-in user, by object id: a delegated token.
    User(String),
    /// An app on its own, by appId: an application token.
    Application(String),
}

/// A bearer token as the tenant knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// The caller.
    pub principal: Principal,
    /// The scopes of a delegated token or the roles of an application token.
    pub permissions: Vec<String>,
    /// The appId of the app that a delegated token was issued to. For an
    /// application token the principal is that app.
    pub issued_to: Option<String>,
    /// When it expires, in ms since 1970 UTC; never when absent.
    pub expires_ms: Option<i64>,
}

impl AccessToken {
    /// A token for a user with these scopes that never expires.
    pub fn delegated(user_id: &str, scopes: &[&str]) -> Self {
        Self::new(Principal::User(user_id.to_owned()), scopes)
    }

    /// A token for an app with these roles that never expires.
    pub fn application(app_id: &str, roles: &[&str]) -> Self {
        Self::new(Principal::Application(app_id.to_owned()), roles)
    }

    fn new(principal: Principal, permissions: &[&str]) -> Self {
        Self {
            principal,
            permissions: permissions.iter().map(|&each| each.to_owned()).collect(),
            issued_to: None,
            expires_ms: None,
        }
    }

    /// The same token, issued to this app.
    #[must_use]
    pub fn issued_to(mut self, app_id: &str) -> Self {
        self.issued_to = Some(app_id.to_owned());
        self
    }

    /// The app that uses the token.
    pub(crate) fn app_id(&self) -> Option<&str> {
        match &self.principal {
            Principal::Application(app_id) => Some(app_id),
            Principal::User(_) => self.issued_to.as_deref(),
        }
    }

    /// Passes when the token holds one of the permissions listed for its kind.
    /// An empty list means that Graph does not support this kind of token.
    pub(crate) fn require(
        &self,
        delegated: &[&str],
        application: &[&str],
    ) -> Result<(), GraphError> {
        let wanted = match self.principal {
            Principal::User(_) => delegated,
            Principal::Application(_) => application,
        };
        if self
            .permissions
            .iter()
            .any(|held| wanted.contains(&held.as_str()))
        {
            Ok(())
        } else {
            Err(GraphError::missing_scope())
        }
    }
}
