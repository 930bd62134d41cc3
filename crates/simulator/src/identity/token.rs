//! The token endpoint: gives tokens for five grant types.
//!
//! The scope names the API that the token is for: Graph's permissions start with Graph's
//! address, those of another app with `api://{appId}/`. Only permissions with consent
//! are given
//! (<https://learn.microsoft.com/entra/identity-platform/scopes-oidc>).

use serde_json::{Map, Value, json};

use crate::{
    Request, Response, Tenant,
    token::{AccessToken, Principal},
};

use super::{
    App, DirectoryUser, IdentityProvider, TOKEN_SECONDS,
    form::Form,
    grant::AuthorizationCode,
    json,
    oauth_error::{self, OAuthError},
};

/// The most groups that a token lists. With more it says where they can be read
/// (<https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim>).
const MOST_GROUPS: usize = 200;

impl IdentityProvider {
    pub(super) fn token(
        &mut self,
        request: &Request,
        now_ms: i64,
        tenant: &mut Tenant,
    ) -> Result<Response, OAuthError> {
        let form = Form::of_body(request);
        let app = self.client(&form, now_ms)?;
        match form.need("grant_type")? {
            "client_credentials" => self.for_the_app(&app, form.need("scope")?, now_ms, tenant),
            "urn:ietf:params:oauth:grant-type:jwt-bearer" => {
                self.on_behalf(&app, &form, now_ms, tenant)
            }
            "authorization_code" => {
                let code = self.redeem(&form, &app.client_id, now_ms)?;
                let user = self.user(&code.user_id)?;
                let AuthorizationCode { scope, nonce, .. } = code;
                self.for_a_session(&app, &user, &scope, nonce.as_deref(), now_ms, tenant)
            }
            "refresh_token" => {
                let user = self.redeem_refresh_token(&form, &app.client_id)?;
                let user = self.user(&user)?;
                self.for_a_session(&app, &user, form.need("scope")?, None, now_ms, tenant)
            }
            "urn:ietf:params:oauth:grant-type:device_code" => {
                let (user, scope) = self.finish_device(&form, &app.client_id, now_ms)?;
                let user = self.user(&user)?;
                let body = self.for_a_user(&app, &user, &scope, now_ms, tenant)?;
                Ok(json(&Value::Object(body)))
            }
            _ => Err(oauth_error::unsupported_grant()),
        }
    }

    /// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
    fn for_the_app(
        &mut self,
        app: &App,
        scope: &str,
        now_ms: i64,
        tenant: &mut Tenant,
    ) -> Result<Response, OAuthError> {
        if scope != format!("{}/.default", self.graph) {
            return Err(oauth_error::invalid_scope(scope));
        }
        let principal = Principal::Application(app.client_id.clone());
        let token = self.graph_token(&app.client_id, principal, &app.graph_roles, now_ms, tenant);
        Ok(json(&Value::Object(answer(&token, None))))
    }

    /// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow>
    fn on_behalf(
        &mut self,
        app: &App,
        form: &Form,
        now_ms: i64,
        tenant: &mut Tenant,
    ) -> Result<Response, OAuthError> {
        if form.get("requested_token_use") != Some("on_behalf_of") {
            return Err(oauth_error::invalid_request("requested_token_use"));
        }
        let assertion = form.need("assertion")?;
        let claims = self.keys.iter().find_map(|key| key.read(assertion));
        let claims =
            claims.ok_or_else(|| oauth_error::invalid_grant("The assertion is malformed."))?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let lives = claims
            .get("exp")
            .and_then(Value::as_i64)
            .is_some_and(|end| end > now_ms / 1000);
        let issuer = text("iss").unwrap_or_default();
        let is_ours = issuer == self.issuer() || issuer == self.issuer_of_version_1();
        if !claims.get("aud").is_some_and(|named| app.is_named(named)) || !is_ours || !lives {
            return Err(oauth_error::invalid_grant(
                "The assertion is not for this application, or has expired.",
            ));
        }
        let user = self.user(text("oid").unwrap_or_default())?;
        self.require_no_challenge(&user.id)?;
        let body = self.for_a_user(app, &user, form.need("scope")?, now_ms, tenant)?;
        Ok(json(&Value::Object(body)))
    }

    /// The answer to a sign-in in the browser: an access token, and an ID token and a
    /// refresh token if their scopes are asked for.
    fn for_a_session(
        &mut self,
        app: &App,
        user: &DirectoryUser,
        scope: &str,
        nonce: Option<&str>,
        now_ms: i64,
        tenant: &mut Tenant,
    ) -> Result<Response, OAuthError> {
        let mut body = self.for_a_user(app, user, scope, now_ms, tenant)?;
        let asks = |name: &str| scope.split(' ').any(|scope| scope == name);
        if asks("openid") {
            let id_token = self.id_token(app, user, nonce, now_ms);
            body.insert("id_token".to_owned(), json!(id_token));
        }
        if asks("offline_access") {
            let refresh = self.issue_refresh_token(&app.client_id, &user.id);
            body.insert("refresh_token".to_owned(), json!(refresh));
        }
        Ok(json(&Value::Object(body)))
    }

    fn for_a_user(
        &mut self,
        app: &App,
        user: &DirectoryUser,
        scope: &str,
        now_ms: i64,
        tenant: &mut Tenant,
    ) -> Result<Map<String, Value>, OAuthError> {
        let wanted: Vec<&str> = scope
            .split(' ')
            .filter(|each| {
                !matches!(
                    *each,
                    "" | "openid" | "profile" | "email" | "offline_access"
                )
            })
            .collect();
        let first = wanted.first().copied().unwrap_or_default();
        if let Some((api, _)) = first
            .strip_prefix("api://")
            .and_then(|rest| rest.split_once('/'))
        {
            let exposed = self.apps.get(api).map(|api| api.exposes.clone());
            let exposed = exposed.ok_or_else(|| oauth_error::invalid_scope(first))?;
            let names: Vec<String> = wanted
                .iter()
                .filter_map(|each| each.rsplit('/').next())
                .map(str::to_owned)
                .collect();
            if let Some(unknown) = names.iter().find(|name| !exposed.contains(name)) {
                return Err(oauth_error::invalid_scope(unknown));
            }
            let mut claims = self.api_claims(api, &app.client_id, user, &names.join(" "), now_ms);
            // Makes every token different, even within a second.
            let id = format!("token-{}", self.count());
            if let Some(claims) = claims.as_object_mut() {
                claims.insert("uti".to_owned(), json!(id));
            }
            let token = self.signed(&claims);
            return Ok(answer(&token, Some(scope)));
        }
        let prefix = format!("{}/", self.graph);
        let is_granted = |each: &&str| {
            let name = each.strip_prefix(&prefix).unwrap_or(each);
            name == ".default" || app.graph_scopes.iter().any(|granted| granted == name)
        };
        if !wanted.iter().all(is_granted) {
            return Err(oauth_error::consent_required());
        }
        // Whichever scopes are asked for, the token has all that have consent.
        let permissions = if wanted.is_empty() {
            &[]
        } else {
            app.graph_scopes.as_slice()
        };
        let names = permissions.iter().map(|name| format!("{prefix}{name}"));
        let names = names.collect::<Vec<_>>().join(" ");
        let principal = Principal::User(user.id.clone());
        let token = self.graph_token(&app.client_id, principal, permissions, now_ms, tenant);
        Ok(answer(&token, Some(&names)))
    }

    fn graph_token(
        &mut self,
        client_id: &str,
        principal: Principal,
        permissions: &[String],
        now_ms: i64,
        tenant: &mut Tenant,
    ) -> String {
        let text = format!("graph-token-{}", self.count());
        let token = AccessToken {
            principal,
            permissions: permissions.to_vec(),
            issued_to: Some(client_id.to_owned()),
            expires_ms: Some(now_ms + TOKEN_SECONDS * 1000),
        };
        tenant.add_token(&text, token);
        text
    }

    /// A signed token for an app's own API.
    pub fn api_token(
        &self,
        audience: &str,
        client_id: &str,
        user: &DirectoryUser,
        scope: &str,
        now_ms: i64,
    ) -> String {
        self.signed(&self.api_claims(audience, client_id, user, scope, now_ms))
    }

    /// The claims of [`IdentityProvider::api_token`]
    /// (<https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>).
    pub fn api_claims(
        &self,
        audience: &str,
        client_id: &str,
        user: &DirectoryUser,
        scope: &str,
        now_ms: i64,
    ) -> Value {
        let now = now_ms / 1000;
        let mut claims = json!({
            "aud": audience, "iss": self.issuer(), "iat": now, "nbf": now, "exp": now + TOKEN_SECONDS,
            "tid": self.tenant_id, "oid": user.id, "sub": user.id, "azp": client_id, "azpacr": "0",
            "preferred_username": user.user_name, "scp": scope, "ver": "2.0",
        });
        if user.groups.len() > MOST_GROUPS {
            let source = format!("{}/v1.0/users/{}/getMemberObjects", self.graph, user.id);
            let more = json!({
                "_claim_names": { "groups": "src1" },
                "_claim_sources": { "src1": { "endpoint": source } },
            });
            add(&mut claims, more);
        } else if !user.groups.is_empty() {
            add(&mut claims, json!({ "groups": user.groups }));
        }
        claims
    }

    /// The claims of a version 1 token. An app gets such tokens unless its
    /// registration asks for version 2. They name the app by its application ID URI
    /// (<https://learn.microsoft.com/entra/identity-platform/access-tokens#token-formats>).
    pub fn api_claims_of_version_1(
        &self,
        audience: &str,
        client_id: &str,
        user: &DirectoryUser,
        scope: &str,
        now_ms: i64,
    ) -> Value {
        let mut claims = self.api_claims(audience, client_id, user, scope, now_ms);
        if let Some(claims) = claims.as_object_mut() {
            for name in ["azp", "azpacr", "preferred_username"] {
                claims.remove(name);
            }
        }
        let own = json!({
            "iss": self.issuer_of_version_1(), "appid": client_id, "appidacr": "0",
            "upn": user.user_name, "unique_name": user.user_name, "ver": "1.0",
        });
        add(&mut claims, own);
        claims
    }

    fn issuer_of_version_1(&self) -> String {
        format!("https://sts.windows.net/{}/", self.tenant_id)
    }

    fn id_token(
        &self,
        app: &App,
        user: &DirectoryUser,
        nonce: Option<&str>,
        now_ms: i64,
    ) -> String {
        let now = now_ms / 1000;
        let claims = json!({
            "aud": app.client_id, "iss": self.issuer(), "iat": now, "nbf": now, "exp": now + TOKEN_SECONDS,
            "tid": self.tenant_id, "oid": user.id, "sub": user.id, "nonce": nonce,
            "preferred_username": user.user_name, "name": user.user_name, "ver": "2.0",
        });
        self.signed(&claims)
    }

    fn signed(&self, claims: &Value) -> String {
        self.key().map(|key| key.sign(claims)).unwrap_or_default()
    }

    fn user(&self, id: &str) -> Result<DirectoryUser, OAuthError> {
        let user = self.users.get(id).cloned();
        user.ok_or_else(|| oauth_error::invalid_grant("The user does not exist in the directory."))
    }
}

/// Adds members to claims. Those of the same name are replaced.
fn add(claims: &mut Value, more: Value) {
    if let (Value::Object(claims), Value::Object(more)) = (claims, more) {
        claims.extend(more);
    }
}

fn answer(token: &str, scope: Option<&str>) -> Map<String, Value> {
    let mut body = Map::from_iter([
        ("token_type".to_owned(), json!("Bearer")),
        ("expires_in".to_owned(), json!(TOKEN_SECONDS)),
        ("ext_expires_in".to_owned(), json!(TOKEN_SECONDS)),
        ("access_token".to_owned(), json!(token)),
    ]);
    if let Some(scope) = scope {
        body.insert("scope".to_owned(), json!(scope));
    }
    body
}
