//! The print settings that the user can change, limited to what the chosen
//! printer says it can do.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::{Changes, ColorMode, DuplexMode};

use crate::flow::state::State;
use crate::flow::state::destinations::ShareDetail;
use crate::text::Message;

/// The label for a setting that the user does not change.
pub fn as_sent() -> Message {
    Message::settings_as_sent()
}

/// A setting that can be changed.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Colour or monochrome.
    Color,
    /// One-sided or two-sided.
    Sides,
    /// The number of copies.
    Copies,
}

/// The field for a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The setting.
    pub setting: Setting,
    /// Its id in the page.
    pub id: &'static str,
    /// Its label.
    pub label: Message,
    /// The chosen value; empty for as sent.
    pub value: String,
    /// The values to choose from, each in Graph's spelling and in words.
    pub offered: Vec<(String, Message)>,
    /// For a number: the largest value.
    pub most: Option<String>,
}

impl Setting {
    /// The changes with this setting as the user chose it. An empty or unusable
    /// value means as sent.
    pub fn change(self, mut changes: Changes, value: &str) -> Changes {
        let given = (!value.is_empty()).then_some(value);
        match self {
            Self::Color => changes.color_mode = given.map(ColorMode::from),
            Self::Sides => changes.duplex_mode = given.map(DuplexMode::from),
            Self::Copies => {
                changes.copies = given.and_then(|it| it.parse().ok()).filter(|it| *it > 0);
            }
        }
        changes
    }
}

/// The fields for the chosen printer, once its capabilities are known.
pub fn fields(state: &State) -> Vec<Field> {
    let Some(ShareDetail::Known(share)) = &state.destinations.choice.detail else {
        return Vec::new();
    };
    let Some(capabilities) = &share.base.capabilities else {
        return Vec::new();
    };
    let changes = &state.changes;
    let colors = capabilities.color_modes.iter();
    let colors = colors.filter_map(|mode| Some((mode.as_str(), color(mode)?)));
    let sides = capabilities.duplex_modes.iter();
    let sides = sides.filter_map(|mode| Some((mode.as_str(), side(mode)?)));
    let copies = changes.copies.map(|copies| copies.to_string());
    let mode = changes.color_mode.as_ref().map(ColorMode::as_str);
    let color = choice(
        Setting::Color,
        "color",
        Message::settings_color(),
        mode,
        colors,
    );
    let mode = changes.duplex_mode.as_ref().map(DuplexMode::as_str);
    let sides = choice(
        Setting::Sides,
        "sides",
        Message::settings_sides(),
        mode,
        sides,
    );
    let copies = Field {
        setting: Setting::Copies,
        id: "copies",
        label: Message::settings_copies(),
        value: copies.unwrap_or_default(),
        offered: Vec::new(),
        most: Some(most_copies(capabilities).to_string()),
    };
    vec![color, sides, copies]
}

fn choice<'a>(
    setting: Setting,
    id: &'static str,
    label: Message,
    value: Option<&str>,
    offered: impl Iterator<Item = (&'a str, Message)>,
) -> Field {
    let as_sent = [(String::new(), as_sent())];
    let offered = offered.map(|(text, words)| (text.to_owned(), words));
    Field {
        setting,
        id,
        label,
        value: value.unwrap_or_default().to_owned(),
        offered: as_sent.into_iter().chain(offered).collect(),
        most: None,
    }
}

/// The most copies a user can ask for; 99 where the printer gives no range.
fn most_copies(capabilities: &Capabilities) -> i64 {
    const UNKNOWN_RANGE: i64 = 99;
    capabilities
        .copies_per_job
        .map_or(UNKNOWN_RANGE, |range| range.end.clamp(1, 9_999))
}

fn color(mode: &ColorMode) -> Option<Message> {
    Some(match mode {
        ColorMode::Color => Message::color_color(),
        ColorMode::Grayscale => Message::color_grayscale(),
        ColorMode::BlackAndWhite => Message::color_black_and_white(),
        ColorMode::Auto => Message::color_auto(),
        ColorMode::Other(_) => return None,
    })
}

fn side(mode: &DuplexMode) -> Option<Message> {
    Some(match mode {
        DuplexMode::OneSided => Message::sides_one(),
        DuplexMode::FlipOnLongEdge => Message::sides_long_edge(),
        DuplexMode::FlipOnShortEdge => Message::sides_short_edge(),
        DuplexMode::Other(_) => return None,
    })
}

/// The changes in words, for the summary.
pub fn words(changes: &Changes) -> Vec<Message> {
    let color = changes.color_mode.as_ref().and_then(color);
    let sides = changes.duplex_mode.as_ref().and_then(side);
    let copies = changes.copies.and_then(|copies| u32::try_from(copies).ok());
    let copies = copies.map(Message::job_copies);
    [color, sides, copies].into_iter().flatten().collect()
}
