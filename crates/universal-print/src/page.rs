//! Lists that arrive in pages.
//!
//! The next link is opaque: it is followed as it came and never taken apart.
//! It is an address from the network all the same, so [`Paging`] lets a page
//! be followed only at the endpoint's own origin, never twice, and not
//! without end.
//!
//! <https://learn.microsoft.com/graph/paging>

use serde_json::Value;

use crate::endpoint::Endpoint;
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
    /// Where the list goes on.
    pub next: Option<NextLink>,
}

/// An answer is a page when it has an array `value`.
impl<T: Wire> Wire for Page<T> {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            items: wire::member(value, "value")?,
            next: wire::text(value, "@odata.nextLink").map(NextLink),
        })
    }
}

/// Why a next page is not fetched.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PagingError {
    /// The link leads to another origin than the endpoint's.
    Foreign,
    /// The link was followed before.
    Loop,
    /// The list has more pages than any list has.
    TooMany,
}

/// The pages of one list, followed to their end.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    followed: Vec<NextLink>,
}

impl Paging {
    /// More pages than this are not a list. A tenant of 50,000 shares in pages
    /// of 50 stays below.
    pub const MOST_PAGES: usize = 2_000;

    /// Lets `link` be followed, once.
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
    use proptest::prelude::*;
    use serde_json::json;

    fn link(text: &str) -> NextLink {
        NextLink(text.to_owned())
    }

    #[test]
    fn an_empty_page_may_have_a_next_one() {
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
    fn paging_stays_at_home_and_ends() {
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
    fn a_link_that_is_no_text_ends_the_list() {
        for odd in [json!(null), json!(""), json!(7), json!({}), json!(["x"])] {
            let page: Page<String> =
                Page::read(&json!({ "value": ["x"], "@odata.nextLink": odd })).unwrap();
            assert_eq!((page.items.len(), page.next), (1, None));
        }
    }

    #[test]
    fn empty_pages_without_end_come_to_an_end() {
        let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
        let mut paging = Paging::default();
        let mut pages = 0_usize;
        let refusal = loop {
            let body = json!({
                "value": [],
                "@odata.nextLink": format!("https://graph.microsoft.com/v1.0/x?$skiptoken={pages}"),
            });
            let page: Page<String> = Page::read(&body).unwrap();
            match paging.follow(&page.next.unwrap(), &graph) {
                Ok(()) => pages += 1,
                Err(refusal) => break refusal,
            }
        };
        assert_eq!((refusal, pages), (PagingError::TooMany, Paging::MOST_PAGES));
    }

    proptest! {
        #[test]
        fn whatever_the_links_none_is_followed_twice_or_abroad(
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
