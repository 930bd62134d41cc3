//! The language the widget speaks: words, digits, dates and direction.

use crate::browser::intl::Formats;
use crate::flow::options::{Direction, Options, Theme};
use crate::text::{Catalogue, Phrasebook};

/// One language, with the host's replacements.
#[derive(Clone)]
pub struct Language {
    /// The words.
    pub book: Phrasebook,
    /// Numbers, sizes and times.
    pub formats: Formats,
    /// The direction, when the host set it.
    pub direction: Option<Direction>,
    /// The colours.
    pub theme: Theme,
}

impl Language {
    /// A language, with what the options say of its words and its looks.
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

    /// The `data-theme` attribute, once it is known whether the page is dark.
    pub fn theme(&self, dark: bool) -> &'static str {
        match self.theme {
            Theme::Auto if dark => Theme::Dark.as_str(),
            Theme::Auto => Theme::Light.as_str(),
            theme => theme.as_str(),
        }
    }

    /// The `lang` attribute.
    pub fn tag(&self) -> String {
        self.book.catalogue().tag.clone()
    }

    /// The `dir` attribute: that of the words, whichever the page has.
    pub fn dir(&self) -> &'static str {
        match self.direction {
            Some(Direction::Rtl) => "rtl",
            None if self.book.catalogue().is_right_to_left() => "rtl",
            _ => "ltr",
        }
    }
}
