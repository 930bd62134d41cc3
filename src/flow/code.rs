//! A printer chosen by its code: typed, scanned, or looked up by the page.
//!
//! A code is the id of a share or of a printer, an address that carries
//! `printer=<share id>`, or whatever the page's `resolveCode` knows. What it
//! leads to is read before it is chosen, and has to be among the printers the
//! page offers. One code is looked at at a time: a newer one, or a choice made
//! in another way, makes every answer to the last one meaningless.

use std::sync::Arc;
use std::time::Duration;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::{PrinterId, ShareId};
use universal_print::page::Page;
use universal_print::request::{Request, SHARE_DETAIL};
use universal_print::share::Share;

use super::calls::{self, Purpose, Timer};
use super::command::Command;
use super::destination;
use super::jobs;
use super::state::State;
use super::view;
use crate::text::Message;

/// How long the page's `resolveCode` may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Names one attempt to choose by code, so that a late answer is told from a fresh one.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempt(u32);

/// The last attempt to choose by code.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// How far it came.
    pub stage: Stage,
    attempt: Attempt,
}

/// How far an attempt came.
#[derive(Clone, Debug, Default)]
pub enum Stage {
    /// Nothing is under way.
    #[default]
    Idle,
    /// The camera is on.
    Scanning,
    /// The code is being looked up.
    LookingUp,
    /// It led to no printer.
    Failed(Trouble),
}

/// Why a code led to no printer.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// It stands for no printer.
    Unknown,
    /// It stands for one that this page does not offer.
    NotOffered,
    /// The page could not look it up.
    Page(Unanswered),
    /// The camera saw none.
    Camera(Unanswered),
    /// The service could not be asked.
    Fault(Fault),
}

/// Why the page or the camera was of no use.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// No answer in time.
    Silent,
    /// It threw or rejected.
    Failed,
    /// It may not be used.
    Refused,
    /// It answered something that is no text.
    Garbage,
}

/// What is read for a code.
#[derive(Clone, Debug, PartialEq)]
pub enum Sought {
    /// A share by its id.
    Share,
    /// The same, by an id that may be a printer's instead.
    ShareOr(PrinterId),
    /// The share of a printer.
    OfPrinter,
}

/// The share id in an address, as `printer=<share id>`. Graph's ids are GUIDs,
/// which stand in an address as they are.
fn in_address(text: &str) -> Option<ShareId> {
    let mut parts = text.split(['?', '&', '#']).skip(1);
    parts.find_map(|part| ShareId::new(part.strip_prefix("printer=")?))
}

/// No id has a slash.
fn is_address(text: &str) -> bool {
    text.contains('/')
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether a text that was typed to search is a code and no name.
pub fn is_code(text: &str) -> bool {
    let text = text.trim();
    is_guid(text) || (is_address(text) && in_address(text).is_some())
}

/// The user typed a code, or the camera found one.
pub(super) fn given(state: &mut State, text: &str, out: &mut Vec<Command>) {
    let text = text.trim();
    let Some(id) = ShareId::new(text) else { return };
    let attempt = start(state, Stage::LookingUp, out);
    state.announcements.say(Message::code_looking_up());
    if is_address(text)
        && let Some(share) = in_address(text)
    {
        read(state, &share, Sought::Share, out);
    } else if state.options.resolves_codes && !is_guid(text) {
        let code = text.to_owned();
        out.push(Command::ResolveCode { attempt, code });
        calls::wait(state, Timer::Code(attempt), PATIENCE, out);
    } else if is_address(text) {
        fail(state, Trouble::Unknown, out);
    } else {
        let sought = PrinterId::new(text).map_or(Sought::Share, Sought::ShareOr);
        read(state, &id, sought, out);
    }
}

/// The user wants to scan a code.
pub(super) fn scan(state: &mut State, out: &mut Vec<Command>) {
    if state.can_scan {
        let attempt = start(state, Stage::Scanning, out);
        out.push(Command::Scan(attempt));
    }
}

/// What the page or the camera said.
pub(super) fn answered(
    state: &mut State,
    attempt: Attempt,
    result: Result<Option<String>, Unanswered>,
    out: &mut Vec<Command>,
) {
    if !is_current(state, attempt) {
        return;
    }
    let scanning = matches!(state.code.stage, Stage::Scanning);
    match result {
        Ok(Some(text)) if scanning => given(state, &text, out),
        Ok(Some(text)) => {
            let Some(share) = ShareId::new(&text) else {
                return fail(state, Trouble::Page(Unanswered::Garbage), out);
            };
            // From here on only the answer to the reading counts.
            start(state, Stage::LookingUp, out);
            read(state, &share, Sought::Share, out);
        }
        Ok(None) => fail(state, Trouble::Unknown, out),
        Err(why) if scanning => fail(state, Trouble::Camera(why), out),
        Err(why) => fail(state, Trouble::Page(why), out),
    }
}

/// The page took too long.
pub(super) fn out_of_time(state: &mut State, attempt: Attempt, out: &mut Vec<Command>) {
    answered(state, attempt, Err(Unanswered::Silent), out);
}

/// A share that a code led to was read, or could not be.
pub(super) fn arrived(
    state: &mut State,
    attempt: Attempt,
    sought: Sought,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    if !is_current(state, attempt) {
        return;
    }
    let share = result.and_then(|answer| match sought {
        Sought::OfPrinter => {
            let shares: Page<Share> = answer.read()?;
            Ok(shares.items.into_iter().next())
        }
        Sought::Share | Sought::ShareOr(_) => answer.read().map(Some),
    });
    match (share, sought) {
        // What a list says of a share is little.
        (Ok(Some(share)), Sought::OfPrinter) => read(state, &share.id, Sought::Share, out),
        (Ok(Some(share)), _) => take(state, share, out),
        (Ok(None), _) => fail(state, Trouble::Unknown, out),
        (Err(fault), Sought::ShareOr(printer)) if is_unknown(&fault) => {
            let request = Request::shares_of_printer(&printer);
            let purpose = Purpose::Code(attempt, Sought::OfPrinter);
            calls::send(state, purpose, request, out);
        }
        (Err(fault), Sought::OfPrinter) if fault.cause == Cause::Forbidden => {
            fail(state, Trouble::Unknown, out);
        }
        (Err(fault), _) if is_unknown(&fault) => fail(state, Trouble::Unknown, out),
        (Err(fault), _) => fail(state, Trouble::Fault(fault), out),
    }
}

fn take(state: &mut State, share: Share, out: &mut Vec<Command>) {
    if !state.options.offers(&share.id) {
        return fail(state, Trouble::NotOffered, out);
    }
    let printer = view::destination::name(&share);
    state.announcements.say(Message::code_chosen(printer));
    destination::take(state, Arc::new(share), out);
}

/// Graph refuses what does not look like an id at all.
fn is_unknown(fault: &Fault) -> bool {
    matches!(fault.cause, Cause::NotFound | Cause::Rejected)
}

/// The user turns to something else: the camera goes off, and what is still
/// being looked up no longer counts.
pub(super) fn leave(state: &mut State, out: &mut Vec<Command>) {
    start(state, Stage::Idle, out);
}

/// The camera looks at nothing for a page that nobody looks at.
pub(super) fn visible(state: &mut State, visible: bool, out: &mut Vec<Command>) {
    if !visible && matches!(state.code.stage, Stage::Scanning) {
        leave(state, out);
    }
}

fn start(state: &mut State, stage: Stage, out: &mut Vec<Command>) -> Attempt {
    if matches!(state.code.stage, Stage::Scanning) {
        out.push(Command::StopScan);
    }
    let attempt = Attempt(state.next_number());
    state.code = Code { stage, attempt };
    attempt
}

fn is_current(state: &State, attempt: Attempt) -> bool {
    state.code.attempt == attempt
}

fn read(state: &mut State, share: &ShareId, sought: Sought, out: &mut Vec<Command>) {
    let purpose = Purpose::Code(state.code.attempt, sought);
    calls::send(state, purpose, Request::share(share, SHARE_DETAIL), out);
}

fn fail(state: &mut State, trouble: Trouble, out: &mut Vec<Command>) {
    let problem = view::code::problem(&trouble);
    start(state, Stage::Failed(trouble), out);
    jobs::tell(state, problem, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUID: &str = "04cc2c8e-5a4c-4f86-9b5e-6f8f9a3b3956";

    #[test]
    fn an_address_carries_the_share_wherever_the_parameter_stands() {
        for before in ["?", "?a=b&", "#", "?floor=2#x=1&"] {
            let address = format!("https://print.example/go{before}printer={GUID}&more=1");
            assert_eq!(in_address(&address), ShareId::new(GUID), "{address}");
        }
        assert_eq!(in_address("https://print.example/printer=1"), None);
        assert_eq!(in_address("https://print.example/?myprinter=1"), None);
        assert_eq!(in_address("https://print.example/?printer="), None);
    }

    #[test]
    fn a_name_is_no_code() {
        assert!(is_code(&format!(" {GUID}\n")));
        assert!(is_code("https://print.example/?printer=1"));
        for name in ["Kitchen", "4711", "https://print.example", "printer=1", ""] {
            assert!(!is_code(name), "{name}");
        }
    }
}
