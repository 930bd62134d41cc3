//! The printer behind a share.
//!
//! Ordinary users see shares; redirect and cancel want printer ids. The id
//! comes from the host's options, from the gateway, or from Graph in one of two
//! ways of which neither is certain to be open to an ordinary user. When all
//! are closed that is a named fault, and nothing is sent.

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::{PrinterId, ShareId};
use universal_print::printer::Printer;
use universal_print::request::{Operation, Request};
use universal_print::share::Share;

use super::calls::{self, Purpose};
use super::command::Command;
use super::service::Service;
use super::state::State;
use super::{cancelling, release};

/// What is known of the printer behind a share.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// It was asked for.
    Asking,
    /// It is known.
    Known(PrinterId),
    /// No way led to it.
    Unknown(Fault),
}

/// The ways to ask for it, in their order.
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

/// What is known now; asks when nothing is.
pub(super) fn resolve(state: &mut State, share: &ShareId, out: &mut Vec<Command>) -> Resolution {
    if let Some(resolution) = state.printers.get(share) {
        return resolution.clone();
    }
    let option = state
        .options
        .queues
        .iter()
        .find(|queue| queue.share == *share);
    if let Some(printer) = option.and_then(|queue| queue.printer.clone()) {
        let known = Resolution::Known(printer);
        state.printers.insert(share.clone(), known.clone());
        return known;
    }
    state.printers.insert(share.clone(), Resolution::Asking);
    let lookup = match Service::with_more_rights(state) {
        Service::Gateway => PrinterLookup::Gateway,
        Service::Graph => PrinterLookup::Direct,
    };
    ask(state, share, lookup, out);
    Resolution::Asking
}

fn ask(state: &mut State, share: &ShareId, lookup: PrinterLookup, out: &mut Vec<Command>) {
    let request = match lookup {
        PrinterLookup::Gateway | PrinterLookup::Direct => Request::printer_of_share(share),
        PrinterLookup::Expanded => Request::share_with_printer(share),
    };
    calls::send(state, Purpose::Printer(share.clone(), lookup), request, out);
}

/// Forgets what could not be learnt, so that the next need asks again.
pub(super) fn retry(state: &mut State, out: &mut Vec<Command>) {
    state
        .printers
        .retain(|resolution| !matches!(resolution, Resolution::Unknown(_)));
    release::go_on(state, out);
}

pub(super) fn arrived(
    state: &mut State,
    share: ShareId,
    lookup: PrinterLookup,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let printer = result.and_then(|answer| {
        let printer = match lookup {
            PrinterLookup::Gateway | PrinterLookup::Direct => {
                answer.read::<Printer>().map(|printer| Some(printer.id))
            }
            PrinterLookup::Expanded => answer.read::<Share>().map(|share| share.printer),
        };
        printer?.ok_or_else(|| Fault {
            cause: Cause::Unreadable,
            diagnostic: answer.diagnostic(),
        })
    });
    let resolution = match (printer, lookup) {
        (Ok(printer), _) => Resolution::Known(printer),
        // One way is closed to this user; the next may be open.
        (Err(fault), PrinterLookup::Gateway) if leaves_hope(&fault) => {
            return ask(state, &share, PrinterLookup::Direct, out);
        }
        (Err(fault), PrinterLookup::Direct) if leaves_hope(&fault) => {
            return ask(state, &share, PrinterLookup::Expanded, out);
        }
        (Err(mut fault), _) => {
            fault.diagnostic.operation = Operation::GetPrinterOfShare;
            Resolution::Unknown(fault)
        }
    };
    state.printers.insert(share, resolution);
    release::go_on(state, out);
    cancelling::go_on(state, out);
}

fn leaves_hope(fault: &Fault) -> bool {
    matches!(
        fault.cause,
        Cause::Unauthorized { .. }
            | Cause::Forbidden
            | Cause::NotFound
            | Cause::Rejected
            | Cause::Unreadable
    )
}
