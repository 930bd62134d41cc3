//! Reads the options from JSON and collects every error.

use universal_print::endpoint::{Cloud, Endpoint, Version};
use universal_print::ids::ShareId;
use universal_print::json::{Object, Value};
use universal_print::wire::{self, Wire};

use super::rules::{RETENTION_HOURS, allowed, are_distinct, is_language_tag};
use super::{Direction, GatewayOption, OptionError, Options, QueueOption, Theme};
use crate::flow::account::Account;

const KNOWN: [&str; 13] = [
    "queues",
    "graph",
    "gateway",
    "account",
    "locale",
    "dir",
    "theme",
    "strings",
    "destination",
    "destinations",
    "retentionHours",
    "requirePresence",
    "allowStopped",
];

impl Options {
    /// Reads the options from a JSON object, or returns all errors.
    pub fn read(value: &Value) -> Result<Self, Vec<OptionError>> {
        let mut reader = Reader::default();
        let options = reader.options(value);
        match options {
            Some(options) if reader.errors.is_empty() => Ok(options),
            _ => Err(reader.errors),
        }
    }
}

/// The errors so far.
#[derive(Default)]
struct Reader {
    errors: Vec<OptionError>,
}

impl Reader {
    /// The options, unless one that cannot be left out is wrong.
    fn options(&mut self, value: &Value) -> Option<Options> {
        let Value::Object(options) = value else {
            return self.refuse("options", value, "an object");
        };
        for (name, given) in options.iter() {
            if !KNOWN.contains(&name) && !given.is_null() {
                // The value may be a token under another name.
                let allowed = ["one of ", &KNOWN.join(", ")].concat();
                self.push(name, "something (not shown)", &allowed);
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
        let locale = self.optional(options, "locale", allowed::LOCALE, locale);
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
                    |(key, text): (&str, &Value)| Some((key.to_owned(), text.as_str()?.to_owned()));
                value.as_object()?.iter().map(text).collect()
            },
        );
        let destination = self.optional(options, "destination", "a share id", ShareId::read);
        let destinations = self.optional(options, "destinations", allowed::DESTINATIONS, shares);
        if let (Some(destination), Some(destinations)) = (&destination, &destinations)
            && !destinations.contains(destination)
        {
            let given = Value::from(destination.as_str());
            self.note("destination", &given, allowed::DESTINATION);
        }
        let retention_hours =
            self.optional(options, "retentionHours", allowed::RETENTION_HOURS, hours);
        let require_presence = self.optional(options, "requirePresence", "true, false", bool::read);
        let allow_stopped = self.optional(options, "allowStopped", "true, false", bool::read);
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
            destinations,
            retention_hours,
            require_presence: require_presence.unwrap_or_default(),
            allow_stopped: allow_stopped.unwrap_or_default(),
            resolves_codes: false,
        })
    }

    fn queues(&mut self, given: Option<&Value>) -> Option<Vec<QueueOption>> {
        let absent = Value::Null;
        let given = given.unwrap_or(&absent);
        let queues: Option<Vec<QueueOption>> = given
            .as_array()
            .and_then(|queues| queues.iter().map(queue).collect());
        match queues {
            Some(queues) if !queues.is_empty() => {
                if are_distinct(&queues) {
                    Some(queues)
                } else {
                    self.refuse("queues", given, allowed::QUEUES_ONCE)
                }
            }
            _ => self.refuse("queues", given, allowed::QUEUES),
        }
    }

    fn endpoint(&mut self, given: Option<&Value>) -> Option<Endpoint> {
        let Some(given) = given.filter(|given| !given.is_null()) else {
            return Some(Endpoint::of_cloud(Cloud::default(), Version::default()));
        };
        let Value::Object(graph) = given else {
            return self.refuse("graph", given, "an object: { cloud?, version?, baseUrl? }");
        };
        let before = self.errors.len();
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
        for error in self.errors.iter_mut().skip(before) {
            error.option.insert_str(0, "graph.");
        }
        match (cloud, base_url) {
            (Some(_), Some(_)) => self.refuse("graph", given, "cloud or baseUrl, not both"),
            (cloud, None) => Some(Endpoint::of_cloud(cloud.unwrap_or_default(), version)),
            (None, Some(url)) => match Endpoint::at(&url, version) {
                Ok(endpoint) => Some(endpoint),
                Err(error) => self.refuse("graph.baseUrl", &url.into(), error.allowed()),
            },
        }
    }

    fn gateway(&mut self, given: Option<&Value>, version: Version) -> Option<GatewayOption> {
        const ALLOWED: &str = "an object with both: { url, scope }";
        let given = given.filter(|given| !given.is_null())?;
        let (Some(url), Some(scope)) = (wire::text(given, "url"), wire::text(given, "scope"))
        else {
            return self.refuse("gateway", given, ALLOWED);
        };
        match Endpoint::at(&url, version) {
            Ok(endpoint) => Some(GatewayOption { endpoint, scope }),
            Err(error) => self.refuse("gateway.url", &url.into(), error.allowed()),
        }
    }

    fn optional<T>(
        &mut self,
        options: &Object,
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
        self.push(option, &shown(given), allowed);
    }

    fn push(&mut self, option: &str, given: &str, allowed: &str) {
        const LONGEST: usize = 80;
        self.errors.push(OptionError {
            option: option.to_owned(),
            given: given.chars().take(LONGEST).collect(),
            allowed: allowed.to_owned(),
        });
    }
}

/// The given value as shown to the developer. The members of an object are not
/// shown: a misplaced object, such as the answer of a sign-in library, may hold a token.
fn shown(given: &Value) -> String {
    match given {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => ["\"", text, "\""].concat(),
        Value::Object(_) => "an object".to_owned(),
        other => other.text(),
    }
}

fn queue(value: &Value) -> Option<QueueOption> {
    Some(QueueOption {
        share: wire::member(value, "share")?,
        label: wire::text(value, "label"),
        printer: wire::member(value, "printer"),
    })
}

fn shares(value: &Value) -> Option<Vec<ShareId>> {
    let shares: Option<Vec<ShareId>> = value.as_array()?.iter().map(ShareId::read).collect();
    shares.filter(|shares| !shares.is_empty())
}

fn hours(value: &Value) -> Option<u32> {
    let hours = value.as_i64()?.try_into().ok();
    hours.filter(|hours| RETENTION_HOURS.contains(hours))
}

fn locale(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    is_language_tag(text).then(|| text.to_owned())
}
