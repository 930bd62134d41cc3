//! The check that an embedding page does not load more than it should.

use super::Report;
use crate::failure::Failure;
use crate::sizes::{self, GOAL, LIMIT, Verdict, grouped};
use crate::tools::WasmTools;

pub(super) fn run(report: &mut Report) -> Result<(), Failure> {
    let files = &report.package(&WasmTools::ensure()?)?.files;
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
        Verdict::Within { margin } => {
            println!(
                "{} bytes below the limit of {}",
                grouped(margin),
                grouped(LIMIT)
            );
            Ok(())
        }
        Verdict::Over { excess } => Err(Failure::TooLarge { total, excess }),
    };
    report.check(ended);
    Ok(())
}
