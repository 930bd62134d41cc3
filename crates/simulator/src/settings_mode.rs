//! What the `configuration` of a redirect does to the settings of the job.
//!
//! The documentation calls it "updated configuration" and says no more
//! (<https://learn.microsoft.com/graph/api/printjob-redirect>). So a tenant does it in
//! one of three ways, and a client should print the same in all of them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A way to read the `configuration` of a redirect. Without one, the job keeps its
/// settings in every mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SettingsMode {
    /// It takes the place of the job's settings. A setting that is null or absent in
    /// it is not set.
    #[default]
    Replace,
    /// It is merged into the job's settings. An absent setting stays; null ends it.
    Merge,
    /// It is merged into the job's settings. An absent setting stays, and so does one
    /// that is null in it.
    MergeWithoutNull,
}

impl SettingsMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Replace, Self::Merge, Self::MergeWithoutNull];

    /// What the mode does, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Replace => {
                "The configuration of a redirect replaces the job's settings. This is the default."
            }
            Self::Merge => "It is merged into them: an absent setting stays, null ends it.",
            Self::MergeWithoutNull => {
                "It is merged into them: a setting that is absent or null stays."
            }
        }
    }

    /// The settings of the new job.
    pub(crate) fn settle(self, own: &Value, sent: &Value) -> Value {
        match (self, own, sent) {
            (Self::Replace, ..) => sent.clone(),
            (_, Value::Object(own), Value::Object(sent)) => self.merged(own, sent).into(),
            _ => sent.clone(),
        }
    }

    fn merged(self, own: &Map<String, Value>, sent: &Map<String, Value>) -> Map<String, Value> {
        let mut merged = own.clone();
        for (name, value) in sent {
            let old = merged.get(name);
            let new = match (old, value) {
                (Some(old), Value::Null) if self == Self::MergeWithoutNull => old.clone(),
                (Some(Value::Object(old)), Value::Object(new)) => self.merged(old, new).into(),
                _ => value.clone(),
            };
            merged.insert(name.clone(), new);
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_mode_reads_absent_and_null_in_its_own_way() {
        let own = json!({
            "copies": 2, "colorMode": "color", "quality": "high", "margin": { "top": 1, "left": 2 },
        });
        let sent = json!({ "copies": 1, "colorMode": null, "margin": { "top": 9, "left": null } });
        let [replaced, merged, without_null] =
            SettingsMode::ALL.map(|mode| mode.settle(&own, &sent));
        assert_eq!(replaced, sent);
        assert_eq!(
            merged,
            json!({
                "copies": 1, "colorMode": null, "quality": "high",
                "margin": { "top": 9, "left": null },
            })
        );
        assert_eq!(
            without_null,
            json!({
                "copies": 1, "colorMode": "color", "quality": "high",
                "margin": { "top": 9, "left": 2 },
            })
        );
    }
}
