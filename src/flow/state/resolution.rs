//! The printer behind a share, as far as it is known.

use universal_print::fault::Fault;
use universal_print::ids::PrinterId;

/// What is known of the printer behind a share.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// A request for it is under way.
    Asking,
    /// The printer's id.
    Known(PrinterId),
    /// Every request for it failed; this is the last fault.
    Unknown(Fault),
}

/// The requests that can find the printer, in the order they are tried.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PrinterLookup {
    /// `GET /print/shares/{id}/printer` at the gateway, where there is one.
    Gateway,
    /// `GET /print/shares/{id}/printer`: documented, for printer administrators.
    Direct,
    /// `GET /print/shares/{id}?$expand=printer`: seen to work, not documented
    /// for ordinary users.
    Expanded,
}
