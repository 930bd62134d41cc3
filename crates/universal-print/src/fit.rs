//! Whether a printer can do what a job asks for, and what becomes of the rest.
//!
//! [`Asked`] is what a job asks for: its own settings with the user's [`Changes`] over
//! them, as they would be sent, and the media types of its documents. [`Asked::fit`]
//! compares it with what a printer tells about itself, and gives a [`Verdict`] for each
//! setting.
//!
//! - What a printer does not tell is not known: [`Level::NotTold`]. So is a value that
//!   Graph did not tell (`unknownFutureValue`), and one that cannot be read.
//! - A setting that is not kept becomes the printer's own default where it tells one, or
//!   the only value that it offers. Otherwise [`Verdict::becomes`] is `None`: it is not
//!   known. A default that the printer does not offer is no answer.
//! - Paper sizes are compared as sizes where both names are known, such as `A4` and
//!   `iso_a4_210x297mm`. All other names are compared as text, without case.
//! - Capabilities are no promise. Graph does not say what a printer does with a value
//!   that it does not offer.
//!
//! ```
//! use universal_print::capabilities::Capabilities;
//! use universal_print::configuration::{Changes, ColorMode, Member};
//! use universal_print::defaults::Defaults;
//! use universal_print::fit::{Asked, Level};
//! use universal_print::job::Job;
//! use universal_print::json;
//! use universal_print::wire::Wire;
//!
//! let poster = Job::read(&json!({
//!     "id": "211",
//!     "configuration": { "colorMode": "color", "mediaSize": "A3", "quality": "high", "copies": 2 }
//! }))
//! .unwrap();
//! let capabilities = Capabilities::read(&json!({
//!     "colorModes": ["blackAndWhite"],
//!     "mediaSizes": ["iso_a4_210x297mm", "A5"],
//!     "qualities": ["medium"],
//! }))
//! .unwrap();
//! let defaults = Defaults::read(&json!({ "mediaSize": "A4" })).unwrap();
//!
//! let asked = Asked::new(&poster, &Changes::default());
//! let fit = asked.fit(&capabilities, &defaults);
//! let size = fit.of(Member::MediaSize).unwrap();
//! assert_eq!((size.level, &size.becomes), (Level::Lost, &Some("A4".into())));
//! let copies = fit.of(Member::Copies).unwrap();
//! assert_eq!(copies.level, Level::NotTold, "this printer does not tell");
//! assert_eq!(fit.level(), Level::Lost);
//! assert_eq!(asked.fits(&capabilities), Some(false));
//!
//! // "Use the printer's defaults": the changes with which the job fits.
//! let changes = fit.with_defaults(&Changes::default());
//! assert_eq!(changes.media_size.as_deref(), Some("A4"));
//! assert_eq!(changes.color_mode, Some(ColorMode::BlackAndWhite));
//! let fit = Asked::new(&poster, &changes).fit(&capabilities, &defaults);
//! assert_eq!(fit.of(Member::MediaSize).unwrap().level, Level::Kept);
//! assert_eq!(fit.level(), Level::NotTold);
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printercapabilities>,
//! <https://learn.microsoft.com/graph/api/resources/printerdefaults>

mod judge;
mod paper_size;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod told;

use crate::capabilities::Capabilities;
use crate::configuration::{Changes, Configuration, Member, laid};
use crate::defaults::Defaults;
use crate::job::Job;
use crate::json::Value;

use judge::Judge;
use told::Offer;

/// What becomes of something that a job asks for. The worse comes later, so the largest
/// level is that of the whole job.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The printer does it.
    Kept,
    /// It changes, and that is hardly seen on paper.
    HardlySeen,
    /// It is not known whether the printer does it.
    NotTold,
    /// It changes, and that is seen on paper.
    Lost,
    /// The printer does not take such a job.
    Impossible,
}

/// What a verdict is about.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A setting of the job.
    Setting(Member),
    /// The media type of a document.
    ContentType,
}

/// What becomes of one setting, or of a document's media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it is about.
    pub subject: Subject,
    /// What becomes of it.
    pub level: Level,
    /// What the job asks for, as JSON. Of finishings and margins only those that have
    /// this level.
    pub asked: Value,
    /// What the printer does instead, as JSON. `None` if that is not known, and for what
    /// is kept or not told. An empty list of pages means all pages, and an empty list
    /// of finishings means none.
    pub becomes: Option<Value>,
}

/// What a job asks of a printer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    settings: Configuration,
    /// Whether the settings are sent. Otherwise the job keeps its own.
    is_sent: bool,
    content_types: Vec<String>,
}

impl Asked {
    /// What `job` asks for when it is redirected with these changes.
    pub fn new(job: &Job, changes: &Changes) -> Self {
        let (settings, is_sent) = laid(job.configuration.as_ref(), changes);
        let mut content_types: Vec<String> = Vec::new();
        for document in &job.documents {
            if let Some(it) = &document.content_type
                && !content_types.contains(it)
            {
                content_types.push(it.clone());
            }
        }
        Self {
            settings,
            is_sent,
            content_types,
        }
    }

    /// What becomes of it at a printer. Give empty capabilities or defaults where they
    /// are not known.
    pub fn fit(&self, capabilities: &Capabilities, defaults: &Defaults) -> Fit {
        let judge = Judge {
            settings: &self.settings,
            is_sent: self.is_sent,
            capabilities,
            defaults,
        };
        let types = self.content_types.iter();
        let types = types.map(|it| judge.content_type(it));
        let settings = Member::ALL.iter();
        let settings = settings.filter_map(|member| judge.setting(*member));
        Fit {
            verdicts: types.chain(settings).collect(),
        }
    }

    /// Whether it fits a printer with these capabilities, for a list of printers: a
    /// change that is hardly seen fits. `None` if that is not known, because the printer
    /// does not tell everything. [`Asked::fit`] knows more where the defaults are known.
    pub fn fits(&self, capabilities: &Capabilities) -> Option<bool> {
        self.fit(capabilities, &Defaults::default()).fits()
    }
}

/// Whether a printer offers this value of a setting; `None` if it does not tell, or if
/// it is no value of the setting. For a form that shows what the printer lacks.
///
/// ```
/// use universal_print::capabilities::Capabilities;
/// use universal_print::configuration::Member;
/// use universal_print::fit::offers;
/// use universal_print::json;
/// use universal_print::wire::Wire;
///
/// let told = json!({ "duplexModes": ["oneSided"], "isPageRangeSupported": false });
/// let told = Capabilities::read(&told).unwrap();
/// assert_eq!(offers(&told, Member::DuplexMode, &"oneSided".into()), Some(true));
/// assert_eq!(offers(&told, Member::DuplexMode, &"flipOnLongEdge".into()), Some(false));
/// assert_eq!(offers(&told, Member::Dpi, &600.into()), None);
/// ```
pub fn offers(capabilities: &Capabilities, member: Member, value: &Value) -> Option<bool> {
    match told::offer(member, value, capabilities)? {
        Offer::Offered => Some(true),
        Offer::Missing => Some(false),
        Offer::NotTold => None,
    }
}

/// The values of a setting that a printer offers, as a list, for a form. Of margins it is an object
/// with a list for each edge. Empty where the printer does not tell.
///
/// ```
/// use universal_print::capabilities::Capabilities;
/// use universal_print::configuration::Member;
/// use universal_print::fit::offered;
/// use universal_print::json;
/// use universal_print::wire::Wire;
///
/// let told = json!({ "duplexModes": ["oneSided"], "collation": true, "topMargins": [0] });
/// let told = Capabilities::read(&told).unwrap();
/// assert_eq!(offered(&told, Member::DuplexMode), json!(["oneSided"]));
/// assert_eq!(offered(&told, Member::Collate), json!([false, true]));
/// assert_eq!(offered(&told, Member::Dpi), json!([]));
/// assert_eq!(offered(&told, Member::Margin).get("top"), Some(&json!([0])));
/// ```
pub fn offered(capabilities: &Capabilities, member: Member) -> Value {
    match member {
        Member::Margin => {
            let edges = told::margins(capabilities);
            edges
                .into_iter()
                .map(|(edge, margins)| (edge, margins.to_vec()))
                .collect()
        }
        _ => Value::Array(told::told(member, capabilities).values()),
    }
}

/// The changes without those that a printer does not offer, for when another printer is
/// chosen. A setting that is left out is as sent again.
pub fn possible(changes: &Changes, capabilities: &Capabilities) -> Changes {
    let mut possible = changes.clone();
    for member in Member::ALL {
        if let Some(value) = changes.get(*member)
            && offers(capabilities, *member, &value) == Some(false)
        {
            possible.set(*member, &Value::Null);
        }
    }
    possible
}

/// What becomes of everything that a job asks for at one printer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// What becomes of each document's media type, and of each setting that the job
    /// has, kept ones included.
    pub verdicts: Vec<Verdict>,
}

impl Fit {
    /// The worst level of all verdicts.
    pub fn level(&self) -> Level {
        let levels = self.verdicts.iter().map(|it| it.level);
        levels.max().unwrap_or(Level::Kept)
    }

    /// Whether nothing is lost or impossible; `None` if that is not known.
    pub fn fits(&self) -> Option<bool> {
        match self.level() {
            Level::Kept | Level::HardlySeen => Some(true),
            Level::NotTold => None,
            Level::Lost | Level::Impossible => Some(false),
        }
    }

    /// What becomes of a setting; `None` if the job does not have it.
    pub fn of(&self, member: Member) -> Option<&Verdict> {
        let mut verdicts = self.verdicts.iter();
        verdicts.find(|it| it.subject == Subject::Setting(member))
    }

    /// The changes, with every setting that is not kept set to what the printer does
    /// instead. Where that is not known, the setting stays.
    pub fn with_defaults(&self, changes: &Changes) -> Changes {
        let mut changes = changes.clone();
        for verdict in &self.verdicts {
            verdict.use_default(&mut changes);
        }
        changes
    }

    /// The changes, with this one setting set to what the printer does instead.
    pub fn with_default(&self, member: Member, changes: &Changes) -> Changes {
        let mut changes = changes.clone();
        if let Some(verdict) = self.of(member) {
            verdict.use_default(&mut changes);
        }
        changes
    }
}

impl Verdict {
    fn use_default(&self, changes: &mut Changes) {
        if let (Subject::Setting(member), Some(becomes)) = (self.subject, &self.becomes) {
            changes.set(member, becomes);
        }
    }
}
