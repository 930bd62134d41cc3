//! Reads the configured credential: exactly one.
//!
//! Its files are read too, so that a mistake is found before the first token is needed.
//! What works now and not for long, or what was left out, is a warning.

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretSlice};
use universal_print::time::Timestamp;

use super::{mistake::Mistake, reader::Reader};
use crate::{
    clock::rfc3339,
    credential::{
        CertificateError, CertificateFiles, CertificateFilesError, ClientCredential, Validity,
        secret_line,
    },
};

const ONE: &str = "must be exactly one of secret, secret_file, certificate_file with key_file, federated_token_file";

/// What a credential's keys say.
#[derive(Default)]
pub(super) struct CredentialKeys {
    pub(super) credential: Option<ClientCredential>,
    pub(super) warnings: Vec<Mistake>,
}

/// Reads the credential's keys. A secret in the file is accepted, because it
/// cannot be told from one in the environment here. The example configuration
/// says where it belongs.
pub(super) fn read(app: &mut Reader<'_>, folder: &Path, now: Option<Timestamp>) -> CredentialKeys {
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
    let mut read = CredentialKeys::default();
    if given.len() != 1 {
        app.wrong("credential", ONE);
        return read;
    }
    if let Some(secret) = secret {
        if secret.trim() != secret || secret.contains(['\n', '\r']) {
            app.wrong(
                "secret",
                "has blanks or line ends in front of or behind the secret: leave them out",
            );
            return read;
        }
        read.credential = Some(ClientCredential::Secret(secret.into()));
    } else if let Some(path) = secret_file {
        line(app, "secret_file", &path, &mut read.warnings);
        read.credential = Some(ClientCredential::SecretFile(path));
    } else if let Some(path) = federated {
        line(app, "federated_token_file", &path, &mut read.warnings);
        read.credential = Some(ClientCredential::Federated(path));
    } else if let Some(certificate) = certificate {
        // The key may be in the same file as the certificate.
        let key = key.unwrap_or_else(|| certificate.clone());
        if let Some(files) = files(app, &certificate, &key) {
            if let Some(now) = now {
                time(app, &files, now, &mut read.warnings);
            }
            read.credential = Some(ClientCredential::Certificate(files));
        }
    }
    read
}

/// Checks that a file holds a secret alone on one line.
fn line(app: &mut Reader<'_>, key: &str, path: &Path, warnings: &mut Vec<Mistake>) {
    let at = path.display();
    let bytes = match std::fs::read(path) {
        Ok(bytes) => SecretSlice::from(bytes),
        Err(error) => return app.wrong(key, format!("{at} cannot be read: {error}")),
    };
    match secret_line(bytes.expose_secret()) {
        Err(error) => app.wrong(key, format!("{at} {error}")),
        Ok(line) if line.padded => warnings.push(Mistake {
            key: format!("app.{key}"),
            what: format!(
                "{at} has blanks around the secret, which are left out: write it without them"
            ),
        }),
        Ok(_) => {}
    }
}

/// Reads a certificate and its key.
fn files(app: &mut Reader<'_>, certificate: &Path, key: &Path) -> Option<CertificateFiles> {
    let key_name = if key == certificate {
        "certificate_file"
    } else {
        "key_file"
    };
    let name_of = |path: &Path| {
        if path == certificate {
            "certificate_file"
        } else {
            "key_file"
        }
    };
    match CertificateFiles::read(certificate.to_owned(), key.to_owned()) {
        Ok(files) => Some(files),
        Err(error) => {
            let (name, cure) = match &error {
                CertificateFilesError::File { path, .. } | CertificateFilesError::Empty(path) => {
                    (name_of(path), "")
                }
                CertificateFilesError::Pair { cause, .. } => match cause {
                    CertificateError::Certificate => ("certificate_file", ""),
                    CertificateError::Key => (key_name, ""),
                    CertificateError::Mismatch => (
                        key_name,
                        ": set the key with which the certificate was made, or make both anew",
                    ),
                },
            };
            app.wrong(name, format!("{error}{cure}"));
            None
        }
    }
}

/// Checks that a certificate is valid now, and for some time to come.
fn time(
    app: &mut Reader<'_>,
    files: &CertificateFiles,
    now: Timestamp,
    warnings: &mut Vec<Mistake>,
) {
    let at = files.certificate_file().display();
    match files.last().validity(now) {
        Validity::Valid { soon: false, .. } => {}
        Validity::Valid { ends, days, .. } => warnings.push(Mistake {
            key: "app.certificate_file".to_owned(),
            what: format!(
                "{at} expires on {}, in {days} days: make a new certificate and upload it to the app registration",
                rfc3339(ends)
            ),
        }),
        Validity::Expired(ended) => app.wrong(
            "certificate_file",
            format!(
                "{at} expired on {}: make a new certificate and upload it to the app registration",
                rfc3339(ended)
            ),
        ),
        Validity::NotYet(begins) => app.wrong(
            "certificate_file",
            format!(
                "{at} is not valid before {}: check the clock of this machine, which says {}, or wait until then",
                rfc3339(begins),
                rfc3339(now)
            ),
        ),
    }
}
