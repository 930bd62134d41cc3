//! Lists the shares that the signed-in user printed on last, latest first.
//!
//! The operation is documented in beta and present in the metadata of v1.0
//! (<https://learn.microsoft.com/graph/api/print-list-recentshares?view=graph-rest-beta>).

use std::cmp::Reverse;

use serde_json::{Map, json};

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    graph_error::GraphError,
    instant::TimeForm,
    list_page::page,
    odata_query::{GraphVersion, ODataQuery},
    permission::{NONE, READ_SHARES_AS_USER},
    token::AccessToken,
};

impl Tenant {
    pub(super) fn recent_shares(&self, token: &AccessToken, query: &ODataQuery) -> GraphResult {
        let Some((user_id, _)) = self.caller(token) else {
            return Err(GraphError::bad_request(
                "/me request is only valid with delegated authentication flow.",
            ));
        };
        token.require(READ_SHARES_AS_USER, NONE)?;
        query.no_filter()?;
        query.only_expands(&[])?;
        let mut recents: Vec<_> = self
            .recents
            .iter()
            .filter(|recent| recent.user_id == user_id)
            .filter_map(|recent| {
                Some((
                    recent.used_ms,
                    self.inventory.share(&recent.share_id).ok()?.0,
                ))
            })
            .collect();
        recents.sort_by_key(|&(used_ms, _)| Reverse(used_ms));
        let context = format!("users('{user_id}')/print/recentPrinterShares");
        page(
            &recents,
            &context,
            query,
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
                if query.version == GraphVersion::Beta {
                    item.insert("name".to_owned(), json!(share.display_name));
                }
                query.cut(item)
            },
        )
        .map(Success::Entity)
    }
}
