//! What the host page may set, parsed once and refused by name.
//!
//! Options arrive as JSON. Each is checked; a wrong one is refused with its
//! name, what was given and what is allowed, all of them at once, and nothing
//! falls back in silence. Functions (`getToken`, `fetch`) and tokens are not
//! options in this sense: they stay in `host` and are never part of the state.

mod reader;

use serde_json::Value;
use universal_print::endpoint::Endpoint;
use universal_print::ids::{PrinterId, ShareId};

use super::account::Account;
use crate::small_map::SmallMap;

use reader::Reader;

/// A queue whose waiting jobs are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueOption {
    /// Its share.
    pub share: ShareId,
    /// What to call it where there are several.
    pub label: Option<String>,
    /// The printer behind the share; asked of Graph when absent.
    pub printer: Option<PrinterId>,
}

/// The colours the widget is drawn in.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the page or the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// The high-contrast colours of Microsoft Teams.
    Contrast,
}

impl Theme {
    /// The option's text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

/// The direction of the script.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// The service that redirects for users: what Graph takes from an application
/// alone goes there, under Graph's own paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayOption {
    /// Its address, with the version that Graph is spoken to in.
    pub endpoint: Endpoint,
    /// What a token for it is asked for by.
    pub scope: String,
}

/// The options of one widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// At least one.
    pub queues: Vec<QueueOption>,
    /// Which Graph.
    pub endpoint: Endpoint,
    /// The service that redirects, where there is one.
    pub gateway: Option<GatewayOption>,
    /// Who the user is, when the host knows better than its token provider.
    pub account: Option<Account>,
    /// A BCP 47 language tag; the browser's when absent.
    pub locale: Option<String>,
    /// That of the language when absent.
    pub direction: Option<Direction>,
    /// The colours.
    pub theme: Theme,
    /// Texts that replace the widget's own, by message key.
    pub strings: SmallMap<String, String>,
    /// A printer that is chosen from the start.
    pub destination: Option<ShareId>,
    /// The printers that may be chosen; all when absent.
    pub destinations: Option<Vec<ShareId>>,
    /// How long a queue keeps a waiting job, in hours.
    pub retention_hours: Option<u32>,
    /// A printer is chosen by its code alone.
    pub require_presence: bool,
    /// The page has a function that knows what codes stand for. It is no plain
    /// data, so it is not read with the others.
    pub resolves_codes: bool,
}

/// An option that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionError {
    /// The option's name, such as `graph.cloud`.
    pub option: String,
    /// What the host gave, shortened.
    pub given: String,
    /// What would do.
    pub allowed: String,
}

impl Options {
    /// Whether a share may be chosen. A queue is where jobs wait, not where
    /// they come out.
    pub fn offers(&self, share: &ShareId) -> bool {
        let named = |names: &Vec<ShareId>| names.contains(share);
        self.destinations.as_ref().is_none_or(named)
            && self.queues.iter().all(|queue| queue.share != *share)
    }

    /// The options in a JSON object, or every refusal at once.
    pub fn read(value: &Value) -> Result<Self, Vec<OptionError>> {
        let mut reader = Reader::default();
        let options = reader.options(value);
        match options {
            Some(options) if reader.refusals.is_empty() => Ok(options),
            _ => Err(reader.refusals),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(value: &Value) -> Vec<String> {
        let refusals = Options::read(value).unwrap_err();
        refusals.into_iter().map(|refusal| refusal.option).collect()
    }

    #[test]
    fn a_queue_is_enough() {
        let options = Options::read(&json!({ "queues": [{ "share": "s" }] })).unwrap();
        assert_eq!(options.endpoint.origin(), "https://graph.microsoft.com");
        assert_eq!(options.theme, Theme::Auto);
    }

    #[test]
    fn every_wrong_option_is_refused_by_name_and_all_at_once() {
        let wrong = json!({
            "queues": [],
            "graph": { "cloud": "china", "version": "v2" },
            "account": {},
            "locale": "not a language",
            "dir": "up",
            "theme": 5,
            "strings": { "jobs": 1 },
            "destination": "",
            "destinations": [],
            "retentionHours": 0.5,
            "requirePresence": "yes",
            "queue": "s",
        });
        assert_eq!(
            refused(&wrong),
            [
                "queue",
                "queues",
                "graph.version",
                "graph.cloud",
                "account",
                "locale",
                "dir",
                "theme",
                "strings",
                "destination",
                "destinations",
                "retentionHours",
                "requirePresence"
            ]
        );
    }

    #[test]
    fn a_refusal_says_what_was_given_and_what_is_allowed() {
        let refusals = Options::read(
            &json!({ "queues": [{ "share": "s" }], "graph": { "baseUrl": "http://graph.example" } }),
        );
        assert_eq!(
            refusals,
            Err(vec![OptionError {
                option: "graph.baseUrl".to_owned(),
                given: "\"http://graph.example\"".to_owned(),
                allowed: "https:// (http:// only for 127.0.0.1, [::1] and localhost)".to_owned(),
            }])
        );
    }

    #[test]
    fn what_may_be_a_token_in_the_wrong_place_is_not_repeated() {
        let signed_in = json!({ "accessToken": "marked" });
        let options = json!({ "queues": [{ "share": "q" }], "account": signed_in, "gateway": signed_in, "accessToken": "marked" });
        let refusals = Options::read(&options).unwrap_err();
        let given: Vec<&str> = refusals.iter().map(|refusal| &*refusal.given).collect();
        assert_eq!(given, ["something (not shown)", "an object", "an object"]);
    }

    #[test]
    fn a_destination_has_to_be_among_the_destinations() {
        let options = |destination: &str| json!({ "queues": [{ "share": "q" }], "destinations": ["a", "b"], "destination": destination });
        let read = Options::read(&options("b")).unwrap();
        assert!(read.offers(&ShareId::new("a").unwrap()));
        assert!(!read.offers(&ShareId::new("c").unwrap()));
        let refusals = Options::read(&options("c")).unwrap_err();
        assert_eq!(refusals[0].option, "destination");
        assert_eq!(refusals[0].allowed, "one of destinations");
    }

    #[test]
    fn a_queue_is_no_destination() {
        let options = Options::read(&json!({ "queues": [{ "share": "q" }] })).unwrap();
        assert!(!options.offers(&ShareId::new("q").unwrap()));
        assert!(options.offers(&ShareId::new("a").unwrap()));
    }

    #[test]
    fn hours_are_a_whole_number() {
        let read = |hours: Value| {
            Options::read(&json!({ "queues": [{ "share": "q" }], "retentionHours": hours }))
        };
        assert_eq!(read(json!(72)).unwrap().retention_hours, Some(72));
        for wrong in [json!(0), json!(-1), json!(1.5), json!("72"), json!(10_001)] {
            let refusals = read(wrong).unwrap_err();
            assert_eq!(refusals[0].option, "retentionHours");
        }
    }

    #[test]
    fn the_same_queue_twice_is_refused() {
        assert_eq!(
            refused(&json!({ "queues": [{ "share": "s" }, { "share": "s" }] })),
            ["queues"]
        );
    }

    #[test]
    fn a_gateway_is_an_address_and_a_scope_in_the_version_of_graph() {
        let queues = json!([{ "share": "q" }]);
        let gateway = json!({ "url": "https://print.example", "scope": "api://print/Jobs" });
        let options = Options::read(
            &json!({ "queues": queues, "gateway": gateway, "graph": { "version": "beta" } }),
        );
        let gateway = options.unwrap().gateway.unwrap();
        assert_eq!(
            gateway.endpoint.url("/print"),
            "https://print.example/beta/print"
        );
        for odd in [
            json!("https://print.example"),
            json!({ "url": "https://print.example" }),
            json!({ "scope": "s" }),
        ] {
            assert_eq!(
                refused(&json!({ "queues": queues, "gateway": odd })),
                ["gateway"]
            );
        }
        let open = json!({ "url": "http://print.example", "scope": "s" });
        assert_eq!(
            refused(&json!({ "queues": queues, "gateway": open })),
            ["gateway.url"]
        );
    }
}
