//! Reads the memory and the processor time of a process.
//!
//! They are read from `/proc` (<https://www.kernel.org/doc/html/latest/filesystems/proc.html>), so
//! this works on Linux only.

use std::{fs, io};

/// Clock ticks a second, the same on every Linux that Rust supports.
const TICKS_A_SECOND: u64 = 100;

/// A process by its id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Process(pub(crate) u32);

impl Process {
    /// The resident memory now and its highest value, in KiB.
    pub(crate) fn memory_kib(self) -> io::Result<(u64, u64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0))?;
        Ok((member(&status, "VmRSS:")?, member(&status, "VmHWM:")?))
    }

    /// The processor time so far, in user and kernel mode.
    pub(crate) fn ticks(self) -> io::Result<u64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0))?;
        ticks_of(&stat).ok_or_else(|| malformed("stat"))
    }
}

/// Ticks as microseconds.
pub(crate) fn micros(ticks: u64) -> u64 {
    ticks.saturating_mul(1_000_000 / TICKS_A_SECOND)
}

fn member(status: &str, name: &str) -> io::Result<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| malformed(name))
}

/// `utime` and `stime`, the 14th and 15th fields. The process's name before them may contain blanks.
fn ticks_of(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut numbers = rest.split_whitespace().skip(11);
    let user: u64 = numbers.next()?.parse().ok()?;
    let kernel: u64 = numbers.next()?.parse().ok()?;
    Some(user + kernel)
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_brackets_in_the_name_do_not_matter() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 3 0 1 1 1";
        assert_eq!(ticks_of(stat), Some(300));
        assert_eq!(micros(300), 3_000_000);
    }

    #[test]
    fn memory_is_found_by_its_name() {
        let status = "VmPeak:\t 90 kB\nVmHWM:\t 42 kB\nVmRSS:\t 40 kB\n";
        assert_eq!(member(status, "VmRSS:").unwrap(), 40);
        assert!(member(status, "VmSwap:").is_err());
    }
}
