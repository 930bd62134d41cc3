//! The print settings that the user can change for the ticked jobs, limited to what the chosen
//! printer says it can do.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::Changes;

use super::jobs;
use crate::flow::state::State;
use crate::flow::state::settings::{JobSettings, Setting, copies_range};
use crate::flow::words::setting::{color, name, side, value};
use crate::text::{Message, Words};

/// The form for the ticked jobs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SettingsForm {
    /// Which jobs it changes.
    pub heading: Option<Message>,
    /// The fields. Empty where there is nothing to change.
    pub fields: Vec<Field>,
}

/// The field for a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The setting.
    pub setting: Setting,
    /// Its id in the page.
    pub id: &'static str,
    /// Its label.
    pub label: Message,
    /// The value of all ticked jobs; empty for as sent.
    pub value: String,
    /// What the field says if nothing is chosen: as sent, or that the jobs differ.
    pub unset: Message,
    /// The values to choose from, each in Graph's spelling and in words.
    pub offered: Vec<(String, Words)>,
    /// For a number: the largest value.
    pub most: Option<String>,
    /// Why the value cannot be sent.
    pub refusal: Option<Message>,
}

/// The form as it is now.
pub fn form(state: &State) -> SettingsForm {
    let capabilities = state.destinations.capabilities();
    let ticked: Vec<JobSettings> = state
        .ticked()
        .map(|waiting| state.settings.of(&waiting.key).cloned().unwrap_or_default())
        .collect();
    let is_changed = ticked.iter().any(|it| *it != JobSettings::default());
    if ticked.is_empty() || (capabilities.is_none() && !is_changed) {
        return SettingsForm::default();
    }
    let fields = Setting::ALL.map(|setting| field(setting, &ticked, capabilities));
    SettingsForm {
        heading: Some(Message::settings_for(jobs::count(ticked.len()))),
        fields: fields.into(),
    }
}

fn field(setting: Setting, ticked: &[JobSettings], capabilities: Option<&Capabilities>) -> Field {
    let mut values = ticked.iter().map(|settings| settings.value(setting));
    let first = values.next().unwrap_or_default();
    let differ = values.any(|value| value != first);
    let mut field = Field {
        setting,
        id: "color",
        label: name(setting),
        value: if differ { String::new() } else { first },
        unset: if differ {
            Message::settings_differ()
        } else {
            Message::settings_as_sent()
        },
        offered: Vec::new(),
        most: None,
        refusal: None,
    };
    match setting {
        Setting::Color => {
            let modes = capabilities.map(|it| it.color_modes.iter());
            let offered = modes.into_iter().flatten();
            let offered = offered.filter_map(|mode| Some((mode.as_str(), color(mode)?)));
            field.offer(offered, ticked);
        }
        Setting::Sides => {
            field.id = "sides";
            let modes = capabilities.map(|it| it.duplex_modes.iter());
            let offered = modes.into_iter().flatten();
            let offered = offered.filter_map(|mode| Some((mode.as_str(), side(mode)?)));
            field.offer(offered, ticked);
        }
        Setting::Copies => {
            field.id = "copies";
            let most = copies_range(capabilities).end;
            field.most = Some(most.to_string());
            let refused = ticked.iter().any(|it| it.is_refused(capabilities));
            let most = u32::try_from(most).unwrap_or(u32::MAX);
            field.refusal = refused.then(|| Message::copies_refused(most));
        }
    }
    field
}

impl Field {
    /// Offers what the printer can do, and the value that was chosen before.
    fn offer<'a>(
        &mut self,
        offered: impl Iterator<Item = (&'a str, Message)>,
        ticked: &[JobSettings],
    ) {
        self.offered = offered
            .map(|(text, words)| (text.to_owned(), words.into()))
            .collect();
        let is_offered = self.offered.iter().any(|(text, _)| *text == self.value);
        if let Some(settings) = ticked
            .first()
            .filter(|_| !self.value.is_empty() && !is_offered)
            && let Some(words) = value(self.setting, &settings.changes)
        {
            self.offered.push((self.value.clone(), words));
        }
    }
}

/// What the press changes, by name and value. Where not all jobs are changed alike, it says how
/// many are.
pub fn changes(pressed: &[Option<&JobSettings>]) -> Vec<Message> {
    let none = Changes::default();
    let all = jobs::count(pressed.len());
    let mut said = Vec::new();
    for setting in Setting::ALL {
        let mut counts: Vec<(Words, u32)> = Vec::new();
        for settings in pressed {
            let changes = settings.map_or(&none, |settings| &settings.changes);
            let Some(value) = value(setting, changes) else {
                continue;
            };
            match counts.iter_mut().find(|(known, _)| *known == value) {
                Some((_, count)) => *count += 1,
                None => counts.push((value, 1)),
            }
        }
        said.extend(counts.into_iter().map(|(value, count)| {
            let name = name(setting).into();
            if count == all {
                Message::setting_value(name, value)
            } else {
                Message::setting_value_some(name, value, count, all)
            }
        }));
    }
    said
}
