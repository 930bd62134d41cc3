//! What the row of a job says, in the user's language.

use super::context::Ui;
use crate::flow::view::jobs::JobRow;
use crate::text::Message;

/// The job's age, settings, paper, size and queue in one line.
pub fn facts(ui: Ui, row: &JobRow) -> String {
    let mut facts = Vec::new();
    if row.arriving {
        facts.push(ui.say(&Message::job_arriving()));
    }
    ui.with_language(|language| {
        facts.extend(
            row.age
                .map(|age| language.formats.ago(age.count, age.unit.as_str())),
        );
        facts.extend(
            row.settings
                .iter()
                .map(|setting| language.book.say(setting)),
        );
        let name = |name: &String| language.book.apart(&name.as_str().into(), false);
        facts.extend(row.paper.as_ref().map(name));
        facts.extend(row.size.map(|size| language.formats.size(size)));
        facts.extend(row.queue.as_ref().map(name));
    });
    ui.joined(&facts)
}

/// Everything that the row says, for a search.
pub fn all_words(ui: Ui, row: &JobRow) -> String {
    let ends = row.ends.as_ref().map(|ends| ui.say(ends));
    let parts = [
        ui.words(&row.name),
        facts(ui, row),
        ends.unwrap_or_default(),
    ];
    parts.join(" ")
}
