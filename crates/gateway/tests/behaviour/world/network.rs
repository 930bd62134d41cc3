//! The network between a gateway, the identity provider and Graph.

use std::{sync::Arc, time::Duration};

use gateway::transport::{Answering, Incoming, NoAnswer, NoConnection, Outgoing, Transport};
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{GRAPH, Inner, LOGIN, PROVIDER, SERVICES, World};

/// What the network does to a request.
#[derive(Clone, Debug)]
pub(crate) enum Network {
    /// There is no connection.
    Down,
    /// The request arrives late.
    LateThere(Duration),
    /// The answer arrives late.
    LateBack(Duration),
    /// The request arrives when the test says so.
    Until(Arc<Notify>),
    /// The text of the answer arrives changed.
    Changed(fn(&str) -> String),
}

/// A request that has not arrived yet. It is noted if it is dropped.
struct Waiting<'a>(&'a World, String);

impl Waiting<'_> {
    fn arrived(mut self) {
        self.1.clear();
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if !self.1.is_empty() {
            self.0.lock().dropped.push(std::mem::take(&mut self.1));
        }
    }
}

impl Transport for World {
    fn send(&self, request: Outgoing, limit: Duration) -> Answering<'_> {
        Box::pin(async move {
            let network = {
                let mut inner = self.lock();
                inner.sent.push(request.clone());
                let fits = |(method, part, _): &&(&str, &str, _)| {
                    request.method.as_str() == *method && request.url.contains(part)
                };
                inner
                    .network
                    .iter()
                    .find(fits)
                    .map(|(_, _, network)| network.clone())
            };
            let mut change: fn(&str) -> String = str::to_owned;
            let (there, back) = match network {
                Some(Network::Down) => return Err(NoAnswer::NotSent(NoConnection::Refused)),
                Some(Network::LateThere(late)) => (late, Duration::ZERO),
                Some(Network::LateBack(late)) => (Duration::ZERO, late),
                Some(Network::Until(go)) => {
                    let waiting = Waiting(self, request.url.clone());
                    go.notified().await;
                    waiting.arrived();
                    (Duration::ZERO, Duration::ZERO)
                }
                Some(Network::Changed(by)) => {
                    change = by;
                    (Duration::ZERO, Duration::ZERO)
                }
                None => (Duration::ZERO, Duration::ZERO),
            };
            let exchange = async {
                sleep(there).await;
                let answer = self.carry(&request);
                sleep(back).await;
                answer.map(|answer| Incoming {
                    body: change(&answer.body),
                    ..answer
                })
            };
            timeout(limit, exchange)
                .await
                .unwrap_or(Err(NoAnswer::TimedOut))
        })
    }
}

impl World {
    /// Lets Graph or the identity provider answer, depending on the address.
    pub(crate) fn carry(&self, request: &Outgoing) -> Result<Incoming, NoAnswer> {
        let now_ms = self.now_ms();
        let headers = request
            .headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        let plain = simulator::Request {
            method: request.method.to_string(),
            url: request.url.clone(),
            headers: headers.collect(),
            body: request.body.clone(),
        };
        let mut inner = self.lock();
        let Inner {
            tenant, identity, ..
        } = &mut *inner;
        let outcome = if request.url.starts_with(GRAPH) {
            tenant.answer(&plain, now_ms)
        } else {
            let own = |origin: &&str| request.url.starts_with(*origin);
            assert!(
                [LOGIN, PROVIDER, SERVICES].iter().any(own),
                "no other server is ever called: {}",
                request.url
            );
            identity.answer(&plain, now_ms, tenant)
        };
        let answer = outcome.response().ok_or(NoAnswer::Lost)?;
        let header = |name: &str| answer.header(name).map(str::to_owned);
        Ok(Incoming {
            status: answer.status,
            retry_after: header("retry-after"),
            www_authenticate: header("www-authenticate"),
            request_id: header("request-id"),
            date: header("date"),
            allowed_origin: header("access-control-allow-origin"),
            allowed_headers: header("access-control-allow-headers"),
            body: answer.body.clone().unwrap_or_default(),
        })
    }
}
