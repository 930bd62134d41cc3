//! Lists that arrive in pages.
//!
//! A next link is opaque: it is followed as it came and never taken apart. But it
//! is an address from the network, so ask [`Paging::follow`] before each next page.
//! It lets a link be followed only at the endpoint's own origin, never twice, and
//! not without end.
//!
//! ```
//! use universal_print::json;
//! use universal_print::endpoint::{Cloud, Endpoint, Version};
//! use universal_print::ids::ShareId;
//! use universal_print::job::Job;
//! use universal_print::page::{Page, Paging, PagingError};
//! use universal_print::request::{Request, RequestTarget};
//! use universal_print::wire::Wire;
//!
//! // Stands for an HTTP client.
//! let fetch = |url: &str| match url.split_once("$skiptoken=") {
//!     None => json!({
//!         "value": [{ "id": "211" }, { "id": "212" }],
//!         "@odata.nextLink":
//!             "https://graph.microsoft.com/v1.0/print/shares/6a0c1f52/jobs?$skiptoken=X1"
//!     }),
//!     Some(_) => json!({ "value": [{ "id": "213" }] }),
//! };
//!
//! let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
//! let mut request = Request::jobs_of_share(&ShareId::new("6a0c1f52").unwrap(), None);
//! let mut paging = Paging::default();
//! let mut jobs: Vec<Job> = Vec::new();
//! loop {
//!     let url = match &request.target {
//!         RequestTarget::Path(path) => graph.url(path),
//!         RequestTarget::Next(link) => link.as_str().to_owned(),
//!     };
//!     let page: Page<Job> = Page::read(&fetch(&url)).unwrap();
//!     jobs.extend(page.items);
//!     let Some(link) = page.next else { break };
//!     paging.follow(&link, &graph)?;
//!     request = Request::next(request.operation, link);
//! }
//! let ids: Vec<&str> = jobs.iter().map(|job| job.id.as_str()).collect();
//! assert_eq!(ids, ["211", "212", "213"]);
//! # Ok::<(), PagingError>(())
//! ```
//!
//! <https://learn.microsoft.com/graph/paging>

use std::error::Error;
use std::fmt;

use crate::json::Value;

use crate::answer::Answer;
use crate::endpoint::Endpoint;
use crate::fault::{Cause, Fault};
use crate::time::Timestamp;
use crate::wire::{self, Wire};

/// The opaque address of a next page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NextLink(String);

impl NextLink {
    /// The address as Graph wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One page of a list. A page may be empty and still have a next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items that could be read.
    pub items: Vec<T>,
    /// The address of the next page; `None` at the end of the list.
    pub next: Option<NextLink>,
}

/// An answer is a page if it has an array `value`.
impl<T: Wire> Wire for Page<T> {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            items: wire::member(value, "value")?,
            next: wire::text(value, "@odata.nextLink").map(NextLink),
        })
    }
}

/// Why a next page must not be fetched.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PagingError {
    /// The link leads to an origin other than the endpoint's.
    Foreign,
    /// The link was followed before.
    Loop,
    /// The list has more than [`Paging::MOST_PAGES`] pages.
    TooMany,
}

impl PagingError {
    /// The fault of a list that ends at `answer` for this reason. The service's own
    /// message is empty, so the reason stands there. The link does not: it may hold
    /// anything.
    pub fn fault(self, answer: &Answer, now: Timestamp) -> Fault {
        let mut diagnostic = answer.diagnostic();
        diagnostic.message = Some(self.words().to_owned());
        diagnostic.time = Some(now);
        Fault {
            cause: Cause::BadPaging,
            diagnostic,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Foreign => "the next page is at an origin other than the endpoint's",
            Self::Loop => "the next page has been read before",
            Self::TooMany => "the list has too many pages",
        }
    }
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl Error for PagingError {}

/// The next links of one list that were followed so far.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    followed: Vec<NextLink>,
}

impl Paging {
    /// The most pages that a list may have. A tenant of 50,000 shares in pages of
    /// 50 has half as many.
    pub const MOST_PAGES: usize = 2_000;

    /// Allows `link` to be followed, once.
    pub fn follow(&mut self, link: &NextLink, endpoint: &Endpoint) -> Result<(), PagingError> {
        if !endpoint.allows(link.as_str()) {
            return Err(PagingError::Foreign);
        }
        if self.followed.contains(link) {
            return Err(PagingError::Loop);
        }
        if self.followed.len() >= Self::MOST_PAGES {
            return Err(PagingError::TooMany);
        }
        self.followed.push(link.clone());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::{Cloud, Version};
    use crate::json;
    use proptest::prelude::*;

    fn link(text: &str) -> NextLink {
        NextLink(text.to_owned())
    }

    #[test]
    fn an_empty_page_may_have_a_next_page() {
        let page: Page<String> = Page::read(&json!({
            "value": [],
            "@odata.nextLink": "https://graph.microsoft.com/v1.0/print/shares?$skiptoken=a"
        }))
        .unwrap();
        assert!(page.items.is_empty() && page.next.is_some());
    }

    #[test]
    fn an_answer_without_a_list_is_not_a_page() {
        assert_eq!(Page::<String>::read(&json!({ "id": "1" })), None);
    }

    #[test]
    fn each_paging_error_says_why_the_list_ends() {
        for (error, words) in [
            (
                PagingError::Foreign,
                "the next page is at an origin other than the endpoint's",
            ),
            (PagingError::Loop, "the next page has been read before"),
            (PagingError::TooMany, "the list has too many pages"),
        ] {
            let error: Box<dyn Error> = Box::new(error);
            assert_eq!(error.to_string(), words);
        }
    }

    #[test]
    fn paging_stays_at_its_origin_and_ends() {
        let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
        let mut paging = Paging::default();
        let home = |n: usize| {
            link(&format!(
                "https://graph.microsoft.com/v1.0/x?$skiptoken={n}"
            ))
        };

        assert_eq!(
            paging.follow(&link("https://evil.example/"), &graph),
            Err(PagingError::Foreign)
        );
        assert_eq!(paging.follow(&home(0), &graph), Ok(()));
        assert_eq!(paging.follow(&home(0), &graph), Err(PagingError::Loop));
        for n in 1..Paging::MOST_PAGES {
            assert_eq!(paging.follow(&home(n), &graph), Ok(()));
        }
        assert_eq!(
            paging.follow(&home(Paging::MOST_PAGES), &graph),
            Err(PagingError::TooMany)
        );
    }

    #[test]
    fn a_link_that_is_not_text_ends_the_list() {
        for odd in [json!(null), json!(""), json!(7), json!({}), json!(["x"])] {
            let page: Page<String> =
                Page::read(&json!({ "value": ["x"], "@odata.nextLink": odd })).unwrap();
            assert_eq!((page.items.len(), page.next), (1, None));
        }
    }

    #[test]
    fn endless_empty_pages_are_stopped() {
        let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
        let mut paging = Paging::default();
        let mut pages = 0_usize;
        let error = loop {
            let body = json!({
                "value": [],
                "@odata.nextLink": format!("https://graph.microsoft.com/v1.0/x?$skiptoken={pages}"),
            });
            let page: Page<String> = Page::read(&body).unwrap();
            match paging.follow(&page.next.unwrap(), &graph) {
                Ok(()) => pages += 1,
                Err(error) => break error,
            }
        };
        assert_eq!((error, pages), (PagingError::TooMany, Paging::MOST_PAGES));
    }

    proptest! {
        #[test]
        fn no_link_is_followed_twice_or_to_another_origin(
            links in proptest::collection::vec(
                "https://graph\\.microsoft\\.com/v1\\.0/x\\?[a-c]{1,2}|https?://[a-z@.]{1,8}/x|\\PC{0,8}",
                0..60,
            )
        ) {
            let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
            let mut paging = Paging::default();
            let mut followed = Vec::new();
            for text in links {
                if paging.follow(&link(&text), &graph).is_ok() {
                    prop_assert!(text.starts_with("https://graph.microsoft.com/"));
                    prop_assert!(!followed.contains(&text));
                    followed.push(text);
                }
            }
        }
    }
}
