//! Serving: two listeners, and an orderly end.

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use gateway::{
    clock::Clock,
    config::Config,
    gateway::{Gateway, Health, admin},
    server::{Manners, serve as serve_on},
    transport::Transport,
};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    time::{Instant, timeout_at},
};

use crate::failure::Failure;

/// The few who ask for health and metrics.
const ADMIN_CONNECTIONS: usize = 64;

/// Answers are small: whoever takes nothing of one for this long reads none.
const ANSWER_TIME: Duration = Duration::from_secs(10);

pub(crate) async fn serve(
    config: Config,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
) -> Result<(), Failure> {
    let manners = Manners {
        header_time: config.header_time,
        answer_time: ANSWER_TIME,
        connections: config.connections,
        ending_time: config.ending_time,
    };
    let tenants = config.tenants.clone();
    let public = listen(config.listen).await?;
    let inside = listen(config.admin_listen).await?;
    let gateway = Gateway::new(config, transport, clock)?;
    let health = Health::new(&gateway, &tenants);
    let (mut terminate, mut interrupt) = (
        told(SignalKind::terminate())?,
        told(SignalKind::interrupt())?,
    );
    tracing::info!(public = %address(&public), admin = %address(&inside), "listening");

    let (end_admin, admin_ends) = watch::channel(false);
    let admin_manners = Manners {
        connections: ADMIN_CONNECTIONS,
        ending_time: Duration::from_secs(1),
        ..manners
    };
    let admin_side = tokio::spawn(serve_on(
        inside,
        admin(Arc::clone(&health)),
        admin_manners,
        ended(admin_ends),
    ));

    let ending = OnceLock::new();
    let told = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("ending: what was begun is finished first");
        ending.get_or_init(Instant::now);
        health.end();
    };
    serve_on(public, gateway.router(), manners, told).await;
    let deadline = *ending.get_or_init(Instant::now) + manners.ending_time;
    if timeout_at(deadline, gateway.finish()).await.is_err() {
        tracing::error!("a send was still open at the end; its outcome is not in the audit log");
    }
    // Health and metrics stay until the last send is done.
    end_admin.send_replace(true);
    if admin_side.await.is_err() {
        tracing::error!("the admin side failed");
    }
    tracing::info!("ended");
    Ok(())
}

async fn ended(mut ends: watch::Receiver<bool>) {
    // An error means that the other side is gone, which is an end as well.
    let _ = ends.wait_for(|ended| *ended).await;
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|cause| Failure::Listen { address, cause })
}

fn address(listener: &TcpListener) -> String {
    listener
        .local_addr()
        .map_or_else(|_| "unknown".to_owned(), |address| address.to_string())
}

fn told(kind: SignalKind) -> Result<Signal, Failure> {
    signal(kind).map_err(Failure::Signals)
}
