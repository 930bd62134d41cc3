//! Print settings and their values in words.

use universal_print::configuration::{Changes, ColorMode, DuplexMode};

use crate::flow::state::settings::Setting;
use crate::text::{Message, Words};

/// The name of a setting.
pub fn name(setting: Setting) -> Message {
    match setting {
        Setting::Color => Message::settings_color(),
        Setting::Sides => Message::settings_sides(),
        Setting::Copies => Message::settings_copies(),
    }
}

/// The value of a setting in these changes. Nothing where it is as sent.
pub fn value(setting: Setting, changes: &Changes) -> Option<Words> {
    match setting {
        Setting::Color => {
            let mode = changes.color_mode.as_ref()?;
            Some(color(mode).map_or_else(|| mode.as_str().into(), Words::from))
        }
        Setting::Sides => {
            let mode = changes.duplex_mode.as_ref()?;
            Some(side(mode).map_or_else(|| mode.as_str().into(), Words::from))
        }
        Setting::Copies => Some(u32::try_from(changes.copies?).ok()?.into()),
    }
}

/// All changes, each with its name and value.
pub fn changes(changes: &Changes) -> Vec<Message> {
    let said = Setting::ALL.into_iter().filter_map(|setting| {
        let value = value(setting, changes)?;
        Some(Message::setting_value(name(setting).into(), value))
    });
    said.collect()
}

/// A colour mode. Nothing for one that has no words.
pub fn color(mode: &ColorMode) -> Option<Message> {
    Some(match mode {
        ColorMode::Color => Message::color_color(),
        ColorMode::Grayscale => Message::color_grayscale(),
        ColorMode::BlackAndWhite => Message::color_black_and_white(),
        ColorMode::Auto => Message::color_auto(),
        ColorMode::Other(_) => return None,
    })
}

/// A duplex mode. Nothing for one that has no words.
pub fn side(mode: &DuplexMode) -> Option<Message> {
    Some(match mode {
        DuplexMode::OneSided => Message::sides_one(),
        DuplexMode::FlipOnLongEdge => Message::sides_long_edge(),
        DuplexMode::FlipOnShortEdge => Message::sides_short_edge(),
        DuplexMode::Other(_) => return None,
    })
}
