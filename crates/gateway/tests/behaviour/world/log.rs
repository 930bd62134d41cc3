//! Keeps the gateway's log for tests of its content.

use std::sync::{Mutex, OnceLock};

use serde_json::Value;

/// Everything that was logged since the program began.
pub(crate) fn log() -> &'static Mutex<Vec<u8>> {
    static LOG: OnceLock<Mutex<Vec<u8>>> = OnceLock::new();
    LOG.get_or_init(|| {
        struct Writer;
        impl std::io::Write for Writer {
            fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
                log().lock().unwrap().extend_from_slice(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_max_level(tracing::Level::TRACE);
        let subscriber = subscriber.with_writer(|| Writer).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        Mutex::default()
    })
}

/// The audit lines of the request with this `client-request-id`, read as JSON.
pub(crate) fn audit_lines(client_request_id: &str) -> Vec<Value> {
    let mut lines = lines_of(client_request_id);
    lines.retain(|line| line["target"] == "audit");
    lines.iter().map(|line| line["fields"].clone()).collect()
}

/// The fields of every line with this message, of the request with this
/// `client-request-id`.
pub(crate) fn lines_saying(message: &str, client_request_id: &str) -> Vec<Value> {
    let mut lines = lines_of(client_request_id);
    lines.retain(|line| line["fields"]["message"] == message);
    lines.iter().map(|line| line["fields"].clone()).collect()
}

/// Every line of the request with this `client-request-id`, read as JSON.
pub(crate) fn lines_of(client_request_id: &str) -> Vec<Value> {
    let text = String::from_utf8(log().lock().unwrap().clone()).unwrap();
    let lines = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter(|line| line["fields"]["client_request_id"] == client_request_id)
        .collect()
}
