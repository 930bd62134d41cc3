//! A value that is computed from signals and cached, like a Leptos memo but smaller.
//!
//! The dependency tracking is a `Memo<u32>` that counts versions, so it is compiled once. Only
//! the value itself is generic.

use leptos::prelude::*;

/// A cached value. It is computed again when a signal that it was computed from changes, and its
/// readers run again only if the result differs. A copy refers to the same value.
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
    /// A value that `compute` produces. It is `first` until it is read for the first time.
    pub fn new(first: T, compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::boxed(first, Box::new(compute))
    }

    /// Compiled once for each type of value, and not once for each computation.
    fn boxed(first: T, compute: Box<dyn Fn() -> T + Send + Sync>) -> Self {
        let value = StoredValue::new(first);
        let differs = move || {
            let now = compute();
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

    /// Reads the value and tracks it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.version.track();
        self.with_untracked(read)
    }

    /// Reads the current value without tracking it.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        // Reading the version makes the memo bring the value up to date.
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
