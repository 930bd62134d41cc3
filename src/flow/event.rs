//! The events that the workflow reacts to.
//!
//! Events come from the user, from the host page, and through the runner from
//! the network and the clock. They are plain values; none carries a token.

use universal_print::answer::Answer;
use universal_print::fault::{Fault, NoToken};
use universal_print::ids::{ShareId, UserId};
use universal_print::preflight::Lack;
use universal_print::redirect::JobClaim;

use super::account::Account;
use super::coordinates::Coordinates;
use super::journal::JournalEntry;
use super::options::Options;
use super::state::call::{CallId, TimerId};
use super::state::code::{CodeAttempt, CodeSourceError};
use super::state::job_key::JobKey;
use super::state::nearest::{PositionAttempt, PositionError};
use super::state::setting::Setting;
use super::state::sign_in::SignIn;

/// The printers that the screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintersInSight {
    /// Their shares.
    pub shares: Vec<ShareId>,
    /// Whether the user moved or scrolled in the list.
    pub is_by_user: bool,
}

/// An event for the workflow.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "an event is passed on at once and never kept"
)]
pub enum Event {
    /// The widget was mounted.
    Started,
    /// The journal was read: redirects of an earlier visit whose outcome is unknown.
    JournalRead(Vec<JournalEntry>),
    /// The token provider told who the user is, or gave no token.
    Identified(Result<Option<Account>, NoToken>),
    /// Graph's token names this user.
    TokenUser(UserId),
    /// A token came that is another user's than the last one's, or a page that names no user took
    /// its tokens away. The new user's account, if it is known.
    UserChanged(Option<Account>),
    /// A call was answered, or failed.
    Answered {
        /// The call.
        call: CallId,
        /// The answer, or why there is none.
        result: Result<Answer, Fault>,
        /// What the token of a refused call seems to lack, where it can be read.
        lacks: Option<Vec<Lack>>,
    },
    /// A fresh token for a redirect was fetched, or could not be.
    Renewed {
        /// The job.
        job: JobKey,
        /// Whether there is a token now.
        result: Result<(), NoToken>,
    },
    /// A claim on a job was answered.
    Claimed {
        /// The job.
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
        /// The job.
        job: JobKey,
        /// Whether it is ticked now.
        selected: bool,
    },
    /// The user ticked or unticked several jobs.
    JobsToggled {
        /// The jobs.
        jobs: Vec<JobKey>,
        /// Whether they are ticked now.
        selected: bool,
    },
    /// The user filtered the jobs, and this many match; none where the filter is blank.
    JobsFiltered(Option<u32>),
    /// The user ticked or unticked all jobs.
    AllToggled(bool),
    /// The user wants to cancel a job and is asked to confirm.
    CancelAsked(JobKey),
    /// The user confirmed the cancel, or did not.
    CancelAnswered(bool),
    /// The user turned to the destination field or to its list.
    SearchFocused,
    /// The screen shows other printers now.
    PrintersSighted(PrintersInSight),
    /// The user wants only printers that fit, or all.
    FitFiltered(bool),
    /// The sentences about a floor and a room in the user's language, with
    /// [`PlaceWords::NUMBER`](super::search::PlaceWords::NUMBER) for the number.
    PlacesWorded {
        /// The sentence about a floor.
        floor: String,
        /// The sentence about a room.
        room: String,
    },
    /// The user typed into the destination field.
    SearchChanged(String),
    /// The user chose a printer.
    DestinationChosen(ShareId),
    /// The user made a printer a favorite, or takes that back.
    FavoriteSet {
        /// Its share.
        share: ShareId,
        /// Whether it is a favorite now.
        is_favorite: bool,
    },
    /// The user's favorites were read from the browser's storage.
    FavoritesRead {
        /// What they are kept under.
        key: String,
        /// The stored text; empty if there is none.
        text: String,
    },
    /// Another tab has changed what the browser keeps under this key, or without a key everything.
    StorageChanged(Option<String>),
    /// The user wants the nearest printers first, or takes that back.
    NearestPressed,
    /// The browser has told the user's position, or does not tell it.
    PositionFound {
        /// The question.
        attempt: PositionAttempt,
        /// The position.
        result: Result<Coordinates, PositionError>,
    },
    /// The user typed a printer's code.
    CodeGiven(String),
    /// The page resolved a code, or the camera saw one, or either failed.
    CodeAnswered {
        /// The attempt.
        attempt: CodeAttempt,
        /// A share id from the page, or a code from the camera, or nothing.
        result: Result<Option<String>, CodeSourceError>,
    },
    /// There is a camera that can read codes.
    CameraFound,
    /// The user wants to scan a code.
    ScanPressed,
    /// The user wants the camera off.
    ScanStopped,
    /// The user opens the form for the settings of one job, or of all ticked jobs.
    SettingsOpened(Option<JobKey>),
    /// The user wants the open form to be for all ticked jobs, or for its own job alone.
    SettingsForAll(bool),
    /// The user closes the form.
    SettingsClosed,
    /// The user wants a job, or all ticked jobs, to be printed with the chosen printer's defaults
    /// where it cannot do what they ask for.
    DefaultsUsed(Option<JobKey>),
    /// The user takes all changes back that the form shows.
    SettingsReset,
    /// The user changed a print setting of the jobs that the form is for.
    SettingChanged {
        /// The setting.
        setting: Setting,
        /// Its new value, as the user typed or chose it; blank for as sent.
        value: String,
    },
    /// The user pressed the button.
    Pressed,
    /// The user asks what became of a job.
    CheckedAgain(JobKey),
    /// The user dismissed a result.
    Dismissed(JobKey),
    /// The user dismissed all results.
    AllDismissed,
    /// The user wants to print the jobs that were not sent at another printer.
    ElsewherePressed,
    /// The host changed the options.
    OptionsChanged(Box<Options>),
}
