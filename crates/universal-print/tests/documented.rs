//! Reads answers in the form of Microsoft's documentation, with their quirks:
//! contexts inside items, empty owners, older members, seven digits of a second,
//! offsets, and undocumented words.
//!
//! <https://learn.microsoft.com/graph/api/resources/print-api-overview>

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy spares tests only inside the functions marked as such"
)]

use std::time::Duration;

use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::configuration::{Changes, overlay};
use universal_print::defaults::PrinterDetail;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::{JobId, ShareId};
use universal_print::job::{HoldState, Job};
use universal_print::json;
use universal_print::page::Page;
use universal_print::request::{Batch, Operation, Request};
use universal_print::share::Share;
use universal_print::status::JobState;
use universal_print::task::{PrintEvent, Task, TaskDefinition, TaskState, TaskTrigger};
use universal_print::time::Timestamp;
use universal_print::wire::Wire;

fn answer(status: u16, body: &str) -> Answer {
    Answer {
        operation: Operation::GetJob,
        client_request_id: "c".to_owned(),
        time: None,
        status,
        headers: AnswerHeaders::default(),
        body: json::parse(body),
    }
}

fn read<T: Wire>(body: &str) -> T {
    answer(200, body).read().unwrap()
}

#[test]
fn the_jobs_of_a_share_are_read_with_their_hold_states() {
    let page: Page<Job> = read(include_str!("documented/jobs-of-share.json"));
    assert!(page.next.is_some());
    let [held, arriving, released] = page.items.as_slice() else {
        unreachable!("three jobs were listed")
    };

    assert_eq!(held.hold_state(), HoldState::Held);
    assert_eq!(
        (held.name(), held.size()),
        (Some("Minutes.pdf"), Some(276_604))
    );
    assert_eq!(
        held.created_at,
        Timestamp::parse("2024-03-04T09:15:30.1234567Z")
    );

    assert_eq!(arriving.hold_state(), HoldState::Arriving);
    assert_eq!(arriving.created_by, None);
    assert_eq!(
        arriving.created_at,
        Timestamp::parse("2024-03-04T09:15:30.7654321Z")
    );

    assert_eq!(released.created_by, None);
    assert_eq!(released.status.state, Some(JobState::Completed));
    let HoldState::Released(link) = released.hold_state() else {
        unreachable!("a link means released")
    };
    assert_eq!(link.target.unwrap().job.as_str(), "9");
}

#[test]
fn a_job_is_read_with_the_task_that_holds_it() {
    let job: Job = read(include_str!("documented/job-with-tasks.json"));
    assert_eq!(job.hold_state(), HoldState::Held);
    let task = &job.tasks.unwrap()[0];
    assert_eq!(task.state, Some(TaskState::Processing));
}

#[test]
fn a_redirect_answers_with_the_job_at_the_destination() {
    let job: Job = read(include_str!("documented/redirected-job.json"));
    assert_eq!(job.id.as_str(), "9");
    assert_eq!(job.hold_state(), HoldState::NotHeld);
}

#[test]
fn a_change_leaves_the_other_settings_as_they_came() {
    let body: serde_json::Value =
        serde_json::from_str(include_str!("documented/redirected-job.json")).unwrap();
    let job = Job::read(&body.clone().into()).unwrap();
    let changes = Changes {
        copies: Some(3),
        ..Changes::default()
    };
    let mut expected = body["configuration"].clone();
    expected["copies"] = 3.into();
    let sent = overlay(job.configuration.as_ref(), &changes).unwrap();
    assert_eq!((sent.body, sent.lost), (Some(expected.into()), vec![]));
}

#[test]
fn shares_are_read_in_the_long_and_the_short_form() {
    let page: Page<Share> = read(include_str!("documented/shares.json"));
    let [lobby, recent] = page.items.as_slice() else {
        unreachable!("two shares were listed")
    };
    assert_eq!(
        lobby.base.status.as_ref().unwrap().details,
        ["disconnected"]
    );
    let location = lobby.base.location.as_ref().unwrap();
    assert_eq!(location.subunit, ["Main Plaza", "Unit 4"]);
    assert_eq!(location.latitude.unwrap().0, 47_645_000);
    assert_eq!(recent.base.display_name.as_deref(), Some("older_name"));
    assert!(recent.last_used_at.is_some());
}

#[test]
fn a_printer_is_read_with_its_capabilities_and_defaults() {
    let detail: PrinterDetail = read(include_str!("documented/printer.json"));
    let capabilities = detail.printer.base.capabilities.unwrap();
    assert!(capabilities.offers_copies(38) && !capabilities.offers_copies(39));
    let defaults = detail.defaults.unwrap();
    assert_eq!(defaults.media_size.as_deref(), Some("North America Letter"));
    assert_eq!(defaults.scaling, None);
}

#[test]
fn tasks_definitions_and_triggers_are_read() {
    let tasks: Page<Task> = read(include_str!("documented/tasks.json"));
    assert_eq!(tasks.items[0].state, Some(TaskState::Processing));
    let definition: TaskDefinition = read(include_str!("documented/task-definition.json"));
    assert!(definition.is_created_by("2d9f6b1c-61a7-4f3e-8d25-5a5a5a5a0001"));
    let triggers: Page<TaskTrigger> = read(include_str!("documented/task-triggers.json"));
    assert_eq!(triggers.items[0].event, Some(PrintEvent::JobStarted));
}

#[test]
fn a_batch_is_answered_in_the_order_of_its_reads() {
    let share = ShareId::new("s").unwrap();
    let reads = ["9", "10"].map(|id| {
        let job = JobId::new(id).unwrap();
        (Request::job_of_share(&share, &job), id.to_owned())
    });
    let (batch, _) = Batch::of(&reads).unwrap();
    let answers = batch
        .read(&answer(200, include_str!("documented/batch.json")))
        .unwrap();
    let first = answers[0].as_ref().unwrap();
    assert_eq!(first.read::<Job>().unwrap().id.as_str(), "9");
    let second = Fault::of_answer(answers[1].as_ref().unwrap());
    let retry_after = Some(Duration::from_millis(2128));
    assert_eq!(second.cause, Cause::Throttled { retry_after });
    let request_id = second.diagnostic.request_id.unwrap();
    assert_eq!(request_id, "94fb3b52-0000-4535-a601-69e0a90e3aa2");
}

#[test]
fn an_errors_status_gives_the_cause_its_body_the_code() {
    for (status, body, cause, code) in [
        (
            403,
            include_str!("documented/error-missing-scope.json"),
            Cause::Forbidden,
            "UnknownError",
        ),
        (
            400,
            include_str!("documented/error-inner-code.json"),
            Cause::Rejected,
            "invalidRange",
        ),
        (
            429,
            include_str!("documented/error-throttled.json"),
            Cause::Throttled { retry_after: None },
            "429",
        ),
    ] {
        let fault = Fault::of_answer(&answer(status, body));
        assert_eq!(fault.cause, cause);
        assert_eq!(fault.diagnostic.code.as_deref(), Some(code));
        assert!(!fault.diagnostic.message.unwrap().starts_with('"'));
    }
}
