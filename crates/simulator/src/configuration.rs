//! Checks that a body's `printJobConfiguration` is valid.
//!
//! Graph is a typed OData service. It refuses an undeclared member, a value of
//! another type and an unknown enum member with 400 before anything happens. Names,
//! types and enum members are those of
//! <https://learn.microsoft.com/graph/api/resources/printjobconfiguration>. The
//! sentinel `unknownFutureValue` is refused too, as clients must not send it.

use serde_json::Value;

use crate::evolvable::FINISHINGS;

/// The members of `printFinishing` after its sentinel.
const NEWER_FINISHINGS: &[&str] = &[
    "stapleTripleLeft",
    "stapleTripleTop",
    "stapleTripleRight",
    "stapleTripleBottom",
    "bindLeft",
    "bindTop",
    "bindRight",
    "bindBottom",
    "foldAccordion",
    "foldDoubleGate",
    "foldGate",
    "foldHalf",
    "foldHalfZ",
    "foldLeftGate",
    "foldLetter",
    "foldParallel",
    "foldPoster",
    "foldRightGate",
    "foldZ",
    "foldEngineeringZ",
    "punchTopLeft",
    "punchBottomLeft",
    "punchTopRight",
    "punchBottomRight",
    "punchDualLeft",
    "punchDualTop",
    "punchDualRight",
    "punchDualBottom",
    "punchTripleLeft",
    "punchTripleTop",
    "punchTripleRight",
    "punchTripleBottom",
    "punchQuadLeft",
    "punchQuadTop",
    "punchQuadRight",
    "punchQuadBottom",
    "fold",
    "trim",
    "bale",
    "bookletMaker",
    "coat",
    "laminate",
    "trimAfterPages",
    "trimAfterDocuments",
    "trimAfterCopies",
    "trimAfterJob",
];

/// The declared type of a member. Every type is nullable.
enum Type {
    Boolean,
    Int32,
    Text,
    Member(&'static [&'static str]),
    Finishings,
    Margin,
    PageRanges,
}

fn declared(name: &str) -> Option<Type> {
    Some(match name {
        "collate" | "fitPdfToPage" => Type::Boolean,
        "copies" | "dpi" | "pagesPerSheet" => Type::Int32,
        "inputBin" | "outputBin" | "mediaSize" | "mediaType" => Type::Text,
        "colorMode" => Type::Member(&["blackAndWhite", "grayscale", "color", "auto"]),
        "duplexMode" => Type::Member(&["flipOnLongEdge", "flipOnShortEdge", "oneSided"]),
        "feedOrientation" => Type::Member(&["longEdgeFirst", "shortEdgeFirst"]),
        "orientation" => Type::Member(&[
            "portrait",
            "landscape",
            "reverseLandscape",
            "reversePortrait",
        ]),
        "quality" => Type::Member(&["low", "medium", "high"]),
        "scaling" => Type::Member(&["auto", "shrinkToFit", "fill", "fit", "none"]),
        "multipageLayout" => Type::Member(&[
            "clockwiseFromTopLeft",
            "counterclockwiseFromTopLeft",
            "counterclockwiseFromTopRight",
            "clockwiseFromTopRight",
            "counterclockwiseFromBottomLeft",
            "clockwiseFromBottomLeft",
            "counterclockwiseFromBottomRight",
            "clockwiseFromBottomRight",
        ]),
        "finishings" => Type::Finishings,
        "margin" => Type::Margin,
        "pageRanges" => Type::PageRanges,
        _ => return None,
    })
}

/// Passes when `configuration` is a `printJobConfiguration`. The error names the
/// member that is wrong.
pub(crate) fn check(configuration: &Value) -> Result<(), String> {
    let members = configuration
        .as_object()
        .ok_or("The value of 'configuration' is not a printJobConfiguration.")?;
    for (name, value) in members.iter().filter(|(name, _)| !name.contains('@')) {
        let Some(expected) = declared(name) else {
            return Err(format!(
                "The property '{name}' does not exist on type 'microsoft.graph.printJobConfiguration'."
            ));
        };
        if !value.is_null() && !expected.accepts(value) {
            return Err(format!(
                "Cannot convert the value {value} of the property '{name}'."
            ));
        }
    }
    Ok(())
}

impl Type {
    fn accepts(&self, value: &Value) -> bool {
        match self {
            Self::Boolean => value.is_boolean(),
            Self::Int32 => is_int32(value),
            Self::Text => value.is_string(),
            Self::Member(members) => is_one_of(value, members),
            Self::Finishings => all(value, |each| {
                is_one_of(each, FINISHINGS) || is_one_of(each, NEWER_FINISHINGS)
            }),
            Self::Margin => has_only(value, &["top", "bottom", "left", "right"], is_int32),
            Self::PageRanges => all(value, |each| {
                has_only(each, &["start", "end"], |bound| bound.as_i64().is_some())
            }),
        }
    }
}

fn is_int32(value: &Value) -> bool {
    value
        .as_i64()
        .is_some_and(|number| i32::try_from(number).is_ok())
}

fn is_one_of(value: &Value, members: &[&str]) -> bool {
    value.as_str().is_some_and(|name| members.contains(&name))
}

fn all(value: &Value, accepts: impl Fn(&Value) -> bool) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.iter().all(accepts))
}

fn has_only(value: &Value, names: &[&str], accepts: impl Fn(&Value) -> bool) -> bool {
    value.as_object().is_some_and(|members| {
        members
            .iter()
            .all(|(name, each)| names.contains(&name.as_str()) && (each.is_null() || accepts(each)))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_undeclared_member_is_refused_by_name() {
        let message = check(&json!({ "copies": 1, "staples": true })).unwrap_err();
        assert!(message.contains("'staples'"), "{message}");
    }

    #[test]
    fn a_wrong_type_or_unknown_enum_member_is_refused() {
        for wrong in [
            json!({ "copies": "2" }),
            json!({ "copies": 2.5 }),
            json!({ "dpi": 5_000_000_000_i64 }),
            json!({ "collate": "yes" }),
            json!({ "colorMode": "Color" }),
            json!({ "duplexMode": "unknownFutureValue" }),
            json!({ "finishings": "staple" }),
            json!({ "finishings": ["glue"] }),
            json!({ "margin": { "inner": 1 } }),
            json!({ "pageRanges": { "start": 1, "end": 1 } }),
            json!([]),
        ] {
            assert!(check(&wrong).is_err(), "{wrong} was accepted");
        }
    }

    #[test]
    fn null_and_annotations_are_accepted() {
        let fine = json!({
            "@odata.type": "#microsoft.graph.printJobConfiguration",
            "finishings": null,
            "margin": { "top": null },
            "pageRanges": [{ "start": 1, "end": null }],
            "copies": null,
        });
        assert_eq!(check(&fine), Ok(()));
        assert_eq!(
            check(&json!({ "finishings": ["staple", "foldHalf"] })),
            Ok(())
        );
    }
}
