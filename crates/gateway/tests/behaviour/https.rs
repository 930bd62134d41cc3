//! The gateway's program and an identity provider that is not Microsoft's, over real
//! connections with TLS: a certificate decides whether the provider is believed.
//!
//! The program takes the certificates that it trusts from `SSL_CERT_FILE`, as programs
//! on Linux do.

use std::{fs, net::SocketAddr, path::Path, process::Command, sync::Arc};

use axum::{Router, body::Body};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use simulator::identity::Layout;
use tokio::net::TcpListener;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};
use tower::ServiceExt as _;

use crate::{whole::carry, world::World};

fn certificate() -> CertifiedKey<rcgen::KeyPair> {
    generate_simple_self_signed(["localhost".to_owned()]).unwrap()
}

/// Serves a router over TLS with this certificate.
fn serve_tls(listener: TcpListener, certificate: &CertifiedKey<rcgen::KeyPair>, at: Router) {
    let key = PrivatePkcs8KeyDer::from(certificate.signing_key.serialize_der());
    let chain = vec![certificate.cert.der().clone()];
    let config = ServerConfig::builder().with_no_client_auth();
    let config = config.with_single_cert(chain, PrivateKeyDer::Pkcs8(key));
    let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (acceptor, at) = (acceptor.clone(), at.clone());
            tokio::spawn(async move {
                // A client that does not trust the certificate goes away.
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                let answer = service_fn(|request: Request<Incoming>| {
                    at.clone().oneshot(request.map(Body::new))
                });
                let io = TokioIo::new(stream);
                let _ = http1::Builder::new().serve_connection(io, answer).await;
            });
        }
    });
}

/// What `doctor` says, if it trusts the certificates in this file.
async fn doctor(issuer: &str, graph: SocketAddr, trusted: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gateway.toml");
    let places = format!("issuer = \"{issuer}\"\ngraph = \"http://{graph}\"\n[app]");
    fs::write(&file, World::config("").replace("[app]", &places)).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_gateway"));
    program.arg("--config").arg(&file).arg("doctor");
    program
        .env("SSL_CERT_FILE", trusted)
        .env_remove("SSL_CERT_DIR");
    program.env("NO_PROXY", "localhost,127.0.0.1");
    let output = tokio::task::spawn_blocking(move || program.output());
    let output = output.await.unwrap().unwrap();
    // The folder is needed until here.
    drop(folder);
    // The log has the system's own words.
    eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_provider_is_believed_over_tls_with_a_trusted_certificate() {
    let world = World::new();
    let (secure, plain) = (
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
    );
    let origin = format!("https://localhost:{}", secure.local_addr().unwrap().port());
    let issuer = format!("{origin}/print/");
    let layout = Layout::foreign(&issuer, &format!("{origin}/oauth"));
    world.lock().identity.lay_out(layout);
    let graph = plain.local_addr().unwrap();
    let router = Router::new().fallback(carry).with_state(world.clone());
    let own = certificate();
    serve_tls(secure, &own, router.clone());
    tokio::spawn(async move { axum::serve(plain, router).await.unwrap() });

    let folder = tempfile::tempdir().unwrap();
    let (trusted, other) = (
        folder.path().join("own.pem"),
        folder.path().join("other.pem"),
    );
    fs::write(&trusted, own.cert.pem()).unwrap();
    fs::write(&other, certificate().cert.pem()).unwrap();

    let said = doctor(&issuer, graph, &trusted).await;
    assert!(said.contains("ok      identity provider"), "{said}");
    assert!(said.contains("ok      credential"), "{said}");
    let said = doctor(&issuer, graph, &other).await;
    assert!(said.contains("FAILED  identity provider"), "{said}");
    assert!(said.contains("does not trust its certificate"), "{said}");
    // One slash less is another issuer.
    let said = doctor(issuer.trim_end_matches('/'), graph, &trusted).await;
    assert!(said.contains("names the issuer"), "{said}");
    assert!(!said.contains("credential"), "{said}");
    let asked = world.lock().identity.requests().join("\n");
    assert_eq!(
        asked.matches("POST /oauth/issue/token").count(),
        1,
        "{asked}"
    );
}

/// What `doctor` says of a provider whose certificate is trusted, but otherwise wrong.
async fn doctor_of(wrong: CertifiedKey<rcgen::KeyPair>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("own.pem");
    fs::write(&trusted, wrong.cert.pem()).unwrap();
    serve_tls(listener, &wrong, Router::new());
    let issuer = format!("https://localhost:{}", address.port());
    doctor(&issuer, address, &trusted).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_certificate_is_said() {
    let other = generate_simple_self_signed(["id.example".to_owned()]).unwrap();
    let said = doctor_of(other).await;
    assert!(
        said.contains("its certificate is for another name"),
        "{said}"
    );
    let signing_key = rcgen::KeyPair::generate().unwrap();
    let mut parameters = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
    parameters.not_after = rcgen::date_time_ymd(2020, 1, 1);
    let cert = parameters.self_signed(&signing_key).unwrap();
    let said = doctor_of(CertifiedKey { cert, signing_key }).await;
    assert!(said.contains("its certificate has expired"), "{said}");
}
