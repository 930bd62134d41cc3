//! The paper that comes out of a printer: what a job's settings make of its documents.
//!
//! A setting that the job does not have, or that the printer does not offer, comes out
//! as the printer's default
//! (<https://learn.microsoft.com/graph/api/resources/printerdefaults>). The
//! documentation does not say what a printer does with a value that it does not offer;
//! this is what IPP printers do
//! (<https://www.rfc-editor.org/rfc/rfc8011#section-4.1.2>).

use serde::Serialize;
use serde_json::Value;

use crate::job::Document;

/// Pages of a document that were printed, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PageSpan {
    /// The first page.
    pub start: i64,
    /// The last page.
    pub end: i64,
}

/// What came out on paper, in Graph's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Paper {
    /// The size of the paper; absent when neither job nor printer says it.
    pub media_size: Option<String>,
    /// Colour or shades of grey.
    pub color_mode: Option<String>,
    /// One side or two.
    pub duplex_mode: Option<String>,
    /// How many copies came out.
    pub copies: i64,
    /// The pages of the first document.
    pub pages: Vec<PageSpan>,
    /// How many pages share one side.
    pub pages_per_sheet: i64,
    /// Stapling, punching and the like; empty for none.
    pub finishings: Vec<String>,
    /// The sheets of all copies and documents.
    pub sheets: i64,
}

/// A printer's JSON, and the settings of a job there.
struct Device<'a> {
    settings: &'a Value,
    capabilities: &'a Value,
    defaults: &'a Value,
}

impl Paper {
    pub(crate) fn of<'a>(
        settings: &Value,
        documents: impl Iterator<Item = &'a Document>,
        capabilities: &Value,
        defaults: &Value,
    ) -> Self {
        let device = Device {
            settings,
            capabilities,
            defaults,
        };
        let copies = device.copies();
        let pages_per_sheet = device.number("pagesPerSheet", "pagesPerSheet").max(1);
        let duplex_mode = device.name("duplexMode", "duplexModes");
        let is_duplex = duplex_mode
            .as_deref()
            .is_some_and(|mode| mode.starts_with("flip"));
        let of_document: Vec<_> = documents.map(|it| device.pages(it)).collect();
        let sheets = of_document.iter().map(|spans| {
            let pages: i64 = spans.iter().map(|span| span.end - span.start + 1).sum();
            let sides = rounded_up(pages, pages_per_sheet);
            rounded_up(sides, if is_duplex { 2 } else { 1 })
        });
        Self {
            media_size: device.name("mediaSize", "mediaSizes"),
            color_mode: device.name("colorMode", "colorModes"),
            duplex_mode,
            copies,
            pages_per_sheet,
            finishings: device.finishings(),
            sheets: sheets.sum::<i64>() * copies,
            pages: of_document.into_iter().next().unwrap_or_default(),
        }
    }
}

fn rounded_up(number: i64, divisor: i64) -> i64 {
    (number + divisor - 1) / divisor
}

impl Device<'_> {
    /// The job's value of a setting where the printer offers it, or else the printer's.
    fn value(&self, name: &str, list: &str) -> Option<&Value> {
        let offers = |value: &&Value| {
            let offered = self.capabilities.get(list).and_then(Value::as_array);
            !value.is_null() && offered.is_none_or(|values| values.contains(value))
        };
        let own = self.settings.get(name).filter(offers);
        own.or_else(|| self.defaults.get(name))
    }

    fn name(&self, name: &str, list: &str) -> Option<String> {
        let name = self.value(name, list)?.as_str()?;
        Some(name.to_owned())
    }

    fn number(&self, name: &str, list: &str) -> i64 {
        self.value(name, list).and_then(Value::as_i64).unwrap_or(1)
    }

    fn copies(&self) -> i64 {
        let asked = self.settings.get("copies").and_then(Value::as_i64);
        let default = self.defaults.get("copiesPerJob").and_then(Value::as_i64);
        let copies = asked.or(default).unwrap_or(1).max(1);
        let range = self.capabilities.get("copiesPerJob");
        let most = range.and_then(|range| range["end"].as_i64());
        most.map_or(copies, |most| copies.min(most))
    }

    fn finishings(&self) -> Vec<String> {
        let own = self.settings.get("finishings");
        let own = own.filter(|list| !list.is_null());
        let Some(list) = own.or_else(|| self.defaults.get("finishings")) else {
            return Vec::new();
        };
        let offered = self
            .capabilities
            .get("finishings")
            .and_then(Value::as_array);
        let items = list.as_array().into_iter().flatten();
        items
            .filter(|item| offered.is_none_or(|offered| offered.contains(item)))
            .filter_map(Value::as_str)
            .filter(|name| *name != "none")
            .map(str::to_owned)
            .collect()
    }

    fn pages(&self, document: &Document) -> Vec<PageSpan> {
        let last = i64::from(document.pages);
        let ranges = self.settings.get("pageRanges").and_then(Value::as_array);
        let cannot = self.capabilities.get("isPageRangeSupported") == Some(&Value::Bool(false));
        let ranges = ranges.filter(|ranges| !ranges.is_empty() && !cannot);
        let Some(ranges) = ranges else {
            return vec![PageSpan {
                start: 1,
                end: last,
            }];
        };
        let spans = ranges.iter().map(|range| PageSpan {
            start: range["start"].as_i64().unwrap_or(1).max(1),
            end: range["end"].as_i64().unwrap_or(last).min(last),
        });
        spans.filter(|span| span.start <= span.end).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paper(settings: &Value, capabilities: &Value, defaults: &Value) -> Paper {
        let document = Document::pdf("Plan.pdf", 1).with_pages(10);
        Paper::of(settings, [document].iter(), capabilities, defaults)
    }

    #[test]
    fn sheets_are_counted_from_pages_sides_and_copies() {
        for (settings, sheets) in [
            (json!({}), 10),
            (json!({ "copies": 3 }), 30),
            (json!({ "duplexMode": "flipOnLongEdge" }), 5),
            (
                json!({ "duplexMode": "flipOnShortEdge", "pagesPerSheet": 4, "copies": 2 }),
                4,
            ),
            (json!({ "pagesPerSheet": 4 }), 3),
            (
                json!({ "pageRanges": [{ "start": 1, "end": 3 }, { "start": 7, "end": 7 }] }),
                4,
            ),
            (
                json!({ "pageRanges": [{ "start": 9, "end": 2_147_483_647 }] }),
                2,
            ),
            (json!({ "pageRanges": [{ "start": 11, "end": 12 }] }), 0),
            (json!({ "pageRanges": [] }), 10),
        ] {
            let nothing = json!({});
            assert_eq!(
                paper(&settings, &nothing, &nothing).sheets,
                sheets,
                "{settings}"
            );
        }
    }

    #[test]
    fn what_the_printer_does_not_offer_comes_out_as_its_default() {
        let settings = json!({
            "mediaSize": "A3", "colorMode": "color", "duplexMode": "flipOnLongEdge", "copies": 50,
            "finishings": ["staple", "punch"], "pageRanges": [{ "start": 1, "end": 1 }],
        });
        let capabilities = json!({
            "mediaSizes": ["A4"], "colorModes": ["grayscale"], "duplexModes": ["oneSided"],
            "copiesPerJob": { "start": 1, "end": 9 }, "finishings": ["none", "punch"],
            "isPageRangeSupported": false,
        });
        let defaults =
            json!({ "mediaSize": "A4", "colorMode": "grayscale", "duplexMode": "oneSided" });
        let out = paper(&settings, &capabilities, &defaults);
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            out,
            Paper {
                media_size: text("A4"),
                color_mode: text("grayscale"),
                duplex_mode: text("oneSided"),
                copies: 9,
                pages: vec![PageSpan { start: 1, end: 10 }],
                pages_per_sheet: 1,
                finishings: vec!["punch".to_owned()],
                sheets: 90,
            }
        );
    }

    #[test]
    fn what_the_job_does_not_say_is_the_printers_default() {
        let defaults = json!({ "mediaSize": "A5", "copiesPerJob": 2, "finishings": ["staple"] });
        let out = paper(&json!({ "mediaSize": null }), &json!({}), &defaults);
        assert_eq!((out.media_size.as_deref(), out.copies), (Some("A5"), 2));
        assert_eq!(
            (out.finishings, out.color_mode),
            (vec!["staple".to_owned()], None)
        );
    }
}
