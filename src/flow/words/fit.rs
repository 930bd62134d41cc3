//! What the chosen printer makes of a job, in words.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::Member;
use universal_print::fit::{Fit, Level, Subject, Verdict};
use universal_print::json::Value;

use super::setting::{name, value};
use crate::flow::state::setting::Setting;
use crate::flow::state::settings::{Unread, most_copies};
use crate::text::{Message, Words};

/// One thing that is not as the job asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitLine {
    /// How much of a difference it makes.
    pub level: Level,
    /// What becomes of it, by name and value.
    pub words: Message,
    /// The field in which the user can change it.
    pub setting: Option<Setting>,
}

/// Everything that is not kept, the worst first.
pub fn lines(fit: &Fit, capabilities: Option<&Capabilities>) -> Vec<FitLine> {
    let mut lines = Vec::new();
    for level in [
        Level::Impossible,
        Level::Lost,
        Level::HardlySeen,
        Level::NotTold,
    ] {
        let verdicts = fit.verdicts.iter().filter(|it| it.level == level);
        for verdict in verdicts {
            match verdict.subject {
                Subject::ContentType => lines.push(FitLine {
                    level,
                    words: content_type(verdict),
                    setting: None,
                }),
                Subject::Setting(member) => {
                    let settings = Setting::ALL.iter().filter(|it| it.member == member);
                    lines.extend(settings.filter_map(|setting| {
                        Some(FitLine {
                            level,
                            words: words(*setting, verdict, capabilities)?,
                            setting: Some(*setting),
                        })
                    }));
                }
            }
        }
    }
    lines
}

/// What a printer cannot do, in as few words as a row of a list has room for.
pub fn lost_values(fit: &Fit) -> Vec<Words> {
    let mut values = Vec::new();
    for verdict in fit.verdicts.iter().filter(|it| it.level >= Level::Lost) {
        let Subject::Setting(member) = verdict.subject else {
            values.push(kind(verdict).into());
            continue;
        };
        let settings = Setting::ALL.iter().filter(|it| it.member == member);
        values.extend(settings.filter_map(|setting| {
            let asked = setting.of(&verdict.asked)?;
            let words = value(*setting, &asked);
            // A number, "on", or the place of a staple says nothing without the name.
            let speaks = asked.as_str().is_some();
            Some(if speaks {
                words
            } else {
                Message::setting_value(name(*setting), words).into()
            })
        }));
    }
    values
}

/// Why what the user typed cannot be sent.
pub fn refusal(unread: &Unread, capabilities: Option<&Capabilities>) -> Message {
    match unread.setting.member {
        Member::Copies => Message::copies_refused(most_copies(capabilities)),
        _ => Message::pages_refused(unread.part.as_str().into()),
    }
}

/// The short name of a document's media type.
fn kind(verdict: &Verdict) -> &str {
    match verdict.asked.as_str().unwrap_or_default() {
        "application/pdf" => "PDF",
        "application/oxps" => "XPS",
        kind => kind,
    }
}

fn content_type(verdict: &Verdict) -> Message {
    let short = kind(verdict);
    match verdict.level {
        Level::NotTold => Message::setting_value(Message::settings_document().into(), short.into()),
        _ => Message::fit_type(short.into()),
    }
}

fn words(
    setting: Setting,
    verdict: &Verdict,
    capabilities: Option<&Capabilities>,
) -> Option<Message> {
    let asked = setting.of(&verdict.asked)?;
    let (name, asked) = (name(setting), value(setting, &asked));
    let instead = |becomes: &Value| Some(value(setting, &setting.of(becomes)?));
    Some(match (verdict.level, &verdict.becomes) {
        (Level::NotTold, _) => Message::setting_value(name, asked),
        (Level::Impossible, _) => {
            let copies = match asked {
                Words::Number(copies) => copies,
                _ => 0,
            };
            Message::fit_copies(copies, most_copies(capabilities))
        }
        (_, None) => Message::fit_unknown(name, asked),
        (_, Some(becomes)) => match instead(becomes) {
            // These values speak for themselves.
            Some(becomes) => match setting.member {
                Member::ColorMode | Member::DuplexMode | Member::MediaSize => {
                    Message::fit_value_becomes(asked, becomes)
                }
                _ => Message::fit_becomes(name, asked, becomes),
            },
            None => Message::fit_lost(name, asked),
        },
    })
}
