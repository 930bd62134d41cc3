//! Serves the public and the admin listener, and shuts them down in order.
//!
//! At shutdown the gateway first drains: it is not ready, but answers. Then it stops
//! accepting connections and finishes the sends that have begun. Health and metrics
//! are served until the end.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use gateway::{
    admin::{Health, admin},
    clock::Clock,
    config::Config,
    drain::Drain,
    gateway::Gateway,
    server::{ConnectionLimits, serve as serve_on},
    transport::Transport,
};
use tokio::{
    net::TcpListener,
    sync::{Notify, watch},
    time::{Instant, timeout_at},
};

use crate::error::ProgramError;
use crate::stop_signal::StopSignal;

/// Connections for health and metrics: few clients need them.
const ADMIN_CONNECTIONS: usize = 64;

const ADMIN_SHUTDOWN: Duration = Duration::from_secs(1);

/// Answers are small, so a client that reads nothing for this long never will.
const ANSWER_TIME: Duration = Duration::from_secs(10);

pub(crate) async fn serve(
    config: Config,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
) -> Result<(), ProgramError> {
    let limits = ConnectionLimits {
        header_time: config.header_time,
        answer_time: ANSWER_TIME,
        connections: config.connections,
    };
    for warning in &config.warnings {
        tracing::warn!(key = warning.key, "{}", warning.what);
    }
    let tenants = config.tenants.clone();
    let drain = Drain::new(config.drain_time, config.shutdown_time, Arc::clone(&clock));
    let public = listen(config.listen).await?;
    let internal = listen(config.admin_listen).await?;
    let gateway = Gateway::new(config, transport, clock)?;
    let health = Health::new(&gateway, &tenants, &drain);
    let signals = told(StopSignal::register()?);
    tracing::info!(public = %address(&public), admin = %address(&internal), "listening");

    let (end_admin, admin_ends) = watch::channel(false);
    let admin_limits = ConnectionLimits {
        connections: ADMIN_CONNECTIONS,
        ..limits
    };
    let admin_side = tokio::spawn(serve_on(
        internal,
        admin(Arc::clone(&health)),
        admin_limits,
        ended(admin_ends),
    ));

    let routes = drain.around(gateway.router());
    let deadline = serve_on(public, routes, limits, drain.ended(&signals)).await;
    if timeout_at(deadline, gateway.finish()).await.is_err() {
        tracing::error!("a send was still open at the end; its outcome is not in the audit log");
    }
    // Health and metrics are served until the last send has ended.
    end_admin.send_replace(true);
    if admin_side.await.is_err() {
        tracing::error!("the admin side failed");
    }
    tracing::info!("ended");
    Ok(())
}

/// Passes each signal on.
fn told(mut stop: StopSignal) -> Arc<Notify> {
    let signals = Arc::new(Notify::new());
    let told = Arc::clone(&signals);
    tokio::spawn(async move {
        loop {
            stop.received().await;
            told.notify_one();
        }
    });
    signals
}

/// Waits for the end of the admin side. Its few open requests get a second.
async fn ended(mut ends: watch::Receiver<bool>) -> Instant {
    // An error means that the sender is gone, which also ends the wait.
    let _ = ends.wait_for(|ended| *ended).await;
    Instant::now() + ADMIN_SHUTDOWN
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ProgramError> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|cause| ProgramError::Listen { address, cause })
}

fn address(listener: &TcpListener) -> String {
    listener
        .local_addr()
        .map_or_else(|_| "unknown".to_owned(), |address| address.to_string())
}
