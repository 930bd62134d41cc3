//! The check that an embedding page does not load more than it should.

use super::Report;
use crate::failure::Failure;
use crate::sizes::{self, LIMIT, Verdict, grouped};
use crate::tools::WasmTools;

pub(super) fn run(report: &mut Report) -> Result<(), Failure> {
    let files = &report.package(&WasmTools::ensure()?)?.files;
    print!("{}", sizes::table(files));
    let total = sizes::loaded(files);
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
