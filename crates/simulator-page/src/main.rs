//! The simulator for a web page: the tenant behind a replacement for `fetch`.
//!
//! The demo page hands the widget a `fetch` that asks this instead of the network, so
//! that everything works without a server and without an account. The crate only
//! translates between JavaScript's values and the simulator's. The tenant answers as it
//! does behind the server. The page passes the time in.
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
//!                        //    paper, redirectedFrom, completedMs }]
//! simulator.ledger(Date.now());  // [{ document, printer, times, copies, papers, … }]
//! Simulator.scenarios(); // [{ name, title, kinder }]: `kinder` has a sentence for each
//!                        // way in which the scenario is kinder than Microsoft Graph
//! Simulator.applicationToken();  // the token of the app that holds the queue's jobs
//! ```
//!
//! An unknown scenario, switch or fault throws an `Error` that names it.

mod page_tenant;

#[cfg(target_arch = "wasm32")]
mod exports;

/// Does nothing: the page calls the exports.
fn main() {}
