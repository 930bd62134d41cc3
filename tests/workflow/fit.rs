//! What `universal_print::fit` says of the simulated jobs and printers, against the paper.
//!
//! The simulator decides by itself what comes out. So a job that is sent as it is shows
//! whether the fit told the truth, and one that is sent with the printer's defaults shows
//! whether they were sent whole.

use serde_json::{Value, json};
use simulator::paper::Paper;
use simulator::printer::PrinterStatus;
use simulator::scenario::{APPLICATION_TOKEN, USER_TOKEN, scenario};
use simulator::{Request, SettingsMode, Tenant};
use universal_print::capabilities::Capabilities;
use universal_print::configuration::{Changes, Member, overlay};
use universal_print::defaults::ShareWithDefaults;
use universal_print::fit::{Asked, Level, Subject, Verdict};
use universal_print::job::Job;
use universal_print::json as graph_json;
use universal_print::wire::Wire;

use crate::browser::START_MS;
use crate::page::HOUR_MS;

struct Office {
    tenant: Tenant,
    queue: String,
    jobs: Vec<Job>,
    /// Each printer's id, with its share.
    printers: Vec<(String, ShareWithDefaults)>,
}

fn get(tenant: &mut Tenant, path: &str) -> Value {
    let request =
        Request::new("GET", path, USER_TOKEN).with_header("Prefer", "include-unknown-enum-members");
    tenant.answer(&request, START_MS).response().unwrap().json()
}

fn office(name: &str) -> Office {
    let (mut tenant, host) = scenario(name, START_MS).unwrap();
    let queue = &host.queues[0];
    let list = format!("/v1.0/print/shares/{}/jobs?$expand=documents", queue.share);
    let list = get(&mut tenant, &list);
    let held = |job: &&Value| job["status"]["details"][0] == "releaseWait";
    let jobs = list["value"].as_array().unwrap().iter().filter(held);
    let jobs = jobs.map(|job| Job::read(&job.clone().into()).unwrap());
    let jobs = jobs.collect();
    let shares = get(&mut tenant, "/v1.0/print/shares");
    let shares = shares["value"].as_array().unwrap().iter();
    let ids = shares.map(|share| share["id"].as_str().unwrap().to_owned());
    let printers = ids.filter(|id| *id != queue.share).map(|id| {
        let path = format!(
            "/v1.0/print/shares/{id}?$select=id,capabilities,defaults&$expand=printer($select=id)"
        );
        let share = get(&mut tenant, &path);
        let printer = share["printer"]["id"].as_str().unwrap().to_owned();
        (printer, ShareWithDefaults::read(&share.into()).unwrap())
    });
    let printers: Vec<(String, ShareWithDefaults)> = printers.collect();
    for (printer, _) in &printers {
        tenant.set_status(printer, PrinterStatus::new("idle", &[]));
    }
    Office {
        queue: queue.printer.clone(),
        jobs,
        printers,
        tenant,
    }
}

impl Office {
    /// Sends the job, and returns the paper, which is the same in every mode.
    fn print(&self, job: &Job, changes: &Changes, printer: &str) -> Paper {
        let configuration = overlay(job.configuration.as_ref(), changes).unwrap().body;
        let configuration = configuration.map(Value::from);
        let path = format!(
            "/v1.0/print/printers/{}/jobs/{}/redirect",
            self.queue, job.id
        );
        let body = json!({ "destinationPrinterId": printer, "configuration": configuration });
        let redirect = Request::new("POST", &path, APPLICATION_TOKEN).with_json(&body);
        let mut tenant = self.tenant.clone();
        let answer = tenant.answer(&redirect, START_MS).response().unwrap();
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        tenant.settle(START_MS + HOUR_MS);
        let mut papers = SettingsMode::ALL.map(|mode| tenant.printed_in_mode(mode));
        assert!(papers.iter().all(|it| *it == papers[0] && it.len() == 1));
        papers[0].remove(0).paper
    }
}

/// What the paper shows of a setting, in the form of the setting; `None` for settings
/// that the ledger does not have.
fn seen(paper: &Paper, member: Member) -> Option<Value> {
    Some(match member {
        Member::MediaSize => json!(paper.media_size),
        Member::ColorMode => json!(paper.color_mode),
        Member::DuplexMode => json!(paper.duplex_mode),
        Member::Copies => json!(paper.copies),
        Member::PagesPerSheet => json!(paper.pages_per_sheet),
        Member::Finishings if paper.finishings.is_empty() => json!(["none"]),
        Member::Finishings => json!(paper.finishings),
        _ => return None,
    })
}

fn plain(value: &graph_json::Value) -> Value {
    value.clone().into()
}

fn hold_against_the_paper(verdict: &Verdict, paper: &Paper) {
    let Subject::Setting(member) = verdict.subject else {
        return;
    };
    let Some(seen) = seen(paper, member) else {
        return;
    };
    let asked = plain(&verdict.asked);
    match (verdict.level, &verdict.becomes) {
        (Level::Kept, _) => assert_eq!(seen, asked, "{member:?}"),
        (Level::HardlySeen | Level::Lost, Some(becomes)) => {
            assert_eq!(seen, plain(becomes), "{member:?}");
        }
        (Level::Lost | Level::Impossible, _) => assert_ne!(seen, asked, "{member:?}"),
        (Level::HardlySeen | Level::NotTold, _) => {}
    }
}

#[test]
fn what_the_fit_says_is_what_comes_out_on_paper() {
    let mut lost = 0;
    for name in ["everyday", "does-not-fit", "documented"] {
        let office = office(name);
        assert!(!office.jobs.is_empty() && !office.printers.is_empty());
        for job in &office.jobs {
            for (printer, share) in &office.printers {
                let capabilities = share.share.base.capabilities.as_ref().unwrap();
                let defaults = share.defaults.clone().unwrap_or_default();
                let as_sent = Changes::default();
                let fit = Asked::new(job, &as_sent).fit(capabilities, &defaults);
                let paper = office.print(job, &as_sent, printer);
                for verdict in &fit.verdicts {
                    hold_against_the_paper(verdict, &paper);
                    lost += usize::from(verdict.level >= Level::Lost);
                }

                let changes = fit.with_defaults(&as_sent);
                let fit = Asked::new(job, &changes).fit(capabilities, &defaults);
                let paper = office.print(job, &changes, printer);
                for verdict in &fit.verdicts {
                    hold_against_the_paper(verdict, &paper);
                    assert!(
                        verdict.subject == Subject::ContentType || verdict.level < Level::Lost,
                        "{verdict:?}"
                    );
                }
            }
        }
    }
    assert!(lost > 50, "{lost}");
}

#[test]
fn in_does_not_fit_no_job_fits_any_printer() {
    let office = office("does-not-fit");
    assert_eq!(office.jobs.len(), 4);
    for job in &office.jobs {
        let asked = Asked::new(job, &Changes::default());
        for (_, share) in &office.printers {
            let capabilities = share.share.base.capabilities.as_ref().unwrap();
            assert_eq!(asked.fits(capabilities), Some(false), "{:?}", job.name());
        }
    }
}

#[test]
fn the_report_fits_every_copier_and_the_documented_job_its_printer() {
    let fitting = |name: &str| {
        let office = office(name);
        let named = |job: &&Job| {
            job.name()
                .is_some_and(|it| it.starts_with("Quarterly") || it == "testjob.pdf")
        };
        let asked = Asked::new(office.jobs.iter().find(named).unwrap(), &Changes::default());
        let fits = |capabilities: &Capabilities| asked.fits(capabilities) == Some(true);
        let told = office
            .printers
            .iter()
            .filter_map(|(_, share)| share.share.base.capabilities.as_ref());
        told.filter(|it| fits(it)).count()
    };
    assert_eq!(fitting("documented"), 1);
    assert!(fitting("everyday") > 10);
}
