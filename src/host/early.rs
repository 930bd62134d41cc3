//! Reads that the shell started while the program was loading (`js/early.js`).
//!
//! The program still builds its own first request for each list, with its own token. It sends it
//! with the function that the shell hands over for this address. The function gives the early
//! answer if the shell has sent an equal request, and otherwise sends the program's. So nothing
//! here decides what is read, and each read is taken over once. Without the shell, as in a Leptos
//! application, there are no early reads.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use crate::flow::TokenNeed;
use crate::flow::service::Service;

/// The shell's `EarlyReads`.
pub struct EarlyReads {
    shell: JsValue,
}

/// One read that was taken over.
pub struct EarlyRead {
    /// The value of the `client-request-id` header, under which the shell sent the read.
    pub client_request_id: String,
    /// Sends the program's request, or gives the early answer to it. It has the signature of
    /// `fetch`.
    pub fetch: Function,
}

impl EarlyReads {
    /// Reads that are handed over; `None` if there are none.
    pub fn of(shell: JsValue) -> Option<Self> {
        shell.is_object().then_some(Self { shell })
    }

    /// The promise of the token, if the shell asked for exactly this need.
    pub fn token(&self, need: &TokenNeed) -> Option<Promise> {
        let member = |name: &str| Reflect::get(&self.shell, &name.into()).ok();
        let plain = need.audience == Service::Graph && need.claims.is_none();
        let equal = member("scopes")?.as_string()? == need.scopes.join(" ");
        let token = member("token")?.dyn_into().ok()?;
        (plain && equal && !need.force_refresh).then_some(token)
    }

    /// Takes over the read of this address, if there is one. `signal` aborts it.
    pub fn take(&self, address: &str, signal: &AbortSignal) -> Option<EarlyRead> {
        let read = self.method("take")?;
        let read = read.call2(&self.shell, &address.into(), signal).ok()?;
        let member = |name: &str| Reflect::get(&read, &name.into()).ok();
        Some(EarlyRead {
            client_request_id: member("id")?.as_string()?,
            fetch: member("fetch")?.dyn_into().ok()?,
        })
    }

    fn method(&self, name: &str) -> Option<Function> {
        let method = Reflect::get(&self.shell, &name.into()).ok()?;
        method.dyn_into().ok()
    }
}

impl Drop for EarlyReads {
    /// Aborts the reads that were not taken over.
    fn drop(&mut self) {
        let drop = self.method("drop");
        let _ = drop.map(|drop| drop.call0(&self.shell));
    }
}
