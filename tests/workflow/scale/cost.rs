//! Sorts the tenant's requests by their purpose and counts them.
//!
//! Requests without a known purpose count as `other`; the tests expect none.
//! Reads of accepted jobs are counted as requests and as looks, of which a batch
//! carries several.

use std::collections::BTreeMap;

use serde_json::Value;
use simulator::record::RecordedRequest;

use super::SECOND_QUEUE_SHARE;
use crate::browser::Browser;

/// The number of requests for each purpose.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) lists: usize,
    pub(super) recents: usize,
    pub(super) shares: usize,
    pub(super) details: usize,
    pub(super) printers: usize,
    pub(super) looks: usize,
    pub(super) sends: usize,
    pub(super) other: usize,
}

impl Cost {
    pub(super) fn of(browser: &Browser) -> Self {
        let mut cost = Self::default();
        for request in browser.tenant.requests() {
            let of_queue = |share: &str| queues(browser).contains(&share);
            let segments = segments(&request.url);
            let need = match (request.method.as_str(), segments.as_slice()) {
                ("GET", ["me", "print", "recentPrinterShares"]) => &mut cost.recents,
                ("GET", ["print", "shares"]) => &mut cost.shares,
                ("GET", ["print", "shares", _, "jobs"]) => &mut cost.lists,
                ("GET", ["print", "shares", share, "jobs", _]) if of_queue(share) => {
                    &mut cost.looks
                }
                ("GET", ["print", "shares", _, "printer"]) => &mut cost.printers,
                ("GET", ["print", "shares", _]) if request.url.contains("$expand=printer") => {
                    &mut cost.printers
                }
                ("GET", ["print", "shares", _]) => &mut cost.details,
                ("POST", ["print", "printers", _, "jobs", _, "redirect"]) => &mut cost.sends,
                _ if !followed(request).is_empty() => continue,
                _ => &mut cost.other,
            };
            *need += 1;
        }
        cost
    }
}

pub(super) fn segments(url: &str) -> Vec<&str> {
    let (_, path) = url.split_once("/v1.0/").unwrap_or_default();
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    path.split('/').collect()
}

pub(super) fn queues(browser: &Browser) -> [&str; 2] {
    [&browser.host.queues[0].share, SECOND_QUEUE_SHARE]
}

/// The accepted jobs that a request reads, alone or in a batch.
fn followed(request: &RecordedRequest) -> Vec<String> {
    if request.url.ends_with("/$batch") {
        let body: Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
        let requests = body["requests"].as_array().unwrap().iter();
        return requests
            .map(|request| request["url"].as_str().unwrap().to_owned())
            .collect();
    }
    match segments(&request.url).as_slice() {
        ["print", "shares", share, "jobs", job] => vec![format!("{share} {job}")],
        _ => Vec::new(),
    }
}

/// How often accepted jobs were read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Following {
    pub(super) requests: usize,
    /// How often each job was read.
    pub(super) looks: BTreeMap<String, usize>,
}

impl Following {
    pub(super) fn of(browser: &Browser) -> Self {
        let mut following = Self::default();
        for request in browser.tenant.requests() {
            let of_queue = queues(browser).iter().any(|it| request.url.contains(it));
            let jobs = if of_queue {
                Vec::new()
            } else {
                followed(request)
            };
            following.requests += usize::from(!jobs.is_empty());
            for job in jobs {
                *following.looks.entry(job).or_default() += 1;
            }
        }
        following
    }
}
