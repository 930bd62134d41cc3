//! Redeems refresh tokens, and refuses them while claims are demanded of the user.
//!
//! A refresh token serves its app for every API that the app may call. Each use gives a
//! new refresh token and leaves the old one valid
//! (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#refresh-the-access-token>).
//! A user of whom claims are demanded must first sign in with these claims
//! (<https://learn.microsoft.com/entra/identity-platform/claims-challenge>).

use serde_json::Value;

use super::{
    IdentityProvider,
    form::Form,
    grant::RefreshToken,
    oauth_error::{self, OAuthError},
};

impl IdentityProvider {
    pub(super) fn issue_refresh_token(&mut self, client_id: &str, user_id: &str) -> String {
        let name = format!("refresh-{}", self.count());
        let refresh = RefreshToken {
            client_id: client_id.to_owned(),
            user_id: user_id.to_owned(),
        };
        self.refreshes.insert(name.clone(), refresh);
        name
    }

    /// The user behind the refresh token of a form, if it is this client's and no claims are
    /// demanded of the user.
    pub(super) fn redeem_refresh_token(
        &self,
        form: &Form,
        client_id: &str,
    ) -> Result<String, OAuthError> {
        let name = form.need("refresh_token")?;
        let known = self.refreshes.get(name);
        let known = known.filter(|refresh| refresh.client_id == client_id);
        let user_id = known.map(|refresh| refresh.user_id.clone());
        let user_id =
            user_id.ok_or_else(|| oauth_error::invalid_grant("The refresh token is not known."))?;
        self.require_no_challenge(&user_id)?;
        Ok(user_id)
    }

    /// Refuses a user of whom claims are demanded.
    pub(super) fn require_no_challenge(&self, user_id: &str) -> Result<(), OAuthError> {
        match self.challenges.get(user_id) {
            Some(claims) => Err(oauth_error::interaction_required(claims)),
            None => Ok(()),
        }
    }

    /// Lifts the demand on a user who signs in with these claims, if they include all
    /// that are demanded. An app may ask for more claims.
    pub(super) fn meet_challenge(&mut self, user_id: &str, claims: &str) {
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        let brought = read(claims);
        let is_met = self.challenges.get(user_id).is_some_and(|demanded| {
            let demanded = read(demanded);
            demanded.as_object().is_some_and(|places| {
                places.iter().all(|(place, claims)| {
                    let brought = brought.get(place);
                    claims.as_object().is_some_and(|claims| {
                        let has = |(name, wanted): (&String, &Value)| {
                            brought.and_then(|brought| brought.get(name)) == Some(wanted)
                        };
                        claims.iter().all(has)
                    })
                })
            })
        });
        if is_met {
            self.challenges.remove(user_id);
        }
    }
}
