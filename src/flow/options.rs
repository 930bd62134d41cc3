//! The options that the host page sets.
//!
//! A page gives its options as plain data, which `options::reader` reads. A program
//! in Rust fills in [`Options`] itself and has them checked by [`Options::checked`].
//! Every wrong option is refused with its name, the given value and the allowed
//! values, all at once; no wrong option falls back to a default. Functions
//! (`getToken`, `fetch`) and tokens stay in `host` and are never part of these
//! options or of the state.

mod reader;
mod rules;

use serde::Serialize;
use universal_print::endpoint::{Cloud, Endpoint, Version};
use universal_print::ids::{PrinterId, ShareId};

use super::account::Account;
use crate::small_map::SmallMap;

/// A queue whose waiting jobs are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueOption {
    /// Its share.
    pub share: ShareId,
    /// Its name on the screen, where there are several.
    pub label: Option<String>,
    /// The printer behind the share; requested from Graph when absent.
    pub printer: Option<PrinterId>,
}

impl QueueOption {
    /// A queue without a label. Its printer is requested from Graph.
    pub fn new(share: ShareId) -> Self {
        Self {
            share,
            label: None,
            printer: None,
        }
    }
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

/// The gateway. It takes the calls that Graph accepts only from an application,
/// under Graph's own paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayOption {
    /// Its address, with the same API version as Graph's.
    pub endpoint: Endpoint,
    /// The scope of a token for it.
    pub scope: String,
}

/// The options of one widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// At least one.
    pub queues: Vec<QueueOption>,
    /// The address of Graph.
    pub endpoint: Endpoint,
    /// The gateway, where there is one.
    pub gateway: Option<GatewayOption>,
    /// The user, when the host knows better than its token provider.
    pub account: Option<Account>,
    /// A BCP 47 language tag; the browser's when absent.
    pub locale: Option<String>,
    /// The direction of the language when absent.
    pub direction: Option<Direction>,
    /// The colours.
    pub theme: Theme,
    /// Texts that replace the widget's own, by message key.
    pub strings: SmallMap<String, String>,
    /// The printer that is chosen from the start.
    pub destination: Option<ShareId>,
    /// The printers that may be chosen; all when absent.
    pub destinations: Option<Vec<ShareId>>,
    /// How long a queue keeps a waiting job, in hours.
    pub retention_hours: Option<u32>,
    /// Whether a printer can be chosen only by its code.
    pub require_presence: bool,
    /// Whether jobs may be sent to a printer that has stopped. They print when it goes on.
    pub allow_stopped: bool,
    /// Whether the page has a function `resolveCode`. A function is not plain
    /// data, so it is not read with the other options.
    pub resolves_codes: bool,
}

/// An option that cannot be used. A page receives it with these members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OptionError {
    /// The option's name, such as `graph.cloud`.
    pub option: String,
    /// The given value, shortened.
    pub given: String,
    /// The allowed values.
    pub allowed: String,
}

impl Options {
    /// Options with these queues, and the default for everything else: Graph's
    /// global cloud, no gateway, all printers, the browser's language.
    ///
    /// ```no_run,standalone_crate
    /// use print_redirect::flow::options::{Options, QueueOption, Theme};
    /// use universal_print::ids::ShareId;
    ///
    /// let queue = QueueOption::new(ShareId::new("SHARE-ID").unwrap());
    /// let options = Options {
    ///     theme: Theme::Dark,
    ///     ..Options::new(vec![queue])
    /// };
    /// assert!(options.checked().is_ok());
    /// ```
    pub fn new(queues: Vec<QueueOption>) -> Self {
        Self {
            queues,
            endpoint: Endpoint::of_cloud(Cloud::default(), Version::default()),
            gateway: None,
            account: None,
            locale: None,
            direction: None,
            theme: Theme::default(),
            strings: SmallMap::default(),
            destination: None,
            destinations: None,
            retention_hours: None,
            require_presence: false,
            allow_stopped: false,
            resolves_codes: false,
        }
    }

    /// Whether a share may be chosen. Jobs wait in a queue and are not printed
    /// there, so a queue is never offered.
    pub fn offers(&self, share: &ShareId) -> bool {
        let named = |names: &Vec<ShareId>| names.contains(share);
        self.destinations.as_ref().is_none_or(named)
            && self.queues.iter().all(|queue| queue.share != *share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::json;
    use universal_print::json::Value;

    fn refused(value: &Value) -> Vec<String> {
        let errors = Options::read(value).unwrap_err();
        errors.into_iter().map(|error| error.option).collect()
    }

    #[test]
    fn a_queue_is_enough() {
        let options = Options::read(&json!({ "queues": [{ "share": "s" }] })).unwrap();
        assert_eq!(options.endpoint.origin(), "https://graph.microsoft.com");
        assert_eq!(options.theme, Theme::Auto);
    }

    #[test]
    fn all_wrong_options_are_refused_at_once_by_name() {
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
            "allowStopped": 1,
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
                "requirePresence",
                "allowStopped"
            ]
        );
    }

    #[test]
    fn an_error_names_the_given_and_the_allowed_value() {
        let errors = Options::read(
            &json!({ "queues": [{ "share": "s" }], "graph": { "baseUrl": "http://graph.example" } }),
        );
        assert_eq!(
            errors,
            Err(vec![OptionError {
                option: "graph.baseUrl".to_owned(),
                given: "\"http://graph.example\"".to_owned(),
                allowed: "https:// (http:// only for 127.0.0.1, [::1] and localhost)".to_owned(),
            }])
        );
    }

    #[test]
    fn values_that_could_be_tokens_are_never_echoed() {
        let signed_in = json!({ "accessToken": "marked" });
        let options = json!({ "queues": [{ "share": "q" }], "account": signed_in, "gateway": signed_in, "accessToken": "marked" });
        let errors = Options::read(&options).unwrap_err();
        let given: Vec<&str> = errors.iter().map(|error| &*error.given).collect();
        assert_eq!(given, ["something (not shown)", "an object", "an object"]);
    }

    #[test]
    fn the_destination_must_be_one_of_the_destinations() {
        let options = |destination: &str| json!({ "queues": [{ "share": "q" }], "destinations": ["a", "b"], "destination": destination });
        let read = Options::read(&options("b")).unwrap();
        assert!(read.offers(&ShareId::new("a").unwrap()));
        assert!(!read.offers(&ShareId::new("c").unwrap()));
        let errors = Options::read(&options("c")).unwrap_err();
        assert_eq!(errors[0].option, "destination");
        assert_eq!(errors[0].allowed, "one of destinations");
    }

    #[test]
    fn a_queue_is_never_offered_as_a_destination() {
        let options = Options::read(&json!({ "queues": [{ "share": "q" }] })).unwrap();
        assert!(!options.offers(&ShareId::new("q").unwrap()));
        assert!(options.offers(&ShareId::new("a").unwrap()));
    }

    #[test]
    fn retention_hours_are_a_whole_number_in_range() {
        let read = |hours: Value| {
            Options::read(&json!({ "queues": [{ "share": "q" }], "retentionHours": hours }))
        };
        assert_eq!(read(json!(72)).unwrap().retention_hours, Some(72));
        for wrong in [json!(0), json!(-1), json!(1.5), json!("72"), json!(10_001)] {
            let errors = read(wrong).unwrap_err();
            assert_eq!(errors[0].option, "retentionHours");
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
    fn a_gateway_has_url_and_scope_and_graphs_version() {
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
