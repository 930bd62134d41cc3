//! Chooses a printer by its code: typed, scanned, or looked up by the page.
//!
//! The share a code leads to is read before it is chosen, and has to be among
//! the printers the page offers. One code is looked up at a time: a newer code,
//! or a choice made in another way, makes all answers to the last one void.

use std::sync::Arc;
use std::time::Duration;

use universal_print::answer::Answer;
use universal_print::defaults::ShareWithDefaults;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::{PrinterId, ShareId};
use universal_print::page::Page;
use universal_print::request::{Request, SHARE_DETAIL};
use universal_print::share::Share;

use super::code_text::{is_address, is_guid, share_in_address};
use super::command::Command;
use super::state::State;
use super::state::call::{Purpose, Timer};
use super::state::code::{
    CodeAttempt, CodeEntry, CodeError, CodeLookup, CodeSourceError, CodeState,
};
use super::state::listed_printer::ListedPrinter;
use super::{calls, tell, words};
use crate::text::Message;

/// How long the page's `resolveCode` may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// The user typed a code, or the camera found one.
pub(super) fn given(state: &mut State, text: &str, out: &mut Vec<Command>) {
    let text = text.trim();
    let Some(id) = ShareId::new(text) else { return };
    let attempt = start(state, CodeState::LookingUp, out);
    state.announcements.say(Message::code_looking_up());
    if is_address(text)
        && let Some(share) = share_in_address(text)
    {
        read(state, &share, CodeLookup::Share, out);
    } else if state.options.resolves_codes && !is_guid(text) {
        let code = text.to_owned();
        out.push(Command::ResolveCode { attempt, code });
        calls::wait(state, Timer::Code(attempt), PATIENCE, out);
    } else if is_address(text) {
        fail(state, CodeError::Unknown, out);
    } else {
        let lookup = PrinterId::new(text).map_or(CodeLookup::Share, CodeLookup::ShareOr);
        read(state, &id, lookup, out);
    }
}

/// The user wants to scan a code.
pub(super) fn scan(state: &mut State, out: &mut Vec<Command>) {
    if *state.can_scan {
        let attempt = start(state, CodeState::Scanning, out);
        out.push(Command::Scan(attempt));
    }
}

/// The page or the camera answered.
pub(super) fn answered(
    state: &mut State,
    attempt: CodeAttempt,
    result: Result<Option<String>, CodeSourceError>,
    out: &mut Vec<Command>,
) {
    if !is_current(state, attempt) {
        return;
    }
    let scanning = matches!(state.code.state, CodeState::Scanning);
    match result {
        Ok(Some(text)) if scanning => given(state, &text, out),
        Ok(Some(text)) => {
            let Some(share) = ShareId::new(&text) else {
                return fail(state, CodeError::Page(CodeSourceError::Garbage), out);
            };
            // A new attempt: from here on only the answer to this reading counts.
            start(state, CodeState::LookingUp, out);
            read(state, &share, CodeLookup::Share, out);
        }
        Ok(None) => fail(state, CodeError::Unknown, out),
        Err(why) if scanning => fail(state, CodeError::Camera(why), out),
        Err(why) => fail(state, CodeError::Page(why), out),
    }
}

/// The page took too long.
pub(super) fn out_of_time(state: &mut State, attempt: CodeAttempt, out: &mut Vec<Command>) {
    answered(state, attempt, Err(CodeSourceError::Silent), out);
}

/// Graph answered a lookup. Returns the share that the code led to, for the
/// caller to choose.
#[must_use]
pub(super) fn arrived(
    state: &mut State,
    attempt: CodeAttempt,
    lookup: CodeLookup,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) -> Option<Arc<ShareWithDefaults>> {
    if !is_current(state, attempt) {
        return None;
    }
    let share = result.and_then(|answer| match lookup {
        CodeLookup::OfPrinter => {
            let shares: Page<Share> = answer.read()?;
            let share = shares.items.into_iter().next();
            Ok(share.map(|share| ShareWithDefaults {
                share,
                defaults: None,
            }))
        }
        CodeLookup::Share | CodeLookup::ShareOr(_) => answer.read().map(Some),
    });
    match (share, lookup) {
        // A list tells little of a share, so it is read on its own.
        (Ok(Some(known)), CodeLookup::OfPrinter) => {
            read(state, &known.share.id, CodeLookup::Share, out);
        }
        (Ok(Some(known)), _) if state.options.offers(&known.share.id) => {
            let printer = words::printer::name(&ListedPrinter::of(&known.share));
            state.announcements.say(Message::code_chosen(printer));
            leave(state, out);
            return Some(Arc::new(known));
        }
        (Ok(Some(_)), _) => fail(state, CodeError::NotOffered, out),
        (Ok(None), _) => fail(state, CodeError::Unknown, out),
        (Err(fault), CodeLookup::ShareOr(printer)) if is_unknown(&fault) => {
            let request = Request::shares_of_printer(&printer);
            let purpose = Purpose::Code(attempt, CodeLookup::OfPrinter);
            calls::send(state, purpose, request, out);
        }
        (Err(fault), CodeLookup::OfPrinter) if fault.cause == Cause::Forbidden => {
            fail(state, CodeError::Unknown, out);
        }
        (Err(fault), _) if is_unknown(&fault) => fail(state, CodeError::Unknown, out),
        (Err(fault), _) => fail(state, CodeError::Fault(fault), out),
    }
    None
}

/// Whether Graph knows no such id. Graph rejects a text that does not look like an id.
fn is_unknown(fault: &Fault) -> bool {
    matches!(fault.cause, Cause::NotFound | Cause::Rejected)
}

/// The user turns to something else: the camera goes off, and a code that is
/// still being looked up no longer counts.
pub(super) fn leave(state: &mut State, out: &mut Vec<Command>) {
    start(state, CodeState::Idle, out);
}

/// The page was hidden: the camera goes off.
pub(super) fn hidden(state: &mut State, out: &mut Vec<Command>) {
    if matches!(state.code.state, CodeState::Scanning) {
        leave(state, out);
    }
}

fn start(state: &mut State, reached: CodeState, out: &mut Vec<Command>) -> CodeAttempt {
    if matches!(state.code.state, CodeState::Scanning) {
        out.push(Command::StopScan);
    }
    let attempt = CodeAttempt(state.next_number());
    *state.code = CodeEntry {
        state: reached,
        attempt,
    };
    attempt
}

fn is_current(state: &State, attempt: CodeAttempt) -> bool {
    state.code.attempt == attempt
}

fn read(state: &mut State, share: &ShareId, lookup: CodeLookup, out: &mut Vec<Command>) {
    let purpose = Purpose::Code(state.code.attempt, lookup);
    calls::send(state, purpose, Request::share(share, SHARE_DETAIL), out);
}

fn fail(state: &mut State, error: CodeError, out: &mut Vec<Command>) {
    let problem = words::code::problem(&error);
    start(state, CodeState::Failed(error), out);
    tell::problem(state, problem, out);
}
