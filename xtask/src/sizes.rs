//! Weighs the files of the package and decides whether a page that embeds it loads too much.
//!
//! A page loads every script, the wasm and every style sheet; the variants for special hosts,
//! type declarations, the manifest and the licences stay on the server. Each file is compressed
//! on its own, as a server does, at the highest level. Reading the files is left to `dist`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// What a page should load at most, in bytes of brotli.
pub(crate) const GOAL: u64 = 100_000;

/// What a page may load at most, in bytes of brotli: just above what it loads now, so that it
/// never grows unnoticed. It is lowered whenever the package shrinks, until it is [`GOAL`].
pub(crate) const LIMIT: u64 = 156_500;

const _: () = assert!(GOAL <= LIMIT);

/// Brotli's own names: quality 11 of 11, a window of 2^22 bytes, which every browser accepts.
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
    /// Compresses `content` both ways and notes how long the results are.
    pub(crate) fn new(name: impl Into<String>, content: &[u8]) -> Self {
        Self {
            name: name.into(),
            raw: length(content),
            gzip: length(&gzip(content)),
            brotli: length(&brotli(content)),
        }
    }

    /// Whether an embedding page loads this file, rather than a variant that takes its place.
    pub(crate) fn is_loaded(&self) -> bool {
        let extension = Path::new(&self.name).extension();
        let variant = self.name.contains('/') || self.name.contains(".inline.");
        !variant && extension.is_some_and(|it| it == "js" || it == "wasm" || it == "css")
    }
}

/// Whether what a page loads stays within [`LIMIT`]; the numbers are bytes of brotli.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SizeVerdict {
    Within { margin: u64 },
    Over { excess: u64 },
}

/// How far a total is above [`GOAL`], in bytes of brotli; 0 once it is reached.
pub(crate) fn to_goal(total: u64) -> u64 {
    total.saturating_sub(GOAL)
}

/// Judges a total in bytes of brotli; the limit itself is allowed.
pub(crate) fn verdict(total: u64) -> SizeVerdict {
    match LIMIT.checked_sub(total) {
        Some(margin) => SizeVerdict::Within { margin },
        None => SizeVerdict::Over {
            excess: total - LIMIT,
        },
    }
}

/// What an embedding page loads in all, in bytes of brotli.
pub(crate) fn loaded(files: &[Weighed]) -> u64 {
    sum(files, |file| file.brotli)
}

/// A table of the files: those that a page loads, their sum, then the others.
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

/// A number with its thousands set apart: `58,204`.
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

/// The content as a gzip file without a time.
// Writing to a vector cannot fail; the encoders only share a trait with writers that can.
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
    fn the_limit_itself_is_allowed_and_one_byte_more_is_not() {
        assert_eq!(verdict(LIMIT), SizeVerdict::Within { margin: 0 });
        assert_eq!(verdict(LIMIT + 1), SizeVerdict::Over { excess: 1 });
        assert_eq!(verdict(LIMIT - 7), SizeVerdict::Within { margin: 7 });
    }

    #[test]
    fn the_goal_is_as_far_as_the_bytes_above_it() {
        assert_eq!(to_goal(GOAL + 84_000), 84_000);
        assert_eq!(to_goal(GOAL), 0);
        assert_eq!(to_goal(GOAL - 1), 0);
    }

    #[test]
    fn variants_types_and_manifest_do_not_count_as_loaded() {
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
    fn the_table_sums_what_is_loaded_and_lists_the_rest_below() {
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
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(12_345_678), "12,345,678");
    }

    #[test]
    fn compressed_sizes_are_those_of_whole_streams() {
        let text = "the same words again and again, ".repeat(200);
        let weighed = Weighed::new("a.js", text.as_bytes());
        assert_eq!(weighed.raw, 6400);
        assert!((20..200).contains(&weighed.gzip));
        assert!((20..200).contains(&weighed.brotli));
    }
}
