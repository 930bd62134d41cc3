//! Print settings and their values in words.
//!
//! A value without words of its own is said as Graph or the printer names it, such as a paper size.

use universal_print::configuration::{Changes, LAST_PAGE, Member, PageRange, write_page_ranges};
use universal_print::json::Value;
use universal_print::wire::Wire;

use crate::flow::state::setting::Setting;
use crate::text::{Message, Words};

/// The name of a setting.
pub fn name(setting: Setting) -> Words {
    let name = match setting.member {
        Member::Copies => Message::settings_copies(),
        Member::Collate => Message::settings_collation(),
        Member::ColorMode => Message::settings_color(),
        Member::DuplexMode => Message::settings_sides(),
        Member::MediaSize => Message::settings_paper_size(),
        Member::MediaType => Message::settings_paper_type(),
        Member::PageRanges => Message::settings_pages(),
        Member::PagesPerSheet => Message::settings_pages_per_sheet(),
        Member::MultipageLayout => Message::settings_page_order(),
        Member::Orientation => Message::settings_orientation(),
        Member::Scaling => Message::settings_scaling(),
        Member::FitPdfToPage => Message::settings_fit_pdf(),
        Member::InputBin => Message::settings_paper_source(),
        Member::OutputBin => Message::settings_output_bin(),
        Member::Quality => Message::settings_quality(),
        Member::Dpi => Message::settings_resolution(),
        Member::FeedOrientation => Message::settings_feed(),
        Member::Margin => {
            let margin = Message::settings_margin().into();
            return Words::List(vec![margin, by_name(setting.part)]);
        }
        Member::Finishings if setting.part.is_empty() => Message::settings_finishing(),
        Member::Finishings => return by_name(setting.part),
    };
    name.into()
}

/// The value of a setting.
pub fn value(setting: Setting, value: &Value) -> Words {
    match (setting.member, value) {
        (Member::PageRanges, value) => {
            let ranges: Vec<PageRange> = Wire::read(value).unwrap_or_default();
            match ranges.as_slice() {
                []
                | [
                    PageRange {
                        start: 1,
                        end: LAST_PAGE,
                    },
                ] => Message::pages_all().into(),
                ranges => write_page_ranges(ranges).into(),
            }
        }
        (_, Value::Array(items)) if items.is_empty() => Message::value_none().into(),
        (_, Value::Array(items)) => {
            let items = items.iter().filter_map(Value::as_str);
            let words = items.map(|item| finishing(setting.part, item));
            Words::List(words.collect())
        }
        (Member::Collate, Value::Bool(true)) => Message::collated().into(),
        (Member::Collate, Value::Bool(false)) => Message::uncollated().into(),
        (_, Value::Bool(true)) => Message::value_on().into(),
        (_, Value::Bool(false)) => Message::value_off().into(),
        (Member::Scaling, Value::String(name)) if name.eq_ignore_ascii_case("none") => {
            Message::scaling_none().into()
        }
        (Member::MediaSize, Value::String(name)) => paper_size(name).into(),
        (Member::MediaType, Value::String(name)) => name.as_str().into(),
        (_, Value::String(name)) => by_name(name),
        (member, value) => {
            let number = value.as_i64().and_then(|it| u32::try_from(it).ok());
            match (member, number) {
                (_, None) => Words::List(Vec::new()),
                (Member::Dpi, Some(dots)) => Message::dots_per_inch(dots).into(),
                (Member::Margin, Some(microns)) => {
                    Message::millimetres(millimetres(microns).into()).into()
                }
                (_, Some(number)) => number.into(),
            }
        }
    }
}

/// All changes, each with its name and value.
pub fn changes(changes: &Changes) -> Vec<Message> {
    let said = Setting::ALL.iter().filter_map(|setting| {
        let changed = setting.of(&changes.get(setting.member)?)?;
        let value = value(*setting, &changed);
        Some(Message::setting_value(name(*setting), value))
    });
    said.collect()
}

/// A size as people say it. The protocol that printers speak writes `iso_a4_210x297mm`.
fn paper_size(name: &str) -> String {
    let mut parts = name.split('_');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(size), Some(_), None) => {
            let mut size = size.replace('-', " ");
            if let Some(first) = size.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            size
        }
        _ => name.to_owned(),
    }
}

/// A length in microns as millimetres, to a tenth.
fn millimetres(microns: u32) -> String {
    let tenths = (microns + 50) / 100;
    let whole = (tenths / 10).to_string();
    match tenths % 10 {
        0 => whole,
        tenth => [whole.as_str(), ".", &tenth.to_string()].concat(),
    }
}

/// A finishing in the field of its family: its number and place, such as `stapleDualLeft`.
fn finishing(family: &str, name: &str) -> Words {
    let lower = name.to_ascii_lowercase();
    let starts = ["saddlestitch", "stitch", "bookletmaker", "trim"];
    let start = starts.into_iter().find(|start| lower.starts_with(start));
    let (kind, rest) = match start {
        Some(start) => (Some(by_name(start)), lower.strip_prefix(start)),
        None => (None, lower.strip_prefix(family)),
    };
    let rest = rest.unwrap_or_default();
    let counts = [("dual", "×2"), ("triple", "×3"), ("quad", "×4")];
    let count = counts
        .into_iter()
        .find_map(|(count, sign)| Some((rest.strip_prefix(count)?, sign)));
    let (rest, count) = count.map_or((rest, None), |(rest, sign)| (rest, Some(sign.into())));
    let rest = rest.strip_suffix("edge").unwrap_or(rest);
    let place = match rest {
        "" if kind.is_none() && count.is_none() => Some(Message::value_on().into()),
        "" => None,
        rest if family.is_empty() && kind.is_none() => Some(by_name(rest)),
        "half" => Some(Message::fold_half().into()),
        "letter" => Some(Message::fold_letter().into()),
        rest => Some(by_name(rest)),
    };
    Words::List(kind.into_iter().chain(count).chain(place).collect())
}

/// A value that Graph has a name for.
fn by_name(name: &str) -> Words {
    let lower = name.to_ascii_lowercase();
    let message = match lower.as_str() {
        "auto" => Message::color_auto(),
        "color" => Message::color_color(),
        "grayscale" => Message::color_grayscale(),
        "blackandwhite" => Message::color_black_and_white(),
        "onesided" => Message::sides_one(),
        "fliponlongedge" => Message::sides_long_edge(),
        "fliponshortedge" => Message::sides_short_edge(),
        "low" => Message::quality_draft(),
        "medium" => Message::quality_normal(),
        "high" => Message::quality_high(),
        "portrait" => Message::orientation_portrait(),
        "landscape" => Message::orientation_landscape(),
        "reverseportrait" => Message::orientation_reverse_portrait(),
        "reverselandscape" => Message::orientation_reverse_landscape(),
        "shrinktofit" => Message::scaling_shrink(),
        "fill" => Message::scaling_fill(),
        "fit" => Message::scaling_fit(),
        "longedgefirst" => Message::feed_long_edge(),
        "shortedgefirst" => Message::feed_short_edge(),
        "staple" => Message::finishing_staple(),
        "punch" => Message::finishing_punch(),
        "fold" => Message::finishing_fold(),
        "bind" => Message::finishing_bind(),
        "stitch" => Message::finishing_stitch(),
        "saddlestitch" | "bookletmaker" => Message::finishing_booklet(),
        "trim" => Message::finishing_trim(),
        "top" => Message::place_top(),
        "bottom" => Message::place_bottom(),
        "left" => Message::place_left(),
        "right" => Message::place_right(),
        "topleft" => Message::place_top_left(),
        "topright" => Message::place_top_right(),
        "bottomleft" => Message::place_bottom_left(),
        "bottomright" => Message::place_bottom_right(),
        "none" => Message::value_none(),
        lower => {
            let (direction, corner) = match lower.split_once("clockwisefrom") {
                Some(("", corner)) => (Message::order_clockwise(), corner),
                Some(("counter", corner)) => (Message::order_anticlockwise(), corner),
                _ => return name.into(),
            };
            return Words::List(vec![direction.into(), by_name(corner)]);
        }
    };
    message.into()
}
