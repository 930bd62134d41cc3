//! Tokens by key: one request at a time for each, kept until shortly before
//! their end, and to their very end while the provider is in trouble.

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
    /// When the token that it holds ends.
    ends: Timestamp,
}

impl Kept {
    /// The token for a moment more, where no new one can be had.
    fn still(&self, trouble: &TokenTrouble, now: Timestamp) -> Option<Self> {
        let serves = self.outcome.is_ok() && now < self.ends && trouble.may_pass();
        serves.then(|| Self {
            outcome: self.outcome.clone(),
            until: now.after(FAILURE_KEPT).min(self.ends),
            ends: self.ends,
        })
    }
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
        let fetched = fetch().await;
        let now = self.clock.now();
        let next = match fetched {
            Ok(Granted { token, expires }) => {
                let life = expires.since(now);
                // A token that lives shorter than the margin still serves half its life.
                let keep = life.saturating_sub(MARGIN).max(life / 2);
                Kept {
                    outcome: Ok(token),
                    until: now.after(keep),
                    ends: expires,
                }
            }
            Err(trouble) => {
                let still = kept.as_ref().and_then(|kept| kept.still(&trouble, now));
                still.unwrap_or(Kept {
                    outcome: Err(trouble),
                    until: now.after(FAILURE_KEPT),
                    ends: now,
                })
            }
        };
        kept.insert(next).outcome.clone()
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
