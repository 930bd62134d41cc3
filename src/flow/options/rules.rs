//! The rules that options must keep, and the check of options that a program in
//! Rust filled in.

use std::ops::RangeInclusive;

use super::{OptionError, Options, QueueOption};

impl Options {
    /// Checks options that a program filled in, or returns all errors.
    pub fn checked(self) -> Result<Self, Vec<OptionError>> {
        let mut errors = Vec::new();
        let mut refuse = |option: &str, given: String, allowed: &str| {
            errors.push(OptionError {
                option: option.to_owned(),
                given,
                allowed: allowed.to_owned(),
            });
        };
        if self.queues.is_empty() {
            refuse("queues", "nothing".to_owned(), allowed::QUEUES);
        }
        if !are_distinct(&self.queues) {
            refuse("queues", "one twice".to_owned(), allowed::QUEUES_ONCE);
        }
        if let Some(gateway) = &self.gateway
            && gateway.endpoint.version() != self.endpoint.version()
        {
            let given = gateway.endpoint.version().as_str().to_owned();
            refuse("gateway", given, "the version of Graph's address");
        }
        if let Some(locale) = self.locale.as_ref().filter(|tag| !is_language_tag(tag)) {
            refuse("locale", locale.clone(), allowed::LOCALE);
        }
        if let Some(destinations) = &self.destinations {
            if destinations.is_empty() {
                refuse("destinations", "nothing".to_owned(), allowed::DESTINATIONS);
            }
            if let Some(destination) = &self.destination
                && !destinations.contains(destination)
            {
                refuse(
                    "destination",
                    destination.as_str().to_owned(),
                    allowed::DESTINATION,
                );
            }
        }
        if let Some(hours) = self.retention_hours
            && !RETENTION_HOURS.contains(&hours)
        {
            refuse(
                "retentionHours",
                hours.to_string(),
                allowed::RETENTION_HOURS,
            );
        }
        if errors.is_empty() {
            Ok(self)
        } else {
            Err(errors)
        }
    }
}

/// What the options allow, in words for developers.
pub(super) mod allowed {
    pub(in super::super) const QUEUES: &str = "at least one queue: { share, label?, printer? }";
    pub(in super::super) const QUEUES_ONCE: &str = "each queue once";
    pub(in super::super) const LOCALE: &str = "a language tag such as en or de-CH";
    pub(in super::super) const DESTINATION: &str = "one of destinations";
    pub(in super::super) const DESTINATIONS: &str = "at least one share id";
    pub(in super::super) const RETENTION_HOURS: &str = "a whole number of hours, 1 to 10000";
}

/// How long a queue may keep a job, in hours.
pub(super) const RETENTION_HOURS: RangeInclusive<u32> = 1..=10_000;

pub(super) fn are_distinct(queues: &[QueueOption]) -> bool {
    let share = |at: usize| queues.get(at).map(|queue| &queue.share);
    (0..queues.len()).all(|at| (0..at).all(|before| share(before) != share(at)))
}

/// Whether this is a BCP 47 tag: letters, digits and hyphens. `Intl` throws at
/// anything else.
pub(super) fn is_language_tag(text: &str) -> bool {
    text.split('-').enumerate().all(|(at, part)| {
        let plain = part.bytes().all(|b| b.is_ascii_alphanumeric());
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        plain && (1..=8).contains(&part.len()) && (at > 0 || (letters && part.len() >= 2))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::options::GatewayOption;
    use universal_print::endpoint::{Cloud, Endpoint, Version};
    use universal_print::ids::ShareId;
    use universal_print::json;

    fn filled_in() -> Options {
        Options::new(vec![QueueOption::new(ShareId::new("s").unwrap())])
    }

    #[test]
    fn filled_in_options_equal_those_that_are_read() {
        let read = Options::read(&json!({ "queues": [{ "share": "s" }] }));
        assert_eq!(filled_in().checked(), read);
    }

    #[test]
    fn all_wrong_options_that_are_filled_in_are_refused_at_once() {
        let wrong = Options {
            queues: [filled_in().queues, filled_in().queues].concat(),
            gateway: Some(GatewayOption {
                endpoint: Endpoint::of_cloud(Cloud::Global, Version::Beta),
                scope: "s".to_owned(),
            }),
            locale: Some("not a language".to_owned()),
            destination: ShareId::new("a"),
            destinations: Some(vec![]),
            retention_hours: Some(0),
            ..filled_in()
        };
        let errors = wrong.checked().unwrap_err();
        let names: Vec<_> = errors.iter().map(|error| error.option.as_str()).collect();
        assert_eq!(
            names,
            [
                "queues",
                "gateway",
                "locale",
                "destinations",
                "destination",
                "retentionHours"
            ]
        );
        let none = Options::new(vec![]).checked().unwrap_err();
        assert_eq!(none[0].option, "queues");
    }
}
