//! Signs a user in with a device code, which the user types on another device.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>

use serde_json::json;

use crate::{Request, Response};

use super::{
    IdentityProvider,
    form::Form,
    grant::DeviceCode,
    json,
    oauth_error::{self, OAuthError},
};

const DEVICE_SECONDS: i64 = 900;

impl IdentityProvider {
    pub(super) fn start_device(
        &mut self,
        request: &Request,
        now_ms: i64,
    ) -> Result<Response, OAuthError> {
        let form = Form::of_body(request);
        let client_id = form.need("client_id")?;
        if !self.is_entra() {
            // <https://www.rfc-editor.org/rfc/rfc8628#section-3.1>
            self.client(&form, now_ms)?;
        }
        let app = self
            .apps
            .get(client_id)
            .ok_or_else(oauth_error::no_such_app)?;
        if !app.allows_device_code {
            return Err(oauth_error::invalid_client(
                "Public client flows are not allowed for this application.",
            ));
        }
        let device = DeviceCode {
            client_id: client_id.to_owned(),
            user_code: String::new(),
            scope: form.need("scope")?.to_owned(),
            approved_by: None,
            expires_ms: now_ms + DEVICE_SECONDS * 1000,
        };
        let count = self.count();
        let (name, user_code) = (format!("device-{count}"), format!("CODE{count}"));
        let body = json!({
            "device_code": name,
            "user_code": user_code,
            "verification_uri": self.layout.device_login,
            "expires_in": DEVICE_SECONDS,
            "interval": 5,
            "message": format!("Open {} and enter {user_code}.", self.layout.device_login),
        });
        self.devices.insert(
            name,
            DeviceCode {
                user_code,
                ..device
            },
        );
        Ok(json(&body))
    }

    /// Approves a code as if the user typed it; false when there is no such code.
    pub fn approve_device(&mut self, user_code: &str, user_id: &str) -> bool {
        let waiting = self
            .devices
            .values_mut()
            .find(|device| device.user_code == user_code);
        waiting
            .map(|device| device.approved_by = Some(user_id.to_owned()))
            .is_some()
    }

    /// The codes that nobody has typed yet.
    pub fn waiting_devices(&self) -> Vec<&str> {
        let waiting = self
            .devices
            .values()
            .filter(|device| device.approved_by.is_none());
        waiting.map(|device| device.user_code.as_str()).collect()
    }

    /// The user and the scope of an approved device code.
    pub(super) fn finish_device(
        &mut self,
        form: &Form,
        client_id: &str,
        now_ms: i64,
    ) -> Result<(String, String), OAuthError> {
        let name = form.need("device_code")?;
        let device = self
            .devices
            .get(name)
            .filter(|device| device.client_id == client_id);
        let device =
            device.ok_or_else(|| oauth_error::invalid_grant("The device code is not known."))?;
        if device.expires_ms <= now_ms {
            return Err(oauth_error::expired_code());
        }
        let user = device
            .approved_by
            .clone()
            .ok_or_else(oauth_error::authorization_pending)?;
        let scope = device.scope.clone();
        self.devices.remove(name);
        Ok((user, scope))
    }
}
