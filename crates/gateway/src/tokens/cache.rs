//! Tokens by key: one request at a time for each, kept until shortly before
//! their end.

use std::{collections::HashMap, hash::Hash, sync::Arc, time::Duration};

use secrecy::SecretString;
use tokio::sync::Mutex;
use universal_print::time::Timestamp;

use super::TokenTrouble;
use crate::clock::Clock;

/// A token nearer to its end than this is renewed.
const MARGIN: Duration = Duration::from_secs(300);
const FAILURE_KEPT: Duration = Duration::from_secs(1);
/// More users than this within an hour push out those whose tokens end first.
const MOST: usize = 10_000;

/// A token as the provider gave it.
#[derive(Clone)]
pub(super) struct Granted {
    pub(super) token: SecretString,
    pub(super) expires: Timestamp,
}

type Slot = Arc<Mutex<Option<Kept>>>;

struct Kept {
    outcome: Result<SecretString, TokenTrouble>,
    until: Timestamp,
}

pub(super) struct Cache<K> {
    clock: Arc<dyn Clock>,
    slots: Mutex<HashMap<K, Slot>>,
}

impl<K: Clone + Eq + Hash> Cache<K> {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            slots: Mutex::default(),
        }
    }

    /// The token under `key`, fetched when there is none that serves.
    pub(super) async fn get<F>(
        &self,
        key: K,
        fetch: impl FnOnce() -> F,
    ) -> Result<SecretString, TokenTrouble>
    where
        F: Future<Output = Result<Granted, TokenTrouble>>,
    {
        let slot = self.slot(key).await;
        let mut kept = slot.lock().await;
        let now = self.clock.now();
        if let Some(kept) = kept.as_ref().filter(|kept| now < kept.until) {
            return kept.outcome.clone();
        }
        let (outcome, until) = match fetch().await {
            Ok(Granted { token, expires }) => {
                let life = expires.since(self.clock.now());
                // A token that lives shorter than the margin still serves half its life.
                let keep = life.saturating_sub(MARGIN).max(life / 2);
                (Ok(token), self.clock.now().after(keep))
            }
            Err(trouble) => (Err(trouble), self.clock.now().after(FAILURE_KEPT)),
        };
        *kept = Some(Kept {
            outcome: outcome.clone(),
            until,
        });
        outcome
    }

    pub(super) async fn forget(&self, key: &K) {
        self.slots.lock().await.remove(key);
    }

    async fn slot(&self, key: K) -> Slot {
        let mut slots = self.slots.lock().await;
        if slots.len() >= MOST && !slots.contains_key(&key) {
            let now = self.clock.now();
            // A slot that is locked is being filled, and stays.
            slots.retain(|_, slot| {
                slot.try_lock().map_or(true, |kept| {
                    kept.as_ref().is_none_or(|kept| now < kept.until)
                })
            });
            if slots.len() >= MOST {
                slots.clear();
            }
        }
        Arc::clone(slots.entry(key).or_default())
    }
}
