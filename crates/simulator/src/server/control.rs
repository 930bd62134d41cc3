//! The routes by which a test sets a tenant up and looks into it.
//!
//! The table of routes is in the documentation of [`super`]. A body is read
//! strictly: an unknown fault or switch is an error of the test, and is told so.

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
    tenants::{Room, Tenants},
};
use crate::{
    fault::Fault,
    job::{Document, NewJob},
    printer::PrinterStatus,
    scenario::scenarios_json,
    tenant::Switch,
    token::{Principal, Token},
};

#[derive(Deserialize)]
struct Start {
    name: String,
}

#[derive(Deserialize)]
struct Advance {
    ms: i64,
}

#[derive(Deserialize)]
struct Turn {
    name: Switch,
    value: bool,
}

#[derive(Deserialize)]
struct PageSize {
    size: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
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
struct Access {
    id: String,
    allow_all_users: bool,
}

#[derive(Deserialize)]
struct Approval {
    /// An object id or user principal name.
    user: String,
}

#[derive(Deserialize)]
struct Print {
    printer: String,
    /// An object id or user principal name; the host's account when absent.
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
struct Issue {
    text: String,
    #[serde(flatten)]
    bearer: Bearer,
    permissions: Vec<String>,
    #[serde(default)]
    issued_to: Option<String>,
    #[serde(default)]
    expires_in_ms: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Bearer {
    /// An object id or user principal name.
    User(String),
    /// An appId.
    App(String),
}

/// Why a control request failed; the text is for the one who writes the test.
enum Failure {
    NoSuchRoute,
    NoSuchTenant,
    NoSuchScenario,
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
        ("POST", "fault") => read::<Fault>(body)
            .and_then(|fault| with(tenants, tenant, |room| room.tenant.add_fault(fault)))
            .map(|()| None),
        ("POST", "switch") => read::<Turn>(body)
            .and_then(|turn| {
                with(tenants, tenant, |room| {
                    room.tenant.set(turn.name, turn.value);
                })
            })
            .map(|()| None),
        ("POST", "release") => with(tenants, tenant, |room| {
            Some(json!({ "released": room.tenant.release() }))
        }),
        ("POST", "page") => read::<PageSize>(body)
            .and_then(|PageSize { size }| {
                with(tenants, tenant, |room| room.tenant.set_page_size(size))
            })
            .map(|()| None),
        ("POST", "printer") => report(tenants, tenant, body),
        ("POST", "share") => share(tenants, tenant, body),
        ("POST", "sign-in") => read(body)
            .and_then(|page| with(tenants, tenant, |room| sign_in::open(room, &page)))
            .and_then(|known| known.map(Some).ok_or(Failure::NoIdentity)),
        ("POST", "challenge") => challenge(tenants, tenant, body),
        ("POST", "approve") => approve(tenants, tenant, body),
        ("POST", "expire") => {
            with(tenants, tenant, |room| room.tenant.expire_tokens()).map(|()| None)
        }
        ("POST", "job") => print(tenants, tenant, body),
        ("POST", "token") => issue(tenants, tenant, body),
        ("GET", "requests") => with(tenants, tenant, |room| Some(json!(room.tenant.requests()))),
        ("DELETE", "requests") => {
            with(tenants, tenant, |room| room.tenant.forget_requests()).map(|()| None)
        }
        ("GET", "printed") => with(tenants, tenant, |room| Some(json!(room.tenant.printed()))),
        ("GET", "ledger") => with(tenants, tenant, |room| Some(json!(room.tenant.ledger()))),
        ("GET", "host") => host(tenants, tenant),
        ("GET", "scenarios") => Ok(Some(scenarios_json())),
        _ => Err(Failure::NoSuchRoute),
    };
    match answer {
        Ok(Some(value)) => Json(value).into_response(),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => failure.into_response(),
    }
}

fn start(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, Failure> {
    let Start { name } = read(body)?;
    if !tenants.start(tenant, &name) {
        return Err(Failure::NoSuchScenario);
    }
    host(tenants, tenant)
}

fn host(tenants: &Tenants, tenant: &str) -> Result<Option<Value>, Failure> {
    let now_ms = tenants.advance(tenant, 0).ok_or(Failure::NoSuchTenant)?;
    with(tenants, tenant, |room| {
        let mut host = json!(room.host);
        if let Some(members) = host.as_object_mut() {
            members.insert("now".to_owned(), json!(now_ms));
        }
        Some(host)
    })
}

fn advance(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, Failure> {
    let Advance { ms } = read(body)?;
    let now_ms = tenants.advance(tenant, ms).ok_or(Failure::NoSuchTenant)?;
    Ok(Some(json!({ "now": now_ms })))
}

fn report(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, Failure> {
    let Report {
        id,
        state,
        details,
        accepting_jobs,
    } = read(body)?;
    let known = with(tenants, tenant, |room| {
        let opened = accepting_jobs.map(|open| room.tenant.set_accepting_jobs(&id, open));
        let reported = state.map(|state| {
            let status = PrinterStatus {
                state,
                details,
                description: String::new(),
            };
            room.tenant.set_status(&id, status)
        });
        opened.or(reported)
    })?;
    match known {
        Some(true) => Ok(None),
        Some(false) => Err(Failure::NoSuchPrinter),
        None => Err(Failure::Body(serde_json::Error::custom(
            "state or acceptingJobs is missing",
        ))),
    }
}

fn share(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, Failure> {
    let Access {
        id,
        allow_all_users,
    } = read(body)?;
    let set = |room: &mut Room| room.tenant.set_open_to_all(&id, allow_all_users);
    if with(tenants, tenant, set)? {
        Ok(None)
    } else {
        Err(Failure::NoSuchShare)
    }
}

fn challenge(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, Failure> {
    let demand: sign_in::Demand = read(body)?;
    with(tenants, tenant, |room| {
        let user = room.tenant.user(&demand.user).ok_or(Failure::NoSuchUser)?;
        let id = user.id.clone();
        sign_in::challenge(room, &id, &demand).ok_or(Failure::NoIdentity)?;
        Ok(None)
    })?
}

fn approve(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, Failure> {
    let Approval { user } = read(body)?;
    with(tenants, tenant, |room| {
        let user = room.tenant.user(&user).ok_or(Failure::NoSuchUser)?;
        let id = user.id.clone();
        let approved = sign_in::approve(room, &id).ok_or(Failure::NoIdentity)?;
        Ok(Some(json!({ "approved": approved })))
    })?
}

fn print(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, Failure> {
    let Print {
        printer,
        user,
        document,
        size,
        copies,
    } = read(body)?;
    with(tenants, tenant, |room| {
        let user = user.as_deref().unwrap_or(&room.host.account.username);
        let user = room.tenant.user(user).ok_or(Failure::NoSuchUser)?.clone();
        let now_ms = room.tenant.now_ms();
        let job = NewJob {
            configuration: copies.map_or_else(|| json!({}), |copies| json!({ "copies": copies })),
            ..NewJob::of(&user, now_ms, Document::pdf(&document, size))
        };
        let id = room.tenant.add_job(&printer, job);
        let id = id.ok_or(Failure::NoSuchPrinter)?;
        Ok(Some(json!({ "id": id })))
    })?
}

fn issue(tenants: &Tenants, tenant: &str, body: &Bytes) -> Result<Option<Value>, Failure> {
    let Issue {
        text,
        bearer,
        permissions,
        issued_to,
        expires_in_ms,
    } = read(body)?;
    with(tenants, tenant, |room| {
        let principal = match bearer {
            Bearer::User(user) => {
                let user = room.tenant.user(&user).ok_or(Failure::NoSuchUser)?;
                Principal::User(user.id.clone())
            }
            Bearer::App(app_id) => Principal::Application(app_id),
        };
        let token = Token {
            principal,
            permissions,
            issued_to,
            expires_ms: expires_in_ms.map(|ms| room.tenant.now_ms() + ms),
        };
        room.tenant.add_token(&text, token);
        Ok(None)
    })?
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Failure> {
    serde_json::from_slice(body).map_err(Failure::Body)
}

fn with<T>(
    tenants: &Tenants,
    tenant: &str,
    act: impl FnOnce(&mut Room) -> T,
) -> Result<T, Failure> {
    tenants.with(tenant, act).ok_or(Failure::NoSuchTenant)
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, text) = match self {
            Self::NoSuchRoute => (StatusCode::NOT_FOUND, "no such control route".to_owned()),
            Self::NoSuchTenant => (
                StatusCode::NOT_FOUND,
                "no such tenant; POST control/scenario first".to_owned(),
            ),
            Self::NoSuchScenario => (StatusCode::NOT_FOUND, "no such scenario".to_owned()),
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
