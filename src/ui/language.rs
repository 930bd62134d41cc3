//! The widget's language: sentences, number and date formats, and text direction.

use crate::browser::intl::Formats;
use crate::flow::options::{Direction, Options, Theme};
use crate::text::{Catalogue, Phrasebook};

/// One language, with the sentences that the host replaced.
#[derive(Clone)]
pub struct Language {
    /// The sentences.
    pub book: Phrasebook,
    /// The formats of numbers, sizes and times.
    pub formats: Formats,
    /// The text direction, if the host set one.
    pub direction: Option<Direction>,
    /// The colour theme that the host chose.
    pub theme: Theme,
}

impl Language {
    /// The language of a catalogue, adjusted by the options.
    pub fn of(options: &Options, catalogue: Catalogue) -> Self {
        let formats = Formats::new(Some(&catalogue.locale));
        let (plurals, numbers) = (formats.clone(), formats.clone());
        Self {
            book: Phrasebook::new(
                catalogue,
                options.strings.clone(),
                move |number| plurals.plural(number),
                move |number| numbers.number(number),
            ),
            formats,
            direction: options.direction,
            theme: options.theme,
        }
    }

    /// The value of the `data-theme` attribute. `dark` says whether the page is dark.
    pub fn theme(&self, dark: bool) -> &'static str {
        match self.theme {
            Theme::Auto if dark => Theme::Dark.as_str(),
            Theme::Auto => Theme::Light.as_str(),
            theme => theme.as_str(),
        }
    }

    /// The value of the `lang` attribute.
    pub fn tag(&self) -> String {
        self.book.catalogue().tag.clone()
    }

    /// The value of the `dir` attribute. It depends on the language, not on the page.
    pub fn dir(&self) -> &'static str {
        match self.direction {
            Some(Direction::Rtl) => "rtl",
            None if self.book.catalogue().is_right_to_left() => "rtl",
            _ => "ltr",
        }
    }
}
