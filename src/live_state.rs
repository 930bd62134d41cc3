//! The workflow's state as the screen follows it.
//!
//! Whoever reads a value here follows the pieces of the state that the value was read from, and no
//! others. So a keystroke in the search costs what the search costs, with any number of jobs.
//!
//! What is generic here is compiled for each value that the screen follows, so it is short.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use leptos::prelude::*;

use crate::flow::State;
use crate::flow::state::tracked::{Piece, Pieces};

/// The state of one widget. A clone refers to the same state.
#[derive(Clone)]
pub struct LiveState {
    state: Arc<RwLock<State>>,
    /// One for each piece, by its position in [`Piece`].
    changed: Arc<[ArcTrigger; Piece::COUNT]>,
}

impl LiveState {
    /// A state that is followed from now on.
    pub fn new(state: State) -> Self {
        Self {
            state: Arc::new(RwLock::new(state)),
            changed: Arc::new(std::array::from_fn(|_| ArcTrigger::new())),
        }
    }

    /// Reads a value once.
    pub fn with<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.read())
    }

    /// Reads a value and tracks the pieces that it was read from: the caller runs again when one
    /// of them changes.
    pub fn follow<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        let (value, pieces) = self.read().watch(read);
        self.each_of(pieces, Track::track);
        value
    }

    /// Changes the state, and notifies whoever follows what changed.
    pub fn update(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.write());
        let pieces = self.read().take_changes();
        self.each_of(pieces, Notify::notify);
    }

    #[inline(never)]
    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline(never)]
    fn each_of(&self, pieces: Pieces, act: fn(&ArcTrigger)) {
        let at = |at: usize| self.changed.get(at);
        pieces.positions().filter_map(at).for_each(act);
    }
}
