//! Signs an administrator in by device code, with a browser on any device.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>

use std::time::Duration;

use secrecy::SecretString;
use tokio::time::{Instant, sleep};
use universal_print::wire::text;

use super::{advice::Flow, error::SetupError, sign_in::SignIn};
use crate::{tokens::endpoint::seconds, trace::loggable};

/// A sign-in is not waited for longer, whatever the provider says.
const LONGEST: Duration = Duration::from_secs(3600);

impl SignIn<'_> {
    /// Shows where to sign in, waits, and returns the token.
    pub(super) async fn by_device_code(
        &self,
        show: &impl Fn(&str),
    ) -> Result<SecretString, SetupError> {
        let begin = [("scope", self.scope.as_str())];
        let (status, started) = self.post(self.endpoints.devices()?, &begin).await?;
        let member = |name: &str| {
            let member = text(&started, name).filter(|_| status == 200);
            member.ok_or_else(|| self.refused(Flow::DeviceCode, &started))
        };
        let code = member("device_code")?;
        show(&format!(
            "Open {} in a browser on any device, and enter the code {}.",
            loggable(&member("verification_uri")?),
            loggable(&member("user_code")?)
        ));
        let told = |name: &str, default: u64| {
            let told = started.get(name).and_then(seconds);
            told.unwrap_or(Duration::from_secs(default)).min(LONGEST)
        };
        let until = Instant::now() + told("expires_in", 900);
        let mut pause = told("interval", 5);
        while Instant::now() < until {
            sleep(pause).await;
            let ask = [
                ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                ("device_code", &code),
            ];
            let answer = self.post(self.endpoints.tokens()?, &ask).await?;
            match text(&answer.1, "error").as_deref() {
                Some("authorization_pending") => {}
                Some("slow_down") => pause += Duration::from_secs(5),
                Some("expired_token") => return Err(SetupError::SignInExpired),
                _ => return self.token(Flow::DeviceCode, &answer),
            }
        }
        Err(SetupError::SignInExpired)
    }
}
