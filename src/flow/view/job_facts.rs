//! What the row of a job says about its paper: the settings that a person can see there, in the
//! order in which people ask for them.

use universal_print::configuration::{ColorMode, Configuration, DuplexMode, Member};

use crate::flow::state::setting::Setting;
use crate::flow::words::setting::{name, value};
use crate::text::{Message, Words};

/// The settings of a job that matter to a person: paper, colour, sides, copies, pages, and what is
/// set besides.
pub(super) fn facts(configuration: &Configuration) -> Vec<Words> {
    let paper = configuration.get(Member::MediaSize);
    let paper = paper.map(|paper| value(Setting::of_whole(Member::MediaSize), paper));
    let color = match configuration.color_mode() {
        Some(ColorMode::Color) => Some(Message::job_color()),
        Some(ColorMode::BlackAndWhite | ColorMode::Grayscale) => {
            Some(Message::job_black_and_white())
        }
        _ => None,
    };
    let sides = match configuration.duplex_mode() {
        Some(DuplexMode::OneSided) => Some(Message::job_one_sided()),
        Some(DuplexMode::FlipOnLongEdge | DuplexMode::FlipOnShortEdge) => {
            Some(Message::job_two_sided())
        }
        _ => None,
    };
    let copies = configuration
        .copies()
        .and_then(|copies| u32::try_from(copies).ok())
        .filter(|copies| *copies > 1)
        .map(Message::job_copies);
    let seen = [color, sides, copies].into_iter().flatten();
    let mut facts: Vec<Words> = paper.into_iter().chain(seen.map(Words::from)).collect();
    facts.extend(
        Setting::ALL
            .iter()
            .filter_map(|it| besides(*it, configuration)),
    );
    facts
}

/// A setting that few jobs have, where this job has it: by name and value, or by its name alone
/// where the value says no more than that it is on.
fn besides(setting: Setting, configuration: &Configuration) -> Option<Words> {
    let own = setting.own(Some(configuration))?;
    let value = match setting.member {
        Member::PageRanges => {
            Some(value(setting, &own)).filter(|it| *it != Message::pages_all().into())
        }
        Member::PagesPerSheet => own
            .as_i64()
            .is_some_and(|it| it > 1)
            .then(|| value(setting, &own)),
        Member::InputBin => {
            let is_automatic = own
                .as_str()
                .is_some_and(|bin| bin.eq_ignore_ascii_case("auto"));
            (!is_automatic).then(|| value(setting, &own))
        }
        Member::Finishings => Some(value(setting, &own)),
        _ => None,
    }?;
    let on = Words::List(vec![Message::value_on().into()]);
    let is_on = value == Words::List(vec![on]);
    // Other finishings are named by their values.
    let is_other = setting.member == Member::Finishings && setting.part.is_empty();
    Some(if is_on {
        name(setting)
    } else if is_other {
        value
    } else {
        Message::setting_value(name(setting), value).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::json;
    use universal_print::json::Value;
    use universal_print::wire::Wire;

    fn said(configuration: &Value) -> Vec<Words> {
        facts(&Configuration::read(configuration).unwrap())
    }

    fn named(name: Message, value: impl Into<Words>) -> Words {
        Message::setting_value(name.into(), value.into()).into()
    }

    #[test]
    fn facts_stand_in_the_order_in_which_people_ask() {
        let said = said(&json!({
            "copies": 12, "duplexMode": "flipOnLongEdge", "colorMode": "color", "mediaSize": "A3",
            "pageRanges": [{ "start": 1, "end": 3 }, { "start": 7, "end": 7 }],
        }));
        let expected: [Words; 5] = [
            "A3".into(),
            Message::job_color().into(),
            Message::job_two_sided().into(),
            Message::job_copies(12).into(),
            named(Message::settings_pages(), "1-3, 7"),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn finishings_are_named_and_so_are_the_tray_and_the_pages_of_a_sheet() {
        let said = said(&json!({
            "pagesPerSheet": 2, "inputBin": "Tray 2", "finishings": ["staple", "punchDualLeft", "saddleStitch"],
        }));
        let dual = Words::List(vec!["×2".into(), Message::place_left().into()]);
        let expected: [Words; 5] = [
            named(Message::settings_pages_per_sheet(), 2),
            Message::finishing_staple().into(),
            named(Message::finishing_punch(), Words::List(vec![dual])),
            Words::List(vec![Words::List(vec![Message::finishing_booklet().into()])]),
            named(Message::settings_paper_source(), "Tray 2"),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn what_is_as_everybody_expects_is_not_said() {
        let said = said(&json!({
            "copies": 1, "pagesPerSheet": 1, "inputBin": "auto", "finishings": ["none"],
            "pageRanges": [],
        }));
        assert_eq!(said, []);
    }
}
