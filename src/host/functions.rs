//! The functions and tokens of a page, which its options carry beside the plain settings.
//!
//! A widget gets them when it is mounted. An update of the options replaces all of them.

use js_sys::Function;

use super::code::CodeResolver;
use super::token::TokenProvider;

/// The functions and tokens that a host gives.
pub struct HostFunctions {
    /// Where tokens come from.
    pub provider: TokenProvider,
    /// The page's own `fetch`, if it gave one.
    pub fetch: Option<Function>,
    /// Resolves a printer's code to a share, if the page can.
    pub resolver: Option<CodeResolver>,
}
