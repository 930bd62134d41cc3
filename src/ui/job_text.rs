//! What the row of a job says, in the user's language.

use super::context::Ui;
use crate::flow::view::jobs::JobRow;
use crate::text::{Message, Words};

/// The job's settings, age, size and queue in one line, which breaks between two of them only.
pub fn facts(ui: Ui, row: &JobRow) -> String {
    let mut facts = Vec::new();
    if row.arriving {
        facts.push(ui.say(&Message::job_arriving()));
    }
    ui.with_language(|language| {
        let apart = |words: &Words| language.book.apart(words, false);
        facts.extend(row.facts.iter().map(|fact| match fact {
            Words::Message(message) => language.book.say(message),
            name => apart(name),
        }));
        facts.extend(
            row.age
                .map(|age| language.formats.ago(age.count, age.unit.as_str())),
        );
        facts.extend(row.size.map(|size| language.formats.size(size)));
        let queue = row.queue.as_ref();
        facts.extend(queue.map(|queue| apart(&queue.as_str().into())));
    });
    let facts: Vec<String> = facts.iter().map(|fact| unbroken(fact)).collect();
    ui.joined(&facts)
}

/// A fact that does not break at its spaces and hyphens.
fn unbroken(fact: &str) -> String {
    let unbroken = fact.chars().map(|c| match c {
        ' ' => '\u{a0}',
        '-' => '\u{2011}',
        _ => c,
    });
    unbroken.collect()
}

/// Everything that the row says, for a search.
pub fn all_words(ui: Ui, row: &JobRow) -> String {
    let ends = row.ends.as_ref().map(|ends| ui.say(ends));
    let result = row.result.as_ref().map(|result| ui.say(&result.words));
    let parts = [
        ui.words(&row.name),
        facts(ui, row),
        ends.unwrap_or_default(),
        result.unwrap_or_default(),
    ];
    parts.join(" ")
}
