//! The language the widget speaks: words, digits, dates and direction.

use crate::browser::intl::{self, Formats};
use crate::flow::options::{Direction, Options, Theme};
use crate::text::Phrasebook;

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

/// The English that fits best: numbers and dates in one language beside words
/// in another would be hard to read, and the words are English.
fn english(asked: Option<&str>) -> String {
    let asked = asked.map_or_else(intl::own_locale, |locale| Some(locale.to_owned()));
    let is_english = |locale: &String| locale.split('-').next() == Some("en");
    asked.filter(is_english).unwrap_or_else(|| "en".to_owned())
}

impl Language {
    /// The language that the options ask for.
    pub fn of(options: &Options) -> Self {
        let formats = Formats::new(Some(&english(options.locale.as_deref())));
        let (plurals, numbers) = (formats.clone(), formats.clone());
        Self {
            book: Phrasebook::new(
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

    /// The `dir` attribute; none leaves the page's own direction.
    pub fn dir(&self) -> Option<&'static str> {
        self.direction.map(|direction| match direction {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        })
    }
}
