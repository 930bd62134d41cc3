//! Finds the printer behind a share.
//!
//! Ordinary users see shares; redirect and cancel want printer ids. The id
//! comes from the host's options, from the gateway, or from Graph in one of two
//! ways, neither of which is certain to be open to an ordinary user. When all
//! fail, the fault is kept and nothing is sent.

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::printer::Printer;
use universal_print::request::{Operation, Request};
use universal_print::share::Share;

use super::calls;
use super::command::Command;
use super::service::Service;
use super::state::State;
use super::state::call::Purpose;
use super::state::resolution::{PrinterLookup, Resolution};

/// What is known now. Requests the printer when nothing is.
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
    let lookup = match calls::privileged_service(state) {
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
    let purpose = Purpose::Printer(share.clone(), lookup);
    calls::send(state, purpose, request, out);
}

/// Forgets the failures, so that the next [`resolve`] asks again.
pub(super) fn forget_unknown(state: &mut State) {
    state
        .printers
        .retain(|resolution| !matches!(resolution, Resolution::Unknown(_)));
}

/// A lookup was answered. Returns whether that settles the matter; else the
/// next lookup was sent.
#[must_use]
pub(super) fn arrived(
    state: &mut State,
    share: ShareId,
    lookup: PrinterLookup,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) -> bool {
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
        (Err(fault), PrinterLookup::Gateway) if another_lookup_may_succeed(&fault) => {
            ask(state, &share, PrinterLookup::Direct, out);
            return false;
        }
        (Err(fault), PrinterLookup::Direct) if another_lookup_may_succeed(&fault) => {
            ask(state, &share, PrinterLookup::Expanded, out);
            return false;
        }
        (Err(mut fault), _) => {
            fault.diagnostic.operation = Operation::GetPrinterOfShare;
            Resolution::Unknown(fault)
        }
    };
    state.printers.insert(share, resolution);
    true
}

fn another_lookup_may_succeed(fault: &Fault) -> bool {
    matches!(
        fault.cause,
        Cause::Unauthorized { .. }
            | Cause::Forbidden
            | Cause::NotFound
            | Cause::Rejected
            | Cause::Unreadable
    )
}
