//! Runs one program as a step with a headline, the time it took, and a failure that names it.
//!
//! A quiet step keeps the program's output and shows it only on failure; a streamed step lets it
//! through as it comes; a read step lets it through and hands it back. A step may have a limit
//! of time, after which its program is stopped. Which programs to run is left to the callers.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::step_error::StepError;

/// How often a step with a limit looks whether its program has ended.
const LOOK: Duration = Duration::from_millis(50);

/// One program to be run, what to call it, and what to do when it fails.
pub(crate) struct Step {
    name: String,
    advice: &'static str,
    limit: Option<Duration>,
}

impl Step {
    /// `advice` completes "the step failed; ...", without a full stop.
    pub(crate) fn new(name: impl Into<String>, advice: &'static str) -> Self {
        Self {
            name: name.into(),
            advice,
            limit: None,
        }
    }

    /// Stops the program after this time.
    pub(crate) fn within(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Runs quietly: output is shown only when the program fails.
    pub(crate) fn quiet(&self, mut command: Command) -> Result<(), StepError> {
        print!("{} ... ", self.name);
        flush();
        let start = Instant::now();
        let mut log = tempfile::tempfile().map_err(|cause| self.not_started(&command, cause))?;
        let ended = self.log_to(&log, &mut command);
        println!("{:.1} s", start.elapsed().as_secs_f64());
        if ended.is_err() {
            show(&mut log);
        }
        ended
    }

    /// Runs with the program's output let through, for steps that take minutes.
    pub(crate) fn stream(&self, mut command: Command) -> Result<(), StepError> {
        println!("{}:", self.name);
        let start = Instant::now();
        let ended = self
            .spawn(&mut command)
            .and_then(|child| self.finish(child));
        println!("{}: {:.1} s", self.name, start.elapsed().as_secs_f64());
        ended
    }

    /// Runs with the output let through, and hands back what came on the standard output, which
    /// is wanted after a failure too.
    pub(crate) fn read(&self, mut command: Command) -> (String, Result<(), StepError>) {
        println!("{}:", self.name);
        let start = Instant::now();
        command.stdout(Stdio::piped()).stdin(Stdio::null());
        let mut seen = String::new();
        let ended = self.spawn(&mut command).and_then(|mut child| {
            if let Some(output) = child.stdout.take() {
                pass_on(output, &mut seen);
            }
            self.finish(child)
        });
        println!("{}: {:.1} s", self.name, start.elapsed().as_secs_f64());
        (seen, ended)
    }

    fn log_to(&self, log: &File, command: &mut Command) -> Result<(), StepError> {
        let (out, err) = log
            .try_clone()
            .and_then(|out| Ok((out, log.try_clone()?)))
            .map_err(|cause| self.not_started(command, cause))?;
        command.stdin(Stdio::null()).stdout(out).stderr(err);
        self.spawn(command).and_then(|child| self.finish(child))
    }

    fn spawn(&self, command: &mut Command) -> Result<Child, StepError> {
        command
            .spawn()
            .map_err(|cause| self.not_started(command, cause))
    }

    fn finish(&self, mut child: Child) -> Result<(), StepError> {
        let waited = match self.limit {
            None => child.wait().map(Some),
            Some(limit) => wait_within(&mut child, limit),
        };
        match (waited, self.limit) {
            (Ok(Some(status)), _) if status.success() => Ok(()),
            (Ok(Some(status)), _) => Err(StepError::Ended {
                step: self.name.clone(),
                status,
                advice: self.advice,
            }),
            (Ok(None), limit) => Err(StepError::TooSlow {
                step: self.name.clone(),
                limit: limit.unwrap_or_default(),
                advice: self.advice,
            }),
            (Err(cause), _) => Err(StepError::Start {
                step: self.name.clone(),
                program: "the program".to_owned(),
                advice: self.advice,
                cause,
            }),
        }
    }

    fn not_started(&self, command: &Command, cause: io::Error) -> StepError {
        StepError::Start {
            step: self.name.clone(),
            program: command.get_program().to_string_lossy().into_owned(),
            advice: self.advice,
            cause,
        }
    }
}

/// Does a piece of work in this process, with its name and the time it took on one line.
pub(crate) fn timed<T>(
    name: &str,
    work: impl FnOnce() -> Result<T, StepError>,
) -> Result<T, StepError> {
    print!("{name} ... ");
    flush();
    let start = Instant::now();
    let ended = work();
    println!("{:.1} s", start.elapsed().as_secs_f64());
    ended
}

/// `None` when the limit passed and the program was stopped.
fn wait_within(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(LOOK);
    }
}

fn pass_on(output: impl Read, seen: &mut String) {
    let mut lines = BufReader::new(output);
    let mut line = Vec::new();
    while matches!(lines.read_until(b'\n', &mut line), Ok(1..)) {
        let text = String::from_utf8_lossy(&line);
        print!("{text}");
        flush();
        seen.push_str(&text);
        line.clear();
    }
}

fn show(log: &mut File) {
    let mut bytes = Vec::new();
    if log.seek(SeekFrom::Start(0)).is_ok() && log.read_to_end(&mut bytes).is_ok() {
        eprint!("{}", String::from_utf8_lossy(&bytes));
    }
}

/// A terminal that cannot be written to is no reason to stop a build.
fn flush() {
    let _ = io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_step_and_what_to_do() {
        let failure = Step::new("weighing", "eat less")
            .quiet(Command::new("false"))
            .unwrap_err();
        assert_eq!(
            failure.to_string(),
            "weighing failed (exit status: 1); eat less."
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failure = Step::new("weighing", "buy scales")
            .quiet(Command::new("no-such-program-anywhere"))
            .unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("`no-such-program-anywhere`") && text.ends_with("buy scales."));
    }

    #[test]
    fn a_program_past_its_limit_is_stopped() {
        let mut endless = Command::new("tail");
        endless.args(["-f", "/dev/null"]);
        let failure = Step::new("waiting", "go on")
            .within(Duration::ZERO)
            .quiet(endless)
            .unwrap_err();
        assert!(matches!(failure, StepError::TooSlow { .. }));
    }

    #[test]
    fn what_a_failing_program_printed_is_handed_back() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo 3 passed; exit 1"]);
        let (seen, ended) = Step::new("counting", "count again").read(command);
        assert_eq!(seen, "3 passed\n");
        assert!(ended.is_err());
    }
}
