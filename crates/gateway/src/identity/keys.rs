//! The keys with which the identity provider signs, by tenant.
//!
//! Read at first need, again after half a day, and again when a token names a
//! key that is not known, but then at most every half minute: whoever floods
//! the gateway with made-up key ids causes one request, not a flood. Many
//! requests that need keys at once wait for one reading, and a reading that was
//! begun is finished though its caller leaves: else callers who leave at once
//! would keep new keys out. Keys that could not be read anew serve for two
//! days, no longer, and while they do nobody waits long for new ones.
//!
//! <https://learn.microsoft.com/entra/identity-platform/signing-key-rollover>

use std::{collections::HashMap, fmt, sync::Arc, time::Duration};

use axum::http::Method;
use jsonwebtoken::DecodingKey;
use serde_json::Value;
use tokio::{
    sync::{Mutex, RwLock},
    time::{Instant, timeout},
};
use universal_print::time::Timestamp;

use super::{Authority, TenantId};
use crate::{
    clock::Clock,
    limits,
    transport::{Outgoing, Transport},
};

const RENEW: Duration = Duration::from_secs(12 * 3600);
const DISCARD: Duration = Duration::from_secs(48 * 3600);
const BETWEEN_READINGS: Duration = Duration::from_secs(30);
/// How long a request waits for new keys when it could do with the old ones.
const PATIENCE: Duration = Duration::from_secs(1);

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyTrouble {
    /// The tenant has no key with this id.
    Unknown,
    /// The tenant's keys cannot be read.
    Unavailable,
}

/// The keys of every tenant that is served.
pub struct Keys {
    source: Source,
    clock: Arc<dyn Clock>,
    tenants: Mutex<HashMap<TenantId, Arc<Ring>>>,
}

/// Where keys are read.
#[derive(Clone)]
struct Source {
    authority: Authority,
    transport: Arc<dyn Transport>,
}

/// One tenant's keys.
#[derive(Default)]
struct Ring {
    known: RwLock<Known>,
    /// Held by the one who reads.
    reading: Arc<Mutex<Option<Instant>>>,
}

#[derive(Default)]
struct Known {
    keys: HashMap<String, Arc<DecodingKey>>,
    read_at: Option<Timestamp>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Keys")
            .field("authority", &self.source.authority)
            .finish_non_exhaustive()
    }
}

impl Keys {
    pub(super) fn new(
        authority: Authority,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            source: Source {
                authority,
                transport,
            },
            clock,
            tenants: Mutex::default(),
        }
    }

    /// The key with this id.
    pub async fn find(&self, tenant: &TenantId, kid: &str) -> Result<Arc<DecodingKey>, KeyTrouble> {
        let ring = self.ring(tenant).await;
        if let Some((key, age)) = self.known(&ring, kid).await {
            if age < RENEW {
                return Ok(key);
            }
            // Too long a wait changes nothing: the reading goes on by itself.
            let _ = timeout(PATIENCE, self.renew(tenant, &ring, kid)).await;
        } else {
            self.renew(tenant, &ring, kid).await;
        }
        if let Some((key, _)) = self.known(&ring, kid).await {
            return Ok(key);
        }
        let read_at = ring.known.read().await.read_at;
        let fresh = read_at.is_some_and(|read| self.clock.now().since(read) < DISCARD);
        Err(if fresh {
            KeyTrouble::Unknown
        } else {
            KeyTrouble::Unavailable
        })
    }

    /// Whether a tenant's keys can be read or were.
    pub async fn prepare(&self, tenant: &TenantId) -> bool {
        !matches!(self.find(tenant, "").await, Err(KeyTrouble::Unavailable))
    }

    async fn ring(&self, tenant: &TenantId) -> Arc<Ring> {
        let mut tenants = self.tenants.lock().await;
        Arc::clone(tenants.entry(tenant.clone()).or_default())
    }

    async fn known(&self, ring: &Ring, kid: &str) -> Option<(Arc<DecodingKey>, Duration)> {
        let known = ring.known.read().await;
        let age = self.clock.now().since(known.read_at?);
        let key = known.keys.get(kid).filter(|_| age < DISCARD)?;
        Some((Arc::clone(key), age))
    }

    /// Reads the keys, unless somebody just did. The reading is a task of its
    /// own, and whoever waits for it may leave.
    async fn renew(&self, tenant: &TenantId, ring: &Arc<Ring>, kid: &str) {
        let mut last_attempt = Arc::clone(&ring.reading).lock_owned().await;
        // Whoever waited for the lock may find the key in place.
        if self
            .known(ring, kid)
            .await
            .is_some_and(|(_, age)| age < RENEW)
        {
            return;
        }
        // Not by the time of day: one that is set back would put off the next reading.
        if last_attempt.is_some_and(|last| last.elapsed() < BETWEEN_READINGS) {
            return;
        }
        *last_attempt = Some(Instant::now());
        let now = self.clock.now();
        let (source, tenant, ring) = (self.source.clone(), tenant.clone(), Arc::clone(ring));
        let reading = tokio::spawn(async move {
            match source.read(&tenant).await {
                Some(keys) => {
                    tracing::info!(%tenant, keys = keys.len(), "read the identity provider's keys");
                    let mut known = ring.known.write().await;
                    known.keys = keys;
                    known.read_at = Some(now);
                }
                None => {
                    tracing::warn!(%tenant, "the identity provider's keys could not be read");
                }
            }
            drop(last_attempt);
        });
        if reading.await.is_err() {
            tracing::error!("reading the identity provider's keys failed");
        }
    }
}

impl Source {
    async fn read(&self, tenant: &TenantId) -> Option<HashMap<String, Arc<DecodingKey>>> {
        let configuration = self.get(self.authority.configuration(tenant)).await?;
        if configuration.get("issuer")?.as_str()? != self.authority.issuer(tenant) {
            return None;
        }
        let address = configuration.get("jwks_uri")?.as_str()?;
        if !self.authority.owns(address) {
            return None;
        }
        let published = self.get(address.to_owned()).await?;
        let keys = published.get("keys")?.as_array()?;
        let keys: HashMap<_, _> = keys.iter().filter_map(signing_key).collect();
        (!keys.is_empty()).then_some(keys)
    }

    async fn get(&self, url: String) -> Option<Value> {
        let request = Outgoing {
            method: Method::GET,
            url,
            headers: vec![("accept", "application/json".to_owned())],
            body: None,
            changes: false,
        };
        let answer = self.transport.send(request, limits::SIGN_IN).await.ok()?;
        (answer.status == 200).then(|| serde_json::from_str(&answer.body).ok())?
    }
}

/// A published key, if it is an RSA key for signatures of our kind.
fn signing_key(key: &Value) -> Option<(String, Arc<DecodingKey>)> {
    let text = |name: &str| key.get(name).and_then(Value::as_str);
    let signs = text("kty") == Some("RSA")
        && text("use").is_none_or(|purpose| purpose == "sig")
        && text("alg").is_none_or(|algorithm| algorithm == "RS256");
    if !signs {
        return None;
    }
    let decoding = DecodingKey::from_rsa_components(text("n")?, text("e")?).ok()?;
    Some((text("kid")?.to_owned(), Arc::new(decoding)))
}
