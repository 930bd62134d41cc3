//! One field of the settings form: a setting of a job, or a part of one.
//!
//! Margins have a field for each edge, and finishings one for each family, such as staples. Values
//! are JSON, as Graph has them; a field holds them as text. Nothing here knows words.

use universal_print::configuration::{
    Changes, Configuration, Member, PageRange, read_number, read_page_ranges, write_page_ranges,
};
use universal_print::json::Value;
use universal_print::wire::Wire;

/// A setting, or a part of one.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Graph's member.
    pub member: Member,
    /// The edge of a margin, or the family of finishings. Empty for a whole setting, and for all
    /// other finishings.
    pub part: &'static str,
}

/// The families of finishings that have a field of their own. Graph's names begin with them.
pub const FAMILIES: [&str; 4] = ["staple", "punch", "fold", "bind"];

const fn whole(member: Member) -> Setting {
    Setting { member, part: "" }
}

const fn part(member: Member, part: &'static str) -> Setting {
    Setting { member, part }
}

impl Setting {
    /// All, in the order of the form.
    pub const ALL: &'static [Self] = &[
        whole(Member::Copies),
        whole(Member::Collate),
        whole(Member::ColorMode),
        whole(Member::DuplexMode),
        whole(Member::MediaSize),
        whole(Member::MediaType),
        whole(Member::PageRanges),
        whole(Member::PagesPerSheet),
        whole(Member::MultipageLayout),
        whole(Member::Orientation),
        whole(Member::Scaling),
        whole(Member::FitPdfToPage),
        part(Member::Finishings, "staple"),
        part(Member::Finishings, "punch"),
        part(Member::Finishings, "fold"),
        part(Member::Finishings, "bind"),
        whole(Member::Finishings),
        whole(Member::InputBin),
        whole(Member::OutputBin),
        whole(Member::Quality),
        whole(Member::Dpi),
        part(Member::Margin, "top"),
        part(Member::Margin, "bottom"),
        part(Member::Margin, "left"),
        part(Member::Margin, "right"),
        whole(Member::FeedOrientation),
    ];

    /// How many of them, from the first, the form always shows.
    pub const ALWAYS: usize = 7;

    /// A setting that is not divided into parts.
    pub const fn of_whole(member: Member) -> Self {
        whole(member)
    }

    /// The id of its field in the page.
    pub fn id(self) -> String {
        [self.member.as_str(), self.part].concat()
    }

    /// The part of a whole setting's value that this is about. Nothing where the value says nothing
    /// about it.
    pub fn of(self, value: &Value) -> Option<Value> {
        match self.member {
            Member::Margin => value.get(self.part).filter(|it| !it.is_null()).cloned(),
            Member::Finishings => {
                let items = value.as_array()?.iter();
                let items: Vec<Value> = items.filter(|it| self.is_own(it)).cloned().collect();
                (!items.is_empty()).then_some(Value::Array(items))
            }
            _ => Some(value.clone()),
        }
    }

    /// Whether this field is for a finishing. None of them is no finishing.
    fn is_own(self, finishing: &Value) -> bool {
        let name = finishing.as_str().unwrap_or_default();
        let is_in = |family: &&str| {
            let start = name.get(..family.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(family))
        };
        let family = FAMILIES.iter().copied().find(|family| is_in(family));
        !is_none(finishing) && family.unwrap_or_default() == self.part
    }

    /// What the job's own settings say.
    pub fn own(self, own: Option<&Configuration>) -> Option<Value> {
        self.of(own?.get(self.member)?)
    }

    /// What the changes say, if that differs from the job's own.
    pub fn changed(self, changes: &Changes, own: Option<&Configuration>) -> Option<Value> {
        let value = changes.get(self.member)?;
        let (new, old) = (self.of(&value), self.own(own));
        match self.member {
            // Other families are in the same list.
            Member::Finishings if new == old => None,
            Member::Finishings => new.or_else(|| Some(Value::Array(Vec::new()))),
            _ => new,
        }
    }

    /// A value as its field holds it.
    pub fn spelled(self, value: &Value) -> String {
        if self.member == Member::PageRanges {
            let ranges: Vec<PageRange> = Wire::read(value).unwrap_or_default();
            // An empty field is as sent. All pages are another choice.
            return if ranges.is_empty() {
                "1-".to_owned()
            } else {
                write_page_ranges(&ranges)
            };
        }
        match value {
            Value::String(text) => text.clone(),
            Value::Bool(on) => if *on { "true" } else { "false" }.to_owned(),
            Value::Array(items) if items.is_empty() => "none".to_owned(),
            Value::Array(items) => {
                let names: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                names.join(",")
            }
            value => value.as_i64().map_or_else(String::new, |it| it.to_string()),
        }
    }

    /// Reads what was typed or chosen in its field. The part that cannot be read is the error.
    pub(super) fn read(self, text: &str) -> Result<Value, String> {
        Ok(match self.member {
            Member::PageRanges => read_page_ranges(text).map_err(|error| error.part)?.into(),
            Member::Copies | Member::Dpi | Member::PagesPerSheet | Member::Margin => {
                let number = text.parse().ok().or_else(|| read_number(text));
                let number: i32 = number.ok_or_else(|| text.to_owned())?;
                number.into()
            }
            Member::Collate | Member::FitPdfToPage => (text == "true").into(),
            Member::Finishings => text.split(',').map(Value::from).collect::<Vec<_>>().into(),
            _ => text.into(),
        })
    }

    /// Sets its part of the changes; `None` is as sent.
    pub(super) fn put(
        self,
        changes: &mut Changes,
        own: Option<&Configuration>,
        value: Option<Value>,
    ) {
        let whole = match self.member {
            Member::Margin => {
                let mut edges = match changes.get(Member::Margin) {
                    Some(Value::Object(edges)) => edges,
                    _ => universal_print::json::Object::default(),
                };
                edges.insert(self.part.to_owned(), value.unwrap_or(Value::Null));
                let is_empty = edges.iter().all(|(_, it)| it.is_null());
                (!is_empty).then(|| edges.into())
            }
            Member::Finishings => self.finishings(changes, own, value),
            _ => value,
        };
        changes.set(self.member, &whole.unwrap_or(Value::Null));
    }

    /// All finishings, with those of this field replaced. `None` if they are the job's own.
    fn finishings(
        self,
        changes: &Changes,
        own: Option<&Configuration>,
        value: Option<Value>,
    ) -> Option<Value> {
        let real = |value: Option<&Value>| -> Vec<Value> {
            let items = value.and_then(Value::as_array).into_iter().flatten();
            items.filter(|it| !is_none(it)).cloned().collect()
        };
        let own = real(own.and_then(|own| own.get(Member::Finishings)));
        let mut list = match changes.get(Member::Finishings) {
            Some(list) => real(Some(&list)),
            None => own.clone(),
        };
        list.retain(|it| !self.is_own(it));
        match value {
            Some(value) => list.extend(real(Some(&value))),
            None => list.extend(own.iter().filter(|it| self.is_own(it)).cloned()),
        }
        let is_own = list.len() == own.len() && list.iter().all(|it| own.contains(it));
        if list.is_empty() {
            list.push("none".into());
        }
        (!is_own).then_some(Value::Array(list))
    }
}

fn is_none(finishing: &Value) -> bool {
    let name = finishing.as_str().unwrap_or_default();
    name.eq_ignore_ascii_case("none")
}
