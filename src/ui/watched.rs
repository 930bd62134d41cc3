//! A value that a piece of the screen keeps, and that others follow, like a Leptos signal but
//! smaller.
//!
//! The values are kept without their types, so the signal is compiled once, and not once for each
//! type of value.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// A value whose type is known to its reader.
type Shared = Arc<dyn Any + Send + Sync>;

/// A value that can be followed. A copy refers to the same value.
pub struct Watched<T> {
    signal: RwSignal<Shared>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Copy for Watched<T> {}

impl<T> Clone for Watched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Default + Send + Sync + 'static> Watched<T> {
    /// A value that is `first` until it is set.
    pub fn new(first: T) -> Self {
        Self {
            signal: RwSignal::new(Arc::new(first)),
            kind: PhantomData,
        }
    }

    /// The value. Tracks it.
    pub fn get(self) -> T {
        read(self.signal.try_get().as_ref())
    }

    /// The value, without tracking it.
    pub fn get_untracked(self) -> T {
        read(self.signal.try_get_untracked().as_ref())
    }

    /// Sets the value. Nothing happens once the screen is gone.
    pub fn set(self, value: T) {
        set(self.signal, Arc::new(value));
    }

    /// Whether the screen is gone.
    pub fn is_gone(self) -> bool {
        self.signal.is_disposed()
    }
}

/// The value as what it is: the default once the screen is gone.
fn read<T: Clone + Default + 'static>(value: Option<&Shared>) -> T {
    let value = value.and_then(|value| value.downcast_ref());
    value.cloned().unwrap_or_default()
}

#[inline(never)]
fn set(signal: RwSignal<Shared>, value: Shared) {
    let _ = signal.try_set(value);
}
