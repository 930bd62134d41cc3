//! The shares that the signed-in user printed on last.
//!
//! Documented in beta and present in the metadata of v1.0
//! (<https://learn.microsoft.com/graph/api/print-list-recentshares?view=graph-rest-beta>);
//! latest use first.

use std::cmp::Reverse;

use serde_json::{Map, json};

use super::{
    Tenant,
    answer::{Answer, Reply},
};
use crate::{
    asked::{Asked, Version},
    instant::TimeForm,
    page::page,
    permission::{NONE, READ_SHARES_AS_USER},
    refusal::Refusal,
    token::Token,
};

impl Tenant {
    pub(super) fn recent_shares(&self, token: &Token, asked: &Asked) -> Answer {
        let Some((user_id, _)) = self.caller(token) else {
            return Err(Refusal::bad_request(
                "/me request is only valid with delegated authentication flow.",
            ));
        };
        token.require(READ_SHARES_AS_USER, NONE)?;
        asked.no_filter()?;
        asked.only_expands(&[])?;
        let mut recents: Vec<_> = self
            .recents
            .iter()
            .filter(|recent| recent.user_id == user_id)
            .filter_map(|recent| Some((recent.used_ms, self.world.share(&recent.share_id).ok()?.0)))
            .collect();
        recents.sort_by_key(|&(used_ms, _)| Reverse(used_ms));
        let context = format!("users('{user_id}')/print/recentPrinterShares");
        page(
            &recents,
            &context,
            asked,
            self.paging(),
            |&(used_ms, share)| {
                let last_used = TimeForm::WholeSeconds.write(used_ms);
                let mut item = Map::from_iter([
                    ("id".to_owned(), json!(share.id)),
                    ("displayName".to_owned(), json!(share.display_name)),
                    (
                        "viewPoint".to_owned(),
                        json!({ "lastUsedDateTime": last_used }),
                    ),
                ]);
                if asked.version == Version::Beta {
                    item.insert("name".to_owned(), json!(share.display_name));
                }
                asked.cut(item)
            },
        )
        .map(Reply::Entity)
    }
}
