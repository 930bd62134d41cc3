//! Lists the messages and their American English.
//!
//! Each entry has the message's constructor, its fields, its key and its words,
//! in two forms where a count decides. Hosts and catalogues use the key, which is
//! the constructor's name in camel case.

#[cfg(test)]
mod tests;

use super::message::{Message, Words};
use super::sentence::{Sentence, messages, split};

/// The English of all messages, each at its position.
pub(super) fn sentences() -> impl Iterator<Item = Sentence> {
    split(ENGLISH)
}

messages! {
    // What this is
    intro = "intro": "Choose what to print and the printer next to you.";
    refresh = "refresh": "Refresh";
    list_separator = "listSeparator": ", ";

    // Jobs
    jobs_heading = "jobsHeading": "Waiting to print";
    jobs_loading = "jobsLoading": "Loading your print jobs…";
    jobs_waiting(count: u32) = "jobsWaiting": "{count} job is waiting." / "{count} jobs are waiting.";
    jobs_selected(count: u32, total: u32) = "jobsSelected": "{count} of {total} selected" / "{count} of {total} selected";
    select_all = "selectAll": "Select all";
    select_found(count: u32) = "selectFound": "Select the {count} job found" / "Select the {count} jobs found";
    filter_jobs = "filterJobs": "Filter jobs";
    jobs_found(count: u32) = "jobsFound": "{count} job found." / "{count} jobs found.";
    jobs_none_found = "jobsNoneFound": "No job matches the filter.";
    show_all_jobs = "showAllJobs": "Show all jobs";
    hidden_selected(count: u32) = "hiddenSelected": "{count} selected job is hidden by the filter." / "{count} selected jobs are hidden by the filter.";
    jobs_keys = "jobsKeys": "Use the arrow keys to move between the jobs.";
    job_unnamed(id: Words) = "jobUnnamed": "Print job {id}";
    job_arriving = "jobArriving": "Still uploading…";
    job_copies(count: u32) = "jobCopies": "{count} copy" / "{count} copies";
    job_color = "jobColor": "Color";
    job_black_and_white = "jobBlackAndWhite": "Black and white";
    job_one_sided = "jobOneSided": "One-sided";
    job_two_sided = "jobTwoSided": "Two-sided";
    no_jobs = "noJobs": "Nothing is waiting to print.";
    no_jobs_advice = "noJobsAdvice": "Print a document to the shared queue, then refresh. It will wait here until you choose a printer.";
    no_jobs_account(user: Words) = "noJobsAccount": "You're signed in as {user}. Jobs from other accounts aren't shown.";
    only_direct = "onlyDirect": "Your print jobs don't wait here.";
    only_direct_advice = "onlyDirectAdvice": "They were sent straight to a printer. Print to the shared queue to choose a printer later.";
    only_arriving = "onlyArriving": "Your document is still uploading.";
    only_arriving_advice = "onlyArrivingAdvice": "It appears here as soon as it's ready to print.";
    several_owners = "severalOwners": "It isn't clear which of these jobs are yours.";
    several_owners_advice = "severalOwnersAdvice": "This page has to say who is signed in. Contact your IT support.";

    job_more(job: Words) = "jobMore": "More for {job}";

    // Canceling
    cancel = "cancel": "Cancel job";
    cancel_question(job: Words) = "cancelQuestion": "Cancel “{job}”? It won't be printed.";
    cancel_yes = "cancelYes": "Yes, cancel it";
    cancel_no = "cancelNo": "Keep it";
    cancelling = "cancelling": "Canceling…";
    job_cancelled(job: Words) = "jobCancelled": "“{job}” was canceled.";

    // Destination
    destination_heading = "destinationHeading": "Printer";
    destination_label = "destinationLabel": "Where do you want to print?";
    destination_hint = "destinationHint": "Name, building, floor or room";
    destination_recent = "destinationRecent": "Used recently";
    destination_favorites = "destinationFavorites": "Favorites";
    destination_others = "destinationOthers": "Other printers";
    nearest_first = "nearestFirst": "Nearest first";
    position_finding = "positionFinding": "Finding your location…";
    position_denied = "positionDenied": "Your browser doesn't share your location with this page.";
    position_unknown = "positionUnknown": "Your location can't be found right now.";
    favorite(printer: Words) = "favorite": "Favorite: {printer}";
    destination_unnamed = "destinationUnnamed": "Unnamed printer";
    printers_loading = "printersLoading": "Still loading printers…";
    printers_none = "printersNone": "No printer matches.";
    printers_found(count: u32) = "printersFound": "{count} printer found." / "{count} printers found.";
    floor(floor: Words) = "floor": "Floor {floor}";
    room(room: Words) = "room": "Room {room}";
    state_reading = "stateReading": "Checking status…";
    state_ready = "stateReady": "Ready";
    state_busy = "stateBusy": "Printing";
    state_stopped = "stateStopped": "Stopped";
    state_not_accepting = "stateNotAccepting": "Not accepting jobs";
    state_unknown = "stateUnknown": "Status unknown";
    state_gone = "stateGone": "Not available";
    toner_low = "tonerLow": "Toner or ink is low";
    paper_low = "paperLow": "Paper is low";
    fits_all(count: u32) = "fitsAll": "Fits" / "Fits all {count}";
    fits_both = "fitsBoth": "Fits both";
    fits_some(count: u32, total: u32) = "fitsSome": "Fits {count} of {total}" / "Fits {count} of {total}";
    fit_not_known = "fitNotKnown": "Fit not known";
    only_fitting = "onlyFitting": "Only printers that fit";
    looked_at(count: u32, left: u32) = "lookedAt": "{count} checked, {left} left out" / "{count} checked, {left} left out";
    not_known_yet = "notKnownYet": "Not known yet";
    not_here(values: Words) = "notHere": "Not here: {values}";
    printer_cannot_take_jobs = "printerCannotTakeJobs": "This printer can't print your job right now.";
    not_accepting_advice = "notAcceptingAdvice": "It's set to accept no jobs. Choose another printer.";
    stopped_advice = "stoppedAdvice": "Choose another printer, or fix this one and check again.";
    stopped_allowed = "stoppedAllowed": "This printer has stopped. What you send will print when it resumes.";
    gone_advice = "goneAdvice": "It might have been removed, or it isn't shared with you. Choose another printer.";
    instead(printer: Words, place: Words) = "instead": "{printer} ({place})";
    look_again = "lookAgain": "Check again";
    reason_paper_out = "reasonPaperOut": "It's out of paper.";
    reason_paper_jam = "reasonPaperJam": "It has a paper jam.";
    reason_open = "reasonOpen": "A cover or door is open.";
    reason_supplies = "reasonSupplies": "It's out of toner or ink.";
    reason_output_full = "reasonOutputFull": "Its output tray is full.";
    reason_offline = "reasonOffline": "It's turned off or not connected.";
    reason_paused = "reasonPaused": "It's paused.";
    not_followed = "notFollowed": "This page can't follow it any further. Check the printer.";

    // Settings
    settings_heading = "settingsHeading": "Print settings";
    settings_as_sent = "settingsAsSent": "As sent";
    settings_color = "settingsColor": "Color";
    settings_sides = "settingsSides": "Sides";
    settings_copies = "settingsCopies": "Copies";
    settings_differ = "settingsDiffer": "Different, keep each";
    settings_for(count: u32) = "settingsFor": "For {count} selected job" / "For all {count} selected jobs";
    copies_refused(most: u32) = "copiesRefused": "Enter a whole number from 1 to {most}.";
    taken_back(printer: Words, changes: Words) = "takenBack": "{printer} can't do this, so your change was taken back: {changes}";
    color_color = "colorColor": "Color";
    color_grayscale = "colorGrayscale": "Grayscale";
    color_black_and_white = "colorBlackAndWhite": "Black and white";
    color_auto = "colorAuto": "Automatic";
    sides_one = "sidesOne": "One-sided";
    sides_long_edge = "sidesLongEdge": "Two-sided, flip on long edge";
    sides_short_edge = "sidesShortEdge": "Two-sided, flip on short edge";

    // Settings: the fields of the form
    settings_paper_size = "settingsPaperSize": "Paper size";
    settings_paper_type = "settingsPaperType": "Paper type";
    settings_pages = "settingsPages": "Pages";
    settings_collation = "settingsCollation": "Collation";
    settings_pages_per_sheet = "settingsPagesPerSheet": "Pages per sheet";
    settings_page_order = "settingsPageOrder": "Page order";
    settings_orientation = "settingsOrientation": "Orientation";
    settings_scaling = "settingsScaling": "Scaling";
    settings_fit_pdf = "settingsFitPdf": "Fit PDF to page";
    settings_finishing = "settingsFinishing": "Other finishing";
    settings_paper_source = "settingsPaperSource": "Paper source";
    settings_output_bin = "settingsOutputBin": "Output tray";
    settings_quality = "settingsQuality": "Quality";
    settings_resolution = "settingsResolution": "Resolution";
    settings_margin = "settingsMargin": "Margins";
    settings_feed = "settingsFeed": "Feed direction";
    settings_document = "settingsDocument": "Document type";
    settings_more = "settingsMore": "More settings";
    settings_for_job(job: Words) = "settingsForJob": "For “{job}” alone";
    settings_reset = "settingsReset": "Reset all to as sent";
    settings_for_selected(count: u32) = "settingsForSelected": "Settings for {count}" / "Settings for {count}";
    reset = "reset": "Reset";
    setting_reset(name: Words) = "settingReset": "Reset {name}";
    close = "close": "Close";
    settings_as_sent_value(value: Words) = "settingsAsSentValue": "As sent ({value})";
    settings_not_here(value: Words) = "settingsNotHere": "{value} (not on this printer)";
    pages_refused(part: Words) = "pagesRefused": "“{part}” isn't a page or a range. Enter pages like this: 1-3, 7";

    // Settings: their values
    value_none = "valueNone": "None";
    value_on = "valueOn": "On";
    value_off = "valueOff": "Off";
    pages_all = "pagesAll": "All pages";
    collated = "collated": "Collated";
    uncollated = "uncollated": "Uncollated";
    quality_draft = "qualityDraft": "Draft";
    quality_normal = "qualityNormal": "Normal";
    quality_high = "qualityHigh": "High";
    orientation_portrait = "orientationPortrait": "Portrait";
    orientation_landscape = "orientationLandscape": "Landscape";
    orientation_reverse_portrait = "orientationReversePortrait": "Portrait, upside down";
    orientation_reverse_landscape = "orientationReverseLandscape": "Landscape, upside down";
    scaling_shrink = "scalingShrink": "Shrink to fit";
    scaling_fill = "scalingFill": "Fill page";
    scaling_fit = "scalingFit": "Fit to page";
    scaling_none = "scalingNone": "Actual size";
    order_clockwise = "orderClockwise": "Clockwise";
    order_anticlockwise = "orderAnticlockwise": "Counterclockwise";
    feed_long_edge = "feedLongEdge": "Long edge first";
    feed_short_edge = "feedShortEdge": "Short edge first";
    finishing_staple = "finishingStaple": "Staple";
    finishing_punch = "finishingPunch": "Punch";
    finishing_fold = "finishingFold": "Fold";
    finishing_bind = "finishingBind": "Bind";
    finishing_stitch = "finishingStitch": "Stitch";
    finishing_booklet = "finishingBooklet": "Booklet";
    finishing_trim = "finishingTrim": "Trim";
    fold_half = "foldHalf": "In half";
    fold_letter = "foldLetter": "In thirds";
    place_top = "placeTop": "Top";
    place_bottom = "placeBottom": "Bottom";
    place_left = "placeLeft": "Left";
    place_right = "placeRight": "Right";
    place_top_left = "placeTopLeft": "Top left";
    place_top_right = "placeTopRight": "Top right";
    place_bottom_left = "placeBottomLeft": "Bottom left";
    place_bottom_right = "placeBottomRight": "Bottom right";
    dots_per_inch(dots: u32) = "dotsPerInch": "{dots} dpi";
    millimetres(length: Words) = "millimetres": "{length} mm";

    // What the chosen printer makes of a job
    fit_becomes(name: Words, asked: Words, becomes: Words) = "fitBecomes": "{name}: {asked} becomes {becomes}";
    fit_value_becomes(asked: Words, becomes: Words) = "fitValueBecomes": "{asked} becomes {becomes}";
    fit_lost(name: Words, asked: Words) = "fitLost": "{name}: {asked} is lost";
    fit_unknown(name: Words, asked: Words) = "fitUnknown": "{name}: {asked} isn't on this printer. What it becomes isn't known.";
    fit_copies(copies: u32, most: u32) = "fitCopies": "Copies: {copies} is too many. This printer makes {most} at most.";
    fit_type(kind: Words) = "fitType": "This printer doesn't take documents of type {kind}.";
    fit_not_told = "fitNotTold": "This printer doesn't say whether it can do this:";
    fit_some(change: Words, count: u32, total: u32) = "fitSome": "{change} ({count} of {total})";
    fit_more(count: u32) = "fitMore": "{count} more" / "{count} more";
    fit_changes(count: u32) = "fitChanges": "{count} change" / "{count} changes";
    fit_change = "fitChange": "Change";
    fit_change_job(job: Words) = "fitChangeJob": "Change the settings of {job}";
    fit_use_defaults = "fitUseDefaults": "Use the printer's defaults";
    fit_use_defaults_job(job: Words) = "fitUseDefaultsJob": "Use the printer's defaults for {job}";
    fit_use_defaults_all = "fitUseDefaultsAll": "Use the printer's defaults for all";
    printers_that_fit = "printersThatFit": "Printers that fit";
    printers_that_fit_job(job: Words) = "printersThatFitJob": "Printers that fit {job}";
    fit_review = "fitReview": "Review";
    jobs_change(count: u32) = "jobsChange": "{count} job changes on this printer" / "{count} jobs change on this printer";
    cannot_here(count: u32) = "cannotHere": "{count} selected job is left out, because this printer can't print it." / "{count} selected jobs are left out, because this printer can't print them.";
    release_some(count: u32, total: u32) = "releaseSome": "Print {count} of {total}";

    // Release
    summary_choose_jobs = "summaryChooseJobs": "Select what to print.";
    summary_choose_printer = "summaryChoosePrinter": "Choose a printer.";
    summary(count: u32, printer: Words) = "summary": "{count} job to {printer}" / "{count} jobs to {printer}";
    summary_place(count: u32, printer: Words, place: Words) = "summaryPlace": "{count} job to {printer}, {place}" / "{count} jobs to {printer}, {place}";
    setting_value(name: Words, value: Words) = "settingValue": "{name}: {value}";
    setting_value_some(name: Words, value: Words, count: u32, total: u32) = "settingValueSome": "{name}: {value} ({count} of {total})";
    left_out(count: u32) = "leftOut": "{count} selected job is left out. Correct its settings." / "{count} selected jobs are left out. Correct their settings.";
    release(count: u32) = "release": "Print {count} job" / "Print {count} jobs";
    release_none = "releaseNone": "Print";

    // Progress
    results_printed(count: u32) = "resultsPrinted": "{count} printed" / "{count} printed";
    results_sent(count: u32) = "resultsSent": "{count} sent" / "{count} sent";
    results_busy(count: u32) = "resultsBusy": "{count} on its way" / "{count} on their way";
    results_unclear(count: u32) = "resultsUnclear": "{count} to check" / "{count} to check";
    results_not_sent(count: u32) = "resultsNotSent": "{count} not sent" / "{count} not sent";
    send_elsewhere = "sendElsewhere": "Send these elsewhere";
    dismiss_all = "dismissAll": "Dismiss all";
    sending_jobs(count: u32, printer: Words) = "sendingJobs": "Sending {count} job to {printer}…" / "Sending {count} jobs to {printer}…";
    batch_ended(results: Words) = "batchEnded": "Finished: {results}.";
    batch_failed(results: Words) = "batchFailed": "{results}. What was not printed comes first in the list.";
    together(first: Words, second: Words) = "together": "{first} {second}";
    queued = "queued": "Waiting its turn…";
    sending(printer: Words) = "sending": "Sending to {printer}…";
    checking = "checking": "Checking whether it was sent…";
    checking_advice = "checkingAdvice": "This can take up to three minutes. Nothing is sent twice.";
    throttled = "throttled": "The print service is busy.";
    throttled_until(seconds: u32) = "throttledUntil": "The print service is busy. Continuing in {seconds} second." / "The print service is busy. Continuing in {seconds} seconds.";
    sent(job: Words, printer: Words) = "sent": "“{job}” was sent to {printer}.";
    taken(job: Words, printer: Words) = "taken": "{printer} has received “{job}”.";
    printing(job: Words, printer: Words) = "printing": "{printer} is printing “{job}”.";
    needs_attention(job: Words, printer: Words) = "needsAttention": "{printer} needs attention before it can print “{job}”.";
    printed(job: Words, printer: Words) = "printed": "“{job}” was printed at {printer}.";
    printed_with_warnings(job: Words, printer: Words) = "printedWithWarnings": "“{job}” was printed at {printer}, with a warning from the printer.";
    failed(job: Words, printer: Words) = "failed": "{printer} couldn't print “{job}”.";
    cancelled(job: Words, printer: Words) = "cancelled": "“{job}” was canceled at {printer}.";
    check_again = "checkAgain": "Check again";
    dismiss = "dismiss": "Dismiss";
    dismiss_job(job: Words) = "dismissJob": "Dismiss the result of {job}";

    // Ends of a redirect
    already_released(job: Words) = "alreadyReleased": "“{job}” was already released to a printer.";
    already_released_advice(place: Words) = "alreadyReleasedAdvice": "It went to {place}. Nothing was sent now.";
    already_released_unknown = "alreadyReleasedUnknown": "It isn't known which one. Nothing was sent now.";
    in_another_tab(job: Words) = "inAnotherTab": "“{job}” is being sent in another tab.";
    in_another_tab_advice = "inAnotherTabAdvice": "Check that tab for the result.";
    job_ended(job: Words) = "jobEnded": "“{job}” is no longer waiting.";
    job_ended_advice = "jobEndedAdvice": "It was printed, canceled or removed in the meantime. Nothing was sent now.";
    job_not_held(job: Words) = "jobNotHeld": "“{job}” can't be released right now.";
    job_not_held_advice = "jobNotHeldAdvice": "It isn't waiting to be released. Refresh, then try again.";
    not_sent(job: Words) = "notSent": "“{job}” wasn't sent.";
    not_sent_advice = "notSentAdvice": "It's still waiting, so you can print it again.";
    not_claimed = "notClaimed": "Your browser doesn't say whether another tab is sending it.";
    not_claimed_advice = "notClaimedAdvice": "Close other tabs with this page, reload this page, then print again.";
    inexact_settings(settings: Words) = "inexactSettings": "These settings of the job couldn't be read exactly: {settings}";
    inexact_settings_advice = "inexactSettingsAdvice": "Print it as sent, or change these settings too.";
    unconfirmed(job: Words) = "unconfirmed": "It isn't known whether “{job}” was sent.";
    unconfirmed_advice(printer: Words) = "unconfirmedAdvice": "Check {printer} before you print it again.";

    // What goes wrong
    offline = "offline": "Your browser says that you're offline.";
    offline_advice = "offlineAdvice": "If other pages work, you can still print. Otherwise, this continues as soon as you're back online.";
    back_online = "backOnline": "You're back online.";
    unreachable = "unreachable": "The print service can't be reached.";
    unreachable_advice = "unreachableAdvice": "Check your connection and try again. If other pages work, contact your IT support with the details below.";
    gateway_unreachable_advice = "gatewayUnreachableAdvice": "If your browser asked to let this page use your local network, allow it and try again. Otherwise, contact your IT support with the details below.";
    service_failed(status: Words) = "serviceFailed": "The print service answered with an error ({status}).";
    no_answer = "noAnswer": "The print service didn't answer.";
    service_failed_advice = "serviceFailedAdvice": "Try again in a few minutes.";
    unreadable = "unreadable": "The print service answered with something this page doesn't understand.";
    unreadable_advice = "unreadableAdvice": "Try again. If it keeps happening, contact your IT support with the details below.";
    list_incomplete = "listIncomplete": "This list might be incomplete.";
    signing_in = "signingIn": "Signing you in again…";
    signing_in_first = "signingInFirst": "Signing you in…";
    sign_in_stalled = "signInStalled": "A sign-in window might be open behind this one. Nothing is lost in the meantime.";
    sign_in = "signIn": "Sign in";
    sign_in_silent = "signInSilent": "Signing in didn't finish.";
    sign_in_silent_advice = "signInSilentAdvice": "Look for an open sign-in window, then try again.";
    sign_in_unusable = "signInUnusable": "This page didn't provide a usable sign-in.";
    sign_in_rejected = "signInRejected": "Your sign-in wasn't accepted.";
    sign_in_rejected_advice = "signInRejectedAdvice": "Sign in to this page again, then try again.";
    sign_in_missing = "signInMissing": "You aren't signed in.";
    sign_in_missing_advice = "signInMissingAdvice": "Sign in to this page, then try again.";
    permission_missing = "permissionMissing": "This page isn't allowed to see your print jobs or printers.";
    permission_missing_advice = "permissionMissingAdvice": "It lacks a permission, or you don't have a Universal Print license. Contact your IT support with the details below.";
    no_access = "noAccess": "You aren't allowed to use this queue or printer.";
    no_access_advice = "noAccessAdvice": "It might not be shared with you, or you don't have a Universal Print license. Contact your IT support with the details below.";
    cancel_refused = "cancelRefused": "This page isn't allowed to cancel your print job.";
    gateway_needed = "gatewayNeeded": "This page isn't allowed to release print jobs.";
    gateway_needed_advice = "gatewayNeededAdvice": "A user's sign-in isn't enough for this. Your job is still waiting. Contact your IT support with the details below.";
    gateway_refused = "gatewayRefused": "The print gateway doesn't accept this page.";
    destination_refused = "destinationRefused": "You aren't allowed to print on this printer.";
    destination_refused_advice = "destinationRefusedAdvice": "Your job is still waiting. Choose another printer, or contact your IT support with the details below.";
    printer_unknown = "printerUnknown": "The printer with this name couldn't be identified.";
    printer_unknown_advice = "printerUnknownAdvice": "Nothing was sent. Choose another printer, or contact your IT support with the details below.";
    not_found = "notFound": "The print service doesn't know this queue, printer or job.";
    not_found_advice = "notFoundAdvice": "It might have been removed, or it isn't shared with you.";
    refused = "refused": "The print service refused the request.";
    refused_advice = "refusedAdvice": "Contact your IT support with the details below.";
    try_again = "tryAgain": "Try again";
    for_it = "forIt": "Details for IT";
    copy = "copy": "Copy";
    copied = "copied": "Copied";
    copy_failed = "copyFailed": "Couldn't copy: select the text";

    // For IT: facts, in the words of the documentation
    it_permission(permission: Words, kind: Words) = "itPermission": "Needed: {permission} ({kind} permission). The user or an administrator can consent to it.";
    it_permission_administrator(permission: Words, kind: Words) = "itPermissionAdministrator": "Needed: {permission} ({kind} permission). Only an administrator can consent to it.";
    it_audience(found: Words, wanted: Words) = "itAudience": "The token is for {found}. Needed: a token for {wanted}.";
    it_expired = "itExpired": "The token had expired.";
    it_kind(found: Words, wanted: Words) = "itKind": "The token is of type {found}. The call takes only tokens of type {wanted}.";
    it_holds = "itHolds": "The token holds the permission that the call needs. Check that the user has a Universal Print license and access to this printer share.";
    it_token = "itToken": "The page's token provider must return a string of visible ASCII characters, or an object with such a string as accessToken.";
    it_gateway_says = "itGatewaySays": "The gateway refused; the error below is its reason, and its log has more under the request-id.";
    it_gateway_unreachable = "itGatewayUnreachable": "This page got no answer from the gateway. Check that it runs, that its origins name this page, and that this page's policy (connect-src) allows its address. Where that address is private, browsers ask the user first (Local Network Access): allow it by the policy LocalNetworkAccessAllowedForUrls, and in frames by allow=\"local-network-access\".";
    it_gateway = "itGateway": "Microsoft Graph accepts redirect only with the application permission PrintJob.Manage.All, from the application whose task trigger holds the job. A user's token is always refused, so a service that holds this permission has to make the call.";

    // Choosing by code, and how long a job waits
    code_label = "codeLabel": "Code on the printer";
    code_use = "codeUse": "Use this code";
    code_scan = "codeScan": "Scan a code";
    code_scan_stop = "codeScanStop": "Stop the camera";
    code_scanning = "codeScanning": "Hold the code in front of the camera.";
    code_looking_up = "codeLookingUp": "Looking up the code…";
    code_chosen(printer: Words) = "codeChosen": "{printer} is chosen.";
    code_only = "codeOnly": "Here you choose a printer by the code on it. Go to the printer and enter its code.";
    code_unknown = "codeUnknown": "No printer has this code.";
    code_unknown_advice = "codeUnknownAdvice": "Check the code and try again.";
    code_not_offered = "codeNotOffered": "This page doesn't offer that printer.";
    code_not_offered_advice = "codeNotOfferedAdvice": "Choose another printer.";
    code_silent = "codeSilent": "Looking up the code took too long.";
    code_failed = "codeFailed": "The code couldn't be looked up.";
    code_garbage = "codeGarbage": "This code didn't lead to a printer.";
    code_unresolved_advice = "codeUnresolvedAdvice": "Try again. If it keeps happening, contact your IT support.";
    camera_refused = "cameraRefused": "This page isn't allowed to use the camera.";
    camera_refused_advice = "cameraRefusedAdvice": "Allow the camera for this page in your browser, or type the code.";
    camera_failed = "cameraFailed": "The camera couldn't be used.";
    camera_failed_advice = "cameraFailedAdvice": "Check whether another app is using it, or type the code.";
    job_ends_hours(count: u32) = "jobEndsHours": "Removed in about {count} hour" / "Removed in about {count} hours";
    job_ends_soon = "jobEndsSoon": "Removed within about an hour";
    job_ends_now = "jobEndsNow": "Might be removed at any moment";
}
