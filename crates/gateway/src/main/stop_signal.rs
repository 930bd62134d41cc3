//! Waits for the signals that tell the program to stop.
//!
//! On Unix these are SIGTERM and SIGINT. On Windows they are Ctrl-C, Ctrl-Break, the
//! closing of the console and the shutdown of the machine. A program that runs
//! another one as a service, such as `WinSW` or NSSM, stops it with Ctrl-C or Ctrl-Break.
//! After the last two, Windows ends the program within seconds, whatever it does.

use crate::error::ProgramError;

/// The signals that stop the program, registered when it starts.
#[cfg(unix)]
pub(crate) struct StopSignal {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopSignal {
    /// Registers the signals.
    ///
    /// # Errors
    /// [`ProgramError::Signals`] if the system refuses to register them.
    pub(crate) fn register() -> Result<Self, ProgramError> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate()).map_err(ProgramError::Signals)?,
            interrupt: signal(SignalKind::interrupt()).map_err(ProgramError::Signals)?,
        })
    }

    /// Returns when one of the signals arrives.
    pub(crate) async fn received(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// The signals that stop the program, registered when it starts.
#[cfg(windows)]
pub(crate) struct StopSignal {
    interrupt: tokio::signal::windows::CtrlC,
    stop: tokio::signal::windows::CtrlBreak,
    close: tokio::signal::windows::CtrlClose,
    shutdown: tokio::signal::windows::CtrlShutdown,
}

#[cfg(windows)]
impl StopSignal {
    /// Registers the signals.
    ///
    /// # Errors
    /// [`ProgramError::Signals`] if the system refuses to register them.
    pub(crate) fn register() -> Result<Self, ProgramError> {
        use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};
        Ok(Self {
            interrupt: ctrl_c().map_err(ProgramError::Signals)?,
            stop: ctrl_break().map_err(ProgramError::Signals)?,
            close: ctrl_close().map_err(ProgramError::Signals)?,
            shutdown: ctrl_shutdown().map_err(ProgramError::Signals)?,
        })
    }

    /// Returns when one of the signals arrives.
    pub(crate) async fn received(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.stop.recv() => {}
            _ = self.close.recv() => {}
            _ = self.shutdown.recv() => {}
        }
    }
}
