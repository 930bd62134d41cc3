//! The list of scenarios: names, titles, and where each is kinder than Graph.
//!
//! `simulator --help`, `GET /control/scenarios`, the README and the demo page all
//! show this list. [`scenario`](super::scenario) reads `kinder` to set the
//! tenant's switches, so that the list says what the tenant does.

use std::{error::Error, fmt};

use serde_json::{Value, json};

use crate::{settings_mode::SettingsMode, tenant::Switch};

/// A scenario as lists show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The name that [`scenario`](super::scenario) takes.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub title: &'static str,
    /// The switches that are on and make the tenant kinder than Microsoft Graph;
    /// [`Switch::kindness`] says how.
    pub kinder: &'static [Switch],
}

const KINDER: &[Switch] = &[
    Switch::RedirectAcceptsUserTokens,
    Switch::ExpandPrinterForUsers,
];
const AS_GRAPH_REDIRECTS: &[Switch] = &[Switch::ExpandPrinterForUsers];

const fn kinder(name: &'static str, title: &'static str) -> Scenario {
    Scenario {
        name,
        title,
        kinder: KINDER,
    }
}

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    kinder("everyday", "An ordinary day: a few waiting jobs"),
    kinder("one-job", "A single waiting job"),
    kinder("empty", "Nothing is waiting"),
    kinder("arriving", "A document that is still arriving"),
    kinder("direct", "A job that prints without waiting"),
    kinder(
        "does-not-fit",
        "Color, A3 and staples for black-and-white A4 printers",
    ),
    kinder(
        "settings-merged",
        "Redirect merges settings instead of replacing them",
    ),
    Scenario {
        name: "as-graph-answers",
        title: "Redirect with a user's token, as Graph answers it: refused",
        kinder: AS_GRAPH_REDIRECTS,
    },
    kinder("token-rejected", "The token has expired"),
    kinder("permission-missing", "The token may not read jobs"),
    kinder("no-access", "The token may read, the person may not"),
    kinder("throttled", "Graph asks to slow down"),
    kinder("printer-stopped", "The usual printer has a paper jam"),
    kinder("offline", "No connection"),
    kinder(
        "connection-lost-after-send",
        "The connection breaks just after sending",
    ),
    kinder("many-printers", "3,000 printers"),
    kinder("fifty-thousand-printers", "50,000 printers"),
    kinder(
        "documented",
        "The job of the documentation's redirect example",
    ),
];

/// The scenario of this name.
pub fn find_scenario(name: &str) -> Result<&'static Scenario, UnknownScenario> {
    SCENARIOS
        .iter()
        .find(|scenario| scenario.name == name)
        .ok_or_else(|| UnknownScenario::new(name))
}

/// There is no scenario of this name. The text names the closest one and lists all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownScenario(String);

impl UnknownScenario {
    /// The error for a name that is in no list.
    pub(crate) fn new(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The name that is most like the unknown one, if any is like it.
    pub fn closest(&self) -> Option<&'static str> {
        SCENARIOS
            .iter()
            .map(|scenario| (edits(&self.0, scenario.name), scenario.name))
            .filter(|&(edits, name)| edits <= name.len() / 2)
            .min_by_key(|&(edits, _)| edits)
            .map(|(_, name)| name)
    }
}

impl fmt::Display for UnknownScenario {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no scenario named '{}'", self.0)?;
        if let Some(closest) = self.closest() {
            write!(formatter, "; did you mean '{closest}'?")?;
        }
        write!(formatter, "\n\n{}", scenarios_text())
    }
}

impl Error for UnknownScenario {}

/// The scenarios as text: one line each, with a mark for each way in which it is
/// kinder than Graph, and what the marks mean.
pub fn scenarios_text() -> String {
    let width = SCENARIOS.iter().map(|each| each.name.len()).max();
    let width = width.unwrap_or_default();
    let lines = SCENARIOS.iter().map(|scenario| {
        let marks: String = scenario
            .kinder
            .iter()
            .filter_map(|each| mark(*each))
            .collect();
        format!(
            "  {:width$}  {:2}  {}",
            scenario.name, marks, scenario.title
        )
    });
    let meanings = KINDER
        .iter()
        .filter_map(|switch| Some(format!("  {}  {}", mark(*switch)?, switch.kindness()?)));
    let mut text = vec!["Scenarios:".to_owned()];
    text.extend(lines);
    text.push(String::new());
    text.push("Marked scenarios are kinder than Microsoft Graph:".to_owned());
    text.extend(meanings);
    text.push(String::new());
    text.push(
        "Modes for POST /control/settings, since Graph does not say which is right:".to_owned(),
    );
    text.extend(SettingsMode::ALL.map(mode_line));
    text.join("\n")
}

fn mode_line(mode: SettingsMode) -> String {
    let name = json!(mode);
    let name = name.as_str().unwrap_or_default();
    format!("  {name:16}  {}", mode.meaning())
}

/// The letter that stands for a kindness in [`scenarios_text`].
fn mark(switch: Switch) -> Option<char> {
    match switch {
        Switch::RedirectAcceptsUserTokens => Some('r'),
        Switch::ExpandPrinterForUsers => Some('e'),
        Switch::Offline | Switch::EmptyPages => None,
    }
}

/// The scenarios as JSON: an array of `{name, title, kinder}`, where `kinder` is
/// an array of sentences.
pub fn scenarios_json() -> Value {
    SCENARIOS
        .iter()
        .map(|each| {
            let kinder = each.kinder.iter().filter_map(|switch| switch.kindness());
            json!({
                "name": each.name,
                "title": each.title,
                "kinder": kinder.collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// How many letters must be inserted, removed or replaced to turn one word into
/// the other.
fn edits(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        let mut next = vec![left];
        for (up, other_letter) in row.iter().skip(1).zip(other.chars()) {
            let replaced = diagonal + usize::from(letter != other_letter);
            left = replaced.min(left + 1).min(up + 1);
            diagonal = *up;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_by_letter() {
        assert_eq!(edits("everyday", "everyday"), 0);
        assert_eq!(edits("evryday", "everyday"), 1);
        assert_eq!(edits("", "offline"), 7);
        assert_eq!(edits("one_jobs", "one-job"), 2);
    }

    #[test]
    fn an_unknown_name_gives_the_closest_and_the_list() {
        let error = find_scenario("trottled").unwrap_err();
        assert_eq!(error.closest(), Some("throttled"));
        let text = error.to_string();
        assert!(text.contains("did you mean 'throttled'?"), "{text}");
        for scenario in SCENARIOS {
            assert!(text.contains(scenario.title), "{text}");
        }
    }

    #[test]
    fn a_name_like_no_other_has_no_closest() {
        assert_eq!(find_scenario("xyz").unwrap_err().closest(), None);
    }
}
