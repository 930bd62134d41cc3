//! The five calls that the gateway makes.

use axum::http::Method;
use serde_json::Value;

use crate::{id::Share, route::Place};

/// A call to Graph.
#[derive(Clone, Copy, Debug)]
pub(crate) enum GraphCall<'a> {
    /// <https://learn.microsoft.com/graph/api/printjob-get>
    Job { place: &'a Place, documents: bool },
    /// <https://learn.microsoft.com/graph/api/printer-get>
    PrinterOfShare(&'a Share),
    /// <https://learn.microsoft.com/graph/api/printershare-get>
    Share(&'a Share),
    /// <https://learn.microsoft.com/graph/api/printjob-redirect>
    Redirect { place: &'a Place, body: &'a Value },
    /// <https://learn.microsoft.com/graph/api/printjob-abort>
    Abort {
        place: &'a Place,
        body: Option<&'a Value>,
    },
}

impl GraphCall<'_> {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Job { .. } => "get job",
            Self::PrinterOfShare(_) => "get printer of share",
            Self::Share(_) => "get share",
            Self::Redirect { .. } => "redirect",
            Self::Abort { .. } => "abort",
        }
    }

    pub(super) fn method(&self) -> Method {
        if self.changes() {
            Method::POST
        } else {
            Method::GET
        }
    }

    pub(super) fn changes(&self) -> bool {
        matches!(self, Self::Redirect { .. } | Self::Abort { .. })
    }

    /// Ids hold no letter that a path would read as its own.
    pub(super) fn path(&self) -> String {
        let job = |place: &Place| format!("/print/printers/{}/jobs/{}", place.printer, place.job);
        match self {
            Self::Job {
                place,
                documents: false,
            } => job(place),
            Self::Job {
                place,
                documents: true,
            } => format!("{}?$expand=documents", job(place)),
            Self::PrinterOfShare(share) => format!("/print/shares/{share}/printer?$select=id"),
            Self::Share(share) => format!("/print/shares/{share}?$select=id,allowAllUsers"),
            Self::Redirect { place, .. } => format!("{}/redirect", job(place)),
            Self::Abort { place, .. } => format!("{}/abort", job(place)),
        }
    }

    pub(super) fn body(&self) -> Option<String> {
        match self {
            Self::Redirect { body, .. } => Some(body.to_string()),
            Self::Abort { body, .. } => body.map(Value::to_string),
            _ => None,
        }
    }
}
