//! What a printer tells about one setting: the values it offers, and its default.

use crate::capabilities::Capabilities;
use crate::configuration::{
    ColorMode, DuplexMode, FeedOrientation, Finishing, IntegerRange, Member, MultipageLayout,
    Orientation, Quality, Scaling,
};
use crate::defaults::Defaults;
use crate::enums::SENTINEL;
use crate::json::Value;
use crate::wire::Wire;

use super::paper_size;

/// The values a printer offers for a setting. Empty means that it does not tell.
pub(super) enum Told<'a> {
    Names(Vec<&'a str>),
    Numbers(&'a [i32]),
    Range(Option<IntegerRange>),
    /// Whether the printer can do it.
    Ability(Option<bool>),
}

/// What a list says about one value.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Offer {
    Offered,
    Missing,
    /// The printer tells nothing, or not all.
    NotTold,
}

/// The values that `capabilities` has for a setting. Margins have a list for each edge,
/// see [`margins`].
pub(super) fn told(member: Member, capabilities: &Capabilities) -> Told<'_> {
    let it = capabilities;
    match member {
        Member::ColorMode => names(&it.color_modes, ColorMode::as_str),
        Member::DuplexMode => names(&it.duplex_modes, DuplexMode::as_str),
        Member::FeedOrientation => names(&it.feed_orientations, FeedOrientation::as_str),
        Member::MultipageLayout => names(&it.multipage_layouts, MultipageLayout::as_str),
        Member::Orientation => names(&it.orientations, Orientation::as_str),
        Member::Quality => names(&it.qualities, Quality::as_str),
        Member::Scaling => names(&it.scalings, Scaling::as_str),
        Member::Finishings => names(&it.finishings, Finishing::as_str),
        Member::InputBin => names(&it.input_bins, String::as_str),
        Member::MediaSize => names(&it.media_sizes, String::as_str),
        Member::MediaType => names(&it.media_types, String::as_str),
        Member::OutputBin => names(&it.output_bins, String::as_str),
        Member::Dpi => Told::Numbers(&it.dpis),
        Member::PagesPerSheet => Told::Numbers(&it.pages_per_sheet),
        Member::Copies => Told::Range(it.copies_per_job),
        Member::Collate => Told::Ability(it.collation),
        Member::FitPdfToPage => Told::Ability(it.supports_fit_pdf_to_page),
        Member::PageRanges => Told::Ability(it.is_page_range_supported),
        Member::Margin => Told::Ability(None),
    }
}

fn names<T>(list: &[T], name: fn(&T) -> &str) -> Told<'_> {
    Told::Names(list.iter().map(name).collect())
}

/// The edges of a page, each with the margins that the printer offers there.
pub(super) fn margins(capabilities: &Capabilities) -> [(&'static str, &[i32]); 4] {
    [
        ("top", &capabilities.top_margins),
        ("bottom", &capabilities.bottom_margins),
        ("left", &capabilities.left_margins),
        ("right", &capabilities.right_margins),
    ]
}

/// The printer's default for a setting, unless it tells none.
pub(super) fn default(member: Member, defaults: &Defaults) -> Option<Value> {
    let it = defaults;
    let value = match member {
        Member::ColorMode => it.color_mode.clone().into(),
        Member::DuplexMode => it.duplex_mode.clone().into(),
        Member::MultipageLayout => it.multipage_layout.clone().into(),
        Member::Orientation => it.orientation.clone().into(),
        Member::Quality => it.quality.clone().into(),
        Member::Scaling => it.scaling.clone().into(),
        Member::InputBin => it.input_bin.clone().into(),
        Member::MediaSize => it.media_size.clone().into(),
        Member::MediaType => it.media_type.clone().into(),
        Member::OutputBin => it.output_bin.clone().into(),
        Member::Dpi => it.dpi.into(),
        Member::PagesPerSheet => it.pages_per_sheet.into(),
        Member::Copies => it.copies_per_job.into(),
        Member::FitPdfToPage => it.fit_pdf_to_page.into(),
        Member::Collate
        | Member::FeedOrientation
        | Member::Finishings
        | Member::Margin
        | Member::PageRanges => Value::Null,
    };
    let is_told = !value.is_null() && !is_sentinel(&value);
    is_told.then_some(value)
}

/// Whether two values of a setting are the same to a printer. Graph's names and IPP's
/// are compared without case.
pub(super) fn is_same(member: Member, one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => is_same_name(member, one, other),
        _ => one == other,
    }
}

pub(super) fn is_same_name(member: Member, one: &str, other: &str) -> bool {
    match member {
        Member::MediaSize => paper_size::is_same(one, other),
        _ => one.eq_ignore_ascii_case(other),
    }
}

/// Whether Graph did not tell the value.
pub(super) fn is_sentinel(value: &Value) -> bool {
    value.as_str().is_some_and(is_sentinel_name)
}

pub(super) fn is_sentinel_name(name: &str) -> bool {
    name.eq_ignore_ascii_case(SENTINEL)
}

impl Told<'_> {
    /// What the printer says about `value`; `None` if it is no value of the setting.
    pub(super) fn offer(&self, member: Member, value: &Value) -> Option<Offer> {
        Some(match self {
            Self::Names(names) => {
                let name = value.as_str().filter(|name| !is_sentinel_name(name))?;
                name_offer(member, names, name)
            }
            Self::Numbers(numbers) => {
                let number = value.as_i64()?;
                number_offer(numbers, number)
            }
            Self::Range(range) => {
                let number = value.as_i64()?;
                match range {
                    _ if number < 1 => Offer::Missing,
                    Some(range) if range.contains(number) => Offer::Offered,
                    Some(_) => Offer::Missing,
                    None => Offer::NotTold,
                }
            }
            Self::Ability(can) => match (value.as_bool()?, can) {
                (false, _) | (true, Some(true)) => Offer::Offered,
                (true, Some(false)) => Offer::Missing,
                (true, None) => Offer::NotTold,
            },
        })
    }

    /// All values that the printer offers.
    pub(super) fn values(&self) -> Vec<Value> {
        match self {
            Self::Names(names) => {
                let known = names.iter().filter(|name| !is_sentinel_name(name));
                known.map(|name| (*name).into()).collect()
            }
            Self::Numbers(numbers) => numbers.iter().map(|it| (*it).into()).collect(),
            Self::Range(_) | Self::Ability(None) => Vec::new(),
            Self::Ability(Some(false)) => vec![false.into()],
            Self::Ability(Some(true)) => vec![false.into(), true.into()],
        }
    }

    /// The only value that the printer offers, if there is just one.
    pub(super) fn only(&self) -> Option<Value> {
        match self {
            Self::Names(names) => match names.as_slice() {
                [name] if !is_sentinel_name(name) => Some((*name).into()),
                _ => None,
            },
            Self::Numbers([number]) => Some((*number).into()),
            Self::Ability(Some(false)) => Some(false.into()),
            _ => None,
        }
    }
}

/// What the printer says about a value of any setting, as a whole; `None` if it is no
/// value of the setting.
pub(super) fn offer(member: Member, value: &Value, capabilities: &Capabilities) -> Option<Offer> {
    let told = told(member, capabilities);
    match member {
        Member::Finishings => {
            let items = value.as_array()?.iter();
            let asked = items.filter(|it| !it.as_str().is_some_and(is_no_finishing));
            worst(asked.map(|it| told.offer(member, it)))
        }
        Member::Margin => worst(
            margins(capabilities)
                .into_iter()
                .filter_map(|(edge, offered)| {
                    let asked = value.get(edge).filter(|it| !it.is_null())?;
                    Some(asked.as_i64().map(|it| number_offer(offered, it)))
                }),
        ),
        Member::PageRanges => {
            let asks = !value.as_array()?.is_empty();
            told.offer(member, &asks.into())
        }
        _ if is_denied_color(member, value, capabilities) => Some(Offer::Missing),
        _ => told.offer(member, value),
    }
}

/// The worst of what is said about the parts of a value.
fn worst(parts: impl Iterator<Item = Option<Offer>>) -> Option<Offer> {
    let mut worst = Offer::Offered;
    for part in parts {
        worst = match (worst, part?) {
            (Offer::Missing, _) | (_, Offer::Missing) => Offer::Missing,
            (Offer::NotTold, _) | (_, Offer::NotTold) => Offer::NotTold,
            (Offer::Offered, Offer::Offered) => Offer::Offered,
        };
    }
    Some(worst)
}

/// Colour, where the printer says that it prints none, whatever its list says.
pub(super) fn is_denied_color(member: Member, value: &Value, capabilities: &Capabilities) -> bool {
    member == Member::ColorMode
        && capabilities.is_color_printing_supported == Some(false)
        && ColorMode::read(value) == Some(ColorMode::Color)
}

/// Whether a finishing is the name for none.
pub(super) fn is_no_finishing(name: &str) -> bool {
    name.eq_ignore_ascii_case("none")
}

pub(super) fn name_offer(member: Member, names: &[&str], name: &str) -> Offer {
    let mut offer = match names {
        [] => Offer::NotTold,
        _ => Offer::Missing,
    };
    for known in names {
        if is_same_name(member, known, name) {
            return Offer::Offered;
        }
        // The list has a value that Graph did not tell, and it may be this one.
        if is_sentinel_name(known) {
            offer = Offer::NotTold;
        }
    }
    offer
}

pub(super) fn number_offer(numbers: &[i32], number: i64) -> Offer {
    match numbers {
        [] => Offer::NotTold,
        _ if numbers.iter().any(|it| i64::from(*it) == number) => Offer::Offered,
        _ => Offer::Missing,
    }
}
