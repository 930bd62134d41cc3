//! Says what to do about a sign-in that the identity provider refuses.
//!
//! The numbers in the texts of Microsoft Entra may change, so they only choose the
//! advice. The text itself is always shown beside it.
//!
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

/// How the administrator signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// In a browser on this machine.
    Browser,
    /// By a code that is typed on another device.
    DeviceCode,
}

const REDIRECT_URI: &str = "in the gateway's app registration, under Authentication, add the platform Mobile and desktop applications \
     with the redirect URI http://localhost, and remove it from the platforms Web and Single-page application";
const PUBLIC_CLIENT: &str = "in the gateway's app registration, under Authentication, allow public client flows, and turn them off after setup. \
     On a machine with a browser, setup without --device-code does not need them";
const CONSENT: &str = "add the delegated permission Printer.ReadWrite.All of Microsoft Graph to the gateway's app registration, \
     and let a Privileged Role Administrator or Global Administrator grant admin consent";
const BLOCKED: &str =
    "a Conditional Access policy blocks this sign-in: use a device and a network that it allows";
const BLOCKED_DEVICE_CODE: &str = "a Conditional Access policy blocks this sign-in. Many organisations block device code: \
     run setup without --device-code on a machine with a browser. It needs the same configuration, and no running gateway";

/// What an administrator should do about a refusal with this code of OAuth and these
/// words.
pub(super) fn advice(flow: Flow, code: &str, said: &str) -> &'static str {
    match (number(said), flow) {
        (Some("50011" | "9002327"), _) | (Some("7000218"), Flow::Browser) => REDIRECT_URI,
        (Some("7000218"), Flow::DeviceCode) => PUBLIC_CLIENT,
        (Some("65001" | "90094" | "900941"), _) => CONSENT,
        (Some("50105"), _) => {
            "under Enterprise applications, assign the person to the gateway's app, or turn Assignment required off"
        }
        (Some("50020"), _) => "sign in with an account of the tenant in [tenant] ids",
        (Some("53003" | "530036"), Flow::Browser) => BLOCKED,
        (Some("53003" | "530036"), Flow::DeviceCode) => BLOCKED_DEVICE_CODE,
        (Some("700016"), _) => "check [app] client_id and [tenant] ids",
        _ if code == "consent_required" => CONSENT,
        _ if code == "access_denied" => {
            "run setup again, and accept what the identity provider asks; the person needs the role Printer Administrator"
        }
        (_, Flow::Browser) => {
            "in the gateway's app registration, check that the platform Mobile and desktop applications has the redirect URI http://localhost, \
             and that the delegated permission Printer.ReadWrite.All has admin consent"
        }
        (_, Flow::DeviceCode) => {
            "in the gateway's app registration, allow public client flows under Authentication, \
             and check that the delegated permission Printer.ReadWrite.All has admin consent"
        }
    }
}

/// What an administrator of another identity provider should do about a refusal with this
/// code of OAuth (<https://www.rfc-editor.org/rfc/rfc6749#section-5.2>).
pub(super) fn foreign_advice(flow: Flow, code: &str) -> &'static str {
    match (code, flow) {
        ("access_denied" | "consent_required" | "login_required" | "interaction_required", _) => {
            "run setup again, sign in, and accept what the identity provider asks; the person must be allowed to manage printers"
        }
        ("invalid_client", _) => {
            "check [app] client_id and its credential: the provider must accept a secret in the form (client_secret_post), or a certificate as private_key_jwt"
        }
        ("invalid_scope", _) => {
            "at your provider, allow the gateway's client the scope that ends with /Printer.ReadWrite.All"
        }
        (
            "unauthorized_client" | "unsupported_grant_type" | "unsupported_response_type",
            Flow::Browser,
        ) => {
            "at your provider, allow the gateway's client the grant authorization_code (response type code) with PKCE"
        }
        ("unauthorized_client" | "unsupported_grant_type", Flow::DeviceCode) => {
            "at your provider, allow the gateway's client the grant for device codes, or run setup without --device-code on a machine with a browser"
        }
        (_, Flow::Browser) => {
            "at your provider, check that the gateway's client has the redirect URI http://localhost with any port, the grant authorization_code, \
             and the scope that ends with /Printer.ReadWrite.All; the provider's log says more"
        }
        (_, Flow::DeviceCode) => {
            "at your provider, check that the gateway's client has the grant for device codes and the scope that ends with /Printer.ReadWrite.All; \
             the provider's log says more"
        }
    }
}

/// The number that Microsoft Entra's text begins with, such as 50011 in AADSTS50011.
fn number(said: &str) -> Option<&str> {
    let rest = said.split_once("AADSTS")?.1;
    let end = rest.find(|letter: char| !letter.is_ascii_digit());
    Some(&rest[..end.unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_missing_piece_of_the_registration_is_named() {
        let of = |flow, said| advice(flow, "invalid_client", said);
        let no_secret = "AADSTS7000218: The request body must contain 'client_secret'.";
        assert_eq!(of(Flow::Browser, no_secret), REDIRECT_URI);
        assert_eq!(of(Flow::DeviceCode, no_secret), PUBLIC_CLIENT);
        assert_eq!(of(Flow::Browser, "AADSTS50011"), REDIRECT_URI);
        for flow in [Flow::Browser, Flow::DeviceCode] {
            assert_eq!(of(flow, "AADSTS65001: No consent."), CONSENT);
            assert_eq!(advice(flow, "consent_required", "Ask them."), CONSENT);
            let unknown = of(flow, "AADSTS999: Something new.");
            assert!(unknown.contains("Printer.ReadWrite.All"), "{unknown}");
        }
    }

    #[test]
    fn at_another_provider_no_advice_is_about_entra() {
        for flow in [Flow::Browser, Flow::DeviceCode] {
            for (code, named) in [
                ("invalid_scope", "Printer.ReadWrite.All"),
                ("invalid_client", "client_secret_post"),
                ("unauthorized_client", "grant"),
                ("access_denied", "accept"),
                ("invalid_request", "provider"),
            ] {
                let said = foreign_advice(flow, code);
                assert!(said.contains(named), "{code}: {said}");
                for entras in ["app registration", "admin consent", "Mobile and desktop"] {
                    assert!(!said.contains(entras), "{code}: {said}");
                }
            }
        }
    }

    #[test]
    fn where_device_code_is_blocked_the_browser_is_offered() {
        let blocked = "AADSTS53003: Access has been blocked by Conditional Access policies.";
        let by_code = advice(Flow::DeviceCode, "access_denied", blocked);
        assert!(by_code.contains("without --device-code"), "{by_code}");
        let in_browser = advice(Flow::Browser, "access_denied", blocked);
        assert!(!in_browser.contains("device-code"), "{in_browser}");
    }
}
