//! Waits for the signal that tells the program to stop.
//!
//! On Unix that is SIGTERM or SIGINT. Elsewhere it is Ctrl-C.

use crate::error::ProgramError;

/// The signals that stop the program, registered when it starts.
pub(crate) struct StopSignal {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl StopSignal {
    /// Registers the signals.
    ///
    /// # Errors
    /// [`ProgramError::Signals`] if the system refuses to register them.
    #[cfg(unix)]
    pub(crate) fn register() -> Result<Self, ProgramError> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate()).map_err(ProgramError::Signals)?,
            interrupt: signal(SignalKind::interrupt()).map_err(ProgramError::Signals)?,
        })
    }

    /// Registers the signals.
    ///
    /// # Errors
    /// [`ProgramError::Signals`] if the system refuses to register them.
    #[cfg(windows)]
    pub(crate) fn register() -> Result<Self, ProgramError> {
        let interrupt = tokio::signal::windows::ctrl_c().map_err(ProgramError::Signals)?;
        Ok(Self { interrupt })
    }

    /// Returns when one of the signals arrives.
    pub(crate) async fn received(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}
