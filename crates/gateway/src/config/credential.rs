//! Reads the configured credential: exactly one.

use std::path::{Path, PathBuf};

use super::reader::Reader;
use crate::credential::{Certificate, ClientCredential};

const ONE: &str = "must be exactly one of secret, secret_file, certificate_file with key_file, federated_token_file";

/// Reads the credential's keys. A secret in the file is accepted, because it
/// cannot be told from one in the environment here. The example configuration
/// says where it belongs.
pub(super) fn read(app: &mut Reader<'_>, folder: &Path) -> Option<ClientCredential> {
    let given: Vec<&str> = [
        "secret",
        "secret_file",
        "certificate_file",
        "federated_token_file",
    ]
    .into_iter()
    .filter(|key| app.has(key))
    .collect();
    let path = |text: String| -> PathBuf { folder.join(text) };
    let secret = app.text("secret");
    let secret_file = app.text("secret_file").map(path);
    let certificate = app.text("certificate_file").map(path);
    let key = app.text("key_file").map(path);
    let federated = app.text("federated_token_file").map(path);
    if given.len() != 1 {
        app.wrong("credential", ONE);
        return None;
    }
    if let Some(secret) = secret {
        return Some(ClientCredential::Secret(secret.into()));
    }
    if let Some(path) = secret_file {
        return readable(app, "secret_file", &path).map(|_| ClientCredential::SecretFile(path));
    }
    if let Some(path) = federated {
        return readable(app, "federated_token_file", &path)
            .map(|_| ClientCredential::Federated(path));
    }
    // The key may be in the same file as the certificate.
    let certificate = certificate?;
    let key = key.unwrap_or_else(|| certificate.clone());
    let (certificate, key) = (
        readable(app, "certificate_file", &certificate),
        readable(app, "key_file", &key),
    );
    match Certificate::read(&certificate?, &key?) {
        Ok(certificate) => Some(ClientCredential::Certificate(Box::new(certificate))),
        Err(error) => {
            app.wrong("certificate_file", error.to_string());
            None
        }
    }
}

fn readable(app: &mut Reader<'_>, key: &str, path: &Path) -> Option<Vec<u8>> {
    match std::fs::read(path) {
        Ok(bytes) if !bytes.is_empty() => Some(bytes),
        Ok(_) => {
            app.wrong(key, format!("{} is empty", path.display()));
            None
        }
        Err(error) => {
            app.wrong(key, format!("{} cannot be read: {error}", path.display()));
            None
        }
    }
}
