//! Builds the tenants that demos and tests start from, by name.
//!
//! A scenario is a tenant in a certain state, together with the options that a page
//! hands the widget. All scenarios share one office and differ only in the point
//! they show. Their names are part of the demo's address and of the tests.

mod catalog;
mod device_kind;
#[cfg(feature = "identity")]
mod directory;
mod host;
mod office;
mod people;
mod queue;

pub use catalog::{
    SCENARIOS, Scenario, UnknownScenario, find_scenario, scenarios_json, scenarios_text,
};
#[cfg(feature = "identity")]
pub use directory::{GatewayApp, Registrations, directory};
pub use host::{Account, Host, Queue};
pub use people::{
    ADMINISTRATOR_TOKEN, APPLICATION_ID, APPLICATION_TOKEN, OTHER_APPLICATION_TOKEN,
    OTHER_USER_TOKEN, SETUP_TOKEN, USER_TOKEN,
};

use crate::{
    fault::{FaultKind, InjectedFault, When},
    printer::PrinterStatus,
    settings_mode::SettingsMode,
    tenant::{Switch, Tenant},
    token::AccessToken,
};

/// The items of a page where there are very many. A client takes what a page has.
const LARGE_PAGE: usize = 2_500;

/// A tenant in the named state at `now_ms` (ms since 1970 UTC), and what a page
/// gives the widget.
pub fn scenario(name: &str, now_ms: i64) -> Result<(Tenant, Host), UnknownScenario> {
    let Scenario { kinder, .. } = find_scenario(name)?;
    let mut tenant = Tenant::new(now_ms);
    let mut host = host::adeles_host();
    people::add_people(&mut tenant);
    queue::install(&mut tenant, now_ms);
    match name {
        "documented" => {
            office::documented_printer(&mut tenant, now_ms);
            queue::documented_job(&mut tenant, now_ms);
        }
        "many-printers" => {
            office::crowd(&mut tenant, 3_000, now_ms);
            queue::waiting_jobs(&mut tenant, now_ms);
        }
        "fifty-thousand-printers" => {
            office::crowd(&mut tenant, 50_000, now_ms);
            tenant.set_page_size(LARGE_PAGE);
            queue::waiting_jobs(&mut tenant, now_ms);
        }
        "one-job" => {
            office::furnish(&mut tenant, now_ms);
            queue::one_job(&mut tenant, now_ms);
        }
        "empty" => office::furnish(&mut tenant, now_ms),
        "arriving" => {
            office::furnish(&mut tenant, now_ms);
            queue::arriving_job(&mut tenant, now_ms);
        }
        "does-not-fit" => {
            office::furnish_without_color(&mut tenant, now_ms);
            queue::jobs_that_do_not_fit(&mut tenant, now_ms);
        }
        "direct" => {
            office::furnish(&mut tenant, now_ms);
            queue::direct_job(&mut tenant, now_ms);
        }
        _ => {
            office::furnish(&mut tenant, now_ms);
            queue::waiting_jobs(&mut tenant, now_ms);
        }
    }
    for switch in [
        Switch::RedirectAcceptsUserTokens,
        Switch::ExpandPrinterForUsers,
    ] {
        tenant.set(switch, kinder.contains(&switch));
    }
    match name {
        "everyday"
        | "one-job"
        | "empty"
        | "arriving"
        | "direct"
        | "does-not-fit"
        | "as-graph-answers"
        | "many-printers"
        | "fifty-thousand-printers"
        | "documented" => {}
        "settings-merged" => tenant.set_settings_mode(SettingsMode::Merge),
        "token-rejected" => people::expire_token(&mut tenant, now_ms),
        "permission-missing" => tenant.add_token(
            USER_TOKEN,
            AccessToken::delegated(people::ADELE_ID, &["PrinterShare.ReadBasic.All"]),
        ),
        "no-access" => {
            host.token = people::readable_token(&mut tenant);
            let not_allowed = FaultKind::Error {
                status: 403,
                code: "Forbidden".to_owned(),
                message: "The user may not use this printer share.".to_owned(),
            };
            tenant.add_fault(InjectedFault {
                method: Some("GET".to_owned()),
                ..InjectedFault::always(not_allowed)
            });
        }
        "throttled" => {
            let slow_down = |seconds: &str| FaultKind::Throttle {
                retry_after: Some(seconds.to_owned()),
            };
            tenant.add_fault(InjectedFault::once("GET", "/jobs", slow_down("2")));
            tenant.add_fault(InjectedFault::once("POST", "/redirect", slow_down("3")));
        }
        "printer-stopped" => {
            let jam = PrinterStatus::new("stopped", &["mediaEmpty", "mediaJam", "mediaPathJam"]);
            tenant.set_status(&office::usual_printer(), jam);
            tenant.set_accepting_jobs(&office::second_printer(), false);
        }
        "offline" => tenant.set(Switch::Offline, true),
        "connection-lost-after-send" => tenant.add_fault(InjectedFault::once(
            "POST",
            "/redirect",
            FaultKind::Lose { when: When::After },
        )),
        _ => return Err(UnknownScenario::new(name)),
    }
    Ok((tenant, host))
}
