//! Reads every key of the configuration, with its default and its bounds.

use std::{net::SocketAddr, num::NonZeroU32, sync::Arc, time::Duration};

use axum::http::HeaderName;
use toml::Table;
use tracing_subscriber::EnvFilter;
use universal_print::endpoint::Cloud;
use uuid::Uuid;

use super::{
    Config, Log,
    credential::{self, CredentialKeys},
    mistake::{Mistake, Mistakes},
    reader::Reader,
    source::ConfigSource,
};
use crate::{
    destination::{DestinationPolicy, ListedShare},
    graph::address::GraphAddress,
    id,
    identity::authority::{Authority, TenantId},
    limits::{OF_ALL, PER_USER},
    ownership::Ownership,
};

const GUID: &str = "a GUID";

impl Config {
    /// Reads a configuration, or reports every mistake in it.
    pub fn read(source: &ConfigSource) -> Result<Self, Mistakes> {
        read(source)
    }
}

fn read(source: &ConfigSource) -> Result<Config, Mistakes> {
    let mut tables = source.table.clone();
    let mut mistakes = Vec::new();
    let server = server(&mut tables, &mut mistakes);
    let tenant = tenant(&mut tables, &mut mistakes);

    let mut app = Reader::of(&mut tables, "app", &mut mistakes);
    let client_id = app.needed("client_id").and_then(|text| {
        let (id, wanted) = if tenant.authority.is_entra() {
            (guid(&text), GUID)
        } else {
            (client_name(&text), "letters without blanks")
        };
        if id.is_none() {
            app.wrong("client_id", format!("\"{text}\" must be {wanted}"));
        }
        id
    });
    let audience = app.text("audience").or_else(|| client_id.clone());
    let scope = app
        .text("scope")
        .unwrap_or_else(|| "Jobs.Redirect".to_owned());
    let CredentialKeys {
        credential,
        warnings,
    } = credential::read(&mut app, &source.folder, source.now);
    app.end();

    let (destinations, ownership) = rules(&mut tables, &mut mistakes);

    let mut limits = Reader::of(&mut tables, "limits", &mut mistakes);
    let per_user = limits.number("per_user_per_minute", 1, 1_000_000, PER_USER.get());
    let of_all = limits.number("overall_per_minute", 1, 100_000_000, OF_ALL.get());
    let largest_body = limits.number("body_bytes", 1024, 1 << 20, 64 << 10);
    let body_time = limits.seconds("body_seconds", 60, 10);
    let header_time = limits.seconds("header_seconds", 60, 10);
    let connections = limits.number("connections", 1, 1_000_000, 4096);
    let skew = limits.number("clock_skew_seconds", 0, 300, 60);
    let shutdown_time = limits.seconds("shutdown_seconds", 600, 75);
    limits.end();
    if server.drain_time >= shutdown_time {
        mistakes.push(Mistake {
            key: "server.drain_seconds".to_owned(),
            what: format!(
                "{} must be less than limits.shutdown_seconds ({}), which is the time for the whole shutdown",
                server.drain_time.as_secs(),
                shutdown_time.as_secs()
            ),
        });
    }

    let log = log(&mut tables, &mut mistakes);
    let mut setup = Reader::of(&mut tables, "setup", &mut mistakes);
    let queues = setup.list("queues", "a printer's id", id::printer);
    let task_definition = setup
        .text("task_definition")
        .unwrap_or_else(|| "print-redirect".to_owned());
    setup.end();

    for key in tables.keys() {
        mistakes.push(Mistake {
            key: key.clone(),
            what: "is not known".to_owned(),
        });
    }
    let (Some(client_id), Some(audience), Some(credential)) = (client_id, audience, credential)
    else {
        return Err(Mistakes(mistakes));
    };
    let (Some((listen, admin_listen)), true) = (server.addresses, mistakes.is_empty()) else {
        return Err(Mistakes(mistakes));
    };
    Ok(Config {
        listen,
        admin_listen,
        origins: server.origins,
        allowed_headers: server.allowed_headers,
        cloud: tenant.cloud,
        graph: tenant.graph,
        authority: tenant.authority,
        tenants: tenant.tenants,
        client_id,
        audience,
        scope,
        credential: Arc::new(credential),
        skew: Duration::from_secs(skew.into()),
        destinations,
        ownership,
        per_user: NonZeroU32::new(per_user).unwrap_or(PER_USER),
        of_all: NonZeroU32::new(of_all).unwrap_or(OF_ALL),
        largest_body: largest_body as usize,
        body_time,
        header_time,
        connections: connections as usize,
        drain_time: server.drain_time,
        shutdown_time,
        log,
        queues,
        task_definition,
        warnings,
    })
}

struct ServerKeys {
    /// The public and the admin address.
    addresses: Option<(SocketAddr, SocketAddr)>,
    origins: Vec<String>,
    allowed_headers: Vec<HeaderName>,
    drain_time: Duration,
}

fn server(tables: &mut Table, mistakes: &mut Vec<Mistake>) -> ServerKeys {
    let address = |text: &str| text.parse::<SocketAddr>().ok();
    let wanted = "an address with a port, such as 0.0.0.0:8080";
    let mut server = Reader::of(tables, "server", mistakes);
    let default = |server: &Reader<'_>, key: &str, default: &str| {
        (!server.has(key)).then(|| address(default)).flatten()
    };
    let listen = default(&server, "listen", "0.0.0.0:8080")
        .or_else(|| server.parsed("listen", wanted, address));
    let admin = default(&server, "admin_listen", "127.0.0.1:9464")
        .or_else(|| server.parsed("admin_listen", wanted, address));
    let origins = server.list(
        "origins",
        "an origin, such as https://intranet.contoso.example",
        origin,
    );
    if origins.is_empty() {
        server.wrong(
            "origins",
            "needs at least one origin: the pages that embed the widget",
        );
    }
    let allowed_headers = server.list(
        "allowed_headers",
        "the name of a header that pages may add, such as traceparent",
        added_header,
    );
    let drain_seconds = server.number("drain_seconds", 0, 599, 10);
    if listen == admin && listen.is_some_and(|address| address.port() != 0) {
        server.wrong("admin_listen", "must differ from listen");
    }
    server.end();
    ServerKeys {
        addresses: listen.zip(admin),
        origins,
        allowed_headers,
        drain_time: Duration::from_secs(drain_seconds.into()),
    }
}

struct TenantKeys {
    cloud: Cloud,
    graph: Option<GraphAddress>,
    authority: Authority,
    tenants: Vec<TenantId>,
}

fn tenant(tables: &mut Table, mistakes: &mut Vec<Mistake>) -> TenantKeys {
    let mut tenant = Reader::of(tables, "tenant", mistakes);
    let tenants = tenant.list("ids", GUID, TenantId::parse);
    if tenants.is_empty() {
        tenant.wrong("ids", "needs at least one directory (tenant) id");
    }
    let cloud = tenant
        .parsed("cloud", &format!("one of {}", Cloud::NAMES), Cloud::parse)
        .unwrap_or_default();
    let wanted = "an https:// address (http:// only on this machine)";
    let graph = tenant.parsed("graph", wanted, |text| GraphAddress::at(text).ok());
    let authority = tenant.parsed("authority", wanted, |text| {
        origin_or_loopback(text).map(|text| Authority::at(&text))
    });
    let wanted =
        "an https:// address (http:// only on this machine), with {tenant} for a tenant's id";
    let issuer = tenant.parsed("issuer", wanted, Authority::of_issuer);
    if tenants.len() > 1 && issuer.as_ref().is_some_and(|it| !it.names_tenants()) {
        tenant.wrong("issuer", "needs {tenant}, because ids has several");
    }
    tenant.end();
    TenantKeys {
        cloud,
        graph,
        authority: issuer
            .or(authority)
            .unwrap_or_else(|| Authority::of_cloud(cloud)),
        tenants,
    }
}

fn rules(tables: &mut Table, mistakes: &mut Vec<Mistake>) -> (DestinationPolicy, Ownership) {
    let mut destinations = Reader::of(tables, "destinations", mistakes);
    let readable = destinations.parsed("accept", "listed or readable", |text| match text {
        "listed" => Some(false),
        "readable" => Some(true),
        _ => None,
    });
    let listed: Vec<ListedShare> = destinations.tables("share", |share| {
        let share_id = share.needed("id")?;
        let groups = share.list("groups", GUID, guid);
        let parsed = id::share(&share_id);
        if parsed.is_none() {
            share.wrong("id", format!("\"{share_id}\" must be a share's id"));
        }
        Some(ListedShare {
            share: parsed?,
            groups,
        })
    });
    let twice = listed.iter().enumerate().find(|(at, one)| {
        let mut before = listed.iter().take(*at);
        before.any(|other| other.share == one.share)
    });
    if let Some((_, twice)) = twice {
        let share = &twice.share;
        destinations.wrong("share", format!("\"{share}\" is listed twice"));
    }
    destinations.end();
    let mut jobs = Reader::of(tables, "jobs", mistakes);
    let ownership = jobs.parsed("ownership", "id or id-or-upn", |text| match text {
        "id" => Some(Ownership::Id),
        "id-or-upn" => Some(Ownership::IdOrUpn),
        _ => None,
    });
    jobs.end();
    let destinations = DestinationPolicy {
        readable: readable.unwrap_or_default(),
        listed,
    };
    (destinations, ownership.unwrap_or_default())
}

fn log(tables: &mut Table, mistakes: &mut Vec<Mistake>) -> Log {
    let mut log = Reader::of(tables, "log", mistakes);
    let json = log.parsed("format", "json or text", |text| match text {
        "json" => Some(true),
        "text" => Some(false),
        _ => None,
    });
    let filter = log.parsed(
        "filter",
        "a filter, such as info or info,gateway=debug",
        |text| EnvFilter::try_new(text).is_ok().then(|| text.to_owned()),
    );
    log.end();
    Log {
        json: json.unwrap_or(true),
        filter: filter.unwrap_or_else(|| "info".to_owned()),
    }
}

fn guid(text: &str) -> Option<String> {
    Uuid::try_parse(text)
        .ok()
        .map(|id| id.hyphenated().to_string())
}

/// The id of a client as any provider may give it, but for blanks, which nobody sees
/// (<https://www.rfc-editor.org/rfc/rfc6749#appendix-A.1>).
fn client_name(text: &str) -> Option<String> {
    let plain = !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_graphic());
    plain.then(|| text.to_owned())
}

/// A header that pages may add. `*` is no name; a header that browsers send by
/// themselves or that the gateway reads is none to add.
fn added_header(text: &str) -> Option<HeaderName> {
    const NEVER: [&str; 5] = ["cookie", "host", "origin", "connection", "content-length"];
    let name = HeaderName::try_from(text).ok()?;
    (text != "*" && !NEVER.contains(&name.as_str())).then_some(name)
}

/// An origin as browsers write it: without path, trailing slash or `*`.
fn origin(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let plain = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-:[]".contains(letter)
    };
    let whole = matches!(scheme, "https" | "http") && !rest.is_empty() && rest.chars().all(plain);
    whole.then(|| text.to_owned())
}

fn origin_or_loopback(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    GraphAddress::at(text).ok()?;
    origin(text)
}
