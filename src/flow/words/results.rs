//! What became of several jobs, in numbers.

use crate::flow::state::run::{Run, RunResult};
use crate::text::Message;

/// How many jobs were printed, were sent, are on their way, need a look, and were not sent, as far as there are any.
pub fn counts<'a>(runs: impl Iterator<Item = &'a Run>) -> Vec<Message> {
    let (mut printed, mut sent, mut busy, mut unclear, mut not_sent) = (0, 0, 0, 0, 0);
    for run in runs {
        *match run.result() {
            RunResult::Printed => &mut printed,
            RunResult::Sent => &mut sent,
            RunResult::Busy => &mut busy,
            RunResult::Unclear => &mut unclear,
            RunResult::NotSent => &mut not_sent,
        } += 1;
    }
    let counts = [
        (printed, Message::results_printed(printed)),
        (sent, Message::results_sent(sent)),
        (busy, Message::results_busy(busy)),
        (unclear, Message::results_unclear(unclear)),
        (not_sent, Message::results_not_sent(not_sent)),
    ];
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(_, words)| words).collect()
}
