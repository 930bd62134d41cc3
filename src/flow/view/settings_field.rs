//! One field of the settings form: what it offers, and what the printer lacks.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::{Configuration, Member};
use universal_print::fit;
use universal_print::json::Value;

use crate::flow::state::setting::Setting;
use crate::flow::state::settings::{JobSettings, most_copies};
use crate::flow::words::fit::refusal;
use crate::flow::words::setting::{name, value};
use crate::text::{Message, Words};

/// A job that the form is for.
pub(super) struct FormJob<'a> {
    /// The settings that it was sent with.
    pub(super) own: Option<&'a Configuration>,
    /// What the user changed.
    pub(super) settings: JobSettings,
}

/// The field for a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The setting.
    pub setting: Setting,
    /// Its label.
    pub label: Words,
    /// The value of all jobs of the form; empty for as sent.
    pub value: String,
    /// What the field says if nothing is chosen: as sent, or that the jobs differ.
    pub unset: Message,
    /// How the value is given.
    pub control: Control,
    /// Whether a job has another value than it was sent with.
    pub is_changed: bool,
    /// Why the value cannot be sent.
    pub refusal: Option<Message>,
}

/// How the value of a field is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// A choice from a list.
    Choices(Vec<Choice>),
    /// A number.
    Number,
    /// Text.
    Text,
    /// There is nothing to choose.
    Fixed(Words),
}

/// One value to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// As the field holds it.
    pub value: String,
    /// In words.
    pub words: Words,
    /// Whether the printer offers it.
    pub is_here: bool,
}

/// The field of a setting for these jobs. Nothing where it would have nothing to say.
pub(super) fn field(
    setting: Setting,
    jobs: &[FormJob<'_>],
    capabilities: Option<&Capabilities>,
) -> Option<Field> {
    let mut values = jobs.iter().map(|it| it.settings.value(setting, it.own));
    let first = values.next().unwrap_or_default();
    let mut owns = jobs.iter().map(|it| setting.own(it.own));
    let own = owns.next().flatten();
    let owns_differ = owns.any(|it| it != own);
    let own = own.filter(|_| !owns_differ);
    let values: Vec<String> = values.collect();
    let differ = values.iter().any(|value| *value != first);
    let field = Field {
        is_changed: !first.is_empty() || values.iter().any(|value| !value.is_empty()),
        setting,
        label: name(setting),
        value: if differ { String::new() } else { first },
        unset: match &own {
            _ if differ || owns_differ => Message::settings_differ(),
            Some(own) => Message::settings_as_sent_value(value(setting, own)),
            None => Message::settings_as_sent(),
        },
        control: Control::Text,
        refusal: None,
    };
    match setting.member {
        Member::Copies => {
            let most = most_copies(capabilities);
            let is_refused = |it: &FormJob<'_>| {
                it.settings.unread(setting).is_some() || it.settings.asks_too_much(capabilities)
            };
            Some(Field {
                control: Control::Number,
                refusal: jobs
                    .iter()
                    .any(is_refused)
                    .then(|| Message::copies_refused(most)),
                ..field
            })
        }
        Member::PageRanges => {
            let mut unread = jobs.iter().filter_map(|it| it.settings.unread(setting));
            let refused = unread.next().map(|unread| refusal(unread, capabilities));
            let lacks = capabilities.is_some_and(|it| it.is_page_range_supported == Some(false));
            Some(Field {
                control: if lacks && field.value.is_empty() {
                    Control::Fixed(Message::pages_all().into())
                } else {
                    Control::Text
                },
                refusal: refused,
                ..field
            })
        }
        _ => choose(
            field,
            jobs,
            own.as_ref(),
            differ || owns_differ,
            capabilities,
        ),
    }
}

/// A field that offers what the printer can do, and says what it lacks.
fn choose(
    field: Field,
    jobs: &[FormJob<'_>],
    own: Option<&Value>,
    differ: bool,
    capabilities: Option<&Capabilities>,
) -> Option<Field> {
    let Field { setting, .. } = field;
    let member = setting.member;
    // Margins are compared as a whole elsewhere; here each edge is compared by its text.
    let lacks = |it: &Value| {
        let is_whole = member != Member::Margin;
        is_whole && capabilities.is_some_and(|told| fit::offers(told, member, it) == Some(false))
    };
    let told = capabilities.and_then(|told| setting.of(&fit::offered(told, member)));
    let mut choices: Vec<Choice> = Vec::new();
    if member == Member::Finishings && (told.is_some() || own.is_some()) {
        choices.push(choice(setting, &Value::Array(Vec::new()), true));
    }
    if let Some(Value::Array(told)) = told {
        for it in told {
            let it = match member {
                Member::Finishings => Value::Array(vec![it]),
                _ => it,
            };
            if !lacks(&it) {
                choices.push(choice(setting, &it, true));
            }
        }
    }
    let here = choices.len();
    // What this printer lacks: what people expect anywhere, and what the jobs ask for.
    let mut expected: Vec<Value> = Vec::new();
    if here > 0 {
        expected.extend(expected_of(member).iter().map(|name| Value::from(*name)));
    }
    expected.extend(own.cloned());
    for it in expected {
        let lacking = choice(setting, &it, false);
        let is_known = |known: &Choice| known.value.eq_ignore_ascii_case(&lacking.value);
        let is_margin = member == Member::Margin && here > 0;
        if (lacks(&it) || is_margin) && !choices.iter().any(is_known) {
            choices.push(lacking);
        }
    }
    let is_chosen = !field.value.is_empty();
    if is_chosen && !choices.iter().any(|it| it.value == field.value) {
        let changed = jobs.first();
        let changed = changed.and_then(|it| setting.changed(&it.settings.changes, it.own));
        choices.extend(changed.map(|it| choice(setting, &it, true)));
    }
    let always = Setting::ALL.iter().take(Setting::ALWAYS);
    let is_always = always.copied().any(|it| it == setting) && member != Member::MediaType;
    let is_open = is_chosen || differ;
    let says_nothing = !is_open && own.is_none() && (here == 0 || here == 1 && !is_always);
    if says_nothing || !is_open && !matters(member, jobs) || here == 0 && choices.is_empty() {
        return None;
    }
    let is_only = |only: &Choice| {
        let own = own.map(|own| setting.spelled(own));
        own.is_none_or(|own| only.value.eq_ignore_ascii_case(&own))
    };
    Some(Field {
        control: match choices.as_slice() {
            [only] if only.is_here && !is_open && is_only(only) => {
                Control::Fixed(only.words.clone())
            }
            _ => Control::Choices(choices),
        },
        ..field
    })
}

#[inline(never)]
fn choice(setting: Setting, it: &Value, is_here: bool) -> Choice {
    let words = value(setting, it);
    Choice {
        value: setting.spelled(it),
        words: if is_here {
            words
        } else {
            Message::settings_not_here(words).into()
        },
        is_here,
    }
}

/// The values that people expect of any printer, so that the form says when they are missing.
fn expected_of(member: Member) -> &'static [&'static str] {
    match member {
        Member::ColorMode => &["color"],
        Member::DuplexMode => &["oneSided", "flipOnLongEdge", "flipOnShortEdge"],
        _ => &[],
    }
}

/// Whether a setting makes a difference: sets of one copy and the order of one page do not.
fn matters(member: Member, jobs: &[FormJob<'_>]) -> bool {
    let counted = match member {
        Member::Collate => Member::Copies,
        Member::MultipageLayout => Member::PagesPerSheet,
        _ => return true,
    };
    let several = |it: &FormJob<'_>| {
        let changed = it.settings.changes.get(counted);
        let own = it.own.and_then(|own| own.get(counted).cloned());
        let number = changed.or(own).and_then(|it| it.as_i64());
        number.is_some_and(|number| number > 1)
    };
    jobs.iter().any(several)
}
