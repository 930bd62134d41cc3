//! The tenant of one page, without JavaScript's types.
//!
//! Results are JSON values, which the exports turn into JavaScript's objects.
#![cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "only the exports and the tests call it")
)]

use serde_json::{Value, json};
use simulator::{
    ClientOutcome, Request, Switch, Tenant,
    fault::InjectedFault,
    scenario::{Host, UnknownScenario, scenario},
};

/// A tenant and the options of its page.
pub(crate) struct PageTenant {
    tenant: Tenant,
    host: Host,
}

impl PageTenant {
    /// The tenant of a scenario at `now_ms`.
    pub(crate) fn new(name: &str, now_ms: i64) -> Result<Self, UnknownScenario> {
        let (tenant, host) = scenario(name, now_ms)?;
        Ok(Self { tenant, host })
    }

    /// `{status, headers, body}`, or `{lost: true}` when the connection broke.
    pub(crate) fn answer(&mut self, request: &Request, now_ms: i64) -> Value {
        match self.tenant.answer(request, now_ms) {
            ClientOutcome::Answered(response) => json!({
                "status": response.status,
                "headers": response.headers,
                "body": response.body,
            }),
            ClientOutcome::ConnectionLost => json!({ "lost": true }),
        }
    }

    /// The options that the page hands the widget.
    pub(crate) fn host(&self) -> Value {
        json!(self.host)
    }

    /// Turns a switch on or off; false when there is no switch of this name.
    pub(crate) fn set(&mut self, name: &str, on: bool) -> bool {
        match serde_json::from_value::<Switch>(json!(name)) {
            Ok(switch) => {
                self.tenant.set(switch, on);
                true
            }
            Err(_) => false,
        }
    }

    /// Queues a fault, written as JSON. The error says why it cannot be read.
    pub(crate) fn fault(&mut self, text: &str) -> Result<(), serde_json::Error> {
        let fault = serde_json::from_str::<InjectedFault>(text)?;
        self.tenant.add_fault(fault);
        Ok(())
    }

    /// What has come out on paper by `now_ms`.
    pub(crate) fn printed(&mut self, now_ms: i64) -> Value {
        self.tenant.settle(now_ms);
        json!(self.tenant.printed())
    }

    /// How often each document has come out of each printer by `now_ms`.
    pub(crate) fn ledger(&mut self, now_ms: i64) -> Value {
        self.tenant.settle(now_ms);
        json!(self.tenant.ledger())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_790_000_000_000;

    fn list_jobs(page: &mut PageTenant) -> Value {
        let queue = page.host()["queues"][0]["share"]
            .as_str()
            .unwrap()
            .to_owned();
        let token = page.host()["token"].as_str().unwrap().to_owned();
        let url = format!("https://graph.microsoft.com/v1.0/print/shares/{queue}/jobs");
        page.answer(&Request::new("GET", &url, &token), NOW_MS)
    }

    #[test]
    fn a_page_lists_jobs_with_the_options_it_is_given() {
        let mut page = PageTenant::new("everyday", NOW_MS).unwrap();
        let answer = list_jobs(&mut page);
        assert_eq!(answer["status"], 200);
        let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
        assert!(body["value"].as_array().unwrap().len() >= 4);
    }

    #[test]
    fn offline_loses_the_connection_until_it_is_turned_off() {
        let mut page = PageTenant::new("everyday", NOW_MS).unwrap();
        assert!(page.set("offline", true));
        assert_eq!(list_jobs(&mut page), json!({ "lost": true }));
        assert!(page.set("offline", false));
        assert_eq!(list_jobs(&mut page)["status"], 200);
    }

    #[test]
    fn a_fault_written_as_json_meets_the_next_request() {
        let mut page = PageTenant::new("everyday", NOW_MS).unwrap();
        page.fault(r#"{ "method": "GET", "kind": "lose", "when": "before" }"#)
            .unwrap();
        assert_eq!(list_jobs(&mut page), json!({ "lost": true }));
        assert_eq!(list_jobs(&mut page)["status"], 200);
        assert!(page.fault(r#"{ "kind": "no such trouble" }"#).is_err());
    }

    #[test]
    fn an_unknown_scenario_or_switch_is_refused() {
        assert!(PageTenant::new("every-day", NOW_MS).is_err());
        assert!(
            !PageTenant::new("everyday", NOW_MS)
                .unwrap()
                .set("Offline", true)
        );
    }
}
