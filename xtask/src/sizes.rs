//! Measures the files of the package and checks that a page that embeds it does not load too much.
//!
//! A page loads every script, the wasm and every style sheet. It does not load the variants for
//! special hosts, the type declarations, the manifest and the licences. Each file is compressed
//! by itself, as a server does, at the highest level. `dist` reads the files.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// The goal for what a page loads, in bytes of brotli.
pub(crate) const GOAL: u64 = 100_000;

/// The most that a page may load, in bytes of brotli. It is just above what a page loads now, so
/// that any growth is noticed. Lower it whenever the package shrinks, until it is [`GOAL`].
pub(crate) const LIMIT: u64 = 225_000;

const _: () = assert!(GOAL <= LIMIT);

/// Brotli's highest quality, and a window of 2^22 bytes, which every browser accepts.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// A file of the package with its sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Weighed {
    pub(crate) name: String,
    pub(crate) raw: u64,
    pub(crate) gzip: u64,
    pub(crate) brotli: u64,
}

impl Weighed {
    /// Compresses `content` in both ways and keeps the sizes.
    pub(crate) fn new(name: impl Into<String>, content: &[u8]) -> Self {
        Self {
            name: name.into(),
            raw: length(content),
            gzip: length(&gzip(content)),
            brotli: length(&brotli(content)),
        }
    }

    /// Whether an embedding page loads this file.
    pub(crate) fn is_loaded(&self) -> bool {
        let extension = Path::new(&self.name).extension();
        let variant = self.name.contains('/') || self.name.contains(".inline.");
        !variant && extension.is_some_and(|it| it == "js" || it == "wasm" || it == "css")
    }
}

/// Whether a page loads at most [`LIMIT`]; the numbers are bytes of brotli.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SizeVerdict {
    Within { margin: u64 },
    Over { excess: u64 },
}

/// How many bytes of brotli a total is above [`GOAL`]; 0 at or below it.
pub(crate) fn to_goal(total: u64) -> u64 {
    total.saturating_sub(GOAL)
}

/// Compares a total, in bytes of brotli, with the limit; the limit itself is allowed.
pub(crate) fn verdict(total: u64) -> SizeVerdict {
    match LIMIT.checked_sub(total) {
        Some(margin) => SizeVerdict::Within { margin },
        None => SizeVerdict::Over {
            excess: total - LIMIT,
        },
    }
}

/// The bytes of brotli that an embedding page loads in all.
pub(crate) fn loaded(files: &[Weighed]) -> u64 {
    sum(files, |file| file.brotli)
}

/// A table of the files that a page loads, their sum, and the other files.
pub(crate) fn table(files: &[Weighed]) -> String {
    let total = Weighed {
        name: "what a page loads".to_owned(),
        raw: sum(files, |file| file.raw),
        gzip: sum(files, |file| file.gzip),
        brotli: loaded(files),
    };
    let (on_page, others): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.is_loaded());
    let mut text = format!(
        "{:<44}{:>10}{:>10}{:>10}\n",
        "file", "raw", "gzip", "brotli"
    );
    for file in on_page.into_iter().chain([&total]).chain(others) {
        let (raw, gzip, brotli) = (grouped(file.raw), grouped(file.gzip), grouped(file.brotli));
        let _ = writeln!(text, "{:<44}{raw:>10}{gzip:>10}{brotli:>10}", file.name);
    }
    text
}

/// A number with commas between its thousands: `58,204`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn sum(files: &[Weighed], size: impl Fn(&Weighed) -> u64) -> u64 {
    files.iter().filter(|file| file.is_loaded()).map(size).sum()
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// The content as a gzip file without a timestamp.
// The results are ignored because writing to a vector cannot fail.
pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default()
}

fn brotli(content: &[u8]) -> Vec<u8> {
    let mut encoder =
        brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    let _ = encoder.write_all(content);
    encoder.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, brotli: u64) -> Weighed {
        Weighed {
            name: name.to_owned(),
            raw: brotli * 4,
            gzip: brotli * 2,
            brotli,
        }
    }

    #[test]
    fn one_byte_above_the_limit_is_too_much() {
        assert_eq!(verdict(LIMIT), SizeVerdict::Within { margin: 0 });
        assert_eq!(verdict(LIMIT + 1), SizeVerdict::Over { excess: 1 });
        assert_eq!(verdict(LIMIT - 7), SizeVerdict::Within { margin: 7 });
    }

    #[test]
    fn the_way_to_the_goal_is_counted_in_bytes() {
        assert_eq!(to_goal(GOAL + 84_000), 84_000);
        assert_eq!(to_goal(GOAL), 0);
        assert_eq!(to_goal(GOAL - 1), 0);
    }

    #[test]
    fn variants_types_and_manifest_are_not_loaded() {
        let files = [
            file("print-redirect.js", 10),
            file("print-redirect.d.ts", 1000),
            file("print-redirect-program_bg.wasm", 500),
            file("widget.css", 7),
            file("print-redirect.inline.js", 1000),
            file("diagnostic/print-redirect-program_bg.wasm", 1000),
            file("package.json", 1000),
            file("LICENSE-MIT", 1000),
        ];
        assert_eq!(loaded(&files), 517);
    }

    #[test]
    fn the_table_lists_loaded_files_their_sum_and_the_rest() {
        let text = table(&[
            file("package.json", 3),
            file("a.js", 1500),
            file("b.wasm", 500),
        ]);
        let rows: Vec<Vec<&str>> = text
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(rows[1], ["a.js", "6,000", "3,000", "1,500"]);
        assert_eq!(rows[3][4..], ["8,000", "4,000", "2,000"]);
        assert_eq!(rows[4][0], "package.json");
    }

    #[test]
    fn commas_separate_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(12_345_678), "12,345,678");
    }

    #[test]
    fn a_compressed_size_is_that_of_the_whole_stream() {
        let text = "the same words again and again, ".repeat(200);
        let weighed = Weighed::new("a.js", text.as_bytes());
        assert_eq!(weighed.raw, 6400);
        assert!((20..200).contains(&weighed.gzip));
        assert!((20..200).contains(&weighed.brotli));
    }
}
