//! Decides how an administrator signs in: in a browser on this machine, or by device
//! code where none can be opened.
//!
//! A browser sends its answer to a port of its own machine. So it must run where
//! `setup` runs, and not at the other end of a connection by SSH or into a pod.

use std::{fmt, io};

/// Opens an address in a browser.
pub type OpenBrowser = Box<dyn Fn(&str) -> io::Result<()> + Send + Sync>;

/// How an administrator signs in.
pub enum SignInWay {
    /// In a browser on this machine.
    Browser(OpenBrowser),
    /// By a code that is typed in a browser on any device.
    DeviceCode {
        /// Why no browser is opened here, unless device code was asked for.
        because: Option<Obstacle>,
    },
}

/// Why no browser can be opened here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// The program runs in Kubernetes.
    #[error("this is a pod")]
    Pod,
    /// The person sits at another machine.
    #[error("this is a session over SSH, and a browser on your machine cannot answer to this one")]
    Remote,
    /// There are no windows.
    #[error("this machine has no screen: neither DISPLAY nor WAYLAND_DISPLAY is set")]
    NoScreen,
    /// Nobody reads the output at once.
    #[error("the output is not a terminal")]
    NoTerminal,
}

impl Obstacle {
    /// What keeps this program from opening a browser. `has` says whether an environment
    /// variable is set and not empty.
    pub fn of(is_terminal: bool, has: impl Fn(&str) -> bool) -> Option<Self> {
        let needs_display = cfg!(all(unix, not(target_os = "macos")));
        if has("KUBERNETES_SERVICE_HOST") {
            Some(Self::Pod)
        } else if has("SSH_CONNECTION") || has("SSH_TTY") {
            Some(Self::Remote)
        } else if needs_display && !has("DISPLAY") && !has("WAYLAND_DISPLAY") {
            Some(Self::NoScreen)
        } else if !is_terminal {
            Some(Self::NoTerminal)
        } else {
            None
        }
    }
}

impl SignInWay {
    /// Chooses the browser, unless something is in its way or the administrator wishes
    /// for `device_code`.
    pub fn choose(device_code: bool, obstacle: Option<Obstacle>, open: OpenBrowser) -> Self {
        match obstacle {
            _ if device_code => Self::DeviceCode { because: None },
            None => Self::Browser(open),
            because => Self::DeviceCode { because },
        }
    }
}

impl fmt::Debug for SignInWay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Browser(_) => formatter.write_str("Browser"),
            Self::DeviceCode { because } => write!(formatter, "DeviceCode({because:?})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_chosen_only_where_it_can_answer() {
        let chosen = |device_code, obstacle| {
            let way = SignInWay::choose(device_code, obstacle, Box::new(|_| Ok(())));
            format!("{way:?}")
        };
        assert_eq!(chosen(false, None), "Browser");
        assert_eq!(chosen(true, None), "DeviceCode(None)");
        let pod = Some(Obstacle::Pod);
        assert_eq!(chosen(false, pod), "DeviceCode(Some(Pod))");
        assert_eq!(chosen(true, pod), "DeviceCode(None)");
    }

    #[test]
    fn the_terminal_and_the_environment_tell_the_obstacle() {
        let of = |is_terminal, set: &[&str]| Obstacle::of(is_terminal, |name| set.contains(&name));
        assert_eq!(of(true, &["DISPLAY"]), None);
        assert_eq!(of(true, &["WAYLAND_DISPLAY"]), None);
        assert_eq!(of(false, &["DISPLAY"]), Some(Obstacle::NoTerminal));
        for session in ["SSH_CONNECTION", "SSH_TTY"] {
            assert_eq!(of(true, &["DISPLAY", session]), Some(Obstacle::Remote));
        }
        let pod = "KUBERNETES_SERVICE_HOST";
        assert_eq!(of(true, &["DISPLAY", pod]), Some(Obstacle::Pod));
        let needs_display = cfg!(all(unix, not(target_os = "macos")));
        let without = needs_display.then_some(Obstacle::NoScreen);
        assert_eq!(of(true, &[]), without);
    }
}
