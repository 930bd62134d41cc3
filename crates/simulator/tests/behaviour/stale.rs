//! Reads that lag behind the last change.

use simulator::{
    fault::{FaultKind, InjectedFault},
    graph_operation::GraphOperation,
    scenario::APPLICATION_TOKEN,
};

use crate::office::Office;

fn redirected(fault: InjectedFault) -> (Office, String) {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    office.tenant.add_fault(fault);
    // Before the change no read meets the fault.
    assert_eq!(office.source_job(&job)["status"]["state"], "paused");
    let new = office.redirect_as(APPLICATION_TOKEN, &job, &printer);
    assert_eq!(new.status, 200);
    (office, job)
}

fn is_stale(office: &mut Office, job: &str) -> bool {
    let job = office.source_job(job);
    assert_eq!(
        job["redirectedTo"].is_null(),
        job["status"]["state"] == "paused"
    );
    job["redirectedTo"].is_null()
}

#[test]
fn a_counted_stale_fault_hides_the_last_change() {
    let (mut office, job) = redirected(InjectedFault {
        times: Some(2),
        ..InjectedFault::on(
            GraphOperation::GetJobOfShare,
            FaultKind::Stale { for_ms: None },
        )
    });
    let seen: Vec<_> = (0..3).map(|_| is_stale(&mut office, &job)).collect();
    assert_eq!(seen, [true, true, false]);
    // The tenant's state itself did not change.
    office.tenant.settle(office.now_ms + 60_000);
    assert_eq!(office.tenant.printed().len(), 1);
}

#[test]
fn a_timed_stale_fault_ends_with_its_time() {
    let kind = FaultKind::Stale {
        for_ms: Some(5_000),
    };
    let (mut office, job) = redirected(InjectedFault::always(kind));
    office.now_ms += 4_999;
    assert!(is_stale(&mut office, &job));
    office.now_ms += 1;
    assert!(!is_stale(&mut office, &job));
}

#[test]
fn a_refused_request_does_not_start_a_stale_fault() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    office.tenant.add_fault(InjectedFault::once(
        "GET",
        "/jobs/",
        FaultKind::Stale { for_ms: None },
    ));
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, "none").status,
        404
    );
    office.source_job(&job);
    let printer = office.printer_named("BER-A1 Copy room");
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        200
    );
    assert!(
        is_stale(&mut office, &job),
        "the fault was used up before there was a change"
    );
}

#[test]
fn a_stale_fault_never_meets_a_redirect() {
    let (mut office, job) = redirected(InjectedFault::always(FaultKind::Stale { for_ms: None }));
    let printer = office.queue_printer();
    assert!(is_stale(&mut office, &job));
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        409
    );
}
