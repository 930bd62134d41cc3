//! Everything that can happen to the screen.
//!
//! Events come from the user, from the network and the clock through the
//! runner, and from the host page. They are plain values; none carries a token.

use universal_print::answer::Answer;
use universal_print::configuration::Changes;
use universal_print::fault::{Fault, NoToken};
use universal_print::ids::ShareId;
use universal_print::preflight::Lack;
use universal_print::redirect::JobClaim;

use super::account::Account;
use super::calls::{CallId, TimerId};
use super::code::{Attempt, Unanswered};
use super::jobs::JobKey;
use super::journal::Entry;
use super::options::Options;
use super::sign_in::SignIn;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "an event is passed on at once and never kept"
)]
pub enum Event {
    /// The widget was mounted.
    Started,
    /// The journal was read: redirects of an earlier visit with unknown outcome.
    Recalled(Vec<Entry>),
    /// The token provider was asked who the user is.
    Identified(Result<Option<Account>, NoToken>),
    /// A call was answered, or failed.
    Answered {
        /// Which.
        call: CallId,
        /// What came back.
        result: Result<Answer, Fault>,
        /// What the token of a refused call seems to lack.
        lacks: Option<Vec<Lack>>,
    },
    /// A fresh token for a redirect was fetched, or could not be.
    Renewed {
        /// For which job.
        job: JobKey,
        /// Whether there is one now.
        result: Result<(), NoToken>,
    },
    /// A claim on a job was answered.
    Claimed {
        /// Which job.
        job: JobKey,
        /// The answer.
        claim: JobClaim,
    },
    /// A wait ended.
    Elapsed(TimerId),
    /// The page was shown or hidden.
    Visible(bool),
    /// The window got the focus.
    Focused,
    /// The browser went online or offline.
    Online(bool),
    /// The token provider has been silent for a while, or has answered at last.
    SignInTook(SignIn),
    /// The user wants to sign in now.
    SignInPressed,
    /// The user, or the host, asked for fresh lists.
    Refreshed,
    /// The user ticked or unticked a job.
    JobToggled {
        /// Which.
        job: JobKey,
        /// Ticked now.
        selected: bool,
    },
    /// The user ticked or unticked all jobs.
    AllToggled(bool),
    /// The user wants to cancel a job and is to be asked once more.
    CancelAsked(JobKey),
    /// The user confirmed, or thought better of it.
    CancelAnswered(bool),
    /// The destination field got the focus.
    SearchFocused,
    /// The user typed into the destination field.
    SearchChanged(String),
    /// The user chose a printer.
    DestinationChosen(ShareId),
    /// The user gave the choice up.
    DestinationCleared,
    /// The user typed a printer's code.
    CodeGiven(String),
    /// The page said what a code stands for, or the camera saw one, or neither.
    CodeAnswered {
        /// For which attempt.
        attempt: Attempt,
        /// A share id from the page, a code from the camera; nothing where
        /// there is none.
        result: Result<Option<String>, Unanswered>,
    },
    /// The user wants to scan a code.
    ScanPressed,
    /// The user wants the camera off.
    ScanStopped,
    /// The user changed print settings.
    SettingsChanged(Changes),
    /// The user pressed the one button.
    Pressed,
    /// The user asks what became of a job.
    CheckedAgain(JobKey),
    /// The user has read a result and wants it gone.
    Dismissed(JobKey),
    /// The host changed the options.
    OptionsChanged(Box<Options>),
}
