//! Reads why a provider rejected: whether the user has to act, in a window that may be open.
//!
//! A page may reject with anything. The names are those of MSAL and of the sign-in protocol; what
//! has another name is a plain rejection. The text of a message is never read.
//!
//! <https://learn.microsoft.com/entra/msal/javascript/browser/errors>,
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// What a rejection says about the user's part in signing in.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Interaction {
    /// Another sign-in is under way, and there can be one only.
    InProgress,
    /// The user has to sign in, and no window was opened.
    Required,
    /// The window was blocked or closed, or nothing came of it.
    Ended,
}

/// Where errors carry their names.
const MEMBERS: [&str; 4] = ["errorCode", "code", "error", "name"];

const NAMES: [(Interaction, &[&str]); 3] = [
    (
        Interaction::InProgress,
        &[
            "interaction_in_progress",
            "acquire_token_progress_error",
            "login_progress_error",
        ],
    ),
    (
        Interaction::Required,
        &[
            "interaction_required",
            "login_required",
            "consent_required",
            "account_selection_required",
            "bad_token",
            "no_tokens_found",
            "refresh_token_expired",
            "native_account_unavailable",
            "ux_not_allowed",
            "interrupted_user",
            "no_account_error",
            "InteractionRequiredAuthError",
        ],
    ),
    (
        Interaction::Ended,
        &[
            "user_cancelled",
            "access_denied",
            "popup_window_error",
            "empty_window_error",
            "monitor_window_timeout",
            "monitor_popup_timeout",
            "interaction_in_progress_cancelled",
        ],
    ),
];

impl Interaction {
    /// What the reason of a rejection says, if it speaks of the user's part at all.
    pub(super) fn of(reason: &JsValue) -> Option<Self> {
        let named = |name: String| {
            let of_name = NAMES
                .iter()
                .find(|(_, names)| names.contains(&name.as_str()));
            of_name.map(|(interaction, _)| *interaction)
        };
        if let Some(text) = reason.as_string() {
            return named(text);
        }
        // A member may throw when it is read.
        let member = |name: &&str| Reflect::get(reason, &(*name).into()).ok()?.as_string();
        MEMBERS.iter().filter_map(member).find_map(named)
    }
}
