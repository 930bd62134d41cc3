//! Checks that an embedding page loads no more than the limit in `sizes`.

use super::Results;
use crate::sizes::{self, GOAL, LIMIT, SizeVerdict, grouped};
use crate::step_error::StepError;
use crate::tools::WasmTools;

pub(super) fn run(results: &mut Results) -> Result<(), StepError> {
    let files = &results.package(&WasmTools::ensure()?)?.files;
    print!("{}", sizes::table(files));
    let total = sizes::loaded(files);
    match sizes::to_goal(total) {
        0 => println!("the goal of {} bytes is reached", grouped(GOAL)),
        rest => println!(
            "{} bytes above the goal of {}",
            grouped(rest),
            grouped(GOAL)
        ),
    }
    let ended = match sizes::verdict(total) {
        SizeVerdict::Within { margin } => {
            println!(
                "{} bytes below the limit of {}",
                grouped(margin),
                grouped(LIMIT)
            );
            Ok(())
        }
        SizeVerdict::Over { excess } => Err(StepError::TooLarge { total, excess }),
    };
    results.check(ended);
    Ok(())
}
