//! A part of what the screen shows, worked out from signals and followed by components.
//!
//! It does what a Leptos memo does, with one difference: what follows what is
//! the same for every part, only the value has a type of its own. So the memo,
//! which is large, is compiled once and not for each part.

use leptos::prelude::*;

/// A value that is worked out anew with every change of what it is made of, and
/// passed on when it differs. Copies are as good as the original.
pub struct Memoized<T: 'static> {
    value: StoredValue<T>,
    version: Memo<u32>,
}

impl<T> Copy for Memoized<T> {}

impl<T> Clone for Memoized<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: PartialEq + Send + Sync> Memoized<T> {
    /// A part that is `first` until it is first read.
    pub fn new(first: T, work_out: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let value = StoredValue::new(first);
        let differs = move || {
            let now = work_out();
            let differs = value.with_value(|last| *last != now);
            if differs {
                value.set_value(now);
            }
            differs
        };
        Self {
            value,
            version: version(Box::new(differs)),
        }
    }

    /// Reads the value, and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.version.track();
        self.with_untracked(read)
    }

    /// Reads the value as it is now, without following it.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        // Asked for its version, the memo brings the value up to date.
        let _ = self.version.get_untracked();
        self.value.with_value(read)
    }
}

fn version(differs: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<u32> {
    Memo::new(move |last: Option<&u32>| {
        let last = last.copied().unwrap_or_default();
        last.wrapping_add(u32::from(differs()))
    })
}
