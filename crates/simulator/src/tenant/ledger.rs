//! Counts prints: which jobs came out on paper, and how often each document did.
//!
//! A print counts at a printer with a physical device when the job is completed. The
//! ledger follows redirects back to the first job. So it shows a document that came
//! out of two printers, or twice of one, whatever a client believes. Each print says what
//! the paper looks like.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Tenant;
use crate::{
    job::{Job, JobPhase, job_url, parse_job_url},
    paper::Paper,
    printer::Printer,
    record::{LedgerEntry, PrintedJob},
    settings_mode::SettingsMode,
};

impl Tenant {
    /// Every job that has come out on paper so far, oldest first.
    pub fn printed(&self) -> Vec<PrintedJob> {
        self.printed_with(|job| job.configuration.clone())
    }

    /// What had come out if redirects read settings in this mode. A client that sends
    /// what it means prints the same in all modes.
    pub fn printed_in_mode(&self, mode: SettingsMode) -> Vec<PrintedJob> {
        self.printed_with(|job| job.settings(mode))
    }

    fn printed_with(&self, settings: impl Fn(&Job) -> Value) -> Vec<PrintedJob> {
        let mut printed: Vec<_> = self
            .finished()
            .map(|(printer, job, at_ms)| (printer, job, at_ms, settings(job)))
            .map(|(printer, job, at_ms, settings)| PrintedJob {
                printer_id: printer.id.clone(),
                printer: printer.display_name.clone(),
                job_id: job.id.clone(),
                document: job.name().to_owned(),
                copies: copies(&settings),
                paper: paper(printer, job, &settings),
                redirected_from: job.redirected_from.clone(),
                completed_ms: at_ms,
            })
            .collect();
        printed.sort_by_key(|each| each.completed_ms);
        printed
    }

    /// How often each document has come out of each printer so far, in the order of
    /// the first jobs. A document that never came out is not listed.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        let mut entries: BTreeMap<_, LedgerEntry> = BTreeMap::new();
        for (printer, job, _) in self.finished() {
            let (first_printer, first_job) = self.first(printer, job);
            for (document_id, document) in &first_job.documents {
                let key = (document_id.clone(), printer.id.clone());
                let entry = entries.entry(key).or_insert_with(|| LedgerEntry {
                    document_id: document_id.clone(),
                    document: document.display_name.clone(),
                    job: job_url(&first_printer.id, &first_job.id),
                    printer_id: printer.id.clone(),
                    printer: printer.display_name.clone(),
                    times: 0,
                    copies: 0,
                    papers: Vec::new(),
                });
                entry.times += 1;
                entry.copies += copies(&job.configuration);
                entry.papers.push(paper(printer, job, &job.configuration));
            }
        }
        let mut entries: Vec<_> = entries.into_values().collect();
        entries.sort_by(|one, other| one.job.cmp(&other.job));
        entries
    }

    /// The jobs that physical printers completed, and when.
    fn finished(&self) -> impl Iterator<Item = (&Printer, &Job, i64)> {
        self.inventory
            .printers()
            .filter(|printer| printer.has_physical_device)
            .flat_map(|printer| printer.jobs.iter().map(move |job| (printer, job)))
            .filter_map(|(printer, job)| match job.phase {
                JobPhase::Completed { at_ms } => Some((printer, job, at_ms)),
                _ => None,
            })
            // A job that was redirected from a physical printer left no paper there.
            .filter(|(_, job, _)| job.redirected_to.is_none())
    }

    /// The job at the start of a chain of redirects.
    fn first<'a>(&'a self, printer: &'a Printer, job: &'a Job) -> (&'a Printer, &'a Job) {
        let mut first = (printer, job);
        while let Some(source) = first.1.redirected_from.as_deref().and_then(parse_job_url) {
            let Ok(printer) = self.inventory.printer(source.0) else {
                break;
            };
            let Some(job) = printer.job(source.1) else {
                break;
            };
            first = (printer, job);
        }
        first
    }
}

fn copies(settings: &Value) -> i64 {
    let copies = settings.get("copies");
    copies.and_then(Value::as_i64).unwrap_or(1)
}

fn paper(printer: &Printer, job: &Job, settings: &Value) -> Paper {
    let documents = job.documents.iter().map(|(_, document)| document);
    Paper::of(
        settings,
        documents,
        &printer.capabilities,
        &printer.defaults,
    )
}
