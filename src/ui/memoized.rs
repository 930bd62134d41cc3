//! A value that is computed from signals and cached, like a Leptos memo but smaller.
//!
//! The dependency tracking is a `Memo<u32>` that counts versions, and the values are kept without
//! their types, so both are compiled once. Only the computation and the comparison are generic.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// A value whose type is known to its reader.
type Shared = Arc<dyn Any + Send + Sync>;

/// A cached value. It is computed again when a signal that it was computed from changes, and its
/// readers run again only if the result differs. A copy refers to the same value.
pub struct Memoized<T> {
    cached: Cached,
    kind: PhantomData<fn() -> T>,
}

impl<T> Copy for Memoized<T> {}

impl<T> Clone for Memoized<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memoized<T> {
    /// A value that `compute` produces. It is `first` until it is read for the first time.
    pub fn new(first: T, compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let compute = Box::new(move || Arc::new(compute()) as Shared);
        Self {
            cached: Cached::new(Arc::new(first), compute, same::<T>),
            kind: PhantomData,
        }
    }

    /// Reads the value and tracks it.
    pub fn with<R: Default>(self, read: impl FnOnce(&T) -> R) -> R {
        read_as(&self.cached.tracked(), read)
    }

    /// Reads the current value without tracking it.
    pub fn with_untracked<R: Default>(self, read: impl FnOnce(&T) -> R) -> R {
        read_as(&self.cached.current(), read)
    }
}

/// Reads a value as what it is. There is no value of another type, so the default is never the
/// result.
fn read_as<T: 'static, R: Default>(value: &Shared, read: impl FnOnce(&T) -> R) -> R {
    value.downcast_ref().map(read).unwrap_or_default()
}

fn same<T: PartialEq + 'static>(one: &Shared, other: &Shared) -> bool {
    one.downcast_ref::<T>() == other.downcast_ref::<T>()
}

#[derive(Copy, Clone)]
struct Cached {
    value: StoredValue<Shared>,
    version: Memo<u32>,
}

impl Cached {
    fn new(
        first: Shared,
        compute: Box<dyn Fn() -> Shared + Send + Sync>,
        same: fn(&Shared, &Shared) -> bool,
    ) -> Self {
        let value = StoredValue::new(first);
        let version = Memo::new(move |last: Option<&u32>| {
            let now = compute();
            let differs = !same(&value.get_value(), &now);
            if differs {
                value.set_value(now);
            }
            let last = last.copied().unwrap_or_default();
            last.wrapping_add(u32::from(differs))
        });
        Self { value, version }
    }

    fn tracked(self) -> Shared {
        self.version.track();
        self.current()
    }

    #[inline(never)]
    fn current(self) -> Shared {
        // Reading the version makes the memo bring the value up to date.
        let _ = self.version.get_untracked();
        self.value.get_value()
    }
}
