//! Counts passed and failed tests in the output of the test programs.
//!
//! cargo's and wasm-bindgen's runners end each group with `test result: ok. 3 passed; 0 failed;
//! ...`; Playwright ends with lines such as `3 passed (2.1s)`, and the names of the tests below that did
//! not pass at once; Node's own runner ends with lines such as `ℹ pass 3`. A run that failed counts at least
//! one failure, whatever it printed.

use std::fmt;
use std::ops::AddAssign;

/// How many passed and how many failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u32,
    pub(super) failed: u32,
}

impl Tally {
    /// From the output of cargo's or wasm-bindgen's test runner.
    pub(super) fn from_cargo(output: &str) -> Self {
        let mut all = Self::default();
        for line in output.lines() {
            let Some((_, counts)) = line.split_once("test result: ") else {
                continue;
            };
            // "ok. 3 passed; 0 failed; ..."
            all += Self::from_words(counts);
        }
        all
    }

    /// From the output of Playwright's list reporter.
    pub(super) fn from_playwright(output: &str) -> Self {
        let mut all = Self::default();
        for line in output.lines() {
            if let Some((_, word)) = counted(line)
                && matches!(word, "passed" | "flaky" | "failed" | "interrupted")
            {
                all += Self::from_words(line);
            }
        }
        all
    }

    /// From the output of Node's own runner, with its reporter `spec`. What was cancelled has failed.
    pub(super) fn from_node(output: &str) -> Self {
        let mut all = Self::default();
        for line in output.lines() {
            let words = line.strip_prefix("ℹ ").and_then(|it| it.split_once(' '));
            if let Some((word, count)) = words
                && let Ok(count) = count.parse::<u32>()
            {
                match word {
                    "pass" => all.passed += count,
                    "fail" | "cancelled" => all.failed += count,
                    _ => {}
                }
            }
        }
        all
    }

    /// A failed run has at least one failure, even if it ended before it could count.
    pub(super) fn agreeing_with(self, succeeded: bool) -> Self {
        let failed = if succeeded {
            self.failed
        } else {
            self.failed.max(1)
        };
        Self { failed, ..self }
    }

    /// Reads every "3 passed" and "1 failed" in a line.
    fn from_words(line: &str) -> Self {
        let mut tally = Self::default();
        let words: Vec<&str> = line.split([' ', ';']).filter(|it| !it.is_empty()).collect();
        for pair in words.windows(2) {
            if let [count, word] = pair
                && let Ok(count) = count.parse::<u32>()
            {
                match *word {
                    // At the second try.
                    "passed" | "flaky" => tally.passed += count,
                    "failed" | "interrupted" => tally.failed += count,
                    _ => {}
                }
            }
        }
        tally
    }
}

/// The tests that failed in a run of cargo's or wasm-bindgen's test runner.
pub(super) fn failed_in_cargo(output: &str) -> Vec<String> {
    // "failures:" stands before what the tests printed too, which is not indented like a name.
    let mut names = Vec::new();
    let mut is_list = false;
    for line in output.lines() {
        match line.strip_prefix("    ") {
            Some(name) if is_list && !name.starts_with(' ') => {
                names.push(format!("failed: {name}"));
            }
            // The browsers' runner leaves a line free before the names.
            None if line.is_empty() => {}
            _ => is_list = line == "failures:",
        }
    }
    names
}

/// The tests that failed in a run of Playwright, and those that passed at the second try only.
pub(super) fn failed_in_playwright(output: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut list = None;
    for line in output.lines() {
        match counted(line) {
            Some((_, word)) => {
                list = matches!(word, "failed" | "flaky" | "interrupted").then_some(word);
            }
            None => match (list, line.strip_prefix("    ")) {
                (Some(word), Some(name)) if !name.starts_with(' ') => {
                    let name = name.trim_end_matches([' ', '─']);
                    names.push(format!("{word}: {name}"));
                }
                _ => list = None,
            },
        }
    }
    names
}

/// The tests that failed in a run of Node's own runner, which names them again at its end.
pub(super) fn failed_in_node(output: &str) -> Vec<String> {
    let lines = output
        .lines()
        .take_while(|line| *line != "✖ failing tests:");
    let names = lines.filter_map(|line| line.trim_start().strip_prefix("✖ ")?.rsplit_once(" ("));
    names.map(|(name, _)| format!("failed: {name}")).collect()
}

/// Splits a line such as `3 passed (2.1s)` into the count and the word.
fn counted(line: &str) -> Option<(u32, &str)> {
    let line = line.split_once(" (").map_or(line, |(front, _)| front);
    let (count, word) = line.trim().split_once(' ')?;
    Some((count.parse().ok()?, word))
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn tally(passed: u32, failed: u32) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn the_groups_of_a_cargo_run_are_added() {
        let output = "running 2 tests\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test named 5 failed ... ok\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(Tally::from_cargo(output), tally(15, 2));
    }

    #[test]
    fn only_the_last_lines_of_playwright_count() {
        let output = "  ok 1 a.spec.mjs:3:1 › says 2 failed (1.0s)\n  \
            1 failed\n    a.spec.mjs:9:1 › breaks\n  3 skipped\n  14 passed (5.2s)\n";
        assert_eq!(Tally::from_playwright(output), tally(14, 1));
    }

    #[test]
    fn a_test_that_passes_at_the_second_try_counts_as_passed_and_is_named() {
        let output = "  2 failed\n    a.spec.mjs:9:1 › breaks ──────\n    b.spec.mjs:1:1 › breaks too ──\n  \
            1 flaky\n    c.spec.mjs:2:1 › is slow ─────\n  3 skipped\n  14 passed (5.2s)\n";
        assert_eq!(Tally::from_playwright(output), tally(15, 2));
        assert_eq!(
            failed_in_playwright(output),
            [
                "failed: a.spec.mjs:9:1 › breaks",
                "failed: b.spec.mjs:1:1 › breaks too",
                "flaky: c.spec.mjs:2:1 › is slow",
            ]
        );
    }

    #[test]
    fn the_failed_tests_of_a_cargo_run_are_named() {
        let output = "failures:\n\n---- a::b stdout ----\n\nthread 'a::b' panicked\n\n\nfailures:\n    \
            a::b\n    c\n\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(failed_in_cargo(output), ["failed: a::b", "failed: c"]);
        let in_browser = "failures:\n\n---- a::b output ----\n    error output:\n\nfailures:\n\n    a::b\n\n\
            test result: FAILED. 3 passed; 1 failed; 0 ignored\n";
        assert_eq!(failed_in_cargo(in_browser), ["failed: a::b"]);
    }

    #[test]
    fn the_last_lines_of_node_are_added() {
        let output = "✔ a proxy lets 3 pass (5ms)\nℹ a diagnostic\nℹ tests 5\nℹ suites 0\n\
            ℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 12.5\n";
        assert_eq!(Tally::from_node(output), tally(2, 2));
    }

    #[test]
    fn the_failed_tests_of_node_are_named_once() {
        let output =
            "✔ a (5ms)\n✖ b waits (12.5ms)\nℹ fail 1\n\n✖ failing tests:\n\n✖ b waits (12.5ms)\n";
        assert_eq!(failed_in_node(output), ["failed: b waits"]);
    }

    #[test]
    fn a_failed_run_counts_at_least_one_failure() {
        assert_eq!(tally(0, 0).agreeing_with(false), tally(0, 1));
        assert_eq!(tally(3, 2).agreeing_with(false), tally(3, 2));
        assert_eq!(tally(3, 0).agreeing_with(true), tally(3, 0));
    }

    #[test]
    fn the_last_line_is_two_numbers() {
        assert_eq!(tally(15, 2).to_string(), "15 passed, 2 failed");
    }
}
