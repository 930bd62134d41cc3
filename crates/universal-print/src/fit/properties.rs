//! Rules that hold for any job at any printer.

mod any;

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;

use self::any::{
    ABILITIES, EDGES, Members, NAMES, NUMBERS, any_capabilities, any_changes, any_defaults,
    any_settings, changes, job,
};
use super::*;
use crate::configuration::overlay;
use crate::wire::Wire;

/// Settings that a printer certainly offers: what it lists, chosen by `at`.
fn fitting(capabilities: &Value, at: Index) -> Value {
    let mut settings = Members::new();
    let items = |list: &str| -> Vec<Value> {
        let items = capabilities[list].as_array().cloned().unwrap_or_default();
        let told = items.into_iter();
        told.filter(|it| it.as_str() != Some("unknownFutureValue"))
            .collect()
    };
    let cannot_color = capabilities["isColorPrintingSupported"].as_bool() == Some(false);
    for (member, list) in NAMES
        .map(|(member, list, _)| (member, list))
        .into_iter()
        .chain(NUMBERS.map(|(member, list, _)| (member, list)))
    {
        let mut items = items(list);
        items.retain(|it| !(cannot_color && *it == "color"));
        if !items.is_empty() {
            settings.push((
                member.as_str().to_owned(),
                items.swap_remove(at.index(items.len())),
            ));
        }
    }
    settings.push(("finishings".to_owned(), Value::Array(items("finishings"))));
    for (member, ability) in ABILITIES {
        if capabilities[ability].as_bool() == Some(true) {
            let page = Value::from_iter([("start", 1), ("end", 2)]);
            let value = if member == Member::PageRanges {
                Value::Array(vec![page])
            } else {
                true.into()
            };
            settings.push((member.as_str().to_owned(), value));
        }
    }
    let copies = &capabilities["copiesPerJob"];
    if let (Some(start), Some(end)) = (copies["start"].as_i64(), copies["end"].as_i64())
        && start.max(1) <= end
    {
        settings.push(("copies".to_owned(), end.into()));
    }
    let edges: Vec<_> = (EDGES.into_iter())
        .filter_map(|(edge, list)| Some((edge, items(list).into_iter().next()?)))
        .collect();
    settings.push(("margin".to_owned(), Value::from_iter(edges)));
    Value::from_iter(settings)
}

/// Whether the printer tells this value of a setting: in its list, or as its default.
fn is_told(member: Member, value: &Value, capabilities: &Value, defaults: &Value) -> bool {
    let name = if member == Member::Copies {
        "copiesPerJob"
    } else {
        member.as_str()
    };
    let lists = NAMES.map(|(member, list, _)| (member, list));
    let lists = lists
        .into_iter()
        .chain(NUMBERS.map(|(member, list, _)| (member, list)));
    let has = |list: &str, value: &Value| {
        let items = capabilities[list].as_array();
        items.is_some_and(|items| items.contains(value))
    };
    for (own, list) in lists {
        if own == member {
            let by_size = member == Member::MediaSize
                && defaults[name] == *value
                && capabilities[list].as_array().is_some();
            return has(list, value) || by_size || defaults[name] == *value;
        }
    }
    match member {
        Member::Copies => {
            let range = &capabilities["copiesPerJob"];
            let (Some(start), Some(end)) = (range["start"].as_i64(), range["end"].as_i64()) else {
                return defaults[name] == *value;
            };
            value
                .as_i64()
                .is_some_and(|it| (start..=end).contains(&it) && it >= 1)
        }
        Member::Finishings => {
            let own = defaults[name].as_array();
            value
                .as_array()
                .unwrap()
                .iter()
                .all(|it| has("finishings", it) || own.is_some_and(|own| own.contains(it)))
        }
        Member::Margin => value.as_object().unwrap().iter().all(|(edge, microns)| {
            let list = EDGES.iter().find(|(name, _)| *name == edge).unwrap().1;
            has(list, microns)
        }),
        Member::PageRanges => *value == Value::Array(vec![]),
        _ => *value == Value::Bool(false) || defaults[name] == *value,
    }
}

fn read<T: Wire>(value: &Value) -> T {
    T::read(value).unwrap()
}

proptest! {
    #[test]
    fn a_job_that_fits_is_never_called_changed(
        capabilities in any_capabilities(), defaults in any_defaults(), at: Index,
    ) {
        let job = job(&fitting(&capabilities, at));
        let asked = Asked::new(&job, &Changes::default());
        let fit = asked.fit(&read(&capabilities), &read(&defaults));
        for verdict in &fit.verdicts {
            prop_assert_eq!(verdict.level, Level::Kept, "{:?}", verdict);
        }
        prop_assert_eq!(asked.fits(&read(&capabilities)), Some(true));
        prop_assert!(fit.with_defaults(&Changes::default()).is_empty());
    }

    #[test]
    fn every_change_of_the_printers_defaults_is_one_that_it_tells(
        settings in any_settings(), wanted in any_changes(),
        capabilities in any_capabilities(), defaults in any_defaults(),
    ) {
        let fit = Asked::new(&job(&settings), &wanted).fit(&read(&capabilities), &read(&defaults));
        let changed = fit.with_defaults(&wanted);
        let kept: BTreeSet<_> = fit.verdicts.iter()
            .filter(|it| it.becomes.is_none())
            .map(|it| it.subject)
            .filter_map(|it| match it { Subject::Setting(member) => Some(member), Subject::ContentType => None })
            .collect();
        for member in Member::ALL {
            let (before, after) = (wanted.get(*member), changed.get(*member));
            if before == after {
                continue;
            }
            prop_assert!(!kept.contains(member), "{:?} was kept", member);
            let after = after.unwrap();
            let is_own = |it: &Value| match member {
                // Items and edges that the printer keeps stay as they were.
                Member::Finishings | Member::Margin => is_part(it, before.as_ref(), &settings[member.as_str()]),
                _ => false,
            };
            let told = match &after {
                Value::Array(items) if *member == Member::Finishings => items.iter().all(|item| {
                    is_own(item) || is_told(*member, &Value::Array(vec![item.clone()]), &capabilities, &defaults)
                }),
                Value::Object(edges) => edges.iter().all(|(edge, it)| {
                    let one = Value::from_iter([(edge, it.clone())]);
                    is_own(&one) || is_told(*member, &one, &capabilities, &defaults)
                }),
                other => is_told(*member, other, &capabilities, &defaults),
            };
            prop_assert!(told, "{:?} became {}", member, after);
        }
    }

    #[test]
    fn of_changes_only_what_the_next_printer_offers_is_sent(
        settings in any_settings(), wanted in any_changes(), capabilities in any_capabilities(),
    ) {
        let told: Capabilities = read(&capabilities);
        let changes = possible(&wanted, &told);
        for member in Member::ALL {
            let Some(before) = wanted.get(*member) else { continue };
            let after = changes.get(*member);
            prop_assert_eq!(after.is_none(), offers(&told, *member, &before) == Some(false));
            if let Some(after) = after {
                prop_assert_eq!(&after, &before);
                let is_silent = offers(&told, *member, &after).is_none();
                prop_assert!(is_silent || is_offered(*member, &after, &capabilities),
                    "{:?}: {}", member, after);
            }
        }
        // Nothing that is sent is called changed or impossible because of a change.
        let fit = Asked::new(&job(&settings), &changes).fit(&told, &Defaults::default());
        for verdict in &fit.verdicts {
            if let Subject::Setting(member) = verdict.subject
                && member != Member::Margin
                && changes.get(member).is_some_and(|it| !it.to_string().contains("unknownFutureValue"))
            {
                prop_assert!(matches!(verdict.level, Level::Kept | Level::NotTold), "{:?}", verdict);
            }
        }
        prop_assert_eq!(possible(&changes, &told), changes);
    }

    #[test]
    fn with_the_printers_defaults_the_job_fits(
        settings in any_settings(), wanted in any_changes(),
        capabilities in any_capabilities(), defaults in any_defaults(),
    ) {
        let (capabilities, defaults) = (read(&capabilities), read(&defaults));
        let job = job(&settings);
        let before = Asked::new(&job, &wanted).fit(&capabilities, &defaults);
        let changes = before.with_defaults(&wanted);
        let after = Asked::new(&job, &changes).fit(&capabilities, &defaults);
        for verdict in &before.verdicts {
            let Subject::Setting(member) = verdict.subject else { continue };
            let now = after.of(member).map_or(Level::Kept, |it| it.level);
            if verdict.becomes.is_some() {
                // A part that is not told stays so.
                let is_whole = !matches!(member, Member::Finishings | Member::Margin);
                prop_assert!(now == Level::Kept || !is_whole && now == Level::NotTold,
                    "{:?} is now {:?}", verdict, now);
            } else if verdict.level == Level::Kept {
                prop_assert_eq!(now, Level::Kept, "{:?}", verdict);
            }
        }
        prop_assert_eq!(after.with_defaults(&changes), changes);
    }

    #[test]
    fn laying_nothing_over_a_job_changes_nothing(settings in any_settings()) {
        let source = job(&settings);
        let own = source.configuration.as_ref();
        prop_assert_eq!(overlay(own, &Changes::default()).unwrap().body, None);
        prop_assert_eq!(overlay(own, &without_sentinels(&settings)).unwrap().body, None);
        let asked = Asked::new(&source, &Changes::default());
        prop_assert_eq!(&asked.settings, own.unwrap());
    }
}

/// Whether a value is in the printer's list, or is one that every printer offers.
fn is_offered(member: Member, value: &Value, capabilities: &Value) -> bool {
    let is_told = |it: &Value| is_told(member, it, capabilities, &Value::Null);
    match (member, value) {
        (Member::Finishings, Value::Array(items)) => items
            .iter()
            .all(|it| *it == "none" || is_told(&Value::Array(vec![it.clone()]))),
        (Member::PageRanges, _) => capabilities["isPageRangeSupported"] == Value::Bool(true),
        (Member::Collate, _) => {
            *value == Value::Bool(false) || capabilities["collation"] == Value::Bool(true)
        }
        (Member::FitPdfToPage, _) => {
            let can = &capabilities["supportsFitPdfToPage"];
            *value == Value::Bool(false) || *can == Value::Bool(true)
        }
        // Sizes have several names, which other tests compare.
        (Member::MediaSize, _) => true,
        _ => is_told(value),
    }
}

/// Whether a finishing, or an edge with its margin, was asked for before.
fn is_part(part: &Value, changed: Option<&Value>, own: &Value) -> bool {
    let before = changed;
    match part {
        Value::Object(edges) => edges.iter().all(|(edge, it)| {
            let changed = before.map(|it| &it[edge]).filter(|it| !it.is_null());
            changed.unwrap_or(&own[edge]) == it
        }),
        item => {
            let items = before.unwrap_or(own).as_array();
            items.is_some_and(|items| items.contains(item))
        }
    }
}

/// The settings as changes, except for values that Graph did not tell.
fn without_sentinels(settings: &Value) -> Changes {
    let mut changes = changes(settings);
    for member in Member::ALL {
        if settings[member.as_str()]
            .to_string()
            .contains("unknownFutureValue")
        {
            changes.set(*member, &Value::Null);
        }
    }
    changes
}
