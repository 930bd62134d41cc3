//! What the chosen printer makes of the ticked jobs: on each job's row, and in sum.
//!
//! Only ticked jobs are compared with the printer, and only once it is known.

use universal_print::capabilities::Capabilities;
use universal_print::fit::{Fit, Level};

use crate::flow::state::State;
use crate::flow::state::queue::WaitingJob;
use crate::flow::state::setting::Setting;
use crate::flow::state::settings::JobSettings;
use crate::flow::words::fit::{FitLine, lines as fit_lines, refusal};
use crate::text::Message;

/// How many lines a row shows.
const ON_A_ROW: usize = 2;

/// What stands on the row of a ticked job.
#[derive(Clone, Debug, PartialEq)]
pub struct RowFit {
    /// What is lost or changes, the worst first.
    pub lines: Vec<FitLine>,
    /// How many more there are.
    pub more: u32,
    /// How many things come out otherwise, as is seen on paper. Nothing where the printer does not take the job.
    pub changes: u32,
    /// The id of the field in which the first of them can be changed.
    pub field: Option<String>,
    /// Whether the printer's defaults help.
    pub offers_defaults: bool,
    /// Whether something is lost or impossible, so that another printer may help.
    pub is_lost: bool,
    /// Whether it is the only ticked job: the filter is for all of them.
    pub is_alone: bool,
}

/// What a press will change or lose, over all jobs that it prints.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PressFit {
    /// How many jobs lose something that is seen on paper.
    pub jobs: u32,
    /// What is seen on paper.
    pub lost: Vec<Message>,
    /// What is hardly seen on paper.
    pub hardly_seen: Vec<Message>,
    /// What the printer does not tell.
    pub not_told: Vec<Message>,
    /// Whether the printer's defaults help.
    pub offers_defaults: bool,
}

/// What becomes of a job, for its row. Nothing if it is not ticked, or comes out as it was sent.
pub fn of_row(state: &State, waiting: &WaitingJob) -> Option<RowFit> {
    if !state.is_selected(&waiting.key) || state.is_taken(&waiting.key) {
        return None;
    }
    let capabilities = state.destinations.capabilities();
    let settings = state.settings.of(&waiting.key);
    let mut lines: Vec<FitLine> = settings
        .map(|it| refusals(it, capabilities))
        .unwrap_or_default();
    let fit = state.fit(waiting);
    lines.extend(fit.iter().flat_map(|fit| fit_lines(fit, capabilities)));
    lines.retain(|line| line.level != Level::NotTold);
    let mut settings = lines.iter().filter_map(|line| line.setting);
    let field = settings.next().map(Setting::id);
    let is_impossible = lines.iter().any(|line| line.level == Level::Impossible);
    let lost = lines.iter().filter(|line| line.level == Level::Lost);
    let changes = if is_impossible { 0 } else { lost.count() };
    let more = lines.len().saturating_sub(ON_A_ROW);
    lines.truncate(ON_A_ROW);
    (!lines.is_empty()).then(|| RowFit {
        lines,
        more: u32::try_from(more).unwrap_or(u32::MAX),
        changes: u32::try_from(changes).unwrap_or(u32::MAX),
        field,
        offers_defaults: fit.as_ref().is_some_and(offers_defaults),
        is_lost: fit.is_some_and(|fit| fit.level() >= Level::Lost)
            && !state.options.require_presence,
        is_alone: state.selected.len() == 1,
    })
}

/// What the user typed for a job and has to correct.
fn refusals(settings: &JobSettings, capabilities: Option<&Capabilities>) -> Vec<FitLine> {
    let unread = settings.unread.iter();
    let lines = unread.map(|unread| FitLine {
        level: Level::Impossible,
        words: refusal(unread, capabilities),
        setting: Some(unread.setting),
    });
    lines.collect()
}

/// Whether the printer's defaults help with something that is seen on paper. They never decide how
/// many copies somebody wants.
pub(super) fn offers_defaults(fit: &Fit) -> bool {
    let mut verdicts = fit.verdicts.iter();
    verdicts.any(|it| it.level == Level::Lost && it.becomes.is_some())
}

/// What becomes of all jobs that a press prints. Where not all lose the same, each line says how
/// many do.
pub(super) fn of_press(state: &State, fits: &[Fit], jobs: u32) -> PressFit {
    let mut sum = PressFit::default();
    let capabilities = state.destinations.capabilities();
    let mut counts: Vec<(FitLine, u32)> = Vec::new();
    for fit in fits {
        let lines = fit_lines(fit, capabilities);
        sum.jobs += u32::from(lines.iter().any(|line| line.level == Level::Lost));
        for line in lines {
            match counts.iter_mut().find(|(known, _)| *known == line) {
                Some((_, count)) => *count += 1,
                None => counts.push((line, 1)),
            }
        }
    }
    for (line, count) in counts {
        let said = match line.level {
            Level::Lost => &mut sum.lost,
            Level::NotTold => &mut sum.not_told,
            _ => &mut sum.hardly_seen,
        };
        said.push(if count == jobs {
            line.words
        } else {
            Message::fit_some(line.words.into(), count, jobs)
        });
    }
    sum
}
