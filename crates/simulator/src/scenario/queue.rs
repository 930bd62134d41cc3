//! Builds the pull-print queue and the jobs that wait in it.
//!
//! Jobs have the names, sizes and settings of an office day. Some have the oddities
//! that the documentation shows: time offsets other than `Z`, whole seconds,
//! `finishings: null`, a document without a name, a job without an owner.

use serde_json::{Value, json};

use super::people::{APPLICATION_ID, adele, alex};
use crate::{
    guid::{IdKind, guid},
    instant::TimeForm,
    job::{Document, JobPhase, NewJob},
    printer::Printer,
    share::Share,
    task::{TaskDefinition, Trigger},
    tenant::Tenant,
};

pub(super) const LABEL: &str = "Print anywhere";
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

pub(super) fn printer_id() -> String {
    guid(IdKind::Printer, 0)
}

pub(super) fn share_id() -> String {
    guid(IdKind::Share, 0)
}

/// Adds the virtual printer, its trigger and task definition, and its share.
pub(super) fn install(tenant: &mut Tenant, now_ms: i64) {
    tenant.add_definition(TaskDefinition {
        id: guid(IdKind::Definition, 0),
        display_name: LABEL.to_owned(),
        app_id: APPLICATION_ID.to_owned(),
        app_name: "Contoso pull print".to_owned(),
    });
    let trigger = Trigger {
        id: guid(IdKind::Trigger, 0),
        app_id: APPLICATION_ID.to_owned(),
        definition_id: guid(IdKind::Definition, 0),
    };
    tenant.add_printer(Printer {
        manufacturer: "Contoso".to_owned(),
        model: "Pull print queue".to_owned(),
        registered_ms: now_ms - 400 * DAY_MS,
        ..Printer::virtual_queue(&printer_id(), LABEL, trigger)
    });
    tenant.add_share(Share {
        created_ms: now_ms - 400 * DAY_MS,
        ..Share::new(&share_id(), &printer_id(), LABEL)
    });
}

/// Adds eight jobs: Adele's four held ones, one still arriving and one long
/// completed, one of Alex's, and one without an owner.
pub(super) fn waiting_jobs(tenant: &mut Tenant, now_ms: i64) {
    let adele = adele();
    let gone = NewJob {
        phase: JobPhase::Completed {
            at_ms: now_ms - 9 * DAY_MS,
        },
        ..NewJob::of(&adele, now_ms - 9 * DAY_MS, Document::pdf("", 0))
    };
    let nobodys = NewJob {
        created_by: None,
        ..NewJob::of(
            &adele,
            now_ms - 2 * DAY_MS,
            Document::pdf("Scan0001.pdf", 88_120),
        )
    };
    let someone_elses = NewJob::of(
        &alex(),
        now_ms - 3 * HOUR_MS,
        Document::pdf("Salary review (confidential).pdf", 301_442),
    );
    let manual = NewJob {
        time_form: TimeForm::PacificOffset,
        configuration: json!({
            "copies": 1, "colorMode": "blackAndWhite", "duplexMode": "flipOnLongEdge",
            "mediaSize": "A4", "mediaType": "stationery", "orientation": "portrait",
            "quality": "medium", "dpi": 600, "pagesPerSheet": 2,
            "multipageLayout": "clockwiseFromTopLeft", "finishings": null, "collate": true,
            "scaling": "shrinkToFit", "fitPdfToPage": false, "inputBin": "auto", "outputBin": "auto",
        }),
        ..NewJob::of(
            &adele,
            now_ms - 26 * HOUR_MS,
            Document::pdf("Onboarding handbook 2026.pdf", 9_811_204).with_pages(64),
        )
    };
    let poster = NewJob {
        time_form: TimeForm::WholeSeconds,
        configuration: json!({
            "copies": 12, "colorMode": "color", "duplexMode": "oneSided", "mediaSize": "A3",
            "mediaType": "stationery-heavyweight", "orientation": "landscape", "quality": "high",
            "dpi": 1200, "finishings": ["none"], "scaling": "fit",
        }),
        ..NewJob::of(
            &adele,
            now_ms - 95 * MINUTE_MS,
            Document::pdf("Open day poster.pdf", 4_250_933),
        )
    };
    let minutes = NewJob {
        configuration: json!({
            "copies": 3, "colorMode": "auto", "duplexMode": "flipOnLongEdge", "mediaSize": "A4",
            "orientation": "portrait", "quality": "medium", "finishings": ["stapleTopLeft"],
            "collate": true, "pageRanges": [{ "start": 1, "end": 4 }],
        }),
        ..NewJob::of(
            &adele,
            now_ms - 14 * MINUTE_MS,
            Document {
                display_name: "Minutes of the works council.docx".to_owned(),
                content_type: "application/oxps".to_owned(),
                size: 276_604,
                pages: 6,
            },
        )
    };
    for job in [gone, nobodys, someone_elses, manual, poster, minutes] {
        tenant.add_job(&printer_id(), job);
    }
    one_job(tenant, now_ms);
    arriving_job(tenant, now_ms);
}

/// Adds four jobs of Adele's, none of which a black-and-white printer for A4 can print as
/// it is: an A3 colour poster, stapled; a report in colour, punched; more flyers than a
/// printer makes; and a document of another type.
pub(super) fn jobs_that_do_not_fit(tenant: &mut Tenant, now_ms: i64) {
    let jobs = [
        (
            json!({
                "copies": 12, "colorMode": "color", "duplexMode": "oneSided", "mediaSize": "A3",
                "mediaType": "stationery-heavyweight", "orientation": "landscape",
                "quality": "high", "dpi": 1200, "finishings": ["stapleTopLeft"],
                "scaling": "fit", "collate": true,
            }),
            Document::pdf("Open day poster.pdf", 4_250_933).with_pages(2),
        ),
        (
            json!({
                "copies": 2, "colorMode": "color", "duplexMode": "flipOnLongEdge",
                "mediaSize": "A4", "mediaType": "stationery", "orientation": "portrait",
                "quality": "medium", "dpi": 600, "collate": true,
                "finishings": ["stapleDualLeft", "punchDualLeft"],
                "pagesPerSheet": 1, "inputBin": "auto", "outputBin": "auto",
            }),
            Document::pdf("Quarterly report.pdf", 1_284_096).with_pages(12),
        ),
        (
            json!({
                "copies": 250, "colorMode": "blackAndWhite", "duplexMode": "oneSided",
                "mediaSize": "A5", "mediaType": "stationery", "orientation": "portrait",
                "quality": "medium", "dpi": 600,
            }),
            Document::pdf("Flyer for the summer party.pdf", 512_778),
        ),
        (
            json!({
                "copies": 1, "colorMode": "grayscale", "duplexMode": "flipOnShortEdge",
                "mediaSize": "A4", "finishings": ["none"],
                "pageRanges": [{ "start": 1, "end": 4 }],
            }),
            Document {
                display_name: "Minutes of the works council.docx".to_owned(),
                content_type: "application/oxps".to_owned(),
                size: 276_604,
                pages: 6,
            },
        ),
    ];
    for (minutes_ago, (configuration, document)) in [3, 14, 95, 190].into_iter().zip(jobs) {
        let job = NewJob {
            configuration,
            ..NewJob::of(&adele(), now_ms - minutes_ago * MINUTE_MS, document)
        };
        tenant.add_job(&printer_id(), job);
    }
}

/// Adds a job whose upload takes another 20 s.
pub(super) fn arriving_job(tenant: &mut Tenant, now_ms: i64) {
    let plan = NewJob {
        phase: JobPhase::Arriving {
            until_ms: now_ms + 20_000,
        },
        configuration: json!({ "copies": 1, "colorMode": "color" }),
        ..NewJob::of(
            &adele(),
            now_ms - 4_000,
            Document::pdf("Site plan, building B.pdf", 31_880_112),
        )
    };
    tenant.add_job(&printer_id(), plan);
}

/// Adds a job that no task holds, as if it came before the queue had a trigger.
pub(super) fn direct_job(tenant: &mut Tenant, now_ms: i64) {
    let letter = NewJob {
        phase: JobPhase::Printing {
            since_ms: now_ms - MINUTE_MS,
        },
        ..NewJob::of(
            &adele(),
            now_ms - MINUTE_MS,
            Document::pdf("Letter to the landlord.pdf", 64_210),
        )
    };
    tenant.add_job(&printer_id(), letter);
}

/// Adds the job that most scenarios have.
pub(super) fn one_job(tenant: &mut Tenant, now_ms: i64) {
    let report = NewJob {
        configuration: json!({
            "copies": 2, "colorMode": "color", "duplexMode": "flipOnLongEdge", "mediaSize": "A4",
            "mediaType": "stationery", "orientation": "portrait", "quality": "medium", "dpi": 600,
            "collate": true, "finishings": ["none"], "margin": { "top": 0, "bottom": 0, "left": 0, "right": 0 },
        }),
        ..NewJob::of(
            &adele(),
            now_ms - 3 * MINUTE_MS,
            Document::pdf("Quarterly report.pdf", 1_284_096).with_pages(12),
        )
    };
    tenant.add_job(&printer_id(), report);
}

/// Adds a job with the configuration of the documented redirect request, member by
/// member, with two copies instead of one
/// (<https://learn.microsoft.com/graph/api/printjob-redirect#request>).
pub(super) fn documented_job(tenant: &mut Tenant, now_ms: i64) {
    let job = NewJob {
        configuration: documented_configuration(2),
        ..NewJob::of(
            &adele(),
            now_ms - 5 * MINUTE_MS,
            Document::pdf("testjob.pdf", 276_604).with_pages(4),
        )
    };
    tenant.add_job(&printer_id(), job);
}

pub(super) fn documented_configuration(copies: i32) -> Value {
    json!({
        "feedOrientation": "longEdgeFirst",
        "pageRanges": [{ "start": 1, "end": 1 }],
        "quality": "medium",
        "dpi": 600,
        "orientation": "landscape",
        "copies": copies,
        "duplexMode": "oneSided",
        "colorMode": "blackAndWhite",
        "inputBin": "by-pass-tray",
        "outputBin": "output-tray",
        "mediaSize": "A4",
        "margin": { "top": 0, "bottom": 0, "left": 0, "right": 0 },
        "mediaType": "stationery",
        "finishings": null,
        "pagesPerSheet": 1,
        "multipageLayout": "clockwiseFromBottomLeft",
        "collate": false,
        "scaling": "shrinkToFit",
        "fitPdfToPage": false,
    })
}
