//! The control endpoints, which set a tenant up and look into it.
//!
//! The README shows each endpoint with an example. Bodies are read strictly: an unknown
//! fault or switch is answered with 400 and the reason.

use axum::{
    Json,
    body::Bytes,
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use serde::{
    Deserialize,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Value, json};

use super::{
    sign_in,
    tenants::{RunningTenant, Tenants},
};
use crate::{
    fault::InjectedFault,
    job::{Document, NewJob},
    printer::PrinterStatus,
    scenario::{UnknownScenario, scenarios_json},
    settings_mode::SettingsMode,
    tenant::Switch,
    token::{AccessToken, Principal},
};

#[derive(Deserialize)]
struct StartScenario {
    name: String,
}

#[derive(Deserialize)]
struct AdvanceClock {
    ms: i64,
}

#[derive(Deserialize)]
struct SetSwitch {
    name: Switch,
    value: bool,
}

#[derive(Deserialize)]
struct SetSettingsMode {
    mode: SettingsMode,
}

#[derive(Deserialize)]
struct SetPageSize {
    size: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PrinterReport {
    id: String,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    details: Vec<String>,
    #[serde(default)]
    accepting_jobs: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ShareAccess {
    id: String,
    allow_all_users: bool,
}

#[derive(Deserialize)]
struct DeviceApproval {
    /// An object id or user principal name.
    user: String,
}

#[derive(Deserialize)]
struct SubmitJob {
    printer: String,
    /// An object id or user principal name; the page's account when absent.
    #[serde(default)]
    user: Option<String>,
    #[serde(default)]
    document: String,
    #[serde(default)]
    size: u64,
    #[serde(default)]
    copies: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IssueToken {
    text: String,
    #[serde(flatten)]
    bearer: TokenOwner,
    permissions: Vec<String>,
    #[serde(default)]
    issued_to: Option<String>,
    #[serde(default)]
    expires_in_ms: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum TokenOwner {
    /// An object id or user principal name.
    User(String),
    /// An appId.
    App(String),
}

/// Why a control request failed. The answer says so in words for developers.
enum ControlError {
    NoSuchRoute,
    NoSuchTenant,
    UnknownScenario(UnknownScenario),
    NoSuchPrinter,
    NoSuchShare,
    NoSuchUser,
    NoIdentity,
    Body(serde_json::Error),
}

pub(super) fn answer(
    tenants: &Tenants,
    tenant: &str,
    method: &Method,
    verb: &str,
    body: &Bytes,
) -> Response {
    let answer = match (method.as_str(), verb) {
        ("POST", "scenario") => start(tenants, tenant, body),
        ("POST", "advance") => advance(tenants, tenant, body),
        ("POST", "fault") => read::<InjectedFault>(body)
            .and_then(|fault| with(tenants, tenant, |running| running.tenant.add_fault(fault)))
            .map(|()| None),
        ("DELETE", "fault") => {
            with(tenants, tenant, |running| running.tenant.forget_faults()).map(|()| None)
        }
        ("POST", "switch") => read::<SetSwitch>(body)
            .and_then(|turn| {
                with(tenants, tenant, |running| {
                    running.tenant.set(turn.name, turn.value);
                })
            })
            .map(|()| None),
        ("POST", "release") => with(tenants, tenant, |running| {
            Some(json!({ "released": running.tenant.release() }))
        }),
        ("POST", "page") => read::<SetPageSize>(body)
            .and_then(|SetPageSize { size }| {
                with(tenants, tenant, |running| {
                    running.tenant.set_page_size(size);
                })
            })
            .map(|()| None),
        ("POST", "settings") => read::<SetSettingsMode>(body)
            .and_then(|SetSettingsMode { mode }| {
                with(tenants, tenant, |running| {
                    running.tenant.set_settings_mode(mode);
                })
            })
            .map(|()| None),
        ("POST", "printer") => report(tenants, tenant, body),
        ("POST", "share") => share(tenants, tenant, body),
        ("POST", "sign-in") => read(body)
            .and_then(|page| with(tenants, tenant, |running| sign_in::open(running, &page)))
            .and_then(|known| known.map(Some).ok_or(ControlError::NoIdentity)),
        ("POST", "challenge") => challenge(tenants, tenant, body),
        ("POST", "approve") => approve(tenants, tenant, body),
        ("POST", "expire") => {
            with(tenants, tenant, |running| running.tenant.expire_tokens()).map(|()| None)
        }
        ("POST", "job") => print(tenants, tenant, body),
        ("POST", "token") => issue(tenants, tenant, body),
        ("GET", "requests") => with(tenants, tenant, |running| {
            Some(json!(running.tenant.requests()))
        }),
        ("DELETE", "requests") => {
            with(tenants, tenant, |running| running.tenant.forget_requests()).map(|()| None)
        }
        ("GET", "printed") => with(tenants, tenant, |running| {
            Some(json!(running.tenant.printed()))
        }),
        ("GET", "ledger") => with(tenants, tenant, |running| {
            Some(json!(running.tenant.ledger()))
        }),
        ("GET", "host") => host(tenants, tenant),
        ("GET", "scenarios") => Ok(Some(scenarios_json())),
        _ => Err(ControlError::NoSuchRoute),
    };
    match answer {
        Ok(Some(value)) => Json(value).into_response(),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => error.into_response(),
    }
}

fn start(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, ControlError> {
    let StartScenario { name } = read(body)?;
    tenants
        .start(tenant, &name)
        .map_err(ControlError::UnknownScenario)?;
    host(tenants, tenant)
}

fn host(tenants: &Tenants, tenant: &str) -> Result<Option<Value>, ControlError> {
    let now_ms = tenants
        .advance(tenant, 0)
        .ok_or(ControlError::NoSuchTenant)?;
    with(tenants, tenant, |running| {
        let mut host = json!(running.host);
        if let Some(members) = host.as_object_mut() {
            members.insert("now".to_owned(), json!(now_ms));
        }
        Some(host)
    })
}

fn advance(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, ControlError> {
    let AdvanceClock { ms } = read(body)?;
    let now_ms = tenants
        .advance(tenant, ms)
        .ok_or(ControlError::NoSuchTenant)?;
    Ok(Some(json!({ "now": now_ms })))
}

fn report(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, ControlError> {
    let PrinterReport {
        id,
        state,
        details,
        accepting_jobs,
    } = read(body)?;
    let known = with(tenants, tenant, |running| {
        let opened = accepting_jobs.map(|open| running.tenant.set_accepting_jobs(&id, open));
        let reported = state.map(|state| {
            let status = PrinterStatus {
                state,
                details,
                description: String::new(),
            };
            running.tenant.set_status(&id, status)
        });
        opened.or(reported)
    })?;
    match known {
        Some(true) => Ok(None),
        Some(false) => Err(ControlError::NoSuchPrinter),
        None => Err(ControlError::Body(serde_json::Error::custom(
            "state or acceptingJobs is missing",
        ))),
    }
}

fn share(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, ControlError> {
    let ShareAccess {
        id,
        allow_all_users,
    } = read(body)?;
    let set = |running: &mut RunningTenant| running.tenant.set_open_to_all(&id, allow_all_users);
    if with(tenants, tenant, set)? {
        Ok(None)
    } else {
        Err(ControlError::NoSuchShare)
    }
}

fn challenge(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, ControlError> {
    let demand: sign_in::ClaimsDemand = read(body)?;
    with(tenants, tenant, |running| {
        let user = running
            .tenant
            .user(&demand.user)
            .ok_or(ControlError::NoSuchUser)?;
        let id = user.id.clone();
        sign_in::challenge(running, &id, &demand).ok_or(ControlError::NoIdentity)?;
        Ok(None)
    })?
}

fn approve(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, ControlError> {
    let DeviceApproval { user } = read(body)?;
    with(tenants, tenant, |running| {
        let user = running.tenant.user(&user).ok_or(ControlError::NoSuchUser)?;
        let id = user.id.clone();
        let approved = sign_in::approve(running, &id).ok_or(ControlError::NoIdentity)?;
        Ok(Some(json!({ "approved": approved })))
    })?
}

fn print(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, ControlError> {
    let SubmitJob {
        printer,
        user,
        document,
        size,
        copies,
    } = read(body)?;
    with(tenants, tenant, |running| {
        let user = user.as_deref().unwrap_or(&running.host.account.username);
        let user = running
            .tenant
            .user(user)
            .ok_or(ControlError::NoSuchUser)?
            .clone();
        let now_ms = running.tenant.now_ms();
        let job = NewJob {
            configuration: copies.map_or_else(|| json!({}), |copies| json!({ "copies": copies })),
            ..NewJob::of(&user, now_ms, Document::pdf(&document, size))
        };
        let id = running.tenant.add_job(&printer, job);
        let id = id.ok_or(ControlError::NoSuchPrinter)?;
        Ok(Some(json!({ "id": id })))
    })?
}

fn issue(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, ControlError> {
    let IssueToken {
        text,
        bearer,
        permissions,
        issued_to,
        expires_in_ms,
    } = read(body)?;
    with(tenants, tenant, |running| {
        let principal = match bearer {
            TokenOwner::User(user) => {
                let user = running.tenant.user(&user).ok_or(ControlError::NoSuchUser)?;
                Principal::User(user.id.clone())
            }
            TokenOwner::App(app_id) => Principal::Application(app_id),
        };
        let token = AccessToken {
            principal,
            permissions,
            issued_to,
            expires_ms: expires_in_ms.map(|ms| running.tenant.now_ms() + ms),
        };
        running.tenant.add_token(&text, token);
        Ok(None)
    })?
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, ControlError> {
    serde_json::from_slice(body).map_err(ControlError::Body)
}

fn with<T>(
    tenants: &Tenants,
    tenant: &str,
    act: impl FnOnce(&mut RunningTenant) -> T,
) -> Result<T, ControlError> {
    tenants.with(tenant, act).ok_or(ControlError::NoSuchTenant)
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let (status, text) = match self {
            Self::NoSuchRoute => (StatusCode::NOT_FOUND, "no such control route".to_owned()),
            Self::NoSuchTenant => (
                StatusCode::NOT_FOUND,
                "no such tenant; POST control/scenario first".to_owned(),
            ),
            Self::UnknownScenario(error) => (StatusCode::NOT_FOUND, error.to_string()),
            Self::NoSuchPrinter => (StatusCode::NOT_FOUND, "no such printer".to_owned()),
            Self::NoSuchShare => (StatusCode::NOT_FOUND, "no such share".to_owned()),
            Self::NoIdentity => (
                StatusCode::NOT_FOUND,
                "no identity provider; start the simulator with --identity".to_owned(),
            ),
            Self::NoSuchUser => (StatusCode::NOT_FOUND, "no such user".to_owned()),
            Self::Body(error) => (StatusCode::BAD_REQUEST, error.to_string()),
        };
        (status, text).into_response()
    }
}
