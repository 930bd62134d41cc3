//! Judges each setting of a job by what a printer tells.

use crate::capabilities::Capabilities;
use crate::configuration::{Configuration, Member, PageRange, Scaling};
use crate::defaults::Defaults;
use crate::json::Value;
use crate::wire::Wire;

use super::told::{self, Offer, Told};
use super::{Level, Subject, Verdict};

/// A job's settings beside a printer.
pub(super) struct Judge<'a> {
    pub(super) settings: &'a Configuration,
    /// Whether the settings are sent with the redirect.
    pub(super) is_sent: bool,
    pub(super) capabilities: &'a Capabilities,
    pub(super) defaults: &'a Defaults,
}

impl Judge<'_> {
    /// What becomes of a setting; `None` if the job does not ask for anything.
    pub(super) fn setting(&self, member: Member) -> Option<Verdict> {
        let value = self.settings.get(member)?;
        match member {
            Member::Finishings => self.finishings(value),
            Member::PageRanges => self.page_ranges(value),
            Member::Margin => self.margin(value),
            _ => Some(self.single(member, value)),
        }
    }

    fn single(&self, member: Member, value: &Value) -> Verdict {
        let told = told::told(member, self.capabilities);
        let Some(mut offer) = told.offer(member, value) else {
            return self.not_known(member, value);
        };
        if told::is_denied_color(member, value, self.capabilities) {
            offer = Offer::Missing;
        }
        let default = told::default(member, self.defaults);
        let is_default = |it: &Value| told::is_same(member, it, value);
        let is_default = default.as_ref().is_some_and(is_default);
        let level = match offer {
            Offer::Offered => Level::Kept,
            _ if self.has_no_effect(member, value) => Level::Kept,
            Offer::NotTold if is_default || asks_for_nothing(member, value) => Level::Kept,
            // The printer contradicts itself: its default is not among what it offers.
            Offer::Missing if is_default => Level::NotTold,
            Offer::NotTold => Level::NotTold,
            Offer::Missing => self.seen(member),
        };
        let becomes = match level {
            Level::Kept | Level::NotTold => None,
            _ => self.becomes(member, value, &told, default),
        };
        Verdict {
            subject: Subject::Setting(member),
            level,
            asked: value.clone(),
            becomes,
        }
    }

    /// What the printer does in place of a value that it does not offer.
    fn becomes(
        &self,
        member: Member,
        value: &Value,
        told: &Told<'_>,
        default: Option<Value>,
    ) -> Option<Value> {
        let is_offered = |it: &Value| {
            told.offer(member, it) != Some(Offer::Missing)
                && !told::is_denied_color(member, it, self.capabilities)
        };
        let default = default.filter(is_offered);
        default.or_else(|| match told {
            Told::Range(Some(range)) => {
                let least = range.start.clamp(1, i32::MAX.into());
                let most = range.end.clamp(least, i32::MAX.into());
                let nearest = value.as_i64()?.clamp(least, most);
                is_offered(&nearest.into()).then(|| nearest.into())
            }
            _ => told.only().filter(|it| is_offered(it)),
        })
    }

    /// Whether the paper would be the same with any other value.
    fn has_no_effect(&self, member: Member, value: &Value) -> bool {
        match member {
            Member::MultipageLayout => {
                let own = self.settings.pages_per_sheet();
                own.or(self.defaults.pages_per_sheet).unwrap_or(1) <= 1
            }
            Member::PagesPerSheet => value.as_i64() == Some(1),
            _ => false,
        }
    }

    /// How much is seen on paper when the setting is not kept.
    fn seen(&self, member: Member) -> Level {
        match member {
            Member::Copies => Level::Impossible,
            Member::Quality
            | Member::Dpi
            | Member::InputBin
            | Member::OutputBin
            | Member::FeedOrientation
            | Member::MediaType => Level::HardlySeen,
            Member::Collate if self.copies() <= 1 => Level::HardlySeen,
            Member::FitPdfToPage if self.is_scaled_to_the_page() => Level::HardlySeen,
            _ => Level::Lost,
        }
    }

    fn copies(&self) -> i32 {
        let own = self.settings.copies();
        own.or(self.defaults.copies_per_job).unwrap_or(1)
    }

    /// Whether the scaling fits the page to the sheet by itself, and is kept.
    fn is_scaled_to_the_page(&self) -> bool {
        let scaling = self.settings.scaling();
        let fits = matches!(scaling, Some(Scaling::Fit | Scaling::ShrinkToFit));
        let kept = self.setting(Member::Scaling);
        fits && kept.is_some_and(|it| it.level == Level::Kept)
    }

    fn finishings(&self, value: &Value) -> Option<Verdict> {
        let member = Member::Finishings;
        let Some(items) = value.as_array() else {
            return Some(self.not_known(member, value));
        };
        let told = told::told(member, self.capabilities);
        let is_default = |name: &str| {
            let mut defaults = self.defaults.finishings.iter();
            defaults.any(|it| it.as_str().eq_ignore_ascii_case(name))
        };
        let (mut kept, mut lost, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_sentinel = false;
        for item in items {
            let offer = match item.as_str() {
                Some(name) if told::is_no_finishing(name) => continue,
                name => (name, told.offer(member, item)),
            };
            match offer {
                (_, Some(Offer::Offered)) => kept.push(item.clone()),
                (Some(name), Some(offer)) if is_default(name) => {
                    kept.push(item.clone());
                    if offer == Offer::Missing {
                        unknown.push(item.clone());
                    }
                }
                (_, Some(Offer::Missing)) => lost.push(item.clone()),
                (_, Some(Offer::NotTold)) => {
                    kept.push(item.clone());
                    unknown.push(item.clone());
                }
                (_, None) => {
                    has_sentinel |= told::is_sentinel(item);
                    unknown.push(item.clone());
                }
            }
        }
        if items.is_empty() {
            return None;
        }
        let subject = Subject::Setting(member);
        Some(if !lost.is_empty() {
            Verdict {
                subject,
                level: Level::Lost,
                asked: Value::Array(lost),
                becomes: Some(Value::Array(if kept.is_empty() {
                    self.finishings_instead(&told)
                } else {
                    kept
                })),
            }
        } else if unknown.is_empty() {
            Verdict {
                subject,
                level: Level::Kept,
                asked: value.clone(),
                becomes: None,
            }
        } else {
            Verdict {
                subject,
                level: self.level_of_unknown(has_sentinel),
                asked: Value::Array(unknown),
                becomes: None,
            }
        })
    }

    /// The printer's own finishings, where none of the job's is left.
    fn finishings_instead(&self, told: &Told<'_>) -> Vec<Value> {
        let own = self.defaults.finishings.iter();
        let own = own.map(|it| Value::from(it.as_str()));
        let mut own: Vec<Value> = own
            .filter(|it| matches!(told.offer(Member::Finishings, it), Some(Offer::Offered)))
            .collect();
        let none = Value::from("none");
        if own.is_empty() && told.offer(Member::Finishings, &none) == Some(Offer::Offered) {
            own.push(none);
        }
        own
    }

    fn page_ranges(&self, value: &Value) -> Option<Verdict> {
        let ranges = value.as_array();
        if ranges.is_some_and(Vec::is_empty) {
            return None;
        }
        let reads = |item: &Value| {
            PageRange::read(item).is_some_and(|it| it.start >= 1 && it.start <= it.end)
        };
        let reads = ranges.is_some_and(|items| items.iter().all(reads));
        let (level, becomes) = match self.capabilities.is_page_range_supported {
            // All pages are printed instead.
            Some(false) => (Level::Lost, Some(Value::Array(Vec::new()))),
            Some(true) if reads => (Level::Kept, None),
            _ => (Level::NotTold, None),
        };
        Some(Verdict {
            subject: Subject::Setting(Member::PageRanges),
            level,
            asked: value.clone(),
            becomes,
        })
    }

    fn margin(&self, value: &Value) -> Option<Verdict> {
        let member = Member::Margin;
        if !value.is_object() {
            return Some(self.not_known(member, value));
        }
        let mut level = None;
        let mut lost = Vec::new();
        let mut instead = Vec::new();
        for (edge, offered) in told::margins(self.capabilities) {
            let asked = value.get(edge).filter(|it| !it.is_null());
            let Some(asked) = asked else { continue };
            let offer = asked.as_i64().map(|it| told::number_offer(offered, it));
            let (this, becomes) = match (offer, offered) {
                (Some(Offer::Offered), _) => (Level::Kept, Some(asked.clone())),
                (Some(Offer::Missing), [only]) => (Level::Lost, Some(Value::from(*only))),
                (Some(Offer::Missing), _) => (Level::Lost, None),
                _ => (Level::NotTold, Some(asked.clone())),
            };
            if this == Level::Lost {
                lost.push((edge, asked.clone()));
            }
            level = level.max(Some(this));
            instead.push(becomes.map(|it| (edge, it)));
        }
        let level = level?;
        let is_lost = level == Level::Lost;
        let instead: Option<Vec<_>> = instead.into_iter().collect();
        Some(Verdict {
            subject: Subject::Setting(member),
            level,
            asked: if is_lost {
                Value::from_iter(lost)
            } else {
                value.clone()
            },
            becomes: instead.filter(|_| is_lost).map(Value::from_iter),
        })
    }

    /// A value that Graph did not tell, or that is no value of the setting.
    fn not_known(&self, member: Member, value: &Value) -> Verdict {
        Verdict {
            subject: Subject::Setting(member),
            level: self.level_of_unknown(told::is_sentinel(value)),
            asked: value.clone(),
            becomes: None,
        }
    }

    /// A value that Graph did not tell is left out of what is sent, so it may be lost.
    fn level_of_unknown(&self, is_sentinel: bool) -> Level {
        if is_sentinel && self.is_sent {
            Level::Lost
        } else {
            Level::NotTold
        }
    }

    /// What becomes of a document of this media type.
    pub(super) fn content_type(&self, asked: &str) -> Verdict {
        const ANY_BYTES: &str = "application/octet-stream";
        // Parameters such as the charset do not count.
        let is = |it: &str, other: &str| {
            let [it, other] = [it, other].map(|it| it.split(';').next().unwrap_or_default());
            it.trim().eq_ignore_ascii_case(other.trim())
        };
        let takes = |it: &str| is(it, asked);
        let offered = &self.capabilities.content_types;
        let is_default = self.defaults.content_type.as_deref().is_some_and(takes);
        let level = if offered.iter().any(|it| takes(it)) || offered.is_empty() && is_default {
            Level::Kept
        } else if offered.is_empty()
            || is_default
            || takes(ANY_BYTES)
            || offered.iter().any(|it| is(it, ANY_BYTES))
        {
            // A printer that takes any bytes looks by itself what they are.
            Level::NotTold
        } else {
            Level::Impossible
        };
        Verdict {
            subject: Subject::ContentType,
            level,
            asked: asked.into(),
            becomes: None,
        }
    }
}

/// Whether every printer does this, because it is what is left when nothing is asked
/// for, or because the printer may decide.
fn asks_for_nothing(member: Member, value: &Value) -> bool {
    let is = |name: &str| {
        value
            .as_str()
            .is_some_and(|it| it.eq_ignore_ascii_case(name))
    };
    match member {
        Member::Copies => value.as_i64() == Some(1),
        Member::DuplexMode => is("oneSided"),
        Member::ColorMode | Member::Scaling | Member::InputBin | Member::OutputBin => is("auto"),
        _ => false,
    }
}
