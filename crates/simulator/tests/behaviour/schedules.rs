//! Runs thousands of random schedules, in which no document may print twice.
//!
//! Every schedule runs on a clone of the same tenant, which is cheap. The clients here
//! repeat their redirect at any time. Only the job's task stops them, because it lets
//! the job go once.

use serde_json::json;
use simulator::{
    Delivery, Request, Tenant,
    fault::{CutAt, FaultKind, InjectedFault, When},
    graph_operation::GraphOperation,
    scenario::{APPLICATION_TOKEN, USER_TOKEN},
};

use crate::office::{NOW_MS, Office};

const SCHEDULES: u64 = 2_000;
const STEPS: u64 = 20;

/// Random numbers, the same for the same seed (the generator of Marsaglia, 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn when(&mut self) -> When {
        if self.roll(2) == 0 {
            When::Before
        } else {
            When::After
        }
    }
}

fn any_kind(dice: &mut Dice) -> FaultKind {
    let when = dice.when();
    match dice.roll(9) {
        0 => FaultKind::Lose { when },
        1 => FaultKind::Cut {
            when,
            at: CutAt::Body,
            reset: dice.roll(2) == 0,
        },
        2 => FaultKind::Delay { when, ms: None },
        3 => FaultKind::Delay {
            when,
            ms: Some(30_000),
        },
        4 => FaultKind::Unavailable { status: 504, when },
        5 => FaultKind::Garble,
        6 => FaultKind::Throttle { retry_after: None },
        7 => FaultKind::Stale {
            for_ms: Some(20_000),
        },
        _ => FaultKind::Replace {
            when,
            body: String::new(),
        },
    }
}

/// The start of every schedule: the tenant, and the requests that the clients make.
struct Start {
    tenant: Tenant,
    redirects: Vec<Request>,
    cancel: Request,
    read: Request,
    document: String,
}

fn start() -> Start {
    let mut office = Office::new("one-job");
    let document = office.waiting()[0]["documents"][0]["id"].clone();
    let job = office.job_named("Quarterly report.pdf");
    let path = office.job_path(&job, "redirect");
    let redirects = ["BER-A1 Copy room", "BER-B1 Lab"].map(|name| {
        let printer = office.printer_named(name);
        Request::new("POST", &path, APPLICATION_TOKEN)
            .with_json(&json!({ "destinationPrinterId": printer }))
    });
    let read = format!("/v1.0/print/shares/{}/jobs/{job}", office.queue_share());
    office.tenant.forget_requests();
    Start {
        redirects: redirects.to_vec(),
        cancel: Request::new("POST", &office.job_path(&job, "cancel"), USER_TOKEN),
        read: Request::new("GET", &read, USER_TOKEN),
        document: document.as_str().unwrap().to_owned(),
        tenant: office.tenant,
    }
}

#[test]
fn no_schedule_of_sends_and_faults_prints_a_document_twice() {
    let start = start();
    let mut papers = 0;
    for seed in 1..=SCHEDULES {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut tenant = start.tenant.clone();
        let mut now_ms = NOW_MS;
        let mut accepted = 0;
        for _ in 0..STEPS {
            let request = match dice.roll(8) {
                0 | 1 => &start.redirects[0],
                2 => &start.redirects[1],
                3 => {
                    let kind = any_kind(&mut dice);
                    tenant.add_fault(InjectedFault::on(GraphOperation::Redirect, kind));
                    continue;
                }
                4 => {
                    let kind = any_kind(&mut dice);
                    tenant.add_fault(InjectedFault::on(GraphOperation::GetJobOfShare, kind));
                    continue;
                }
                5 => {
                    tenant.release();
                    continue;
                }
                6 if dice.roll(20) == 0 => &start.cancel,
                _ => &start.read,
            };
            now_ms += i64::try_from(dice.roll(10_000)).unwrap();
            let delivery = tenant.handle(request, now_ms);
            if let Delivery::Answer(response) = delivery {
                accepted += u32::from(
                    request.method == "POST"
                        && response.status == 200
                        && response.json()["redirectedFrom"].is_string(),
                );
            }
        }
        tenant.release();
        tenant.settle(now_ms + 3_600_000);
        let ledger = tenant.ledger();
        let times: u32 = ledger.iter().map(|entry| entry.times).sum();
        assert!(times <= 1, "schedule {seed}: {ledger:?}");
        assert!(
            accepted <= times,
            "schedule {seed}: accepted but not printed"
        );
        assert!(
            ledger
                .iter()
                .all(|entry| entry.document_id == start.document)
        );
        papers += times;
    }
    assert!(papers > 0 && start.tenant.ledger().is_empty());
}

#[test]
fn a_clone_and_its_origin_change_independently() {
    let Start {
        mut tenant,
        redirects,
        ..
    } = start();
    let mut copy = tenant.clone();
    copy.handle(&redirects[0], NOW_MS);
    copy.settle(NOW_MS + 3_600_000);
    tenant.settle(NOW_MS + 3_600_000);
    assert_eq!((copy.printed().len(), tenant.printed().len()), (1, 0));
    assert_eq!((copy.requests().len(), tenant.requests().len()), (1, 0));
}
