//! The settings that can be changed on the way, offering only what the chosen
//! printer says it can do.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::{Changes, ColorMode, DuplexMode};

use crate::flow::destination::Detail;
use crate::flow::state::State;
use crate::text::Message;

/// The settings, and what may be chosen for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What the user wants to be different now.
    pub changes: Changes,
    /// The colour modes on offer; fewer than two are no choice.
    pub colors: Vec<(ColorMode, Message)>,
    /// The ways to use the sides of a sheet.
    pub sides: Vec<(DuplexMode, Message)>,
    /// The most copies in one job.
    pub most_copies: i64,
}

/// The settings for the chosen printer, once it is known what it can do.
pub fn settings(state: &State) -> Option<Settings> {
    let Some(Detail::Known(share)) = &state.destinations.detail else {
        return None;
    };
    let capabilities = share.base.capabilities.as_ref()?;
    Some(Settings {
        changes: state.changes.clone(),
        colors: capabilities.color_modes.iter().filter_map(color).collect(),
        sides: capabilities.duplex_modes.iter().filter_map(side).collect(),
        most_copies: most_copies(capabilities),
    })
}

/// A range that is not told allows what people ask for in earnest.
fn most_copies(capabilities: &Capabilities) -> i64 {
    const UNTOLD: i64 = 99;
    capabilities
        .copies_per_job
        .map_or(UNTOLD, |range| range.end.clamp(1, 9_999))
}

fn color(mode: &ColorMode) -> Option<(ColorMode, Message)> {
    let words = match mode {
        ColorMode::Color => Message::ColorColor,
        ColorMode::Grayscale => Message::ColorGrayscale,
        ColorMode::BlackAndWhite => Message::ColorBlackAndWhite,
        ColorMode::Auto => Message::ColorAuto,
        ColorMode::Other(_) => return None,
    };
    Some((mode.clone(), words))
}

fn side(mode: &DuplexMode) -> Option<(DuplexMode, Message)> {
    let words = match mode {
        DuplexMode::OneSided => Message::SidesOne,
        DuplexMode::FlipOnLongEdge => Message::SidesLongEdge,
        DuplexMode::FlipOnShortEdge => Message::SidesShortEdge,
        DuplexMode::Other(_) => return None,
    };
    Some((mode.clone(), words))
}

/// The changes in words, for the summary.
pub fn words(changes: &Changes) -> Vec<Message> {
    let color = changes
        .color_mode
        .as_ref()
        .and_then(color)
        .map(|(_, words)| words);
    let sides = changes
        .duplex_mode
        .as_ref()
        .and_then(side)
        .map(|(_, words)| words);
    let copies = changes.copies.and_then(|copies| u32::try_from(copies).ok());
    let copies = copies.map(|count| Message::JobCopies { count });
    [color, sides, copies].into_iter().flatten().collect()
}
