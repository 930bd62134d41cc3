//! The messages, and their English.
//!
//! One entry a message: its name, what is filled in, and the words. The key
//! that hosts and translations use is the name in camel case.

use super::phrasebook::{Argument, Wording, Words};

macro_rules! wording {
    ($text:literal) => {
        Wording::Plain($text)
    };
    ($one:literal / $other:literal) => {
        Wording::Plural($one, $other)
    };
}

fn list<'a>(arguments: &[(&'static str, Argument<'a>)]) -> Vec<(&'static str, Argument<'a>)> {
    arguments.to_vec()
}

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident: $kind:ty),+ })? = $key:literal: $one:literal $(/ $other:literal)?;)+) => {
        /// Something that is said to the user.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Message {
            $($(#[$doc])* #[doc = concat!("“", $one, "”")] $name $({
                $(#[doc = "Filled in."] $field: $kind),+
            })?,)+
        }

        impl Message {
            /// The keys of all messages, with their English.
            pub const ALL: &'static [(&'static str, Wording)] = &[$(($key, wording!($one $(/ $other)?))),+];

            /// The name that hosts and translations use.
            pub fn key(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $key,)+
                }
            }

            pub(super) fn wording(&self) -> Wording {
                match self {
                    $(Self::$name { .. } => wording!($one $(/ $other)?),)+
                }
            }

            pub(super) fn arguments(&self) -> Vec<(&'static str, Argument<'_>)> {
                match self {
                    $(Self::$name $({ $($field),+ })? => list(&[$($((stringify!($field), $field.into())),+)?]),)+
                }
            }
        }
    };
}

messages! {
    // What this is
    Intro = "intro": "Choose what to print and the printer next to you.";
    Refresh = "refresh": "Refresh";

    // Jobs
    JobsHeading = "jobsHeading": "Waiting to print";
    JobsLoading = "jobsLoading": "Looking for your print jobs…";
    JobsWaiting { count: u32 } = "jobsWaiting": "{count} job is waiting." / "{count} jobs are waiting.";
    JobsSelected { count: u32, total: u32 } = "jobsSelected": "{count} of {total} selected" / "{count} of {total} selected";
    SelectAll = "selectAll": "Select all";
    JobUnnamed { id: Words } = "jobUnnamed": "Print job {id}";
    JobArriving = "jobArriving": "Still arriving…";
    JobCopies { count: u32 } = "jobCopies": "{count} copy" / "{count} copies";
    JobColor = "jobColor": "Colour";
    JobBlackAndWhite = "jobBlackAndWhite": "Black and white";
    JobOneSided = "jobOneSided": "One-sided";
    JobTwoSided = "jobTwoSided": "Two-sided";
    JobFinished = "jobFinished": "Finishing";
    NoJobs = "noJobs": "Nothing is waiting to print.";
    NoJobsAdvice = "noJobsAdvice": "Print a document to the shared queue, then refresh. It will wait here until you choose a printer.";
    NoJobsAccount { user: Words } = "noJobsAccount": "You are signed in as {user}. What another account printed is not shown.";
    OnlyDirect = "onlyDirect": "Your print jobs do not wait here.";
    OnlyDirectAdvice = "onlyDirectAdvice": "They were sent straight to a printer. Print to the shared queue to choose a printer later.";
    OnlyArriving = "onlyArriving": "Your document is still arriving.";
    OnlyArrivingAdvice = "onlyArrivingAdvice": "It shows up here by itself as soon as it can be sent on.";
    SeveralOwners = "severalOwners": "It is not clear which of these jobs are yours.";
    SeveralOwnersAdvice = "severalOwnersAdvice": "The page has to say who is signed in. Please tell the people who run it.";

    // Cancelling
    CancelJob { job: Words } = "cancelJob": "Cancel job {job}";
    Cancel = "cancel": "Cancel job";
    CancelQuestion { job: Words } = "cancelQuestion": "Cancel “{job}”? It will not be printed.";
    CancelYes = "cancelYes": "Yes, cancel it";
    CancelNo = "cancelNo": "Keep it";
    Cancelling = "cancelling": "Cancelling…";
    JobCancelled { job: Words } = "jobCancelled": "“{job}” was cancelled.";

    // Destination
    DestinationHeading = "destinationHeading": "Printer";
    DestinationLabel = "destinationLabel": "Where do you want to print?";
    DestinationHint = "destinationHint": "Name, building, floor or room";
    DestinationRecent = "destinationRecent": "Used recently";
    DestinationAll = "destinationAll": "All printers";
    DestinationUnnamed = "destinationUnnamed": "Printer without a name";
    PrintersLoading = "printersLoading": "Printers are still arriving…";
    PrintersNone = "printersNone": "No printer matches.";
    PrintersMore { count: u32 } = "printersMore": "{count} more. Type to narrow the list." / "{count} more. Type to narrow the list.";
    PrintersFound { count: u32 } = "printersFound": "{count} printer found." / "{count} printers found.";
    Floor { floor: Words } = "floor": "Floor {floor}";
    Room { room: Words } = "room": "Room {room}";
    StateReading = "stateReading": "Looking at its state…";
    StateReady = "stateReady": "Ready";
    StateBusy = "stateBusy": "Printing for somebody";
    StateStopped = "stateStopped": "Stopped";
    StateNotAccepting = "stateNotAccepting": "Not accepting jobs";
    StateUnknown = "stateUnknown": "State not known";
    StateGone = "stateGone": "Not available";
    PrinterCannotTakeJobs = "printerCannotTakeJobs": "This printer cannot print your job right now.";
    NotAcceptingAdvice = "notAcceptingAdvice": "It has been set not to accept jobs. Choose another printer.";
    StoppedAdvice = "stoppedAdvice": "Choose another printer, or see to it and look again.";
    GoneAdvice = "goneAdvice": "It may have been removed, or it is not shared with you. Choose another printer.";
    Instead { printer: Words, place: Words } = "instead": "{printer} ({place})";
    LookAgain = "lookAgain": "Look again";
    ReasonPaperOut = "reasonPaperOut": "It is out of paper.";
    ReasonPaperJam = "reasonPaperJam": "Paper is jammed in it.";
    ReasonOpen = "reasonOpen": "A cover or door is open.";
    ReasonSupplies = "reasonSupplies": "It is out of toner or ink.";
    ReasonOutputFull = "reasonOutputFull": "Its output tray is full.";
    ReasonOffline = "reasonOffline": "It is switched off or not connected.";
    ReasonPaused = "reasonPaused": "It has been paused.";
    NotFollowed = "notFollowed": "This page cannot follow it any further. Look at the printer.";

    // Settings
    SettingsHeading = "settingsHeading": "Print settings";
    SettingsAsSent = "settingsAsSent": "As sent";
    SettingsColor = "settingsColor": "Colour";
    SettingsSides = "settingsSides": "Sides";
    SettingsCopies = "settingsCopies": "Copies";
    ColorColor = "colorColor": "Colour";
    ColorGrayscale = "colorGrayscale": "Greyscale";
    ColorBlackAndWhite = "colorBlackAndWhite": "Black and white";
    ColorAuto = "colorAuto": "Automatic";
    SidesOne = "sidesOne": "One-sided";
    SidesLongEdge = "sidesLongEdge": "Two-sided, flip on long edge";
    SidesShortEdge = "sidesShortEdge": "Two-sided, flip on short edge";

    // Release
    SummaryChooseJobs = "summaryChooseJobs": "Select what to print.";
    SummaryChoosePrinter = "summaryChoosePrinter": "Choose a printer.";
    Summary { count: u32, printer: Words } = "summary": "{count} job to {printer}" / "{count} jobs to {printer}";
    SummaryPlace { count: u32, printer: Words, place: Words } = "summaryPlace": "{count} job to {printer}, {place}" / "{count} jobs to {printer}, {place}";
    SummaryChanges { changes: Words } = "summaryChanges": "Changed: {changes}";
    Release { count: u32 } = "release": "Print {count} job" / "Print {count} jobs";
    ReleaseNone = "releaseNone": "Print";

    // Progress
    ProgressHeading = "progressHeading": "On its way";
    Queued = "queued": "Next in turn…";
    Sending { printer: Words } = "sending": "Sending to {printer}…";
    Checking = "checking": "Checking whether it was sent…";
    CheckingAdvice = "checkingAdvice": "The connection was lost on the way. This can take up to three minutes. Nothing is sent twice.";
    Throttled = "throttled": "The print service is busy.";
    ThrottledUntil { seconds: u32 } = "throttledUntil": "The print service is busy. Going on in {seconds} second." / "The print service is busy. Going on in {seconds} seconds.";
    Sent { job: Words, printer: Words } = "sent": "“{job}” was sent to {printer}.";
    Taken { job: Words, printer: Words } = "taken": "{printer} has taken “{job}”.";
    Printing { job: Words, printer: Words } = "printing": "{printer} is printing “{job}”.";
    NeedsAttention { job: Words, printer: Words } = "needsAttention": "{printer} needs attention before it can print “{job}”.";
    Printed { job: Words, printer: Words } = "printed": "“{job}” was printed at {printer}.";
    PrintedWithWarnings { job: Words, printer: Words } = "printedWithWarnings": "“{job}” was printed at {printer}, with a warning from the printer.";
    Failed { job: Words, printer: Words } = "failed": "{printer} could not print “{job}”.";
    Cancelled { job: Words, printer: Words } = "cancelled": "“{job}” was cancelled at {printer}.";
    CheckAgain = "checkAgain": "Check again";
    Dismiss = "dismiss": "Dismiss";
    DismissJob { job: Words } = "dismissJob": "Dismiss the result of {job}";

    // Ends of a redirect
    AlreadyReleased { job: Words } = "alreadyReleased": "“{job}” had already been sent to a printer.";
    AlreadyReleasedAdvice { place: Words } = "alreadyReleasedAdvice": "It went to printer {place}. Nothing was sent now.";
    AlreadyReleasedUnknown = "alreadyReleasedUnknown": "Where to is not known. Nothing was sent now.";
    InAnotherTab { job: Words } = "inAnotherTab": "“{job}” is being sent in another tab.";
    InAnotherTabAdvice = "inAnotherTabAdvice": "Look at that tab for the result.";
    JobEnded { job: Words } = "jobEnded": "“{job}” is no longer waiting.";
    JobEndedAdvice = "jobEndedAdvice": "It was printed, cancelled or removed in the meantime. Nothing was sent now.";
    JobNotHeld { job: Words } = "jobNotHeld": "“{job}” cannot be sent on right now.";
    JobNotHeldAdvice = "jobNotHeldAdvice": "It is not waiting to be released. Refresh the list and try again.";
    NotSent { job: Words } = "notSent": "“{job}” was not sent.";
    NotSentAdvice = "notSentAdvice": "The connection was lost before the print service had it. It is still waiting: you can print it again.";
    Unconfirmed { job: Words } = "unconfirmed": "It is not known whether “{job}” was sent.";
    UnconfirmedAdvice { printer: Words } = "unconfirmedAdvice": "Look at {printer} before you print it again.";

    // What goes wrong
    Offline = "offline": "You are offline.";
    OfflineAdvice = "offlineAdvice": "This goes on by itself as soon as you are connected again.";
    BackOnline = "backOnline": "You are connected again.";
    Unreachable = "unreachable": "The print service cannot be reached.";
    UnreachableAdvice = "unreachableAdvice": "Check your connection and try again. If other pages work, tell IT that this page may not reach the service.";
    ServiceFailed = "serviceFailed": "The print service has a problem.";
    ServiceFailedAdvice = "serviceFailedAdvice": "Try again in a few minutes.";
    Unreadable = "unreadable": "The print service answered with something this page does not understand.";
    UnreadableAdvice = "unreadableAdvice": "Try again. If it stays like this, give IT the details below.";
    SigningIn = "signingIn": "Signing you in again…";
    SignInStalled = "signInStalled": "A sign-in window may be open behind this one. Nothing is lost meanwhile.";
    SignIn = "signIn": "Sign in";
    SignInSilent = "signInSilent": "Signing in did not come to an end.";
    SignInSilentAdvice = "signInSilentAdvice": "Look for a sign-in window that waits for you, then try once more.";
    SignInUnusable = "signInUnusable": "This page did not pass on a usable sign-in.";
    SignInRejected = "signInRejected": "Your sign-in was not accepted.";
    SignInRejectedAdvice = "signInRejectedAdvice": "Sign in to this page again, then try once more.";
    SignInMissing = "signInMissing": "You are not signed in.";
    SignInMissingAdvice = "signInMissingAdvice": "Sign in to this page, then try once more.";
    PermissionMissing = "permissionMissing": "This page may not see your print jobs or printers.";
    PermissionMissingAdvice = "permissionMissingAdvice": "It lacks a permission, or you have no Universal Print licence. Give IT the details below.";
    NoAccess = "noAccess": "You may not use this queue or printer.";
    NoAccessAdvice = "noAccessAdvice": "It may not be shared with you, or you have no Universal Print licence. Give IT the details below.";
    CancelRefused = "cancelRefused": "This page may not cancel your print job.";
    GatewayNeeded = "gatewayNeeded": "This page may not send print jobs on.";
    GatewayNeededAdvice = "gatewayNeededAdvice": "Microsoft does not let a user's sign-in do this. Your job is still waiting. Give IT the details below.";
    GatewayRefused = "gatewayRefused": "The print gateway does not accept this page yet.";
    DestinationRefused = "destinationRefused": "You may not print at this printer.";
    DestinationRefusedAdvice = "destinationRefusedAdvice": "Your job is still waiting. Choose another printer, or give IT the details below.";
    PrinterUnknown = "printerUnknown": "The printer behind this name could not be found out.";
    PrinterUnknownAdvice = "printerUnknownAdvice": "Nothing was sent. Choose another printer, or give IT the details below.";
    NotFound = "notFound": "The print service does not know this queue, printer or job.";
    NotFoundAdvice = "notFoundAdvice": "It may have been removed, or it is not shared with you.";
    Refused = "refused": "The print service refused.";
    RefusedAdvice = "refusedAdvice": "Give IT the details below.";
    TryAgain = "tryAgain": "Try again";
    ForIt = "forIt": "Details for IT";
    Copy = "copy": "Copy";
    Copied = "copied": "Copied";

    // For IT: facts, in the words of the documentation
    ItPermission { permission: Words, kind: Words } = "itPermission": "Needed: {permission} ({kind} permission). The user or an administrator can consent to it.";
    ItPermissionAdministrator { permission: Words, kind: Words } = "itPermissionAdministrator": "Needed: {permission} ({kind} permission). Only an administrator can consent to it.";
    ItAudience { found: Words, wanted: Words } = "itAudience": "The token is for {found}. Needed: a token for {wanted}.";
    ItExpired = "itExpired": "The token had expired.";
    ItKind { found: Words, wanted: Words } = "itKind": "The token is of type {found}. The call takes only tokens of type {wanted}.";
    ItHolds = "itHolds": "The token holds the permission that the call needs. Check that the user has a Universal Print licence and may use this printer share.";
    ItToken = "itToken": "The page's token provider must return a string of visible ASCII characters, or an object with such a string as accessToken.";
    ItGatewaySays = "itGatewaySays": "The gateway refused; the error below is its reason, and its log has more under the request-id.";
    ItGateway = "itGateway": "Microsoft Graph accepts redirect only with the application permission PrintJob.Manage.All, from the application whose task trigger holds the job. A user's token is always refused, so a service that holds this permission has to make the call.";

    // Choosing by code, and how long a job waits
    CodeLabel = "codeLabel": "Code on the printer";
    CodeUse = "codeUse": "Use this code";
    CodeScan = "codeScan": "Scan a code";
    CodeScanStop = "codeScanStop": "Stop the camera";
    CodeScanning = "codeScanning": "Hold the code in front of the camera.";
    CodeLookingUp = "codeLookingUp": "Looking up the code…";
    CodeChosen { printer: Words } = "codeChosen": "{printer} is chosen.";
    CodeOnly = "codeOnly": "Here you choose a printer by the code on it. Go to the printer and type its code.";
    CodeOnlyScan = "codeOnlyScan": "Here you choose a printer by the code on it. Go to the printer and type or scan its code.";
    CodeUnknown = "codeUnknown": "No printer has this code.";
    CodeUnknownAdvice = "codeUnknownAdvice": "Check the code and try again.";
    CodeNotOffered = "codeNotOffered": "This page does not print at that printer.";
    CodeNotOfferedAdvice = "codeNotOfferedAdvice": "Choose another printer.";
    CodeSilent = "codeSilent": "Looking up the code took too long.";
    CodeFailed = "codeFailed": "The code could not be looked up.";
    CodeGarbage = "codeGarbage": "What this page found for the code is no printer.";
    CodeUnresolvedAdvice = "codeUnresolvedAdvice": "Try again. If it stays like this, tell the people who run this page.";
    CameraRefused = "cameraRefused": "This page may not use the camera.";
    CameraRefusedAdvice = "cameraRefusedAdvice": "Allow the camera for this page in your browser, or type the code.";
    CameraFailed = "cameraFailed": "The camera does not work.";
    CameraFailedAdvice = "cameraFailedAdvice": "See whether another program is using it, or type the code.";
    JobEndsHours { count: u32 } = "jobEndsHours": "Removed in about {count} hour" / "Removed in about {count} hours";
    JobEndsSoon = "jobEndsSoon": "Removed within about an hour";
    JobEndsNow = "jobEndsNow": "May be removed at any moment";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_is_used_once_and_is_in_camel_case() {
        let mut seen = BTreeSet::new();
        for (key, _) in Message::ALL {
            assert!(seen.insert(key), "{key} is used twice");
            assert!(key.starts_with(|c: char| c.is_ascii_lowercase()), "{key}");
            assert!(key.chars().all(|c| c.is_ascii_alphanumeric()), "{key}");
        }
    }

    #[test]
    fn both_forms_of_a_plural_fill_in_the_same() {
        let placeholders = |text: &str| -> BTreeSet<String> {
            let parts = text.split('{').skip(1);
            parts
                .filter_map(|part| part.split_once('}').map(|(name, _)| name.to_owned()))
                .collect()
        };
        for (key, wording) in Message::ALL {
            if let Wording::Plural(one, other) = wording {
                assert_eq!(placeholders(one), placeholders(other), "{key}");
            }
        }
    }
}
