//! Keeps tokens, and requests each only once at a time.
//!
//! A token is renewed shortly before it expires. If the identity provider fails
//! then, the old token is used until it expires.

use std::{collections::HashMap, hash::Hash, sync::Arc, time::Duration};

use secrecy::SecretString;
use tokio::sync::Mutex;
use universal_print::time::Timestamp;

use super::endpoint::{Granted, TokenRequestError};
use crate::clock::Clock;

/// A token that expires sooner than this is renewed.
const MARGIN: Duration = Duration::from_secs(300);
const FAILURE_KEPT: Duration = Duration::from_secs(1);
/// The largest number of tokens. When it is reached, the tenth that expires
/// first is removed at once, so that this happens rarely.
const MOST: usize = 10_000;

type Slot = Arc<Mutex<Option<Kept>>>;

struct Kept {
    outcome: Result<SecretString, TokenRequestError>,
    until: Timestamp,
    /// When the token expires.
    ends: Timestamp,
}

impl Kept {
    /// The same token for a moment longer, if no new one could be requested.
    fn still(&self, error: &TokenRequestError, now: Timestamp) -> Option<Self> {
        let is_valid = self.outcome.is_ok() && now < self.ends && error.is_temporary();
        is_valid.then(|| Self {
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

    /// The token under `key`, fetched if there is no valid one.
    pub(super) async fn get<F>(
        &self,
        key: K,
        fetch: impl FnOnce() -> F,
    ) -> Result<SecretString, TokenRequestError>
    where
        F: Future<Output = Result<Granted, TokenRequestError>>,
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
                // A token that lives shorter than the margin is used for half its life.
                let keep = life.saturating_sub(MARGIN).max(life / 2);
                Kept {
                    outcome: Ok(token),
                    until: now.after(keep),
                    ends: expires,
                }
            }
            Err(error) => {
                let still = kept.as_ref().and_then(|kept| kept.still(&error, now));
                still.unwrap_or(Kept {
                    outcome: Err(error),
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
            make_room(&mut slots);
        }
        Arc::clone(slots.entry(key).or_default())
    }
}

/// Removes the tokens that expire first. A slot that is locked or empty is being
/// filled and stays.
fn make_room<K: Clone + Eq + Hash>(slots: &mut HashMap<K, Slot>) {
    let until = |slot: &Slot| Some(slot.try_lock().ok()?.as_ref()?.until);
    let mut ends: Vec<_> = slots
        .iter()
        .filter_map(|(key, slot)| Some((until(slot)?, key.clone())))
        .collect();
    ends.sort_unstable_by_key(|(until, _)| *until);
    for (_, key) in ends.into_iter().take(MOST / 10) {
        slots.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::clock::SystemClock;

    #[tokio::test]
    async fn a_full_cache_drops_the_tokens_that_expire_first() {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let cache = Cache::new(Arc::clone(&clock));
        let fetched = AtomicUsize::new(0);
        let get = async |key: usize| {
            let fetch = || async {
                fetched.fetch_add(1, Ordering::Relaxed);
                // The later the key, the longer it lives.
                let life = Duration::from_secs(3_600 + key as u64);
                Ok(Granted {
                    token: "token".into(),
                    expires: clock.now().after(life),
                })
            };
            cache.get(key, fetch).await.unwrap();
        };
        for key in 0..=MOST {
            get(key).await;
        }
        assert_eq!(cache.slots.lock().await.len(), MOST - MOST / 10 + 1);
        for key in MOST / 10..=MOST {
            get(key).await;
        }
        assert_eq!(
            fetched.load(Ordering::Relaxed),
            MOST + 1,
            "a kept token was fetched again"
        );
        get(0).await;
        assert_eq!(fetched.load(Ordering::Relaxed), MOST + 2);
    }
}
