//! The simulator for a page: the same tenant behind a stand-in for `fetch`.
//!
//! A demo page hands the widget a `fetch` of its own that asks this instead of
//! the network, so that everything works with no server and no account. Only
//! translates between JavaScript's values and the simulator's; the tenant
//! behaves the same here as behind the server. The page passes the time in.
//!
//! ```js
//! const simulator = new Simulator("everyday", Date.now());
//! // headers: array of [name, value]; body: string or undefined
//! const { status, headers, body, lost } =
//!   simulator.answer(method, url, headers, body, Date.now());
//! if (lost) throw new TypeError("Failed to fetch");   // the connection broke
//! return new Response(body ?? null, { status, headers });
//!
//! simulator.host();      // { queues: [{ share, printer, label }],
//!                        //   account: { username, localAccountId, tenantId }, token }
//! simulator.set("redirectAcceptsUserTokens", false);  // expandPrinterForUsers,
//!                        // emptyPages, offline
//! simulator.fault('{ "method": "POST", "path": "/redirect", "kind": "garble" }');
//! simulator.printed(Date.now());
//!                        // [{ printerId, printer, jobId, document, copies,
//!                        //    redirectedFrom, completedMs }]
//! Simulator.scenarios(); // [{ name, title }]
//! Simulator.applicationToken();  // of the app that holds the queue's jobs
//! ```
//!
//! An unknown scenario, switch or fault is thrown as an `Error` that names it.

mod page_tenant;

#[cfg(target_arch = "wasm32")]
mod exports;

/// Nothing runs by itself: the page calls the exports.
fn main() {}
