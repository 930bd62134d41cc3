//! Reads and keeps the keys with which the identity provider signs, by tenant.
//!
//! - Keys are read when they are first needed and again after half a day. An
//!   unknown key id causes another read, but at most every half minute, so that
//!   made-up key ids cannot cause a flood of requests.
//! - Requests that need keys at the same time wait for the same read. A read is
//!   finished even if its caller disconnects; otherwise callers who disconnect
//!   early could keep new keys out.
//! - If keys cannot be read again, the old ones are used for up to two days.
//!   Meanwhile, requests wait only briefly for new ones.
//!
//! <https://learn.microsoft.com/entra/identity-platform/signing-key-rollover>

use std::{collections::HashMap, fmt, sync::Arc, time::Duration};

use jsonwebtoken::DecodingKey;
use tokio::{
    sync::{Mutex, RwLock},
    time::{Instant, timeout},
};
use universal_print::{json::Value, time::Timestamp};

use super::{
    authority::TenantId,
    discovery::{Discovery, ProviderError},
};
use crate::{clock::Clock, trace::loggable};

const RENEW: Duration = Duration::from_secs(12 * 3600);
const DISCARD: Duration = Duration::from_secs(48 * 3600);
const BETWEEN_READINGS: Duration = Duration::from_secs(30);
/// How long a request waits for new keys if it can use the old ones.
const PATIENCE: Duration = Duration::from_secs(1);

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The tenant has no key with this id.
    Unknown,
    /// The tenant's keys cannot be read.
    Unavailable,
}

/// The keys of every tenant that is served.
pub struct Keys {
    discovery: Arc<Discovery>,
    clock: Arc<dyn Clock>,
    tenants: Mutex<HashMap<TenantId, Arc<KeyRing>>>,
}

/// One tenant's keys.
#[derive(Default)]
struct KeyRing {
    known: RwLock<Known>,
    /// When a read last began. Locked while one is under way.
    last_read: Arc<Mutex<Option<Instant>>>,
}

#[derive(Default)]
struct Known {
    keys: HashMap<String, Arc<DecodingKey>>,
    read_at: Option<Timestamp>,
    /// Why the last read failed, if it did.
    trouble: Option<ProviderError>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Keys")
            .field("discovery", &self.discovery)
            .finish_non_exhaustive()
    }
}

impl Keys {
    pub(super) fn new(discovery: Arc<Discovery>, clock: Arc<dyn Clock>) -> Self {
        Self {
            discovery,
            clock,
            tenants: Mutex::default(),
        }
    }

    /// The key with this id.
    pub async fn find(&self, tenant: &TenantId, kid: &str) -> Result<Arc<DecodingKey>, KeyError> {
        let ring = self.ring(tenant).await;
        if let Some((key, age)) = self.known(&ring, kid).await {
            if age < RENEW {
                return Ok(key);
            }
            // If the time is up, the read goes on by itself.
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
            KeyError::Unknown
        } else {
            KeyError::Unavailable
        })
    }

    /// Whether the gateway has a tenant's keys, after reading them if necessary.
    pub async fn prepare(&self, tenant: &TenantId) -> bool {
        !matches!(self.find(tenant, "").await, Err(KeyError::Unavailable))
    }

    /// Why the keys of a tenant could not be read the last time, if so.
    pub(crate) async fn trouble(&self, tenant: &TenantId) -> Option<ProviderError> {
        self.ring(tenant).await.known.read().await.trouble.clone()
    }

    async fn ring(&self, tenant: &TenantId) -> Arc<KeyRing> {
        let mut tenants = self.tenants.lock().await;
        Arc::clone(tenants.entry(tenant.clone()).or_default())
    }

    async fn known(&self, ring: &KeyRing, kid: &str) -> Option<(Arc<DecodingKey>, Duration)> {
        let known = ring.known.read().await;
        let age = self.clock.now().since(known.read_at?);
        let key = known.keys.get(kid).filter(|_| age < DISCARD)?;
        Some((Arc::clone(key), age))
    }

    /// Reads the keys, unless another request just did. The read is a task of its
    /// own, so it goes on if the waiting request is dropped.
    async fn renew(&self, tenant: &TenantId, ring: &Arc<KeyRing>, kid: &str) {
        let mut last_read = Arc::clone(&ring.last_read).lock_owned().await;
        // While this request waited for the lock, another may have read the key.
        if self
            .known(ring, kid)
            .await
            .is_some_and(|(_, age)| age < RENEW)
        {
            return;
        }
        // This does not use the time of day: setting it back would delay the next read.
        if last_read.is_some_and(|last| last.elapsed() < BETWEEN_READINGS) {
            return;
        }
        *last_read = Some(Instant::now());
        let now = self.clock.now();
        let discovery = Arc::clone(&self.discovery);
        let (tenant, ring) = (tenant.clone(), Arc::clone(ring));
        let reading = tokio::spawn(async move {
            let read = read(&discovery, &tenant).await;
            let mut known = ring.known.write().await;
            match read {
                Ok(keys) => {
                    tracing::info!(%tenant, keys = keys.len(), "read the identity provider's keys");
                    known.keys = keys;
                    known.read_at = Some(now);
                    known.trouble = None;
                }
                Err(error) => {
                    tracing::warn!(%tenant, %error, "the identity provider's keys could not be read");
                    known.trouble = Some(error);
                }
            }
            drop(known);
            drop(last_read);
        });
        if reading.await.is_err() {
            tracing::error!("reading the identity provider's keys failed");
        }
    }
}

/// Reads a tenant's keys from where the provider's configuration says that they are.
async fn read(
    discovery: &Discovery,
    tenant: &TenantId,
) -> Result<HashMap<String, Arc<DecodingKey>>, ProviderError> {
    let endpoints = discovery.read(tenant).await?;
    let published = discovery.get(&endpoints.keys).await?;
    let keys = published.get("keys").and_then(Value::as_array);
    let keys: HashMap<_, _> = keys.into_iter().flatten().filter_map(signing_key).collect();
    if keys.is_empty() {
        return Err(ProviderError::NoKey(loggable(&endpoints.keys)));
    }
    Ok(keys)
}

/// A published key, if it is an RSA key for RS256 signatures and has an id
/// (<https://www.rfc-editor.org/rfc/rfc7517#section-4>).
fn signing_key(key: &Value) -> Option<(String, Arc<DecodingKey>)> {
    let text = |name: &str| key.get(name).and_then(Value::as_str);
    let operations = key.get("key_ops").and_then(Value::as_array);
    let signs = text("kty") == Some("RSA")
        && text("use").is_none_or(|purpose| purpose == "sig")
        && text("alg").is_none_or(|algorithm| algorithm == "RS256")
        && operations.is_none_or(|all| all.iter().any(|each| each.as_str() == Some("verify")));
    if !signs {
        return None;
    }
    let decoding = DecodingKey::from_rsa_components(text("n")?, text("e")?).ok()?;
    let kid = text("kid").filter(|kid| !kid.is_empty())?;
    Some((kid.to_owned(), Arc::new(decoding)))
}
