//! A token, as it goes into a request.

use std::rc::Rc;

use crate::flow::account::Account;

/// A token for one request. It does not implement `Debug`, so that it cannot be logged.
#[derive(Clone)]
pub struct AccessToken {
    /// The token's text.
    pub text: Rc<str>,
    /// Whose token it is, if the provider says so.
    pub account: Option<Account>,
}
