//! Reads a certificate and its key anew for each assertion, so that they can be replaced
//! while the gateway runs.
//!
//! Two files cannot be replaced at once. A pair that does not fit together, or that is
//! not valid at this time, is not used: the last good pair stays, and the log says so.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use aws_lc_rs::digest;
use universal_print::time::Timestamp;

use super::certificate::{Certificate, CertificateError, Validity};
use crate::clock::rfc3339;

/// A certificate and its key, in two files or in one.
pub struct CertificateFiles {
    certificate: PathBuf,
    key: PathBuf,
    held: Mutex<Held>,
}

/// The last good pair.
struct Held {
    pair: Arc<Certificate>,
    digest: [u8; 32],
    /// Why the files were not taken, as the log said it last.
    refused: Option<String>,
}

/// Why a pair in files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateFilesError {
    /// A file cannot be read.
    #[error("{} cannot be read: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        cause: io::Error,
    },
    /// A file is empty.
    #[error("{} is empty", .0.display())]
    Empty(PathBuf),
    /// The files are no certificate with its key.
    #[error("{what}: {why}", what = .path.display(), why = .cause)]
    Pair {
        /// The file at fault.
        path: PathBuf,
        /// What is wrong.
        cause: CertificateError,
    },
}

/// What the two files contain.
struct Contents {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

impl Contents {
    fn digest(&self) -> [u8; 32] {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(&self.certificate);
        context.update(&self.key);
        let mut digest = [0; 32];
        digest.copy_from_slice(context.finish().as_ref());
        digest
    }
}

impl CertificateFiles {
    /// Reads the pair for the first time.
    pub fn read(certificate: PathBuf, key: PathBuf) -> Result<Self, CertificateFilesError> {
        let contents = read(&certificate, &key)?;
        let pair = Arc::new(parse(&certificate, &key, &contents)?);
        let held = Mutex::new(Held {
            pair,
            digest: contents.digest(),
            refused: None,
        });
        Ok(Self {
            certificate,
            key,
            held,
        })
    }

    /// The file with the certificate.
    pub fn certificate_file(&self) -> &Path {
        &self.certificate
    }

    /// The pair that was read last.
    pub fn last(&self) -> Arc<Certificate> {
        Arc::clone(&self.held().pair)
    }

    /// The pair that is in the files now, or the last good one.
    pub(super) async fn current(&self, now: Timestamp) -> Arc<Certificate> {
        let (certificate, key) = (self.certificate.clone(), self.key.clone());
        let known = self.held().digest;
        // Reading files and an RSA key would hold up other requests.
        let reading = tokio::task::spawn_blocking(move || renewed(&certificate, &key, known, now));
        let read = reading.await.unwrap_or(Ok(None));
        let mut held = self.held();
        match read {
            Ok(None) => held.refused = None,
            Ok(Some((pair, digest))) => {
                tracing::info!(
                    file = %self.certificate.display(),
                    thumbprint = pair.thumbprint(),
                    expires = rfc3339(pair.ends()),
                    "the certificate was replaced; the new one is used"
                );
                *held = Held {
                    pair: Arc::new(pair),
                    digest,
                    refused: None,
                };
            }
            Err(why) => {
                if held.refused.as_ref() != Some(&why) {
                    tracing::warn!(
                        why,
                        "the certificate or its key was changed and cannot be used; the old pair stays in use"
                    );
                }
                held.refused = Some(why);
            }
        }
        Arc::clone(&held.pair)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The pair in the files, if it is another than the known one and can be used now.
fn renewed(
    certificate: &Path,
    key: &Path,
    known: [u8; 32],
    now: Timestamp,
) -> Result<Option<(Certificate, [u8; 32])>, String> {
    let contents = read(certificate, key).map_err(|error| error.to_string())?;
    let digest = contents.digest();
    if digest == known {
        return Ok(None);
    }
    let pair = parse(certificate, key, &contents).map_err(|error| error.to_string())?;
    let at = certificate.display();
    match pair.validity(now) {
        Validity::Valid { .. } => Ok(Some((pair, digest))),
        Validity::NotYet(begins) => Err(format!("{at} is not valid before {}", rfc3339(begins))),
        Validity::Expired(ended) => Err(format!("{at} expired on {}", rfc3339(ended))),
    }
}

fn read(certificate: &Path, key: &Path) -> Result<Contents, CertificateFilesError> {
    let read = |path: &Path| match fs::read(path) {
        Ok(bytes) if bytes.is_empty() => Err(CertificateFilesError::Empty(path.to_owned())),
        Ok(bytes) => Ok(bytes),
        Err(cause) => Err(CertificateFilesError::File {
            path: path.to_owned(),
            cause,
        }),
    };
    Ok(Contents {
        certificate: read(certificate)?,
        key: read(key)?,
    })
}

fn parse(
    certificate: &Path,
    key: &Path,
    contents: &Contents,
) -> Result<Certificate, CertificateFilesError> {
    Certificate::read(&contents.certificate, &contents.key).map_err(|cause| {
        let path = match cause {
            CertificateError::Certificate => certificate,
            CertificateError::Key | CertificateError::Mismatch => key,
        };
        CertificateFilesError::Pair {
            path: path.to_owned(),
            cause,
        }
    })
}

impl fmt::Debug for CertificateFiles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "certificate in {}", self.certificate.display())
    }
}
