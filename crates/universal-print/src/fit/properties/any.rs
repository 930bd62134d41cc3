//! Any job, any changes, and any printer.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::super::*;
use crate::wire::Wire;

/// Values of the settings that have a list of their own among the capabilities, and the
/// names of that list and of the setting.
pub(super) const NAMES: [(Member, &str, &[&str]); 11] = [
    (
        Member::ColorMode,
        "colorModes",
        &[
            "blackAndWhite",
            "grayscale",
            "color",
            "auto",
            "novel",
            "unknownFutureValue",
        ],
    ),
    (
        Member::DuplexMode,
        "duplexModes",
        &[
            "oneSided",
            "flipOnLongEdge",
            "flipOnShortEdge",
            "novel",
            "unknownFutureValue",
        ],
    ),
    (
        Member::FeedOrientation,
        "feedOrientations",
        &["longEdgeFirst", "shortEdgeFirst", "unknownFutureValue"],
    ),
    (
        Member::MultipageLayout,
        "multipageLayouts",
        &[
            "clockwiseFromTopLeft",
            "clockwiseFromTopRight",
            "unknownFutureValue",
        ],
    ),
    (
        Member::Orientation,
        "orientations",
        &["portrait", "landscape", "reversePortrait"],
    ),
    (
        Member::Quality,
        "qualities",
        &["low", "medium", "high", "unknownFutureValue"],
    ),
    (
        Member::Scaling,
        "scalings",
        &["auto", "fit", "fill", "shrinkToFit", "none"],
    ),
    (Member::InputBin, "inputBins", &["auto", "tray-1", "tray-2"]),
    (Member::OutputBin, "outputBins", &["auto", "top", "side"]),
    (
        Member::MediaSize,
        "mediaSizes",
        &[
            "A3",
            "A4",
            "iso_a4_210x297mm",
            "North America Letter",
            "na_letter_8.5x11in",
            "Photo",
        ],
    ),
    (
        Member::MediaType,
        "mediaTypes",
        &["stationery", "labels", "novel"],
    ),
];
pub(super) const FINISHINGS: &[&str] = &[
    "none",
    "staple",
    "punch",
    "bale",
    "novel",
    "unknownFutureValue",
];
pub(super) const NUMBERS: [(Member, &str, &[i32]); 2] = [
    (Member::Dpi, "dpis", &[300, 600, 1200]),
    (Member::PagesPerSheet, "pagesPerSheet", &[1, 2, 4]),
];
pub(super) const ABILITIES: [(Member, &str); 3] = [
    (Member::Collate, "collation"),
    (Member::FitPdfToPage, "supportsFitPdfToPage"),
    (Member::PageRanges, "isPageRangeSupported"),
];
pub(super) const EDGES: [(&str, &str); 4] = [
    ("top", "topMargins"),
    ("bottom", "bottomMargins"),
    ("left", "leftMargins"),
    ("right", "rightMargins"),
];
pub(super) const MICRONS: &[i32] = &[0, 3000, 4230];

pub(super) type Members = Vec<(String, Value)>;

/// What a printer tells. An empty list, and an ability that is null, are not told.
pub(super) fn any_capabilities() -> impl Strategy<Value = Value> {
    let names = NAMES.map(|(_, list, values)| {
        subsequence(values, 0..=values.len()).prop_map(move |some| (list.to_owned(), texts(&some)))
    });
    let finishings = subsequence(FINISHINGS, 0..=FINISHINGS.len())
        .prop_map(|some| ("finishings".to_owned(), texts(&some)));
    let numbers = NUMBERS.map(|(_, list, values)| {
        subsequence(values, 0..=values.len()).prop_map(move |some| (list.to_owned(), some.into()))
    });
    let margins = EDGES.map(|(_, list)| {
        subsequence(MICRONS, 0..=MICRONS.len()).prop_map(move |some| (list.to_owned(), some.into()))
    });
    let abilities = ABILITIES
        .map(|(_, name)| any::<Option<bool>>().prop_map(move |can| (name.to_owned(), can.into())));
    let copies = prop::option::of((-1i64..3, 1i64..9)).prop_map(|range| {
        let range = range.map(|(start, end)| Value::from_iter([("start", start), ("end", end)]));
        ("copiesPerJob".to_owned(), range.into())
    });
    let color =
        any::<Option<bool>>().prop_map(|can| ("isColorPrintingSupported".to_owned(), can.into()));
    (
        names, finishings, numbers, margins, abilities, copies, color,
    )
        .prop_map(
            |(names, finishings, numbers, margins, abilities, copies, color)| {
                let members: Members = (names.into_iter().chain([finishings, copies, color]))
                    .chain(numbers)
                    .chain(margins)
                    .chain(abilities)
                    .collect();
                Value::from_iter(members)
            },
        )
}

pub(super) fn texts(values: &[&str]) -> Value {
    Value::Array(values.iter().map(|it| (*it).into()).collect())
}

/// Settings of a job: of all 19, some.
pub(super) fn any_settings() -> impl Strategy<Value = Value> {
    let names = NAMES.map(|(member, _, values)| {
        prop::option::of(select(values)).prop_map(move |it| (member, it.map(Value::from)))
    });
    let numbers = NUMBERS.map(|(member, _, values)| {
        prop::option::of(select(values)).prop_map(move |it| (member, it.map(Value::from)))
    });
    let finishings = prop::option::of(subsequence(FINISHINGS, 0..=3))
        .prop_map(|it| (Member::Finishings, it.map(|it| texts(&it))));
    let flags = [Member::Collate, Member::FitPdfToPage]
        .map(|member| any::<Option<bool>>().prop_map(move |it| (member, it.map(Value::from))));
    let copies = prop::option::of(-1i32..12).prop_map(|it| (Member::Copies, it.map(Value::from)));
    let edges = EDGES.map(|(edge, _)| {
        prop::option::of(select(MICRONS)).prop_map(move |it| it.map(|it| (edge, it)))
    });
    let margin = edges.prop_map(|edges| {
        let edges: Vec<_> = edges.into_iter().flatten().collect();
        let margin = (!edges.is_empty()).then(|| Value::from_iter(edges));
        (Member::Margin, margin)
    });
    let pages = prop::option::of(1i64..9).prop_map(|end| {
        let range = |end| Value::from_iter([("start", 1), ("end", end)]);
        (
            Member::PageRanges,
            end.map(|end| Value::Array(vec![range(end)])),
        )
    });
    (names, numbers, finishings, flags, copies, margin, pages).prop_map(
        |(names, numbers, finishings, flags, copies, margin, pages)| {
            let all = names.into_iter().chain(numbers).chain(flags);
            let all = all.chain([finishings, copies, margin, pages]);
            all.filter_map(|(member, it)| Some((member.as_str(), it?)))
                .collect::<Value>()
        },
    )
}

/// The names of `defaults` are those of the settings, except for the copies.
pub(super) fn any_defaults() -> impl Strategy<Value = Value> {
    any_settings().prop_map(|settings| {
        let members = settings.as_object().unwrap().iter();
        members
            .map(|(name, value)| {
                let name = if name == "copies" {
                    "copiesPerJob"
                } else {
                    name
                };
                (name, value.clone())
            })
            .collect::<Value>()
    })
}

pub(super) fn any_changes() -> impl Strategy<Value = Changes> {
    any_settings().prop_map(|settings| changes(&settings))
}

pub(super) fn changes(settings: &Value) -> Changes {
    let mut changes = Changes::default();
    for member in Member::ALL {
        changes.set(*member, &settings[member.as_str()]);
    }
    changes
}

pub(super) fn job(settings: &Value) -> Job {
    let members = [("id", "1".into()), ("configuration", settings.clone())];
    Job::read(&Value::from_iter(members)).unwrap()
}
