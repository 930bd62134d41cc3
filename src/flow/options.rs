//! What the host page may set, parsed once and refused by name.
//!
//! Options arrive as JSON. Each is checked; a wrong one is refused with its
//! name, what was given and what is allowed, all of them at once, and nothing
//! falls back in silence. Functions (`getToken`, `fetch`) and tokens are not
//! options in this sense: they stay in `host` and are never part of the state.

use serde_json::{Map, Value};
use universal_print::endpoint::{Cloud, Endpoint, Version};
use universal_print::ids::{PrinterId, ShareId};
use universal_print::wire::{self, Wire};

use super::account::Account;
use crate::table::Table;

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
pub struct Gateway {
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
    pub gateway: Option<Gateway>,
    /// Who the user is, when the host knows better than its token provider.
    pub account: Option<Account>,
    /// A BCP 47 language tag; the browser's when absent.
    pub locale: Option<String>,
    /// The page's own when absent.
    pub direction: Option<Direction>,
    /// The colours.
    pub theme: Theme,
    /// Texts that replace the widget's own, by message key.
    pub strings: Table<String, String>,
    /// A printer that is chosen from the start.
    pub destination: Option<ShareId>,
}

/// An option that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The option's name, such as `graph.cloud`.
    pub option: String,
    /// What the host gave, shortened.
    pub given: String,
    /// What would do.
    pub allowed: String,
}

impl Options {
    /// The options in a JSON object, or every refusal at once.
    pub fn read(value: &Value) -> Result<Self, Vec<Refusal>> {
        let mut reader = Reader::default();
        let options = reader.options(value);
        match options {
            Some(options) if reader.refusals.is_empty() => Ok(options),
            _ => Err(reader.refusals),
        }
    }
}

const KNOWN: [&str; 9] = [
    "queues",
    "graph",
    "gateway",
    "account",
    "locale",
    "dir",
    "theme",
    "strings",
    "destination",
];

#[derive(Default)]
struct Reader {
    refusals: Vec<Refusal>,
}

impl Reader {
    fn options(&mut self, value: &Value) -> Option<Options> {
        let Value::Object(options) = value else {
            return self.refuse("options", value, "an object");
        };
        for (name, given) in options {
            if !KNOWN.contains(&name.as_str()) && !given.is_null() {
                self.note(name, given, &format!("one of {}", KNOWN.join(", ")));
            }
        }
        let queues = self.queues(options.get("queues"));
        let endpoint = self.endpoint(options.get("graph"));
        let version = endpoint.as_ref().map(Endpoint::version).unwrap_or_default();
        let gateway = self.gateway(options.get("gateway"), version);
        let account = self.optional(
            options,
            "account",
            "an object with username or localAccountId",
            Account::read,
        );
        let locale = self.optional(
            options,
            "locale",
            "a language tag such as en or de-CH",
            locale,
        );
        let direction = self.optional(options, "dir", "ltr, rtl, auto", |value| {
            match value.as_str()? {
                "ltr" => Some(Some(Direction::Ltr)),
                "rtl" => Some(Some(Direction::Rtl)),
                "auto" => Some(None),
                _ => None,
            }
        });
        let theme = self.optional(options, "theme", "auto, light, dark, contrast", |value| {
            let themes = [Theme::Auto, Theme::Light, Theme::Dark, Theme::Contrast];
            let text = value.as_str()?;
            themes.into_iter().find(|theme| theme.as_str() == text)
        });
        let strings = self.optional(
            options,
            "strings",
            "an object of texts by message key",
            |value| {
                let text =
                    |(key, text): (&String, &Value)| Some((key.clone(), text.as_str()?.to_owned()));
                value.as_object()?.iter().map(text).collect()
            },
        );
        let destination = self.optional(options, "destination", "a share id", ShareId::read);
        Some(Options {
            queues: queues?,
            endpoint: endpoint?,
            gateway,
            account,
            locale,
            direction: direction.flatten(),
            theme: theme.unwrap_or_default(),
            strings: strings.unwrap_or_default(),
            destination,
        })
    }

    fn queues(&mut self, given: Option<&Value>) -> Option<Vec<QueueOption>> {
        const ALLOWED: &str = "at least one queue: { share, label?, printer? }";
        let absent = Value::Null;
        let given = given.unwrap_or(&absent);
        let queues: Option<Vec<QueueOption>> = given
            .as_array()
            .and_then(|queues| queues.iter().map(queue).collect());
        match queues {
            Some(queues) if !queues.is_empty() => {
                let share = |at: usize| queues.get(at).map(|queue| &queue.share);
                if (0..queues.len()).all(|at| (0..at).all(|before| share(before) != share(at))) {
                    Some(queues)
                } else {
                    self.refuse("queues", given, "each queue once")
                }
            }
            _ => self.refuse("queues", given, ALLOWED),
        }
    }

    fn endpoint(&mut self, given: Option<&Value>) -> Option<Endpoint> {
        let Some(given) = given.filter(|given| !given.is_null()) else {
            return Some(Endpoint::of_cloud(Cloud::default(), Version::default()));
        };
        let Value::Object(graph) = given else {
            return self.refuse("graph", given, "an object: { cloud?, version?, baseUrl? }");
        };
        let before = self.refusals.len();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let version = self
            .optional(graph, "version", Version::NAMES, |value| {
                Version::parse(value.as_str()?)
            })
            .unwrap_or_default();
        let cloud = self.optional(graph, "cloud", Cloud::NAMES, |value| {
            Cloud::parse(value.as_str()?)
        });
        let base_url = self.optional(graph, "baseUrl", "an address", text);
        for refusal in self.refusals.iter_mut().skip(before) {
            refusal.option.insert_str(0, "graph.");
        }
        match (cloud, base_url) {
            (Some(_), Some(_)) => self.refuse("graph", given, "cloud or baseUrl, not both"),
            (cloud, None) => Some(Endpoint::of_cloud(cloud.unwrap_or_default(), version)),
            (None, Some(url)) => match Endpoint::at(&url, version) {
                Ok(endpoint) => Some(endpoint),
                Err(refusal) => self.refuse("graph.baseUrl", &url.into(), &refusal.to_string()),
            },
        }
    }

    fn gateway(&mut self, given: Option<&Value>, version: Version) -> Option<Gateway> {
        const ALLOWED: &str = "an object with both: { url, scope }";
        let given = given.filter(|given| !given.is_null())?;
        let (Some(url), Some(scope)) = (wire::text(given, "url"), wire::text(given, "scope"))
        else {
            return self.refuse("gateway", given, ALLOWED);
        };
        match Endpoint::at(&url, version) {
            Ok(endpoint) => Some(Gateway { endpoint, scope }),
            Err(refusal) => self.refuse("gateway.url", &url.into(), &refusal.to_string()),
        }
    }

    fn optional<T>(
        &mut self,
        options: &Map<String, Value>,
        name: &str,
        allowed: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let given = options.get(name).filter(|given| !given.is_null())?;
        read(given).or_else(|| self.refuse(name, given, allowed))
    }

    fn refuse<T>(&mut self, option: &str, given: &Value, allowed: &str) -> Option<T> {
        self.note(option, given, allowed);
        None
    }

    fn note(&mut self, option: &str, given: &Value, allowed: &str) {
        const LONGEST: usize = 80;
        let given = match given {
            Value::Null => "nothing".to_owned(),
            Value::String(text) => format!("\"{text}\""),
            other => serde_json::to_string(other).unwrap_or_default(),
        };
        self.refusals.push(Refusal {
            option: option.to_owned(),
            given: given.chars().take(LONGEST).collect(),
            allowed: allowed.to_owned(),
        });
    }
}

fn queue(value: &Value) -> Option<QueueOption> {
    Some(QueueOption {
        share: wire::member(value, "share")?,
        label: wire::text(value, "label"),
        printer: wire::member(value, "printer"),
    })
}

/// Letters, digits and hyphens, as BCP 47 has it; `Intl` throws at anything else.
fn locale(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let parts_ok = text.split('-').enumerate().all(|(at, part)| {
        let plain = part.bytes().all(|b| b.is_ascii_alphanumeric());
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        plain && (1..=8).contains(&part.len()) && (at > 0 || (letters && part.len() >= 2))
    });
    parts_ok.then(|| text.to_owned())
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
                "destination"
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
            Err(vec![Refusal {
                option: "graph.baseUrl".to_owned(),
                given: "\"http://graph.example\"".to_owned(),
                allowed: "https:// (http:// only for 127.0.0.1, [::1] and localhost)".to_owned(),
            }])
        );
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
