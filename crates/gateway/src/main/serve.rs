//! Serves the public and the admin listener, and shuts them down in order.
//!
//! At shutdown the gateway first becomes unready, then stops accepting
//! connections, then finishes the sends that have begun. Health and metrics are
//! served until the end.

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use gateway::{
    admin::{Health, admin},
    clock::Clock,
    config::Config,
    gateway::Gateway,
    server::{ConnectionLimits, serve as serve_on},
    transport::Transport,
};
use tokio::{
    net::TcpListener,
    sync::watch,
    time::{Instant, timeout_at},
};

use crate::error::ProgramError;
use crate::stop_signal::StopSignal;

/// Connections for health and metrics: few clients need them.
const ADMIN_CONNECTIONS: usize = 64;

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
        shutdown_time: config.shutdown_time,
    };
    let tenants = config.tenants.clone();
    let public = listen(config.listen).await?;
    let internal = listen(config.admin_listen).await?;
    let gateway = Gateway::new(config, transport, clock)?;
    let health = Health::new(&gateway, &tenants);
    let mut stop = StopSignal::register()?;
    tracing::info!(public = %address(&public), admin = %address(&internal), "listening");

    let (end_admin, admin_ends) = watch::channel(false);
    let admin_limits = ConnectionLimits {
        connections: ADMIN_CONNECTIONS,
        shutdown_time: Duration::from_secs(1),
        ..limits
    };
    let admin_side = tokio::spawn(serve_on(
        internal,
        admin(Arc::clone(&health)),
        admin_limits,
        ended(admin_ends),
    ));

    let shutdown_began = OnceLock::new();
    let told = async {
        stop.received().await;
        tracing::info!("shutting down: finishing what has begun");
        shutdown_began.get_or_init(Instant::now);
        health.end();
    };
    serve_on(public, gateway.router(), limits, told).await;
    let deadline = *shutdown_began.get_or_init(Instant::now) + limits.shutdown_time;
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

async fn ended(mut ends: watch::Receiver<bool>) {
    // An error means that the sender is gone, which also ends the wait.
    let _ = ends.wait_for(|ended| *ended).await;
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
