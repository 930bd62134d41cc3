//! Runs one program as a step: prints its name and the time it took, and names it in a failure.
//!
//! A quiet step shows the program's output only on failure, a streamed step shows it as it comes,
//! and a read step shows it and returns it. A step may have a time limit, at which its program is
//! stopped. The callers decide which programs to run.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::step_error::StepError;

/// How often a step with a limit checks whether its program has ended.
const LOOK: Duration = Duration::from_millis(50);

/// The name of one program's run, what to do when it fails, and how long it may take.
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
    pub(crate) fn quiet(&self, command: Command) -> Result<(), StepError> {
        let (log, ended) = timed(&self.name, || self.logged(command));
        shown_on_failure(log, ended)
    }

    /// Runs quietly and without a headline, beside another step.
    pub(crate) fn beside(&self, command: Command) -> Result<(), StepError> {
        let (log, ended) = self.logged(command);
        shown_on_failure(log, ended)
    }

    /// Runs with the program's output shown, for steps that take minutes.
    pub(crate) fn stream(&self, mut command: Command) -> Result<(), StepError> {
        println!("{}:", self.name);
        let start = Instant::now();
        let ended = self
            .spawn(&mut command)
            .and_then(|child| self.finish(child));
        println!("{}: {:.1} s", self.name, start.elapsed().as_secs_f64());
        ended
    }

    /// Runs with the output shown, and returns the standard output, also after a failure.
    pub(crate) fn read(&self, mut command: Command) -> (String, Result<(), StepError>) {
        println!("{}:", self.name);
        let start = Instant::now();
        command.stdout(Stdio::piped()).stdin(Stdio::null());
        let mut seen = String::new();
        let ended = self.spawn(&mut command).and_then(|mut child| {
            if let Some(output) = child.stdout.take() {
                show_and_keep(output, &mut seen);
            }
            self.finish(child)
        });
        println!("{}: {:.1} s", self.name, start.elapsed().as_secs_f64());
        (seen, ended)
    }

    /// Runs with the program's output in a file.
    fn logged(&self, mut command: Command) -> (Option<File>, Result<(), StepError>) {
        let files = tempfile::tempfile()
            .and_then(|log| Ok((log.try_clone()?, log.try_clone()?, log)))
            .map_err(|cause| self.not_started(&command, cause));
        let (out, err, log) = match files {
            Ok(files) => files,
            Err(error) => return (None, Err(error)),
        };
        command.stdin(Stdio::null()).stdout(out).stderr(err);
        let ended = self
            .spawn(&mut command)
            .and_then(|child| self.finish(child));
        (Some(log), ended)
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

/// Does a piece of work, with its name and the time it took on one line.
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
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

fn show_and_keep(output: impl Read, seen: &mut String) {
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

fn shown_on_failure(log: Option<File>, ended: Result<(), StepError>) -> Result<(), StepError> {
    let mut bytes = Vec::new();
    if ended.is_err()
        && let Some(mut log) = log
        && log.seek(SeekFrom::Start(0)).is_ok()
        && log.read_to_end(&mut bytes).is_ok()
    {
        eprint!("{}", String::from_utf8_lossy(&bytes));
    }
    ended
}

/// Ignores a terminal that cannot be written to: a build goes on without it.
fn flush() {
    let _ = io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line for the shell of this system.
    fn shell(line: &str) -> Command {
        let (shell, option) = if cfg!(windows) {
            ("cmd", "/C")
        } else {
            ("sh", "-c")
        };
        let mut command = Command::new(shell);
        command.args([option, line]);
        command
    }

    fn endless() -> Command {
        let (program, arguments) = if cfg!(windows) {
            ("ping", ["-t", "127.0.0.1"])
        } else {
            ("tail", ["-f", "/dev/null"])
        };
        let mut command = Command::new(program);
        command.args(arguments);
        command
    }

    #[test]
    fn a_failure_names_the_step_and_what_to_do() {
        let failure = Step::new("weighing", "eat less")
            .quiet(shell("exit 1"))
            .unwrap_err();
        let status = if cfg!(windows) {
            "exit code: 1"
        } else {
            "exit status: 1"
        };
        assert_eq!(
            failure.to_string(),
            format!("weighing failed ({status}); eat less.")
        );
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = Step::new("weighing", "buy scales")
            .quiet(Command::new("no-such-program-anywhere"))
            .unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("`no-such-program-anywhere`") && text.ends_with("buy scales."));
    }

    #[test]
    fn a_program_is_stopped_at_its_limit() {
        let failure = Step::new("waiting", "go on")
            .within(Duration::ZERO)
            .quiet(endless())
            .unwrap_err();
        assert!(matches!(failure, StepError::TooSlow { .. }));
    }

    #[test]
    fn the_output_of_a_failed_program_is_handed_back() {
        let (seen, ended) =
            Step::new("counting", "count again").read(shell("echo 3 passed&&exit 1"));
        assert_eq!(seen.trim_end(), "3 passed");
        assert!(ended.is_err());
    }
}
